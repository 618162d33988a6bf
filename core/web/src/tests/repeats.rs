//! Creating requests that are sent again.
//! One effect, whatever the client does.

use super::*;

const BODY: &str = r#"{"lines":[]}"#;

#[tokio::test]
async fn the_same_key_gives_the_same_answer_once() {
    let app = app().await;
    let key = [("idempotency-key", "order-1")];
    let (first, again) = (app.post_json(BODY, &key).await, app.post_json(BODY, &key).await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    let other = app.post_json(r#"{"lines":[{"sku":"A","quantity":1}]}"#, &key).await;
    assert_eq!((other.status, other.code().as_str()), (422, "idempotency.key_reused"));
    assert_eq!(app.effects.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_same_key_in_parallel_has_one_effect() {
    let app = app().await;
    let key = [("idempotency-key", "order-2")];
    let answers = futures_util::future::join_all((0..20).map(|_| app.post_json(BODY, &key))).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(409)), (1, 19));
    let waiting = answers.iter().find(|answer| answer.status == 409).unwrap();
    assert_eq!((waiting.code().as_str(), waiting.header("retry-after")), ("idempotency.in_progress", "1"));
    assert_eq!(app.effects.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_key_is_visible_ascii_of_bounded_length() {
    let app = app().await;
    for key in ["", "a b", "zł", &"x".repeat(201)] {
        let answer = app.post_json(BODY, &[("idempotency-key", key)]).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "idempotency.key_invalid"), "{key}");
    }
    let twice = [("idempotency-key", "a"), ("idempotency-key", "b")];
    assert_eq!(app.post_json(BODY, &twice).await.status, 400);
}

#[tokio::test]
async fn a_client_that_goes_away_does_not_stop_the_effect() {
    let app = app().await;
    let sent = tokio::time::timeout(std::time::Duration::from_millis(50), app.post_json(BODY, &[])).await;
    assert!(sent.is_err());
    assert_eq!(app.effects.load(Ordering::SeqCst), 0);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(app.effects.load(Ordering::SeqCst), 1);
}
