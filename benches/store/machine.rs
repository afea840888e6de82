//! What a figure is worth: the commit, the machine, its disk, and what else runs on it.

use std::fs::{File, read_to_string};
use std::io::Write;
use std::process::Command;
use std::time::Instant;

use crate::Failure;
use crate::table::percentiles;

/// Flushes that are timed.
const FLUSHES: usize = 500;
/// Bytes before each: a page.
const PAGE: [u8; 4096] = [7; 4096];

/// A line for the report.
pub fn told() -> Result<String, Failure> {
    let (p50, p99) = flushes()?;
    Ok(format!(
        "Commit {}; {} cores, Linux {}, {} build; a page appended and flushed to the disk of {}: p50 {p50:.2} ms, p99 {p99:.2} ms; \
         load of the machine at the start: {}.",
        commit(),
        std::thread::available_parallelism()?,
        read_to_string("/proc/sys/kernel/osrelease")?.trim(),
        if cfg!(debug_assertions) { "unoptimized" } else { "optimized" },
        std::env::temp_dir().display(),
        load()?,
    ))
}

/// How many wanted a processor in the last one and five minutes: above zero at the start, others were at work.
pub fn load() -> Result<String, Failure> {
    let words = read_to_string("/proc/loadavg")?;
    Ok(words.split(' ').take(2).collect::<Vec<_>>().join(" / "))
}

fn commit() -> String {
    let git = |arguments: &[&str]| -> Option<String> {
        let output =
            Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short", "HEAD"]) else { return "unknown".to_owned() };
    let changed =
        git(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|changes| !changes.is_empty());
    if changed { format!("{commit} with changes") } else { commit }
}

/// How long the disk takes to have a page, in milliseconds: what every durable act waits for at least once.
fn flushes() -> Result<(f64, f64), Failure> {
    let folder = tempfile::tempdir()?;
    let mut file = File::create(folder.path().join("pages"))?;
    let mut took = Vec::with_capacity(FLUSHES);
    for _ in 0..FLUSHES {
        let begun = Instant::now();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        took.push(begun.elapsed());
    }
    Ok(percentiles(&mut took))
}
