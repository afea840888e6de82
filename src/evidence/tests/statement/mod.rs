//! Statements that are good, and what each kind of change is called.

mod damage;

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::evidence::statement::{LineFault, MakeFault, SealedStatement, StatementFault, verify_statement};
use crate::evidence::tests::key::{other_signer, signer};
use crate::evidence::tests::sample::{at, draft, head, record, statement, text, tree};

fn file() -> String {
    static FILE: LazyLock<String> = LazyLock::new(|| statement().to_json().unwrap());
    FILE.clone()
}

fn checked(text: &str) -> Result<(), StatementFault> {
    verify_statement(text, &signer().public()).map(|_| ())
}

/// The good statement with something changed in it.
fn changed(change: impl FnOnce(&mut Value)) -> Result<(), StatementFault> {
    let mut json: Value = serde_json::from_str(&file()).unwrap();
    change(&mut json);
    checked(&json.to_string())
}

/// The third line, record 6.
fn third(json: &mut Value) -> &mut Value {
    &mut json["statement"]["lines"][2]
}

fn line_fault(outcome: Result<(), StatementFault>) -> (usize, i64, LineFault) {
    match outcome {
        Err(StatementFault::Line { position, record, fault }) => (position, record, fault),
        other => panic!("no line is named: {other:?}"),
    }
}

#[test]
fn a_good_statement_says_what_was_checked() {
    let verified = verify_statement(&file(), &signer().public()).unwrap();
    assert_eq!((verified.head_size, verified.texts, verified.erased), (13, 5, 1));
    assert_eq!(verified.head_at, at(1_000_000));
    assert_eq!(&verified.statement, statement().statement());
    let totals = &verified.statement.totals;
    // Records 2, 4, 6, 8 and 12 are awards of Contoso, record 10 takes one back.
    assert_eq!((totals.lines, totals.points), (6, 320 - 100));
    let kinds: Vec<_> =
        totals.kinds.iter().map(|kind| (kind.kind.as_str(), kind.lines, kind.points)).collect();
    assert_eq!(kinds, [("award", 5, 320), ("reversal", 1, 100)]);
}

#[test]
fn a_statement_reads_the_same_however_its_json_is_spaced() {
    let json: SealedStatement = serde_json::from_str(&file()).unwrap();
    assert_eq!(checked(&serde_json::to_string(&json).unwrap()), Ok(()));
    assert_eq!(checked(&file().replace("  ", "\t").replace('\n', "\r\n")), Ok(()));
}

#[test]
fn a_partner_without_records_has_a_good_statement_too() {
    let mut nobody = draft(13);
    nobody.lines.clear();
    let sealed = nobody.seal(&head(13), &tree(13), &signer()).unwrap();
    assert_eq!(checked(&sealed.to_json().unwrap()), Ok(()));
}

#[test]
fn a_changed_field_is_named_with_its_record() {
    for (field, value) in [
        ("points", json!(61)),
        ("points", json!(null)),
        ("at", json!(1_767_225_606_001_i64)),
        ("kind", json!("grant")),
        ("detail", json!("{} ")),
        ("act", json!("")),
        ("text_hash", json!("00")),
        ("reverses", json!(3)),
        ("id", json!(7)),
        ("id", json!(0)),
        ("id", json!(-6)),
        ("id", json!(1000)),
    ] {
        let named = value.as_i64().filter(|_| field == "id").unwrap_or(6);
        let (position, record, fault) =
            line_fault(changed(|json| third(json)["record"][field] = value.clone()));
        assert_eq!((position, record), (3, named), "{field}");
        assert!(matches!(fault, LineFault::FieldChanged { .. }), "{field}: {fault:?}");
    }
}

#[test]
fn a_changed_leaf_proof_and_text_are_told_apart() {
    let other = "00".repeat(32);
    let leaf = line_fault(changed(|json| third(json)["leaf"] = json!(other)));
    assert!(matches!(leaf, (3, 6, LineFault::LeafChanged { .. })), "{leaf:?}");
    let proof = line_fault(changed(|json| third(json)["proof"][1] = json!(other)));
    assert!(matches!(proof, (3, 6, LineFault::Proof(_))), "{proof:?}");
    let shorter = line_fault(changed(|json| third(json)["proof"] = json!([])));
    assert!(matches!(shorter, (3, 6, LineFault::Proof(_))), "{shorter:?}");
    for part in ["text", "event", "link", "salt"] {
        let text = line_fault(changed(|json| third(json)["text"][part] = json!("abcd")));
        assert!(matches!(text, (3, 6, LineFault::Text { .. })), "{part}: {text:?}");
    }
}

