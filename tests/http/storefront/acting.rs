//! Acting for a customer as the pages tell it: for whom, until when and why, and that it is over.
//! Nobody becomes themselves again without reading so.

use kontor_testkit::{Client, Company, Shop, TestApp, both};
use serde_json::{Value, json};

use super::{page, send, shown, way};

both!(every_page_says_for_whom_until_when_and_why_somebody_acts, an_acting_that_is_over_is_told_until_it_was_read,);

async fn scene(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let desk = shop.user("order_desk").await;
    let start = json!({ "company_id": company.id, "minutes": 30, "reason": "They asked by telephone" });
    desk.post("/api/v1/session/acting").json(start).send().await.expect(200);
    (shop, company, desk)
}

async fn every_page_says_for_whom_until_when_and_why_somebody_acts(app: &'static TestApp) {
    let (_, _, desk) = scene(app).await;
    for path in ["/products", "/orders", "/account"] {
        let page = shown(&desk, path).await;
        assert!(page.contains("You act for Company ACME until "), "{page}");
        assert!(page.contains("Reason: They asked by telephone.") && page.contains("End now"), "{page}");
    }
    assert_eq!(way(&send(&desk, "/account/acting/end", &[]).await), "/admin/");
    assert!(!shown(&desk, "/products").await.contains("You act for"));
}

async fn an_acting_that_is_over_is_told_until_it_was_read(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let over = "acting_until = acting_until - 1860000000";
    let sessions = format!("UPDATE identity_sessions SET {over} WHERE tenant_id = {tenant} AND acting_until > 0");
    assert_eq!(raw.execute(&sessions).await.unwrap(), 1);
    let log = format!("UPDATE identity_acting SET until = until - 1860000000 WHERE tenant_id = {tenant}");
    assert_eq!(raw.execute(&log).await.unwrap(), 1);
    let told = || async {
        shown(&desk, "/products").await.contains("Your time to act for Company ACME was over").then_some(())
    };
    kontor_testkit::eventually("the time is over", told).await;
    // A step that only a customer takes says so, too.
    let refused = page(&desk, "/cart").await;
    assert!(refused.status == 403 && refused.text().contains("Your time to act for Company ACME was over"));
    assert_eq!(way(&send(&desk, "/account/acting/end", &[]).await), "/admin/");
    assert!(!shown(&desk, "/products").await.contains("was over"));
    // It ended when its time was over, not when that was read.
    let admin = shop.member("company_admin", &company).await;
    let log = admin.get("/api/v1/company/acting-log").send().await.expect(200);
    let entry = &log["items"][0];
    assert!(entry["ended_at"] == Value::Null || entry["ended_at"] == entry["until"], "{entry}");
}
