//! Words and migrations are embedded by macros, which don't see a file that is added: Cargo is told to look.

fn main() {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=migrations");
}