#[test]
fn a_line_that_is_left_out_moved_or_there_twice_is_noticed() {
    let lines = |json: &mut Value| json["statement"]["lines"].as_array_mut().unwrap().clone();
    let twice = changed(|json| {
        let mut all = lines(json);
        all.insert(2, all[2].clone());
        json["statement"]["lines"] = json!(all);
    });
    assert_eq!(line_fault(twice), (4, 6, LineFault::Order));
    let swapped = changed(|json| {
        let mut all = lines(json);
        all.swap(1, 2);
        json["statement"]["lines"] = json!(all);
    });
    assert_eq!(line_fault(swapped), (3, 4, LineFault::Order));
    let fewer = |json: &mut Value| {
        let mut all = lines(json);
        all.remove(4);
        json["statement"]["lines"] = json!(all);
    };
    assert_eq!(changed(fewer), Err(StatementFault::Totals));
    // The reversal is left out, and the sums are made to fit: no proof can show that, the seal does.
    let flattered = changed(|json| {
        fewer(json);
        json["statement"]["totals"] =
            json!({ "lines": 5, "points": 320, "kinds": [{ "kind": "award", "lines": 5, "points": 320 }] });
    });
    assert_eq!(flattered, Err(StatementFault::Seal));
}

#[test]
fn names_dates_and_texts_left_out_are_kept_by_the_seal() {
    for (part, value) in [
        ("partner", json!({ "id": 1, "name": "Contoso" })),
        ("merged", json!([])),
        ("groups", json!([])),
        ("made_at", json!("2026-01-01T00:33:20.001Z")),
    ] {
        assert_eq!(changed(|json| json["statement"][part] = value), Err(StatementFault::Seal), "{part}");
    }
    assert_eq!(changed(|json| third(json)["text"] = json!(null)), Err(StatementFault::Seal));
    assert_eq!(changed(|json| json["seal"] = json!("00".repeat(64))), Err(StatementFault::Seal));
    assert_eq!(changed(|json| json["seal"] = json!("")), Err(StatementFault::Seal));
    let stranger = changed(|json| json["statement"]["partner"]["id"] = json!(2));
    assert_eq!(line_fault(stranger), (1, 2, LineFault::OtherPartner));
}

#[test]
fn another_programs_key_and_head_are_told_apart() {
    let other = other_signer();
    let fault = verify_statement(&file(), &other.public()).unwrap_err();
    assert!(matches!(fault, StatementFault::WrongKey { .. }));
    assert!(fault.to_string().contains(&other.public().to_string()));
    // Somebody makes a statement of their own and says that it is signed with the program's key.
    let forged_head = head(13).claimed().clone().sign(&other);
    let forged = draft(13).seal(&forged_head, &tree(13), &other).unwrap().to_json().unwrap();
    let forged = forged.replace(&other.public().to_string(), &signer().public().to_string());
    assert!(matches!(checked(&forged), Err(StatementFault::HeadSignature(_))));
    let renamed = changed(|json| json["statement"]["program"] = json!("Another"));
    assert_eq!(renamed, Err(StatementFault::HeadOfOtherProgram));
    // A head of the same program that is true and another one.
    let newer = changed(|json| json["statement"]["head"] = json!(head(14).to_string()));
    assert!(matches!(line_fault(newer), (1, 2, LineFault::Proof(_))));
    let older = changed(|json| json["statement"]["head"] = json!(head(1).to_string()));
    assert!(matches!(line_fault(older), (1, 2, LineFault::Uncovered { covered: 1 })));
    let grown =
        changed(|json| json["statement"]["head"] = json!(head(13).to_string().replace("\n13\n", "\n14\n")));
    assert!(matches!(grown, Err(StatementFault::HeadSignature(_))));
    assert!(matches!(changed(|json| json["statement"]["head"] = json!("")), Err(StatementFault::Head(_))));
}

