//! The command line of Ovation.
fn main() {}
