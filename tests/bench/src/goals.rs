//! What Kontor is to reach, and what others reach on the same kind of machine.
//! The peers were measured once, by hand, in production mode on two cores: their figures are constants here.

/// A goal for one line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// The line.
    pub key: &'static str,
    /// The absolute figure, for orientation.
    pub figure: f64,
    /// What 99 of 100 answers stay below, in milliseconds.
    pub p99_ms: Option<f64>,
    /// The best peer's figure and how many times better Kontor is to be.
    pub peer: Option<(f64, f64)>,
    /// The limit's line and the share of it that is to be reached.
    pub limit: Option<(&'static str, f64)>,
}

const fn goal(key: &'static str, figure: f64) -> Goal {
    Goal { key, figure, p99_ms: None, peer: None, limit: None }
}

/// All of them.
pub const GOALS: [Goal; 16] = [
    Goal {
        p99_ms: Some(10.0),
        peer: Some((60.0, 100.0)),
        limit: Some(("limit.page", 0.3)),
        ..goal("list.json", 6_000.0)
    },
    Goal { peer: Some((60.0, 25.0)), ..goal("list.html", 1_500.0) },
    Goal { peer: Some((130.0, 60.0)), ..goal("detail", 8_000.0) },
    Goal {
        p99_ms: Some(15.0),
        peer: Some((121.0, 1.0)),
        limit: Some(("limit.search", 0.5)),
        ..goal("search", 3_000.0)
    },
    Goal { peer: Some((9.3, 100.0)), limit: Some(("limit.order.1", 0.5)), ..goal("order.1", 1_000.0) },
    Goal { peer: Some((0.6, 250.0)), limit: Some(("limit.order.100", 0.3)), ..goal("order.100", 150.0) },
    Goal { peer: Some((9.3, 30.0)), ..goal("order.cart", 300.0) },
    Goal { p99_ms: Some(10.0), ..goal("cart.500", 0.0) },
    Goal { p99_ms: Some(300.0), limit: Some(("limit.order.hot", 1.0)), ..goal("order.hot", 0.0) },
    goal("order.hot.oversold", 0.0),
    Goal { limit: Some(("limit.import", 0.4)), ..goal("import", 3.0) },
    Goal { peer: Some((3.9, 1.0)), ..goal("start", 0.5) },
    Goal { peer: Some((293.0, 1.0)), ..goal("memory.idle", 60.0) },
    goal("memory.loaded", 200.0),
    goal("tenants.first_page", 0.1),
    goal("tenants.memory", 0.3),
];

/// The goal of a line.
pub fn of(key: &str) -> Option<&'static Goal> {
    GOALS.iter().find(|goal| goal.key == key)
}
