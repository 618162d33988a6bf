//! `cargo xtask`: the automation of the workspace that is not one line of Makefile.
//! It depends on no crate of the product, so it builds first and can judge all of them; of the test kit it takes the
//! cluster, which needs none either.

mod cluster;
mod failure;
mod generate;
mod prerequisites;
mod replay;
mod stages;
mod tidy;

use clap::{Parser, Subcommand};
use failure::Outcome;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Automation of the Kontor workspace")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check the rules of the house that no compiler knows.
    Tidy(tidy::Options),
    /// Place a wholesaler's invoices as orders through the public API and compare every total.
    Replay(Box<replay::Options>),
    /// Make a file of many rows, the same every time, of which a share is bad.
    Generate(generate::Options),
    /// Run a list of stages and print what each took.
    Ci(stages::Options),
    /// Start a throw-away PostgreSQL cluster, print its URL, and stop it on end of input.
    Cluster,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.message);
            ExitCode::from(failure.exit)
        }
    }
}

fn run(task: Task) -> Outcome {
    match task {
        Task::Tidy(options) => tidy::run(&options),
        Task::Replay(options) => replay::run(&options),
        Task::Generate(options) => generate::run(&options),
        Task::Ci(options) => stages::run(&options),
        Task::Cluster => cluster::serve_until_input_ends(),
    }
}
