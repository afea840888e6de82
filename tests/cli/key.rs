//! `ovation key`: making the signing key, finding it again, and keeping it secret.

use crate::{Folder, complaint, without_secrets};

/// The first example of RFC 8032, section 7.1.
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// What stands behind a word at the beginning of a line.
fn behind<'a>(said: &'a str, word: &str) -> &'a str {
    said.lines().find_map(|line| line.strip_prefix(word)).expect("such a line").trim()
}

#[test]
fn a_new_key_comes_with_its_public_half_and_with_where_each_belongs_and_needs_no_settings() {
    let folder = Folder::new();
    folder.write("config/ovation.toml", "this is no [settings] file");
    let mut seeds = Vec::new();
    for _ in 0..2 {
        let output = folder.ovation(&["key", "new"]).output().expect("Ovation starts");
        let said = without_secrets(&output);
        assert!(output.status.success(), "{said}");
        let (seed, public) = (behind(&said, "seed "), behind(&said, "public key "));
        for word in
            ["OVATION_SIGNING_KEY=", "signing.key_file", "secret", "Publish it", "copy off this machine"]
        {
            assert!(said.contains(word), "{word} is missing: {said}");
        }
        let other = Folder::new();
        let mut asked = other.ovation(&["key", "public"]);
        let output = asked.env("OVATION_SIGNING_KEY", seed).output().expect("Ovation starts");
        assert_eq!(without_secrets(&output), format!("{public}\n"));
        seeds.push(seed.to_owned());
    }
    assert_ne!(seeds[0], seeds[1]);
}

#[test]
fn the_public_key_is_that_of_the_seed_in_the_environment_or_in_the_file() {
    let folder = Folder::new();
    folder.write("seed", &format!("{SEED}\n"));
    let mut by_file = folder.ovation(&["key", "public"]);
    by_file.env("OVATION_SIGNING_KEY_FILE", "seed");
    let mut by_environment = folder.ovation(&["key", "public"]);
    by_environment.env("OVATION_SIGNING_KEY", SEED).env("OVATION_SIGNING_KEY_FILE", "elsewhere");
    for mut command in [by_file, by_environment] {
        let output = command.output().expect("Ovation starts");
        assert_eq!(without_secrets(&output), format!("{PUBLIC}\n"));
    }
}

#[test]
fn a_key_that_is_missing_or_none_is_told_with_the_mend_and_not_repeated() {
    let folder = Folder::new();
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["key", "public"])), @"ovation: no signing key: set OVATION_SIGNING_KEY, or signing.key_file in the settings; `ovation key new` makes one");
    let mut file = folder.ovation(&["key", "public"]);
    insta::assert_snapshot!(complaint(file.env("OVATION_SIGNING_KEY_FILE", "none")), @"ovation: settings: signing.key_file = none: No such file or directory (os error 2); check that the file exists and that this user may read it");
    folder.write("seed", &SEED[1..]);
    for command in ["public", "check"] {
        let arguments: &[&str] = if command == "check" { &["check"] } else { &["key", "public"] };
        let said = complaint(folder.ovation(arguments).env("OVATION_SIGNING_KEY_FILE", "seed"));
        assert!(!said.contains(&SEED[1..9]), "{said}");
        assert_eq!(
            said,
            "ovation: settings: signing.key_file = seed holds no signing key: a signing key is expected to be 64 \
             hexadecimal digits, as `ovation key new` makes it\n"
        );
    }
    let said = complaint(folder.ovation(&["check"]).env("OVATION_SIGNING_KEY", &SEED[1..]));
    assert!(
        said.contains("OVATION_SIGNING_KEY holds no signing key") && !said.contains(&SEED[1..9]),
        "{said}"
    );
}

#[test]
fn a_key_in_the_settings_file_is_refused_and_not_repeated() {
    let folder = Folder::new();
    folder.write("config/ovation.toml", &format!("[signing]\nkey = \"{SEED}\"\n"));
    let said = complaint(&mut folder.ovation(&["check"]));
    assert!(!said.contains(&SEED[..8]), "{said}");
    insta::assert_snapshot!(said, @"
    ovation: the settings can't be used:
    config/ovation.toml:2:1: signing.key is a secret and may not stand here; set OVATION_SIGNING_KEY, or name a file that holds it: signing.key_file
    ");
}

#[test]
fn settings_with_a_key_have_no_secret_in_their_debug_text() {
    let folder = Folder::new();
    folder.write("seed", SEED);
    folder.write("settings.toml", &format!("[signing]\nkey_file = {:?}\n", folder.0.path().join("seed")));
    let file = folder.0.path().join("settings.toml");
    let mut settings = ovation::settings::Settings::read(&file, true).expect("settings");
    settings.signing.key = Some(secrecy::SecretString::from(SEED));
    let signer = settings.signer().expect("a key").expect("one");
    let shown = format!("{settings:?} {settings:#?} {signer:?}");
    assert!(shown.contains(PUBLIC) && !shown.contains(&SEED[..8]), "{shown}");
}
