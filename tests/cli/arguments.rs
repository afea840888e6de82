//! The command line itself.

use crate::{Folder, without_secrets};

#[test]
fn each_command_has_help_that_says_what_it_needs() {
    let folder = Folder::new();
    for (arguments, words) in [
        (
            &["--help"][..],
            &[
                "run",
                "check",
                "preview",
                "why",
                "import",
                "key",
                "verify-statement",
                "playground",
                "--config",
                "OVATION_<SECTION>_<KEY>",
            ][..],
        ),
        (&["run", "--help"], &["OVATION_DISCORD_TOKEN", "discord.token_file", "SIGTERM"]),
        (&["check", "--help"], &["program.rules", "[RULES]"]),
        (&["key", "--help"], &["new", "public", "signs"]),
        (&["key", "public", "--help"], &["OVATION_SIGNING_KEY", "signing.key_file"]),
        (
            &["import", "--help"],
            &["--dry-run", "name,tier,points,day,contribution", "representative", "All of it or nothing"],
        ),
        (&["preview", "--help"], &["--rules", "--json", "guarantee and grace", "Exit code"]),
        (&["why", "--help"], &["--on", "YYYY-MM-DD", "--json", "name or its number"]),
        (&["playground", "--help"], &["--port", "8080", "--data", "/award"]),
        (&["--version"], &[env!("CARGO_PKG_VERSION")]),
    ] {
        let output = folder.ovation(arguments).output().expect("Ovation starts");
        let said = without_secrets(&output);
        assert!(output.status.success(), "{arguments:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{arguments:?} doesn't say {word}: {said}");
        }
    }
}

#[test]
fn an_unknown_command_or_option_is_refused_with_what_there_is() {
    let folder = Folder::new();
    for arguments in [&["serve"][..], &["run", "--prot", "1"], &["playground", "--port", "99999"], &[]] {
        let output = folder.ovation(arguments).output().expect("Ovation starts");
        let said = without_secrets(&output);
        // 2 is the custom for a command line that can't be understood.
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("--help"), "{arguments:?}: {said}");
    }
}
