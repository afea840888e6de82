//! Figures as they are told.

use std::time::Duration;

/// Of some durations, in milliseconds: the median, and what one in a hundred is above.
pub fn percentiles(took: &mut [Duration]) -> (f64, f64) {
    took.sort_unstable();
    let at =
        |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    (at(50), at(99))
}

/// A whole number with commas.
pub fn count(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// A row of a table in Markdown.
pub fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}

/// A table's head.
pub fn head(cells: &[&str]) {
    println!("| {} |\n|{}", cells.join(" | "), " --- |".repeat(cells.len()));
}
