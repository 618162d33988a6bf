//! The one way in which something here goes wrong: a sentence for the person at the terminal.
//! Nothing is mended; a measurement that cannot be trusted is not printed.

use std::fmt::Display;

/// What everything here returns.
pub type Outcome<T = ()> = Result<T, String>;

/// Says what was being done when an error came up.
pub trait Because<T> {
    /// Puts `what` before the cause.
    fn because(self, what: &str) -> Outcome<T>;
}

impl<T, E: Display> Because<T> for Result<T, E> {
    fn because(self, what: &str) -> Outcome<T> {
        self.map_err(|cause| format!("{what}: {cause}"))
    }
}
