//! The audit trail as staff read it: who did what for whom, from where, before and after.
//! What was changed behind the application is proved in `proof`; that everything is recorded, in `coverage`.

mod trail;
mod wall;

use kontor_testkit::Shop;
use serde_json::Value;

pub(crate) const TRAIL: &str = "/api/v1/admin/audit";

/// The newest entry that a query finds, with its details.
pub(crate) async fn newest(shop: &Shop, query: &str) -> Value {
    let list = shop.admin().get(format!("{TRAIL}?{query}")).send().await.expect(200);
    let id = list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("nothing is on record for {query}"));
    shop.admin().get(format!("{TRAIL}/{id}")).send().await.expect(200)
}
