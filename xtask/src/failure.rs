//! The one way a task ends badly: a message for the person at the terminal and an exit code.
//! Code 1 means that something was checked and found wanting, code 2 that it could not be checked here.

use std::fmt::Display;

/// Why a task could not finish, in words the reader can act upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub message: String,
    pub exit: u8,
}

/// What every task returns.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Something was checked and is wrong.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: 1 }
    }

    /// Something this task needs is not there.
    pub fn missing(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: 2 }
    }
}

/// Says what was being done when an error came up.
pub trait Because<T> {
    fn because(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: Display> Because<T> for Result<T, E> {
    fn because(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|cause| Failure::new(format!("{}: {cause}", what())))
    }
}
