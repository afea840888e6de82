//! How things look: the one place that decides it. Facts in, cards out; nothing is loaded or decided here.

mod applause;
mod approval;
mod board;
mod choices;
mod claim;
mod correction;
mod deliveries;
mod digest;
mod form;
mod gone;
mod help;
mod history;
mod merge;
mod notes;
mod offer;
mod panel;
mod partner;
mod picture;
mod posted_board;
mod preview;
mod privacy;
mod receipt;
pub(super) mod refusal;
mod report;
mod reported;
mod sheet;
mod shout_out;
mod staff;
mod thank;
mod voices;
mod wanted;

pub(super) use approval::{reservation_decided, reserved};
pub(super) use board::board;
pub(super) use claim::{claim_ended, claim_form, claimed, decline_form};
pub(super) use correction::{corrected, correction_form, take_back_form, to_correct};
pub(super) use deliveries::deliveries;
pub(super) use help::{HelpLine, HelpPage, HelpSection, help};
pub(super) use history::{history, history_file};
pub(super) use merge::merged;
pub(super) use offer::{
    offer_answered, offer_form, offered, own_offers, promised_form, subscription, waiting_offers,
    which_company,
};
pub(super) use panel::{panel, words_form};
pub(super) use partner::{mypoints, partner_card, partner_line, partner_page};
pub(super) use picture::{over_time, picture};
pub(super) use preview::preview;
pub(super) use privacy::{erase_question, erased, export, exported, kept_of_person};
pub(super) use receipt::{alike, allocation, receipt, reversed, undone};
pub(super) use report::report;
pub(super) use reported::report_form;
pub(super) use sheet::Sheet;
pub(super) use shout_out::told;
pub(super) use staff::{audit, base_set, granted, pending, program_channels};

