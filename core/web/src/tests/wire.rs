//! The accept loop over real sockets: slow clients, full houses and graceful stops.
//! Patience is shortened so that the tests are quick.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

use super::*;

struct Running {
    address: std::net::SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<ServeReport>,
    app: App,
}

fn brief() -> Limits {
    Limits {
        head_timeout: Duration::from_millis(300),
        body_silence: Duration::from_millis(300),
        linger: Duration::from_millis(100),
        drain: Duration::from_secs(2),
        ..Limits::default()
    }
}

async fn start(limits: Limits) -> Running {
    let app = app_within(limits.clone()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let server = tokio::spawn(serve(listener, app.router.clone(), limits, stopped));
    Running { address, stop, server, app }
}

impl Running {
    async fn connect(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _cut = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

const PLACE: &str = "POST /api/v1/orders HTTP/1.1\r\nhost: shop.test\r\nauthorization: Bearer kt_staff\r\n\
                     content-type: application/json\r\ncontent-length: 12\r\n\r\n";

#[tokio::test]
async fn a_client_that_sends_its_head_slowly_is_cut() {
    let running = start(brief()).await;
    let begun = Instant::now();
    let answer = rest(running.connect("GET /healthz HTTP/1.1\r\nhost: sh").await).await;
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test]
async fn a_client_that_falls_silent_in_its_body_is_refused() {
    let running = start(brief()).await;
    let answer = rest(running.connect(&format!("{PLACE}{{\"li")).await).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(running.app.effects.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_stop_lets_running_requests_finish_and_closes_idle_connections() {
    let running = start(brief()).await;
    let idle = running.connect("").await;
    let kept = running.connect("GET /healthz HTTP/1.1\r\nhost: shop.test\r\n\r\n").await;
    let busy = running.connect(&format!("{PLACE}{{\"lines\":[]}}")).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    running.stop.send(true).unwrap();
    let begun = Instant::now();
    let answer = rest(busy).await;
    assert!(answer.starts_with("HTTP/1.1 201") && answer.contains("connection: close"), "{answer}");
    assert_eq!(rest(idle).await, "");
    assert!(rest(kept).await.starts_with("HTTP/1.1 200"));
    let report = running.server.await.unwrap();
    assert_eq!(report, ServeReport { connections: 3, refused: 0, cut: 0 });
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn a_stop_waits_for_the_effect_of_a_client_that_has_gone() {
    let running = start(brief()).await;
    let busy = running.connect(&format!("{PLACE}{{\"lines\":[]}}")).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    drop(busy);
    running.stop.send(true).unwrap();
    assert_eq!(running.server.await.unwrap().cut, 0);
    assert_eq!(running.app.effects.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_connection_over_the_cap_is_told_so() {
    let running = start(Limits { connections: 1, ..brief() }).await;
    let first = running.connect("").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answer = rest(TcpStream::connect(running.address).await.unwrap()).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    drop(first);
}

#[tokio::test]
async fn many_requests_share_a_connection() {
    let running = start(brief()).await;
    let request = "GET /healthz HTTP/1.1\r\nhost: shop.test\r\n";
    let answer = rest(running.connect(&format!("{request}\r\n{request}connection: close\r\n\r\n")).await).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 2, "{answer}");
}
