//! What tests stand on: one running server per database, a tenant per test, and a small client.
//! Tests act through public routes; only provisioning and the checks named "raw" look behind them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up has failed, and a panic says where"
)]

pub mod cluster;
mod database;
pub mod generate;
pub mod tax_cases;
pub mod trap;

#[cfg(feature = "app")]
mod app;
#[cfg(feature = "app")]
mod binary;
#[cfg(feature = "app")]
mod builders;
#[cfg(feature = "app")]
mod client;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "app")]
pub mod outside;
#[cfg(feature = "app")]
mod raw;
#[cfg(feature = "app")]
mod redact;
#[cfg(feature = "app")]
mod scratch;
#[cfg(feature = "app")]
mod shop;
#[cfg(feature = "app")]
mod stock;

pub use self::database::Database;

#[cfg(feature = "mail")]
pub use self::mail::{Mail, MailServer, Manner, Security};

#[cfg(feature = "app")]
pub use self::{
    app::{TestApp, eventually},
    binary::{Server, ServerSpec},
    builders::{Product, ProductBuilder, TenantBuilder},
    client::{Client, Reply, Request},
    raw::{Raw, Record, Records, Rows, changed_columns, changes},
    redact::redacted,
    shop::{Company, PASSWORD, Shop},
    stock::HeldCart,
};

/// Makes a test for SQLite and one for PostgreSQL of each named function `async fn(app: &TestApp)`.
/// A function that is left out of the list is dead code and fails the lint.
#[cfg(feature = "app")]
#[macro_export]
macro_rules! both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $test() {
                $crate::TestApp::run($crate::Database::Sqlite, |app| Box::pin(super::$test(app)));
            })+
        }
        mod postgres {
            $(#[test]
            fn $test() {
                $crate::TestApp::run($crate::Database::Postgres, |app| Box::pin(super::$test(app)));
            })+
        }
    };
}
