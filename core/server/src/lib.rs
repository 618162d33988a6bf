//! The composition root: every engine and module plugged together into one deployment.
//! The binary `kontor` and the tests start the same [`App`].

mod admin_ui;
mod app;
pub mod commands;
mod config;
pub mod demo;
mod key;

pub use app::{App, Running};
pub use config::{Config, ConfigError};
pub use kontor_audit::Audit;
pub use kontor_files::Place as FilesPlace;
pub use kontor_messages::{MailConfig, MailTransport};
pub use kontor_operator::OperatorSettings;
