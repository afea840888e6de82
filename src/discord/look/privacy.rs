//! What is kept about a person, in words and as a file; and its end.

use serde_json::json;

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::safe;
use super::super::reply::{Attachment, Card};
use super::super::words::{Speaker, say};
use super::{AMBER, PLAIN, framed};
use crate::store::outside::Account;
use crate::store::{Erased, KeptOfPerson};

/// The file's name.
const NAME: &str = "my-data.json";
/// Discord: 10 MiB a file.
const BYTES: usize = 10 << 20;

/// `/privacy view`.
pub(in crate::discord) fn kept_of_person(
    speaker: &Speaker,
    program: &str,
    kept: &KeptOfPerson,
    policy: Option<&str>,
) -> Card {
    let mut lines = vec![say!(speaker, "privacy-title", program = safe(program))];
    if kept.is_empty() {
        lines.push(say!(speaker, "privacy-nothing"));
    } else {
        lines.extend(what(speaker, kept));
        lines.push(say!(speaker, "privacy-who"));
        lines.push(say!(speaker, "privacy-next"));
    }
    if let Some(policy) = policy {
        lines.push(say!(speaker, "privacy-policy", link = policy));
    }
    framed(PLAIN, vec![Component::Text(lines.join("\n"))])
}

/// A line for each kind of thing that is there.
fn what(speaker: &Speaker, kept: &KeptOfPerson) -> Vec<String> {
    let records =
        |kind: &str| kept.records.iter().filter(|record| record.by_you && record.kind == kind).count();
    let (awards, reports) = (records("award"), records("reported"));
    let others = kept.records.len() - awards - reports;
    let waiting = kept.drafts.len() + kept.questions.len();
    let mut lines = Vec::new();
    if !kept.leads.is_empty() {
        let groups = names(kept.leads.iter().map(|lead| lead.group.as_str()));
        lines.push(say!(speaker, "privacy-leads", groups = groups));
    }
    if !kept.represents.is_empty() {
        let partners = names(kept.represents.iter().map(String::as_str));
        lines.push(say!(speaker, "privacy-represents", partners = partners));
    }
    if kept.wants.is_some() {
        lines.push(say!(speaker, "privacy-wants"));
    }
    for (key, count) in [
        ("privacy-awards", awards),
        ("privacy-records", others),
        ("privacy-reports", reports),
        ("privacy-applause", kept.applause.len()),
        ("privacy-voices", kept.voices.len()),
        ("privacy-seen", kept.seen.len()),
        ("privacy-told", kept.told.len()),
        ("privacy-waiting", waiting),
        ("privacy-waiting-of-others", usize::try_from(kept.drafts_of_others).unwrap_or(usize::MAX)),
    ] {
        if count > 0 {
            lines.push(say!(speaker, key, count = count));
        }
    }
    lines
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("**{}**", safe(name))).collect::<Vec<_>>().join(", ")
}

/// Everything as JSON, and how many records had no room in it.
pub(in crate::discord) fn export(program: &str, who: Account, kept: &KeptOfPerson) -> (Attachment, usize) {
    export_up_to(BYTES, program, who, kept)
}

fn export_up_to(most: usize, program: &str, who: Account, kept: &KeptOfPerson) -> (Attachment, usize) {
    let mut fitting = kept.clone();
    loop {
        let left_out = kept.records.len() - fitting.records.len();
        let whole = json!({
            "format": "ovation person 1", "program": program, "account": who.to_string(), "kept": fitting,
            "older_records_left_out": left_out,
        });
        let content = serde_json::to_vec_pretty(&whole).unwrap_or_default();
        if content.len() <= most || fitting.records.is_empty() {
            return (Attachment { name: NAME, content, alt: String::new() }, left_out);
        }
        fitting.records.truncate(fitting.records.len() * most / (content.len() + 1));
    }
}

/// What comes with the file.
pub(in crate::discord) fn exported(speaker: &Speaker, left_out: usize) -> Card {
    let mut text = say!(speaker, "privacy-exported");
    if left_out > 0 {
        text = format!("{text}\n{}", say!(speaker, "privacy-left-out", count = left_out));
    }
    framed(PLAIN, vec![Component::Text(text), Component::File(NAME)])
}

/// `/privacy delete`: what it would do, and the red button.
pub(in crate::discord) fn erase_question(
    speaker: &Speaker,
    program: &str,
    kept: &KeptOfPerson,
    interaction: u64,
) -> Card {
    if kept.is_empty() {
        let text = say!(speaker, "privacy-title", program = safe(program));
        return framed(PLAIN, vec![Component::Text(format!("{text}\n{}", say!(speaker, "privacy-nothing")))]);
    }
    let mut lines = vec![say!(speaker, "erase-title")];
    lines.extend(what(speaker, kept));
    lines.push(say!(speaker, "erase-what"));
    let button = Component::button(
        Style::Danger,
        say!(speaker, "erase-button"),
        CustomId::Erase(interaction).to_string(),
    );
    framed(AMBER, vec![Component::Text(lines.join("\n")), Component::Row(vec![button])])
}

/// What came of it.
pub(in crate::discord) fn erased(speaker: &Speaker, erased: &Erased) -> Card {
    if erased.again {
        return framed(PLAIN, vec![Component::Text(say!(speaker, "erased-before"))]);
    }
    let mut lines = vec![say!(speaker, "erased")];
    if !erased.led.is_empty() {
        let groups = names(erased.led.iter().map(String::as_str));
        lines.push(say!(speaker, "erased-led", groups = groups));
    }
    if !erased.represented.is_empty() {
        let partners = names(erased.represented.iter().map(String::as_str));
        lines.push(say!(speaker, "erased-represented", partners = partners));
    }
    framed(PLAIN, vec![Component::Text(lines.join("\n"))])
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::Value;

    use super::*;
    use crate::store::KeptRecord;

    #[test]
    fn what_has_no_room_in_a_file_is_left_out_oldest_first_and_counted() {
        let record = |record| KeptRecord {
            record,
            kind: "award".to_owned(),
            at: DateTime::UNIX_EPOCH,
            by_you: true,
            about_you: false,
            group: None,
            company: None,
            contribution: None,
            points: Some(5),
            detail: Value::Null,
            text: None,
            event: None,
            link: None,
        };
        let kept = KeptOfPerson { records: (0..100).rev().map(record).collect(), ..KeptOfPerson::default() };
        let (whole, none) = export("Northwind", Account::new(7), &kept);
        assert_eq!(none, 0);
        let most = whole.content.len() / 2;
        let (part, some) = export_up_to(most, "Northwind", Account::new(7), &kept);
        assert!(part.content.len() <= most && some > 0, "{some}");
        let read: Value = serde_json::from_slice(&part.content).expect("JSON");
        let records = read["kept"]["records"].as_array().expect("records");
        assert_eq!((records[0]["record"].as_i64(), records.len()), (Some(99), 100 - some));
        assert_eq!(read["older_records_left_out"], some);
    }
}
