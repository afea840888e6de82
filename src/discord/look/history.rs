//! The ledger's records, as people read them: a page, and what comes with the file of all.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::{plain, safe};
use super::super::reply::{Card, TEXT};
use super::super::words::{Speaker, say};
use super::sheet::Line;
use super::{PLAIN, framed, moment, record_name, tier_name};
use crate::points::ids::{ContributionId, RecordId, TierId};
use crate::points::rules::Rules;
use crate::service::HistoryView;
use crate::store::{Change, PastRecord, Turn};

/// Names are cut to so many characters, so that a page has room for all its records; the file has them whole.
const SHORT: usize = 40;
/// Less of a reason isn't worth showing.
const LEAST: usize = 12;

/// `/history`: a page.
pub(in crate::discord) fn history(rules: &Rules, speaker: &Speaker, view: &HistoryView) -> Card {
    let title = title(speaker, view);
    let mut parts = Vec::new();
    if view.page.records.is_empty() {
        parts.extend([Component::Text(title), Component::Text(say!(speaker, "history-none"))]);
    } else {
        let lines: Vec<String> =
            view.page.records.iter().map(|record| line(rules, speaker, view, record)).collect();
        let left =
            TEXT.saturating_sub(length(&title) + lines.iter().map(|line| length(line) + 1).sum::<usize>());
        parts
            .extend([Component::Text(title), Component::Text(with_reasons(lines, &view.page.records, left))]);
    }
    parts.push(buttons(speaker, view));
    framed(PLAIN, parts)
}

/// What is said with the file.
pub(in crate::discord) fn history_file(speaker: &Speaker, lines: usize, whole: bool) -> Card {
    let key = if whole { "history-file" } else { "history-file-cut" };
    framed(PLAIN, vec![Component::Text(say!(speaker, key, lines = lines)), Component::File(PastRecord::NAME)])
}

fn title(speaker: &Speaker, view: &HistoryView) -> String {
    match (&view.group_name, &view.partner_name) {
        (None, None) => say!(speaker, "history-title"),
        (Some(group), None) => say!(speaker, "history-title-one", name = safe(group)),
        (None, Some(partner)) => say!(speaker, "history-title-one", name = safe(partner)),
        (Some(group), Some(partner)) => {
            say!(speaker, "history-title-both", group = safe(group), partner = safe(partner))
        }
    }
}

/// A record on one line: its number, when, what, and who had to do with it. What the title says of all is left out.
fn line(rules: &Rules, speaker: &Speaker, view: &HistoryView, record: &PastRecord) -> String {
    let name = |name: &Option<String>| name.as_deref().map(|name| safe(&plain(name, SHORT)));
    let partner = name(&record.partner_name).filter(|_| view.of.partner.is_none());
    let group = name(&record.group_name).filter(|_| view.of.group.is_none());
    let by = record.by.map(|by| say!(speaker, "history-by", person = format!("<@{by}>")));
    let about: Vec<String> = std::iter::once(what(rules, speaker, record))
        .chain(points(speaker, record))
        .chain(record.contribution.as_ref().map(|kind| contribution(rules, speaker, kind)))
        .chain(partner)
        .chain(group)
        .chain(by)
        .collect();
    let text = format!("{} · {}", moment(record.at, 'f'), about.join(" · "));
    let text = if record.reversed { say!(speaker, "history-reversed", line = text) } else { text };
    format!("`{}` {text}", record.record)
}

fn what(rules: &Rules, speaker: &Speaker, record: &PastRecord) -> String {
    let person = record.whom.map_or_else(|| say!(speaker, "somebody"), |account| format!("<@{account}>"));
    match &record.change {
        Some(Change::Tier { from, to }) => {
            let tier = tier_name(rules, speaker, to.as_ref());
            let key = if rank(rules, to.as_ref()) > rank(rules, from.as_ref()) {
                "history-tier-reached"
            } else {
                "history-tier-fallen"
            };
            say!(speaker, key, tier = tier)
        }
        Some(Change::Leader { added, role }) => {
            let who = role.map_or(person, |role| format!("<@&{role}>"));
            say!(speaker, if *added { "history-leader-added" } else { "history-leader-removed" }, who = who)
        }
        Some(Change::Base(Some(base))) => say!(speaker, "history-base", base = base.get()),
        Some(Change::Base(None)) => say!(speaker, "history-base-programs"),
        None if record.kind == "grant" && record.points.is_some_and(|points| points < 0) => {
            say!(speaker, "history-grant-taken-back")
        }
        None if record.whom.is_some() => {
            say!(speaker, "history-whom", what = record_name(speaker, &record.kind), who = person)
        }
        None => record_name(speaker, &record.kind),
    }
}

