//! The chat page is embedded by a macro, which doesn't see a file that is added: Cargo is told to look.

fn main() {
    println!("cargo:rerun-if-changed=page");
}
