//! The accept loop: patience and room for every connection are bounded, and stopping loses no request.
//! Our own because `axum::serve` neither times out half-sent heads nor caps connections.

mod body;
mod io;

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, Response, header},
};
use futures_util::FutureExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::{limits::Limits, metrics, problem::Problem};
use body::Patient;
use io::Unstalled;

/// What a request's connection tells the gate and the extractors.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) peer: SocketAddr,
    pub(crate) tasks: TaskTracker,
}

/// What a server did before it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServeReport {
    /// Connections it took.
    pub connections: u64,
    /// Connections it refused because too many were open.
    pub refused: u64,
    /// Connections and side effects that had not ended when the time to drain was over.
    pub cut: usize,
}

struct Server {
    router: Router,
    limits: Limits,
    http: http1::Builder,
    stopping: AtomicBool,
    connections: TaskTracker,
    effects: TaskTracker,
    cut: CancellationToken,
}

/// Serves until `stop` turns true or its sender is gone, then drains: the backlog is answered, idle connections are
/// closed, running requests and side effects end, all within [`Limits::drain`].
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: watch::Receiver<bool>) -> ServeReport {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(limits.head_bytes.max(8192))
        .max_headers(limits.header_fields)
        .keep_alive(true);
    let slots = Arc::new(Semaphore::new(limits.connections));
    let server = Arc::new(Server {
        router,
        limits,
        http,
        stopping: AtomicBool::new(false),
        connections: TaskTracker::new(),
        effects: TaskTracker::new(),
        cut: CancellationToken::new(),
    });
    let mut report = ServeReport::default();
    accept_until_stopped(&server, &listener, &slots, &stop, &mut report).await;
    server.stopping.store(true, Ordering::Release);
    // Whoever has connected already is answered; only then is the door closed.
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        server.take(stream, peer, &slots, &stop, &mut report);
    }
    drop(listener);
    report.cut = server.drain().await;
    report
}

async fn accept_until_stopped(
    server: &Arc<Server>,
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
    stop: &watch::Receiver<bool>,
    report: &mut ServeReport,
) {
    let mut stopped = std::pin::pin!(stopped(stop.clone()));
    loop {
        let accepted = tokio::select! {
            () = &mut stopped => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => server.take(stream, peer, slots, stop, report),
            Err(cause) => {
                // Mostly a lack of file descriptors, which passes when connections close.
                tracing::warn!(%cause, "a connection cannot be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that the sender is gone, and with it whoever would tell us to stop.
    let _gone = stop.wait_for(|is_stopping| *is_stopping).await.is_err();
}

impl Server {
    fn take(
        self: &Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        slots: &Arc<Semaphore>,
        stop: &watch::Receiver<bool>,
        report: &mut ServeReport,
    ) {
        match Arc::clone(slots).try_acquire_owned() {
            Ok(slot) => {
                report.connections += 1;
                let _ = stream.set_nodelay(true);
                let server = Arc::clone(self);
                self.connections.spawn(server.talk(stream, peer, slot, stop.clone()));
            }
            Err(_) => {
                report.refused += 1;
                metrics::refused_connections().inc();
                refuse(&stream);
            }
        }
    }

    /// One connection from its first request to its last.
    async fn talk(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        _slot: OwnedSemaphorePermit,
        stop: watch::Receiver<bool>,
    ) {
        let _open = Open::new();
        let has_asked = AtomicBool::new(false);
        let service = service_fn(|request| self.answer(request, peer, &has_asked));
        let io = TokioIo::new(Unstalled::new(stream, self.limits.write_stall));
        let mut connection = std::pin::pin!(self.http.serve_connection(io, service));
        tokio::select! {
            _ = connection.as_mut() => return,
            () = self.cut.cancelled() => return,
            // Requests that are on their way when the stop comes are answered, the last one with `Connection: close`.
            () = async { stopped(stop).await; tokio::time::sleep(self.limits.linger).await } => {}
        }
        connection.as_mut().graceful_shutdown();
        // hyper ends a connection once it has nothing left to answer, but waits for the first request of a fresh one.
        let never_asks = async {
            tokio::time::sleep(self.limits.linger).await;
            if has_asked.load(Ordering::Acquire) {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            _ = connection.as_mut() => {}
            () = self.cut.cancelled() => {}
            () = never_asks => {}
        }
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
        has_asked: &AtomicBool,
    ) -> Result<Response<Body>, Infallible> {
        has_asked.store(true, Ordering::Release);
        let mut request = request.map(|body| Patient::wrap(body, self.limits.body_silence));
        request.extensions_mut().insert(Connection { peer, tasks: self.effects.clone() });
        let Ok(mut response) = self.router.clone().oneshot(request).await;
        if self.stopping.load(Ordering::Acquire) {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response)
    }

    /// Waits for connections and side effects to end; returns how many had to be cut.
    async fn drain(&self) -> usize {
        self.connections.close();
        self.effects.close();
        let all = async {
            self.connections.wait().await;
            self.effects.wait().await;
        };
        if tokio::time::timeout(self.limits.drain, all).await.is_ok() {
            return 0;
        }
        let left = self.connections.len() + self.effects.len();
        self.cut.cancel();
        self.connections.wait().await;
        left
    }
}

/// Counts a connection as open for as long as it lives.
struct Open;

impl Open {
    fn new() -> Self {
        metrics::connections().inc();
        Self
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        metrics::connections().dec();
    }
}

/// Says at once that there is no room. Best effort: what does not fit the socket's buffer is lost.
fn refuse(stream: &TcpStream) {
    let body = Problem::unavailable().code("server.connections").to_json(None);
    let mut answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\n\
         retry-after: 1\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    answer.extend(body);
    // A fresh socket is writable, so that this does not wait.
    let _sent = stream.try_write(&answer);
}
