//! What is public, what a URL may say, and what the client does with answers that want too much.
//! Servers are a few lines on a socket, so that they can misbehave.

mod addresses;
mod answers;
mod names;
mod urls;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{Fetch, FetchPolicy};

/// A server that answers every connection with the same bytes and counts them.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, connections) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let (counted, answer) = (Arc::clone(&connections), answer.into());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(&answer).await;
                // A body without an end stays open, as a slow server's would.
                if !answer.ends_with(b"...") {
                    let _ = stream.shutdown().await;
                } else {
                    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
                }
            }
        });
        Self { address, connections }
    }

    fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A client that may reach these servers, as an operator would permit it.
fn permitting(servers: &[&Server]) -> FetchPolicy {
    let entries: Vec<String> = servers.iter().map(|server| server.address.to_string()).collect();
    FetchPolicy { allow: entries.join(",").parse().unwrap(), ..FetchPolicy::default() }
}

fn fetch(policy: FetchPolicy) -> Fetch {
    Fetch::new(policy).unwrap()
}
