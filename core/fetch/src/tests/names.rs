//! Names and what a name server makes of them: all of an answer is checked, and the checked answer is the one used.
//! The resolver is the test's own, and the only server there is listens on loopback.

use std::{
    io,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::future::BoxFuture;

use super::Server;
use crate::{Fetch, FetchError, FetchPolicy, Request, Resolver};

/// Gives its answers one after the other, and the last one for ever.
struct Scripted {
    answers: Mutex<Vec<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Scripted {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self { answers: Mutex::new(answers.iter().map(parse).collect()), asked: AtomicUsize::new(0) })
    }
}

impl Resolver for Scripted {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async move { Ok(answer) })
    }
}

async fn ask(server: &Server, allow: &str, resolver: Arc<Scripted>) -> Result<u16, FetchError> {
    let port = server.address.port();
    let policy = FetchPolicy { allow: allow.parse().unwrap(), ports: vec![port], ..FetchPolicy::default() };
    let fetch = Fetch::with_resolver(policy, resolver).unwrap();
    fetch.send(Request::get(format!("http://shop.example.com:{port}/"))).await.map(|answer| answer.status().as_u16())
}

#[tokio::test]
async fn one_inside_address_spoils_the_whole_answer() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let refused = Err(FetchError::NotPublic("shop.example.com".to_owned()));
    for answer in [&["127.0.0.1"][..], &["192.0.2.1"], &["::1"], &["::ffff:127.0.0.1"], &["127.0.0.1", "8.8.8.8"], &[]]
    {
        assert_eq!(ask(&server, "", Scripted::new(&[answer])).await, refused, "{answer:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_name_is_resolved_once_and_only_the_checked_answer_is_connected_to() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    // Permitted is what the first answer says; the second one would be refused.
    let resolver = Scripted::new(&[&["127.0.0.1"], &["10.0.0.1"]]);
    assert_eq!(ask(&server, "127.0.0.0/8", Arc::clone(&resolver)).await, Ok(204));
    assert_eq!((resolver.asked.load(Ordering::SeqCst), server.connections()), (1, 1));
}

#[tokio::test]
async fn a_service_that_an_operator_named_may_be_anywhere() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let allow = format!("shop.example.com:{}", server.address.port());
    assert_eq!(ask(&server, &allow, Scripted::new(&[&["127.0.0.1"]])).await, Ok(204));
    let elsewhere = "shop.example.com:1";
    assert!(ask(&server, elsewhere, Scripted::new(&[&["127.0.0.1"]])).await.is_err());
}
