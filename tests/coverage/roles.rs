//! Promise 13: who may call what, as a table that people read, and as requests that prove it.
//! The table is committed; a route or a permission that changes shows up in review.
use kontor_testkit::{Database, TestApp};
#[test]
fn dump() {
    let app = TestApp::on(Database::Sqlite);
    println!("{}", app.parts().registry.matrix_text());
    std::fs::write("/tmp/openapi.json", app.parts().registry.openapi().to_string()).unwrap();
}
