//! What operators see of the web: requests by route and outcome, how long they took, and how many are open.
//! Handles are made once per route, so that a request touches nothing but atomics.

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use axum::http::StatusCode;
use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
    core::Collector,
};

struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    in_flight: IntGauge,
    connections: IntGauge,
    refused_connections: IntCounter,
    shed: IntCounter,
}

static METRICS: LazyLock<Metrics> =
    LazyLock::new(|| Metrics::new().unwrap_or_else(|cause| unreachable!("names and labels are constants: {cause}")));

/// From half a millisecond to ten seconds.
const BUCKETS_S: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

impl Metrics {
    fn new() -> prometheus::Result<Self> {
        let seconds =
            HistogramOpts::new("kontor_http_request_seconds", "Time to answer a request").buckets(BUCKETS_S.to_vec());
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(
                Opts::new("kontor_http_requests_total", "Requests answered"),
                &["owner", "route", "method", "outcome"],
            )?,
            seconds: HistogramVec::new(seconds, &["owner", "route", "method"])?,
            in_flight: IntGauge::new("kontor_http_requests_in_flight", "Requests being answered")?,
            connections: IntGauge::new("kontor_http_connections", "Open connections")?,
            refused_connections: IntCounter::new("kontor_http_connections_refused_total", "Connections over the cap")?,
            shed: IntCounter::new("kontor_http_requests_shed_total", "Requests refused because too many were running")?,
        };
        let all: [Box<dyn Collector>; 6] = [
            Box::new(metrics.requests.clone()),
            Box::new(metrics.seconds.clone()),
            Box::new(metrics.in_flight.clone()),
            Box::new(metrics.connections.clone()),
            Box::new(metrics.refused_connections.clone()),
            Box::new(metrics.shed.clone()),
        ];
        for collector in all {
            metrics.registry.register(collector)?;
        }
        Ok(metrics)
    }
}

/// The registry behind `/metrics`, for other crates to add their own.
#[must_use]
pub fn registry() -> &'static Registry {
    &METRICS.registry
}

/// All metrics in Prometheus' text format.
pub(crate) fn text() -> prometheus::Result<String> {
    TextEncoder::new().encode_to_string(&METRICS.registry.gather())
}

pub(crate) fn connections() -> &'static IntGauge {
    &METRICS.connections
}

pub(crate) fn refused_connections() -> &'static IntCounter {
    &METRICS.refused_connections
}

/// The handles of one route.
pub(crate) struct RouteMetrics {
    outcomes: [IntCounter; 6],
    seconds: Histogram,
}

const OUTCOMES: [&str; 6] = ["aborted", "1xx", "2xx", "3xx", "4xx", "5xx"];

impl RouteMetrics {
    pub(crate) fn new(owner: &str, route: &str, method: &str) -> Self {
        Self {
            outcomes: OUTCOMES.map(|outcome| METRICS.requests.with_label_values(&[owner, route, method, outcome])),
            seconds: METRICS.seconds.with_label_values(&[owner, route, method]),
        }
    }
}

/// Measures one request; counts it as aborted when it is dropped before its status is known.
pub(crate) struct Meter<'a> {
    metrics: &'a RouteMetrics,
    start: Instant,
    outcome: usize,
}

impl<'a> Meter<'a> {
    pub(crate) fn start(metrics: &'a RouteMetrics) -> Self {
        Self { metrics, start: Instant::now(), outcome: 0 }
    }

    pub(crate) fn stop(mut self, status: StatusCode) {
        self.outcome = usize::from(status.as_u16() / 100).min(OUTCOMES.len() - 1);
    }
}

impl Drop for Meter<'_> {
    fn drop(&mut self) {
        self.metrics.outcomes[self.outcome].inc();
        self.metrics.seconds.observe(self.start.elapsed().as_secs_f64());
    }
}

/// A place among the requests that run at the same time; given back when dropped.
pub(crate) struct Place {
    running: Arc<AtomicUsize>,
}

impl Place {
    /// Takes a place unless `cap` are taken.
    pub(crate) fn take(running: &Arc<AtomicUsize>, cap: usize) -> Option<Self> {
        if running.fetch_add(1, Ordering::Relaxed) >= cap {
            running.fetch_sub(1, Ordering::Relaxed);
            METRICS.shed.inc();
            return None;
        }
        METRICS.in_flight.inc();
        Some(Self { running: Arc::clone(running) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.running.fetch_sub(1, Ordering::Relaxed);
        METRICS.in_flight.dec();
    }
}
