//! The real binary on the command line: every trouble at the start is one clear message that names the place and the
//! mend, with exit code 1, and no secret is in any output.

#[path = "../harness/mod.rs"]
mod harness;

mod arguments;
mod backup;
mod check;
mod erasures;
mod import;
mod key;
mod preview;
mod secrets;
mod settings;
mod start;
mod statement;
mod transfer;
mod verify;

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A token that must never be seen.
const SECRET: &str = "MTAxODM0.GhostT.oken-that-nobody-may-see";

/// A folder with the rules and settings that Ovation comes with.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::create_dir(folder.path().join("config")).expect("a folder");
        for file in ["config/program.toml", "config/ovation.toml"] {
            std::fs::copy(root.join(file), folder.path().join(file)).expect("a copy");
        }
        Self(folder)
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.path().join(file), text).expect("a file");
    }

    /// Ovation in this folder, with nothing set by the environment but the token.
    fn ovation(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ovation"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OVATION_") {
                command.env_remove(name);
            }
        }
        command.args(arguments).current_dir(self.0.path()).env("OVATION_DISCORD_TOKEN", SECRET);
        command
    }
}

/// What it says when it fails: on the error stream, with exit code 1, and never a secret.
#[track_caller]
fn complaint(command: &mut Command) -> String {
    let output = command.output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty(), "{said}");
    said
}

/// Both streams.
#[track_caller]
fn without_secrets(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8(both).expect("text");
    assert!(!said.contains(SECRET), "the token is in the output");
    said
}
