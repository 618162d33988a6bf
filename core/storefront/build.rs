//! Tells cargo that the themes, and what npm put beside them, are part of this crate.
//! A file that appears after the first build is then embedded by the next one.

fn main() {
    println!("cargo::rerun-if-changed=../../themes");
}
