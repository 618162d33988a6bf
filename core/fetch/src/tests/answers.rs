//! What comes back: redirects that are followed as far as they may be, and answers that are larger or slower than taken.
//! Nothing is decompressed, so that nothing grows in memory.

use std::time::{Duration, Instant};

use http::Method;

use super::{Server, fetch, permitting};
use crate::{FetchError, FetchPolicy, Request, redirect};

fn redirect_to(location: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
}

#[tokio::test]
async fn a_redirect_is_an_answer_unless_following_was_asked_for() {
    let end = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend").await;
    let start = Server::answering(redirect_to(&end.url())).await;
    let fetch = fetch(permitting(&[&start, &end]));
    assert_eq!(fetch.send(Request::get(start.url())).await.unwrap().status(), 302);
    assert_eq!(end.connections(), 0);
    let followed = fetch.send(Request::get(start.url()).follow(1)).await.unwrap();
    assert_eq!(followed.body(), b"end");
}

#[tokio::test]
async fn a_redirect_to_the_inside_is_refused_before_it_is_connected_to() {
    let inside = Server::answering("HTTP/1.1 200 OK\r\n\r\nsecret").await;
    for location in [inside.url(), format!("//{}", inside.address), "http://169.254.169.254/".to_owned()] {
        let start = Server::answering(redirect_to(&location)).await;
        let refused = fetch(permitting(&[&start])).send(Request::get(start.url()).follow(3)).await.unwrap_err();
        assert!(refused.is_refusal(), "{location}: {refused}");
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn redirects_end_after_three() {
    let listener = Server::answering(redirect_to("/again")).await;
    let refused = fetch(permitting(&[&listener])).send(Request::get(listener.url()).follow(200)).await;
    assert_eq!(refused.unwrap_err(), FetchError::TooManyRedirects(3));
    assert_eq!(listener.connections(), 4);
}

fn next(request: &Request, asked: &str, location: &str) -> Result<Option<Request>, FetchError> {
    let mut headers = http::HeaderMap::new();
    headers.insert("location", location.parse().unwrap());
    redirect::next(request, &asked.parse().unwrap(), http::StatusCode::FOUND, &headers, 0)
}

#[test]
fn a_redirect_never_leads_from_https_to_http() {
    let request = Request::get("https://example.com/").follow(3);
    let downgraded = next(&request, "https://example.com/", "http://example.com/").unwrap_err();
    assert_eq!(downgraded, FetchError::Downgrade);
    assert!(next(&request, "https://example.com/", "//other.example/").unwrap().is_some());
}

#[test]
fn secrets_stay_with_the_host_they_were_meant_for() {
    let request = Request::get("https://example.com/").header("authorization", "Bearer x").unwrap().follow(3);
    let same = next(&request, "https://example.com/", "/other").unwrap().unwrap();
    assert!(same.headers.contains_key("authorization"));
    let other = next(&request, "https://example.com/", "https://other.example/").unwrap().unwrap();
    assert!(!other.headers.contains_key("authorization"));
}

#[test]
fn only_a_get_is_repeated_elsewhere() {
    let mut request = Request::post("https://example.com/", "x").follow(3);
    assert!(next(&request, "https://example.com/", "/other").unwrap().is_none());
    request.method = Method::GET;
    assert!(next(&request, "https://example.com/", "/other").unwrap().is_some());
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_announced_or_not() {
    let body = "x".repeat(2_000);
    for head in ["Content-Length: 2000\r\n", ""] {
        let server = Server::answering(format!("HTTP/1.1 200 OK\r\n{head}\r\n{body}")).await;
        let fetch = fetch(FetchPolicy { body_bytes: 1_999, ..permitting(&[&server]) });
        assert_eq!(fetch.send(Request::get(server.url())).await.unwrap_err(), FetchError::TooLarge(1_999));
    }
}

#[tokio::test]
async fn headers_beyond_the_limit_are_refused() {
    let many = "X: y\r\n".repeat(200);
    let large = format!("X: {}\r\n", "y".repeat(40_000));
    for (headers, expected) in [(many, FetchError::Unreachable), (large, FetchError::TooLarge(32 * 1024))] {
        let server = Server::answering(format!("HTTP/1.1 204 No Content\r\n{headers}\r\n")).await;
        let refused = fetch(permitting(&[&server])).send(Request::get(server.url())).await.unwrap_err();
        assert_eq!(refused, expected);
    }
}

#[tokio::test]
async fn a_slow_server_is_left_when_the_time_is_over() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot yet...").await;
    let policy = FetchPolicy { total_timeout: Duration::from_millis(200), ..permitting(&[&server]) };
    let started = Instant::now();
    assert_eq!(fetch(policy).send(Request::get(server.url())).await.unwrap_err(), FetchError::TimedOut);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn nothing_is_decompressed() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbomb").await;
    let answer = fetch(permitting(&[&server])).send(Request::get(server.url())).await.unwrap();
    assert_eq!(answer.body(), b"bomb");
}
