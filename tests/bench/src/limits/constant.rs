//! The smallest server there can be on the HTTP library Kontor uses: it answers every request with the same bytes.
//! It runs as a process of its own, as Kontor does, so that the driver meets the same conditions.

use std::{
    convert::Infallible,
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use http_body_util::Full;
use hyper::{Request, Response, body::Bytes, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use crate::outcome::{Because, Outcome};

/// The process.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts it as one of the hidden commands.
    pub fn start(hidden: &[&str], bytes: usize) -> Outcome<Self> {
        let this = std::env::current_exe().because("this program")?;
        let mut command = Command::new(this);
        command.args(hidden).args(["--bytes", &bytes.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().because("the constant server")?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).because("the constant server")?;
        }
        let address = line.trim().parse().because("the constant server's address")?;
        Ok(Self { child, address })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What is done with a request's query before it is answered.
pub type Before = Arc<dyn Fn(&str) + Send + Sync>;

/// What the process does: answers until its standard input ends.
pub fn serve(bytes: usize, before: Option<Before>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().because("runtime")?;
    let body = Bytes::from(vec![b'x'; bytes]);
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).because("a free port")?;
    let address = listener.local_addr().because("a free port")?;
    runtime.spawn(accept(listener, body, before));
    println!("{address}");
    std::io::stdout().flush().because("standard output")?;
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).because("standard input").map(drop)
}

async fn accept(listener: TcpListener, body: Bytes, before: Option<Before>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let (body, before) = (body.clone(), before.clone());
        tokio::spawn(async move {
            let answer = |request: Request<Incoming>| {
                let body = body.clone();
                if let Some(before) = &before {
                    before(request.uri().query().unwrap_or_default());
                }
                async move { Ok::<_, Infallible>(Response::new(Full::new(body))) }
            };
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).keep_alive(true);
            // A connection that breaks ends with the driver's; there is nobody to tell.
            let _ = http.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
        });
    }
}