/// Where a tier stands among all; none is below the lowest.
fn rank(rules: &Rules, tier: Option<&TierId>) -> Option<usize> {
    rules.tiers().iter().position(|known| Some(known.id()) == tier)
}

/// What came, or went.
fn points(speaker: &Speaker, record: &PastRecord) -> Option<String> {
    let points = record.points.filter(|_| record.change.is_none())?;
    let shown = speaker.number(points);
    Some(match record.kind.as_str() {
        "award" => format!("**+{shown}**"),
        "reversal" => format!("**−{shown}**"),
        "grant" if points < 0 => format!("**−{}**", shown.trim_start_matches('-')),
        "grant" => format!("**+{shown}**"),
        _ => say!(speaker, "points-short", points = points),
    })
}

fn contribution(rules: &Rules, speaker: &Speaker, id: &ContributionId) -> String {
    match rules.contribution(id) {
        Some(kind) => {
            format!("{} {}", kind.emoji(), safe(&plain(kind.name().get(speaker.language()), SHORT)))
        }
        None => safe(id.as_str()),
    }
}

/// The lines, each with its reason under it. The room that is left is shared among the reasons: what a short one
/// doesn't need the later ones have.
fn with_reasons(lines: Vec<String>, records: &[PastRecord], mut left: usize) -> String {
    let mut waiting = records.iter().filter(|record| record.reason.is_some()).count();
    let mut text = Vec::with_capacity(lines.len());
    for (line, record) in lines.into_iter().zip(records) {
        text.push(line);
        let Some(reason) = &record.reason else { continue };
        // The mark of a quotation, and the end of the line.
        let shown = fitting(reason, (left / waiting).saturating_sub(3));
        waiting -= 1;
        if let Some(shown) = shown {
            left -= length(&shown) + 3;
            text.push(format!("> {shown}"));
        }
    }
    text.join("\n")
}

/// A text of people's, made safe and cut to so many characters; none where that is too few to say something.
fn fitting(text: &str, most: usize) -> Option<String> {
    let whole = safe(text);
    if length(&whole) <= most {
        return Some(whole);
    }
    (LEAST..=most).rev().map(|kept| safe(&plain(text, kept))).find(|cut| length(cut) <= most)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn buttons(speaker: &Speaker, view: &HistoryView) -> Component {
    let page = &view.page;
    let border = |record: Option<&PastRecord>| record.map_or(RecordId::from_raw(0), |record| record.record);
    let button = |label: &str, id: CustomId, enabled: bool| Component::Button {
        style: Style::Secondary,
        label: say!(speaker, label),
        custom_id: id.to_string(),
        disabled: !enabled,
    };
    let (newer, older) =
        (Turn::Newer(border(page.records.first())), Turn::Older(border(page.records.last())));
    let any = !page.records.is_empty() || page.newer || page.older;
    Component::Row(vec![
        button("history-newer", CustomId::History(view.of, newer), page.newer),
        button("history-older", CustomId::History(view.of, older), page.older),
        button("history-csv", CustomId::Spreadsheet(view.of), any),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_cut_before_its_marks_are_made_harmless() {
        assert_eq!(fitting("short", 10).as_deref(), Some("short"));
        let wild = "*".repeat(300);
        let cut = fitting(&wild, 101).expect("room for some of it");
        assert_eq!(cut, format!("{}…", "\\*".repeat(50)));
        assert_eq!(fitting(&wild, 9), None);
        assert_eq!(fitting("", 0).as_deref(), Some(""));
    }
}
