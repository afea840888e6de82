//! `ovation verify-statement`, as a partner runs it: with a file and a key, and nothing of the program's.

use std::io::Write as _;
use std::process::{Output, Stdio};

use ovation::evidence::bytes::Bytes;
use ovation::evidence::head::Head;
use ovation::evidence::key::{Signer, seed};
use ovation::evidence::statement::{Draft, Named};
use ovation::evidence::text::LineText;
use ovation::evidence::tree::Tree;
use ovation::evidence::{LedgerLine, Moment};

use crate::{Folder, without_secrets};

fn signer() -> Signer {
    Signer::from_seed(&seed([42; 32])).expect("a key")
}

fn record(id: i64, kind: &str, points: i64, text: &LineText) -> LedgerLine {
    LedgerLine {
        id,
        kind: kind.to_owned(),
        at: 1_796_054_400_000 + id,
        rules: Some(1),
        actor_id: Some(5),
        subject_id: None,
        group_id: Some(3),
        partner_id: Some(4),
        period_id: Some(1),
        contribution: Some("venue".to_owned()),
        day: Some(20_781),
        points: Some(points),
        reverses: (kind == "reversal").then_some(id - 1),
        cause: None,
        act: Some(format!("10{id}")),
        content_hash: Some(Bytes::from(vec![1; 32])),
        detail: "{}".to_owned(),
        text_hash: Some(Bytes::from(text.hash().as_bytes().to_vec())),
    }
}

/// A good statement of two awards and a reversal; the text of the second award is erased.
fn statement() -> String {
    let text = |words: &str| LineText {
        salt: Bytes::from(vec![7; 16]),
        text: words.to_owned(),
        event: String::new(),
        link: String::new(),
    };
    let (first, second, third) = (text("A room"), text("A talk"), text("Given to the wrong company"));
    let records =
        [record(1, "award", 100, &first), record(2, "award", 50, &second), record(3, "reversal", 50, &third)];
    let tree = Tree::new(records.iter().map(LedgerLine::leaf).collect());
    let moment = |text: &str| text.parse::<Moment>().expect("a moment");
    let root = tree.root_at(3).expect("a root");
    let head =
        Head::new(root, moment("2026-11-30T16:00:00.000Z"), "Northwind Partner Network").expect("a head");
    let draft = Draft {
        made_at: moment("2026-12-01T08:00:00.000Z"),
        partner: Named { id: 4, name: "Contoso\u{1B}[2J Cloud".to_owned() },
        merged: Vec::new(),
        groups: Vec::new(),
        lines: records.into_iter().zip([Some(first), None, Some(third)]).collect(),
    };
    let sealed = draft.seal(&head.sign(&signer()), &tree, &signer()).expect("a statement");
    sealed.to_json().expect("its text")
}

fn verify(folder: &Folder, key: &str) -> (Option<i32>, String) {
    let mut command = folder.ovation(&["verify-statement", "contoso.json", "--key", key]);
    let output: Output = command.env_remove("OVATION_DISCORD_TOKEN").output().expect("Ovation starts");
    assert_eq!(output.stdout.is_empty(), !output.status.success(), "{output:?}");
    (output.status.code(), without_secrets(&output))
}

