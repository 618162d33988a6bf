//! `kontor-bench`: measures what the machine allows and then what Kontor does, in one run on one disk.
//! Kontor is the release binary, asked over HTTP like by any client; an answer that is not right is never counted.
#![allow(clippy::float_arithmetic, reason = "rates, times and shares are measurements, never money")]

mod document;
mod facts;
mod goals;
mod http;
mod kontor;
mod limits;
mod load;
mod options;
mod outcome;
mod postgres;
mod process;
mod report;
mod row;
mod run;
mod shop;
mod work;

use std::process::ExitCode;

use clap::Parser;

use crate::options::{Hidden, Options};

fn main() -> ExitCode {
    let options = Options::parse();
    let outcome = match &options.hidden {
        Some(Hidden::Constant { bytes }) => limits::constant::serve(*bytes, None),
        Some(Hidden::Tantivy { bytes, articles }) => limits::tantivy::serve(*bytes, *articles),
        None => run::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("kontor-bench: {message}");
            ExitCode::FAILURE
        }
    }
}
