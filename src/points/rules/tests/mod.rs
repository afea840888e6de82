//! The reader of rules: what it takes, what it says of each fault, and that nothing makes it stumble.

mod faults;
mod hostile;
mod sample;

/// The sample program that comes with Ovation.
const SAMPLE: &str = include_str!("../../../../config/program.toml");

/// The languages that Ovation speaks, for these tests.
const KNOWN: &[&str] = &["en", "fr", "de"];

/// What the reader says of the sample with each `(old, new)` put in, one fault a line.
fn said_of(changes: &[(&str, &str)]) -> String {
    let mut text = SAMPLE.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old:?} isn't in the sample");
        text = text.replacen(old, new, 1);
    }
    super::parse("p.toml", &text, KNOWN).map_or_else(|faults| faults.to_string(), |_| "no fault".to_owned())
}
