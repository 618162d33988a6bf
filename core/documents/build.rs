//! Tells cargo that the fonts, which npm puts beside the themes, are part of this crate.
//! A font that appears after the first build is then embedded by the next one.

fn main() {
    println!("cargo::rerun-if-changed=../../themes/node_modules/@expo-google-fonts/inter");
}
