//! What is said of an import.

use std::fmt::Write as _;
use std::path::Path;

use crate::points::Points;
use crate::points::ids::TierId;
use crate::store::{Arrival, Opened};

/// What an import would do.
pub(super) fn rehearsed(file: &Path, opened: &[Opened]) -> String {
    let end = match all_before(opened) {
        true => "Without --dry-run nothing is done either: all of it was imported before.",
        false => "Nothing was written. Without --dry-run this is done, all of it or nothing.",
    };
    format!("{}\n{end}", told(file, "would be", opened))
}

/// What an import did.
pub(super) fn imported(file: &Path, opened: &[Opened]) -> String {
    if all_before(opened) {
        let lines = count(opened.len(), "company was", "companies were");
        return format!("{}: nothing was changed. Its {lines} imported before.", file.display());
    }
    format!("{}\nAll of it is in the ledger.", told(file, "are", opened))
}

/// Whether nothing is done for any.
fn all_before(opened: &[Opened]) -> bool {
    let nothing = |one: &Opened| {
        one.arrival == Arrival::Before
            || (one.arrival == Arrival::Known && one.points == Points::ZERO && one.tier_before == one.tier)
    };
    opened.iter().all(nothing)
}

fn told(file: &Path, are: &str, opened: &[Opened]) -> String {
    let width = opened.iter().map(|one| one.name.chars().count()).max().unwrap_or(0);
    let mut said = String::new();
    for one in opened {
        let how = match one.arrival {
            Arrival::New => "new",
            Arrival::Known => "known",
            Arrival::Before => "before",
        };
        let (name, points) = (&one.name, one.points.get());
        let line = format!("{how:<6}  {name:<width$}  {points:>10} points  {}", tier(one));
        // A string takes whatever is written to it.
        let _ = writeln!(said, "{}", line.trim_end());
    }
    let how_many = |arrival| opened.iter().filter(|one| one.arrival == arrival).count();
    let [new, known, before] = [Arrival::New, Arrival::Known, Arrival::Before].map(how_many);
    let brought = opened.iter().filter(|one| one.arrival != Arrival::Before);
    let points: i64 = brought.map(|one| one.points.get()).sum();
    format!(
        "{said}{}: {}; {new} {are} new, {known} known before, {before} imported before. Points: {points}.",
        file.display(),
        count(opened.len(), "company", "companies")
    )
}

fn tier(one: &Opened) -> String {
    let word = |tier: Option<&TierId>| tier.map_or_else(|| "no tier".to_owned(), ToString::to_string);
    let now = word(one.tier.as_ref());
    match &one.tier_before {
        Some(before) if one.tier_before != one.tier => format!("{before} -> {now}"),
        _ => now,
    }
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