#[test]
fn what_is_no_statement_says_so() {
    let format = changed(|json| json["format"] = json!("ovation-backup"));
    assert_eq!(format, Err(StatementFault::OtherFormat));
    for other in ["{}", "[]", "{\"a\": [1, {}]}"] {
        assert_eq!(checked(other), Err(StatementFault::OtherFormat), "{other}");
    }
    let version = changed(|json| json["version"] = json!(2));
    assert_eq!(version, Err(StatementFault::OtherVersion { found: 2 }));
    for broken in ["null", "7", "[[[[", "hello", "{\"format\": 1}", "\u{FEFF}{}", "{} {}"] {
        let fault = checked(broken).unwrap_err();
        let known = matches!(fault, StatementFault::Unreadable { .. } | StatementFault::CutOff { .. });
        assert!(known, "{broken}: {fault:?}");
    }
    let added = changed(|json| third(json)["record"]["more"] = json!(1));
    assert!(matches!(added, Err(StatementFault::Unreadable { .. })));
    let twice = file().replacen("\"program\":", "\"program\": \"x\", \"program\":", 1);
    assert!(matches!(checked(&twice), Err(StatementFault::Unreadable { .. })));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(checked(&deep), Err(StatementFault::Unreadable { .. })));
}

#[test]
fn a_file_that_was_cut_off_anywhere_says_so() {
    let whole = file();
    let last = whole.trim_end().len();
    for end in (0..last).step_by(7).chain([last - 1]).filter(|end| whole.is_char_boundary(*end)) {
        let fault = checked(&whole[..end]).unwrap_err();
        assert!(matches!(fault, StatementFault::CutOff { .. }), "{end}: {fault:?}");
    }
}

#[test]
fn what_could_not_be_verified_is_not_stated() {
    let make = |draft: crate::evidence::statement::Draft, size| draft.seal(&head(size), &tree(13), &signer());
    let mut wrong = draft(13);
    wrong.lines[1].0.points = Some(1);
    assert!(matches!(make(wrong, 13), Err(MakeFault::Unprovable(StatementFault::Line { record: 4, .. }))));
    assert!(matches!(make(draft(13), 5), Err(MakeFault::Uncovered { record: 6, covered: 5 })));
    let mut stranger = draft(13);
    stranger.lines.insert(1, (record(3), None));
    assert!(matches!(make(stranger, 13), Err(MakeFault::Unprovable(_))));
    let mut mixed_up = draft(13);
    mixed_up.lines[2].1 = Some(text(8));
    assert!(matches!(make(mixed_up, 13), Err(MakeFault::Unprovable(_))));
    let by_other = draft(13).seal(&head(13), &tree(13), &other_signer());
    assert!(matches!(by_other, Err(MakeFault::Unprovable(StatementFault::HeadSignature(_)))));
}

#[test]
fn the_spreadsheet_has_names_and_no_formula() {
    let sheet = statement().statement().to_csv().unwrap();
    let rows: Vec<&str> = sheet.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 7);
    assert_eq!(
        rows[0],
        "record,at,day,kind,company,group,contribution,points,reverses,reason,event,link,leaf"
    );
    let row = "6,2026-01-01T00:00:06.000Z,2026-01-01,award,Contoso Cloud,\"'+Gatineau, les amis\",venue,60,,\
               \"Merci pour tout, no 6\",\"'=Meetup, \"\"spring\"\"\",,";
    assert_eq!(rows[3], format!("{row}{}", record(6).leaf()));
    assert!(rows[5].contains(",reversal,") && rows[5].contains(",100,8,"), "{}", rows[5]);
    let mut sneaky = draft(4).seal(&head(13), &tree(13), &signer()).unwrap().statement().clone();
    for start in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"] {
        sneaky.partner.name = start.to_owned();
        sneaky.groups[0].name = start.to_owned();
        sneaky.lines[0].record.contribution = Some(start.to_owned());
        sneaky.lines[0].text.as_mut().unwrap().text = start.to_owned();
        let sheet = sneaky.to_csv().unwrap();
        let mut reader = csv::Reader::from_reader(sheet.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        for column in [4, 5, 6, 9] {
            assert_eq!(row[column], format!("'{start}"));
        }
    }
}

/// Partners have this file for ever: should this test fail, the code is wrong and not the test.
#[test]
fn a_statement_of_the_first_version_stays_good() {
    let kept = include_str!("version_1.json");
    assert_eq!(kept, file());
    let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a".parse().unwrap();
    assert!(verify_statement(kept, &key).is_ok());
}
