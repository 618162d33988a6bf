//! Promise 12: a word that stands in every field of one tenant turns up nowhere in another one: not in lists, searches,
//! exports and pages, not in mails, not in what is kept or published for it.

use kontor_testkit::{TestApp, both};
use kontor_web::{Access, MatrixRow};

use crate::coverage::{
    recipes::{asker, filled, is_write},
    scene::Scene,
};

both!(a_word_of_one_tenant_turns_up_nowhere_in_another_one);

const CANARY: &str = "zyxcanary";

async fn a_word_of_one_tenant_turns_up_nowhere_in_another_one(app: &'static TestApp) {
    let (own, other) = (Scene::new(app, "own").await, Scene::new(app, CANARY).await);
    let mut raw = app.raw().await;
    let theirs = format!("{:?}", raw.rows_of(other.shop.id()).await);
    let fields = theirs.matches(CANARY).count();
    assert!(fields > 30, "the word stands in {fields} places only");
    let mut asked = 0;
    let of_tenants = |row: &&MatrixRow| !is_write(row) && row.access != Access::Operator;
    for row in app.parts().registry.matrix().iter().filter(of_tenants) {
        let path = filled(&own, row.path);
        let mut paths = vec![path.clone()];
        // A search by the word itself; pages repeat what was typed, so they are asked without it.
        paths.extend(row.path.starts_with("/api").then(|| format!("{path}?q={CANARY}")));
        for client in [asker(&own, row), own.shop.admin(), own.shop.guest()] {
            for path in &paths {
                let reply = client.get(path).send().await;
                let is_refused = reply.status == 400;
                assert!(is_refused || !reply.text().contains(CANARY), "{path} shows it: {}", reply.text());
                asked += 1;
            }
        }
    }
    let ours = format!("{:?}", raw.rows_of(own.shop.id()).await);
    assert!(!ours.contains(CANARY), "it stands in what is kept or published for the other tenant");
    let outgoing = raw.literal(&own.shop.id().to_string());
    let written = format!("SELECT html FROM messages_contents WHERE tenant_id = {outgoing}");
    assert!(raw.texts(&written).await.iter().all(|text| !text.contains(CANARY)), "it stands in a mail");
    println!("{asked} answers, and everything that is kept, hold no {CANARY}, which stands in {fields} other places");
}
