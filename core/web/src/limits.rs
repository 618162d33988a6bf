//! The bounds of one server: sizes, counts and patience, each with its unit.
//! Everything that a client could make grow has a number here.

use std::time::Duration;

use ipnet::IpNet;

/// Bounds of a server. Take the defaults and change what a deployment needs.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Open connections at the most; one more is answered 503 and closed. Default 4,096.
    pub connections: usize,
    /// Requests being answered at the same time at the most; one more gets 503 at once. Default 512.
    pub in_flight: usize,
    /// Time for a request's head to arrive, and for a kept connection to idle. Default 10 s.
    pub head_timeout: Duration,
    /// Longest silence within a request's body. Default 10 s.
    pub body_silence: Duration,
    /// Time for a whole body that is read into memory (JSON and forms). Default 30 s.
    pub body_timeout: Duration,
    /// Longest time in which a client takes none of an answer. Default 30 s.
    pub write_stall: Duration,
    /// Largest head of a request, in bytes; at least 8,192. Default 16 KiB.
    pub head_bytes: usize,
    /// Header fields of a request at the most. Default 64.
    pub header_fields: usize,
    /// Largest body that is read into memory, in bytes. Default 2 MiB.
    pub body_bytes: usize,
    /// Largest streamed body, in bytes. Default 1 GiB.
    pub upload_bytes: usize,
    /// How long a stopping server lets running requests finish. Default 10 s.
    pub drain: Duration,
    /// How long a stopping server keeps idle connections, so that requests on their way are still answered.
    /// Default 500 ms.
    pub linger: Duration,
    /// Smallest answer that is compressed, in bytes. Default 1 KiB.
    pub compress_from_bytes: u16,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Default none.
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            in_flight: 512,
            head_timeout: Duration::from_secs(10),
            body_silence: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            write_stall: Duration::from_secs(30),
            head_bytes: 16 * 1024,
            header_fields: 64,
            body_bytes: 2 * 1024 * 1024,
            upload_bytes: 1024 * 1024 * 1024,
            drain: Duration::from_secs(10),
            linger: Duration::from_millis(500),
            compress_from_bytes: 1024,
            trusted_proxies: Vec::new(),
        }
    }
}
