//! What a machine must have before a stage can run: found, installed where that is allowed, or named clearly.
//! Installing means apt as root or by a sudo that asks nothing; everywhere else people install themselves.

use crate::cluster;
use crate::failure::{Failure, Outcome};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The oldest Node that builds the front end.
const NODE_AT_LEAST: u32 = 20;

/// Names under which distributions have Chromium.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Node builds the front end; it is never installed for people, because distributions often have an older one.
pub fn node() -> Outcome {
    let output = Command::new("node").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    let install = format!("install Node.js {NODE_AT_LEAST} or newer with npm (nodejs.org, or your distribution)");
    match major_of(&version) {
        None => Err(Failure::missing(format!("Node.js is not installed: {install}"))),
        Some(major) if major < NODE_AT_LEAST => {
            Err(Failure::missing(format!("Node.js {version} is too old: {install}")))
        }
        Some(_) => {
            is_there("npm").then_some(()).ok_or_else(|| Failure::missing(format!("npm is not installed: {install}")))
        }
    }
}

/// PostgreSQL's server programs, installed where they are missing.
pub fn postgresql() -> Outcome {
    if cluster::find_binaries().is_some() {
        return Ok(());
    }
    apt_install("postgresql")?;
    cluster::find_binaries().map(drop).ok_or_else(|| missing("PostgreSQL 15 or newer", "postgresql"))
}

/// A Chromium, installed where it is missing; `KONTOR_CHROMIUM` names one elsewhere.
pub fn chromium() -> Outcome<PathBuf> {
    find_chromium().or_else(|_| {
        apt_install("chromium")?;
        find_chromium()
    })
}

/// A Chromium that is there already.
pub fn find_chromium() -> Outcome<PathBuf> {
    let named = std::env::var_os("KONTOR_CHROMIUM").map(PathBuf::from);
    let found = named.or_else(|| BROWSERS.iter().find_map(|name| on_path(name)));
    found.ok_or_else(|| missing("Chromium", "chromium"))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn is_there(program: &str) -> bool {
    on_path(program).is_some()
}

fn missing(what: &str, package: &str) -> Failure {
    Failure::missing(format!("{what} is not installed: install the package `{package}` of your distribution"))
}

fn apt_install(package: &str) -> Outcome {
    let mut apt = apt().ok_or_else(|| missing(package, package))?;
    eprintln!("installing the package {package}");
    let script = format!(
        "export DEBIAN_FRONTEND=noninteractive; \
         apt-get update -q && apt-get install -y -q --no-install-recommends {package}"
    );
    let status = apt.arg(script).stdin(Stdio::null()).status();
    if status.is_ok_and(|status| status.success()) { Ok(()) } else { Err(missing(package, package)) }
}

/// A shell that may install packages without asking anybody.
fn apt() -> Option<Command> {
    if !is_there("apt-get") {
        return None;
    }
    if cluster::is_root() {
        return Some(shell(Command::new("sh"), &["-c"]));
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).stdin(Stdio::null()).stderr(Stdio::null()).status();
    sudo.is_ok_and(|status| status.success()).then(|| shell(Command::new("sudo"), &["-n", "sh", "-c"]))
}

fn shell(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

fn major_of(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major_of("v20.20.2"), Some(20));
        assert_eq!(major_of("20"), None);
        assert_eq!(major_of(""), None);
    }
}
