//! `ovation verify-statement`: for whoever holds a statement and the program's public key, and nothing else.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use crate::evidence::key::PublicKey;
use crate::evidence::statement::{StatementFault, Verified, verify_statement as verify};

/// The statement isn't to be trusted.
const WRONG: u8 = 1;
/// Nothing could be checked.
const UNCHECKED: u8 = 2;

/// Why a statement isn't known to be good.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// The file can't be read.
    #[error("cannot read {path}: {problem}; nothing was checked")]
    File { path: String, problem: std::io::Error },
    /// The key can't be read.
    #[error(
        "--key is no public key and no file that holds one: {problem}; 64 hexadecimal digits are expected, as the \
         program publishes them; nothing was checked"
    )]
    Key { problem: String },
    /// The file isn't text.
    #[error("NOT good: the file is damaged, or no statement: it is no text")]
    NotText,
    /// The statement is wrong.
    #[error("NOT good: {0}")]
    Wrong(#[from] StatementFault),
}

/// Checks a file by a key, says what came out, and answers with the exit code: 0, 1 or 2.
#[must_use]
pub fn verify_statement(file: &Path, key: &str) -> ExitCode {
    match check(file, key) {
        Ok(verified) => {
            print!("{}", told(&verified));
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("ovation: {refused}");
            let unchecked = matches!(refused, Refused::File { .. } | Refused::Key { .. });
            ExitCode::from(if unchecked { UNCHECKED } else { WRONG })
        }
    }
}

fn check(file: &Path, key: &str) -> Result<Verified, Refused> {
    let key = public_key(key)?;
    let bytes =
        contents(file).map_err(|problem| Refused::File { path: file.display().to_string(), problem })?;
    let text = String::from_utf8(bytes).map_err(|_| Refused::NotText)?;
    Ok(verify(&text, &key)?)
}

fn contents(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A key from its digits, or from a file with them.
fn public_key(given: &str) -> Result<PublicKey, Refused> {
    if let Ok(key) = given.parse() {
        return Ok(key);
    }
    let text = std::fs::read_to_string(given).map_err(|error| Refused::Key { problem: error.to_string() })?;
    text.parse().map_err(|_| Refused::Key { problem: "the file holds something else".to_owned() })
}

fn told(verified: &Verified) -> String {
    let statement = &verified.statement;
    let mut told = format!(
        "good: {} in {}, stated {}\n",
        shown(&statement.partner.name),
        shown(&statement.program),
        statement.made_at
    );
    let (totals, texts) = (&statement.totals, verified.texts);
    let covered = records(verified.head_size);
    let _ = writeln!(told, "  {}, each proven to be in the log of {covered}", records(totals.lines));
    let _ = writeln!(told, "  texts: {texts} fit their records, {} erased since", verified.erased);
    let _ = writeln!(told, "  {} points in all", totals.points);
    for kind in &totals.kinds {
        let _ =
            writeln!(told, "    {}: {} points in {}", shown(&kind.kind), kind.points, records(kind.lines));
    }
    told.push_str("The head of the log, to be compared with the published one:\n");
    for line in statement.head.lines() {
        let _ = writeln!(told, "{}", format!("  {}", shown(line)).trim_end());
    }
    told
}

fn records(number: u64) -> String {
    if number == 1 { "1 record".to_owned() } else { format!("{number} records") }
}

/// A text as it can do no harm to a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
