//! The pages of accounts and companies as a browser meets them, with the real engines behind.
//! What the API does is tested beside it; here it is what people see and where each step leads.

mod account;
mod acting;
mod company;
mod people;
mod security;

use kontor_testkit::{Client, Reply};

/// A page as a browser asks for it.
pub(crate) async fn page(client: &Client, path: &str) -> Reply {
    client.get(path).header("accept", "text/html").send().await
}

/// A page that is there.
pub(crate) async fn shown(client: &Client, path: &str) -> String {
    let reply = page(client, path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.text().replace('\u{a0}', " ")
}

/// A form as a browser sends it.
pub(crate) async fn send(client: &Client, path: &str, fields: &[(&str, &str)]) -> Reply {
    client.post(path).form(fields).header("accept", "text/html").send().await
}

/// Where a form that was taken leads.
#[track_caller]
pub(crate) fn way(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.header("location").unwrap()
}

/// The value of a hidden field.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).unwrap_or_else(|| panic!("no field {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}