#[test]
fn a_good_statement_is_called_good_with_what_was_checked_and_needs_no_settings() {
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.0.path().join("config")).expect("no settings");
    folder.write("contoso.json", &statement());
    let public = signer().public().to_string();
    folder.write("program.pub", &format!("{public}\n"));
    let (code, said) = verify(&folder, &public);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(verify(&folder, "program.pub"), (Some(0), said.clone()));
    insta::assert_snapshot!(said, @"
    good: Contoso�[2J Cloud in Northwind Partner Network, stated 2026-12-01T08:00:00.000Z
      3 records, each proven to be in the log of 3 records
      texts: 2 fit their records, 1 erased since
      100 points in all
        award: 150 points in 2 records
        reversal: 50 points in 1 record
    The head of the log, to be compared with the published one:
      Northwind Partner Network
      3
      7L17aEF4nOvIhn/sxuO5MHzHBKTXfifvu5lmcJisqjI=
      at 2026-11-30T16:00:00.000Z

      — Northwind-Partner-Network 86I/Uhd+PjBafGFSpgPBZ3E6pQxP/yB/ZyeXll4yv3dGHeGobbbVPWTiYDBA8wcyVl+Yav0opFAnlqKKENQ1tbKv0w0=
    ");
}

#[test]
fn a_statement_may_come_by_standard_input() {
    let folder = Folder::new();
    let mut command = folder.ovation(&["verify-statement", "-", "--key", &signer().public().to_string()]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Ovation starts");
    child.stdin.take().expect("a pipe").write_all(statement().as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("Ovation ends");
    assert!(output.status.success() && output.stdout.starts_with(b"good: "), "{output:?}");
}

#[test]
fn what_was_changed_is_named_with_exit_code_1() {
    let folder = Folder::new();
    let public = signer().public().to_string();
    let good = statement();
    let say = |text: &str| {
        folder.write("contoso.json", text);
        let (code, said) = verify(&folder, &public);
        assert_eq!(code, Some(1), "{said}");
        said
    };
    let more = say(&good.replacen("\"points\": 50", "\"points\": 500", 1));
    assert!(more.starts_with("ovation: NOT good: line 2, record 2: a field was changed"), "{more}");
    let words = say(&good.replace("A room", "A palace"));
    assert!(
        words.starts_with("ovation: NOT good: line 1, record 1: its text, event, link or salt was"),
        "{words}"
    );
    let cut = say(&good[..good.len() / 2]);
    assert!(cut.starts_with("ovation: NOT good: the file was cut off"), "{cut}");
    let renamed = say(&good.replace("Cloud", "Clown"));
    assert!(renamed.contains("every line holds, but the seal doesn't"), "{renamed}");
    assert!(say("{}").contains("no statement of Ovation"));
    assert!(say("").contains("cut off"));
    std::fs::write(folder.0.path().join("contoso.json"), [0xFF, 0x00]).expect("a file");
    assert_eq!(verify(&folder, &public).0, Some(1));
    folder.write("contoso.json", &good);
    let other = Signer::from_seed(&seed([43; 32])).expect("a key").public().to_string();
    let (code, said) = verify(&folder, &other);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains(&public) && said.contains(&other) && said.contains("another program's key"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_checked_at_all_has_exit_code_2() {
    let folder = Folder::new();
    let public = signer().public().to_string();
    let (code, said) = verify(&folder, &public);
    assert_eq!(code, Some(2), "{said}");
    insta::assert_snapshot!(said, @"ovation: cannot read contoso.json: No such file or directory (os error 2); nothing was checked");
    folder.write("contoso.json", &statement());
    folder.write("other.pub", "ssh-ed25519 AAAA");
    for key in ["nowhere.pub", "other.pub", "", &public[1..], &format!("{public}00")] {
        let (code, said) = verify(&folder, key);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("--key is no public key") && said.contains("64 hexadecimal digits"), "{said}");
    }
    let output = folder.ovation(&["verify-statement", "contoso.json"]).output().expect("Ovation starts");
    assert_eq!(output.status.code(), Some(2), "a key has to be given");
}

#[test]
fn its_help_teaches_what_is_checked_and_what_the_exit_codes_say() {
    let folder = Folder::new();
    let output = folder.ovation(&["verify-statement", "--help"]).output().expect("Ovation starts");
    let said = without_secrets(&output);
    for words in
        ["no database", "proof", "seal", "--key <HEX|FILE>", "Exit code: 0", "1 when", "2 when", "Example:"]
    {
        assert!(said.contains(words), "{words} is missing: {said}");
    }
}
