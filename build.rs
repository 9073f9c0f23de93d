//! Embedded texts and pages: their macros notice a changed file, but not a new one.

fn main() {
    for folder in ["locales", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
