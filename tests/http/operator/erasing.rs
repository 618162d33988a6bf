//! Erasing a tenant of the whole product: its rows, its hosts and its people go, and a neighbour loses nothing.
//! Somebody who belongs to another tenant, too, stays a person there.

use kontor_testkit::{PASSWORD, TestApp, both, changes, eventually};
use serde_json::json;

use super::{path, suspend, trading};

both!(an_erased_tenant_is_gone_with_its_people_and_the_neighbour_is_to_the_letter_as_it_was);

async fn an_erased_tenant_is_gone_with_its_people_and_the_neighbour_is_to_the_letter_as_it_was(app: &'static TestApp) {
    let (gone, stays) = (trading(app, "gone").await, trading(app, "stays").await);
    // The administrator of the one also works for the other.
    let email = gone.admin_email().to_owned();
    stays.membership(&email, "order_desk", None).await;
    let mut raw = app.raw().await;
    let id = raw.literal(&gone.id().to_string());
    let only_here = raw
        .number(&format!(
            "SELECT COUNT(DISTINCT user_id) FROM identity_user_tenants t WHERE tenant_id = {id} AND NOT EXISTS \
             (SELECT 1 FROM identity_user_tenants o WHERE o.user_id = t.user_id AND o.tenant_id <> t.tenant_id)"
        ))
        .await;
    let people = raw.number("SELECT COUNT(*) FROM identity_users").await;
    assert!(only_here >= 1);
    let before = raw.rows_of(stays.id()).await;
    let operator = app.operator();
    suspend(&operator, gone.code()).await;
    let body = json!({ "confirm": gone.code() });
    operator.delete(path(gone.code())).json(body).send().await.expect(202);
    let done = eventually("the tenant is erased", || async {
        let tenant = operator.get(path(gone.code())).send().await.expect(200);
        (tenant["status"] == "erased").then_some(tenant)
    })
    .await;
    assert_eq!(done["erasure"]["people"].as_i64(), Some(only_here), "{done}");
    assert!(done["erasure"]["tables"]["orders_orders"]["rows"].as_u64() >= Some(1), "{done}");
    for table in raw.tenant_tables().await {
        let left = raw.number(&format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = {id}")).await;
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(raw.number(&format!("SELECT COUNT(*) FROM store_tenants WHERE id = {id}")).await, 0);
    let left = raw.number(&format!("SELECT COUNT(*) FROM identity_users WHERE email_key = '{email}'")).await;
    assert_eq!(left, 1, "somebody who belongs to another tenant, too, stays");
    assert!(raw.number("SELECT COUNT(*) FROM identity_users").await >= people - only_here);
    assert_eq!(changes(&before, &raw.rows_of(stays.id()).await), [""; 0]);
    stays.guest().sign_in(&email, PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    let closed = gone.guest().get("/api/v1/session").send().await;
    assert!(matches!(closed.status, 404 | 503), "{}", closed.status);
}
