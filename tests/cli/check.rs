//! `ovation check`: the rules of a program.

use crate::{Folder, complaint, without_secrets};

#[test]
fn good_rules_are_called_good() {
    let folder = Folder::new();
    for arguments in [&["check"][..], &["check", "config/program.toml"]] {
        let output = folder.ovation(arguments).output().expect("Ovation starts");
        let said = without_secrets(&output);
        assert!(output.status.success(), "{said}");
        insta::allow_duplicates!(insta::assert_snapshot!(said, @"
        config/program.toml: good. Northwind Partner Network: 6 contributions, 3 tiers.
        Who would move by them: ovation preview --rules config/program.toml
        "));
    }
}

#[test]
fn every_fault_of_the_rules_is_named_at_once_with_file_line_key_and_mend() {
    let folder = Folder::new();
    let rules = std::fs::read_to_string(folder.0.path().join("config/program.toml")).expect("the rules");
    let rules = rules
        .replace("points = 500", "points = \"many\"")
        .replace("period = \"quarter\"", "period = \"fortnight\"")
        .replace("backdate_days", "backdate_day")
        .replace("timezone = \"America/Toronto\"", "timezone = \"America/Toronta\"")
        .replace("presentation = 2", "presentations = 2");
    folder.write("bad.toml", &rules);
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["check", "bad.toml"])), @r#"
    ovation: the rules can't be used:
    bad.toml:4:1: timezone is "America/Toronta"; did you mean America/Toronto?
    bad.toml:8:1: allocation.period is "fortnight"; expected one of month, quarter, half-year, year
    bad.toml:9:1: allocation.points is "many"; expected a whole number from 0 to 1000000
    bad.toml:14:1: award.backdate_days is missing; expected a whole number from 0 to 366
    bad.toml:19:1: award.backdate_day is not a known key; did you mean backdate_days?
    bad.toml:74:1: tier.certified.points is "many"; expected a whole number from 0 to 1000000000
    bad.toml:75:14: tier.certified.requires.presentations is not a contribution of this program; did you mean presentation?
    "#);
    // Not one of them lets the bot start.
    let said = complaint(folder.ovation(&["run"]).env("OVATION_PROGRAM_RULES", "bad.toml"));
    assert!(said.contains("bad.toml:") && said.contains("did you mean America/Toronto?"), "{said}");
}

#[test]
fn every_rule_of_the_sample_can_be_switched_on() {
    let folder = Folder::new();
    let rules = std::fs::read_to_string(folder.0.path().join("config/program.toml")).expect("the rules");
    let rules = rules.replace("# carry_over", "carry_over").replace("# remind_days", "remind_days");
    folder.write("all.toml", &rules);
    let output = folder.ovation(&["check", "all.toml"]).output().expect("Ovation starts");
    assert!(output.status.success(), "{}", without_secrets(&output));
}

#[test]
fn rules_that_cannot_be_read_are_named() {
    let folder = Folder::new();
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["check", "none.toml"])), @r#"ovation: cannot read none.toml: No such file or directory (os error 2); program.rules in the settings names the file"#);
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["check", "config"])), @r#"ovation: cannot read config: Is a directory (os error 21); program.rules in the settings names the file"#);
    std::fs::write(folder.0.path().join("binary.toml"), [0xFF, 0xFE, 0x00]).expect("a file");
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["check", "binary.toml"])), @r#"ovation: cannot read binary.toml: stream did not contain valid UTF-8; program.rules in the settings names the file"#);
}