pub(super) use thank::{thanks, thanks_form};
pub(super) use wanted::{
    all_request_tags, request_choice, request_done, request_form, request_tags, requests,
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::component::Component;
use super::markdown::safe;
use super::reply::Card;
use super::words::{Speaker, say};
use crate::points::ids::{ContributionId, TierId};
use crate::points::period::PeriodKind;
use crate::points::rules::Rules;
use crate::store::NextTier;
use crate::store::outside::Account;

/// The colour of what has no tier's colour: a calm green.
const PLAIN: u32 = 0x3B_82_6B;
/// The colour of what went wrong or waits.
const AMBER: u32 = 0xC9_7B_1E;
/// Parts of a progress bar.
const BAR: i64 = 10;

/// A person's mention, or the word for somebody who was erased.
fn by_text(speaker: &Speaker, by: Option<Account>) -> String {
    by.map_or_else(|| say!(speaker, "somebody"), |account| format!("<@{account}>"))
}

/// A card with a frame.
pub(super) fn framed(color: u32, parts: Vec<Component>) -> Card {
    Card(vec![Component::Container { color: Some(color), parts }])
}

/// A card with one text.
pub(super) fn plain_card(text: String) -> Card {
    framed(PLAIN, vec![Component::Text(text)])
}

/// A card that says what went wrong.
pub(super) fn trouble_card(text: String) -> Card {
    framed(AMBER, vec![Component::Text(text)])
}

fn color(rules: &Rules, tier: Option<&TierId>) -> u32 {
    tier.and_then(|id| rules.tier(id)).map_or(PLAIN, |tier| tier.color())
}

/// The name of a tier, or the word for none.
pub(super) fn tier_name(rules: &Rules, speaker: &Speaker, tier: Option<&TierId>) -> String {
    match tier.and_then(|id| rules.tier(id)) {
        Some(tier) => safe(tier.name().get(speaker.language())),
        None => say!(speaker, "no-tier"),
    }
}

/// What a record is, in words. The ledger keeps a word of its own, which an older version may not know.
fn record_name(speaker: &Speaker, kind: &str) -> String {
    let key = format!("record-{kind}");
    if speaker.knows(&key) { say!(speaker, key.as_str()) } else { safe(kind) }
}

/// The name of a contribution, its emoji before it.
pub(super) fn contribution_name(rules: &Rules, speaker: &Speaker, id: &ContributionId) -> String {
    match rules.contribution(id) {
        Some(kind) => format!("{} {}", kind.emoji(), safe(kind.name().get(speaker.language()))),
        None => safe(id.as_str()),
    }
}

/// `▰▰▰▱▱▱▱▱▱▱`: reads in plain text, too. Full only when nothing is missing.
fn bar(have: i64, need: i64) -> String {
    let full = if need <= 0 || have >= need { BAR } else { (have.max(0) * BAR / need).min(BAR - 1) };
    (0..BAR).map(|at| if at < full { '▰' } else { '▱' }).collect()
}

/// A moment in the reader's own zone and language; `style` is one of Discord's (`R` relative, `D` date).
pub(super) fn moment(at: DateTime<Utc>, style: char) -> String {
    format!("<t:{}:{style}>", at.timestamp())
}

/// A day in the reader's own words. Discord shows moments alone: noon there is on that day nearly everywhere.
fn day(timezone: Tz, day: NaiveDate, style: char) -> String {
    let noon = day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    match timezone.from_local_datetime(&noon).earliest() {
        Some(noon) => moment(noon.to_utc(), style),
        None => day.to_string(),
    }
}

/// The first and the last day of a period of the program's, which ends where the next one begins.
fn days(rules: &Rules, speaker: &Speaker, (from, until): (DateTime<Utc>, DateTime<Utc>)) -> String {
    let zone = rules.timezone();
    let of = |at: DateTime<Utc>| day(zone, at.with_timezone(&zone).date_naive(), 'd');
    say!(speaker, "board-period", from = of(from), until = of(until - TimeDelta::milliseconds(1)))
}

/// "this quarter".
fn this_period(rules: &Rules, speaker: &Speaker) -> String {
    say!(
        speaker,
        match rules.allocation().period() {
            PeriodKind::Month => "this-month",
            PeriodKind::Quarter => "this-quarter",
            PeriodKind::HalfYear => "this-half-year",
            PeriodKind::Year => "this-year",
        }
    )
}

/// The way to the next tier: a bar for the points, a line for each requirement that is not met.
fn way_up(rules: &Rules, speaker: &Speaker, next: &NextTier) -> Vec<String> {
    let tier = tier_name(rules, speaker, Some(&next.tier));
    let (have, need) = next.points;
    let mut lines =
        vec![say!(speaker, "way-up", bar = bar(have, need), have = have, need = need, tier = &tier)];
    for (kind, have, need) in next.requires.iter().filter(|(_, have, need)| have < need) {
        let kind = contribution_name(rules, speaker, kind);
        lines.push(say!(speaker, "way-up-contribution", kind = &kind, have = *have, need = *need));
    }
    if next.groups.0 < next.groups.1 {
        lines.push(say!(speaker, "way-up-groups", have = next.groups.0, need = next.groups.1));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_on_its_last_day_whatever_zone_one_reads_in() {
        let text = include_str!("../../../config/program.toml");
        let rules = crate::points::rules::parse("program.toml", text, &["en", "fr"]).expect("the rules");
        let speaker = crate::words::Words::load().expect("the words").speak("en");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        // A quarter in Toronto: from its 1 January to its 31 March, at noon.
        let quarter = (at("2026-01-01T05:00:00Z"), at("2026-04-01T04:00:00Z"));
        let (first, last) = (at("2026-01-01T17:00:00Z"), at("2026-03-31T16:00:00Z"));
        let expected = format!("{} to {}", moment(first, 'd'), moment(last, 'd'));
        assert_eq!(days(&rules, &speaker, quarter), expected);
    }

    #[test]
    fn a_bar_is_full_only_when_nothing_is_missing() {
        assert_eq!(bar(0, 500), "▱▱▱▱▱▱▱▱▱▱");
        assert_eq!(bar(499, 500), "▰▰▰▰▰▰▰▰▰▱");
        assert_eq!(bar(500, 500), "▰▰▰▰▰▰▰▰▰▰");
        assert_eq!(bar(5, 0), "▰▰▰▰▰▰▰▰▰▰");
    }
}
