//! Reads a file of rules whole: either rules that hold together, or every fault.

use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::{DeTable, DeValue};

use super::contributions::contributions;
use super::fault::Faults;
use super::names::{NAME_EXPECTED, name};
use super::nearest::nearest;
use super::report::Report;
use super::section::{Section, known_instead, shown, text, whole};
use super::tiers::tiers;
use super::{AllocationRules, AwardRules, PrivacyRules, Rules, StandingRules};
use crate::points::Points;
use crate::points::period::PeriodKind;

/// The greatest `award.max_points`.
pub(super) const AWARD_AT_MOST: Points = Points::million();
/// The greatest `allocation.points` and `allocation.carry_over`.
const ALLOCATION_AT_MOST: Points = Points::million();
/// A month, the shortest period.
const REMIND_DAYS_AT_MOST: i64 = 28;
/// A day.
const UNDO_MINUTES_AT_MOST: u32 = 24 * 60;
/// An hour.
const SHOUT_OUT_SECONDS_AT_MOST: u32 = 60 * 60;
/// A leap year.
const BACKDATE_DAYS_AT_MOST: u32 = 366;
/// Fifty years.
const WINDOW_MONTHS_AT_MOST: u32 = 600;
/// Fifty years, as long as the longest window.
const GUARANTEE_MONTHS_AT_MOST: u32 = 600;
/// What `privacy.keep_left_days` is where it isn't said.
const KEEP_LEFT_DAYS: u32 = 90;
/// A leap year.
const KEEP_LEFT_DAYS_AT_MOST: i64 = 366;
/// Ten years.
const GRACE_DAYS_AT_MOST: u32 = 3653;

/// Reads the rules of a program from `text`, the content of `file`. `known_languages` are those that Ovation
/// itself speaks.
///
/// # Errors
/// All [`Faults`] at once, each with its place. Unknown keys are faults, too: a rule that stands in the file and
/// isn't kept would be a lie.
pub fn parse(file: &str, text: &str, known_languages: &[&str]) -> Result<Rules, Faults> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut report = Report::new(file, text);
    for error in &errors {
        report.syntax(error);
    }
    let rules = rules(&Section::new(&report, String::new(), 0, table.get_ref()), known_languages);
    report.finish(rules)
}

/// Reads rules that were in force once, from the text that is kept of them: in whatever languages they are.
///
/// # Errors
/// All [`Faults`], where this version asks for more than the one that adopted them.
pub fn parse_kept(text: &str) -> Result<Rules, Faults> {
    let (table, _) = DeTable::parse_recoverable(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let languages = match table.get_ref().get("languages").map(|value| value.get_ref()) {
        Some(DeValue::Array(list)) => list.iter().filter_map(|item| self::text(item.get_ref())).collect(),
        _ => Vec::new(),
    };
    parse("program.toml", text, &languages)
}

fn rules(file: &Section<'_, '_, '_>, known_languages: &[&str]) -> Option<Rules> {
    let name = file.text("name", NAME_EXPECTED, name);
    let timezone = timezone(file);
    let languages = languages(file, known_languages);
    let allocation = file.section("allocation").and_then(|section| allocation(&section));
    let award = file.section("award");
    let max_points =
        award.as_ref().and_then(|section| section.points("max_points", Points::ONE, AWARD_AT_MOST));
    let award = award.and_then(|section| award_rules(&section, max_points));
    let contributions = contributions(file, languages.as_deref(), max_points);
    let tiers = tiers(file, languages.as_deref(), &contributions.ids);
    let standing = file.section("standing").and_then(|section| standing(&section));
    let privacy = file.section_if_there("privacy").map(|section| section.map(|section| privacy(&section)));
    file.refuse_others();
    Some(Rules {
        name: name?.to_owned(),
        timezone: timezone?,
        languages: languages?,
        allocation: allocation?,
        award: award?,
        contributions: contributions.whole?,
        tiers: tiers?,
        standing: standing?,
        privacy: privacy?.unwrap_or(Some(PrivacyRules { keep_left_days: KEEP_LEFT_DAYS }))?,
    })
}

fn allocation(section: &Section<'_, '_, '_>) -> Option<AllocationRules> {
    let kinds = PeriodKind::ALL.map(PeriodKind::as_str).join(", ");
    let period = section.text("period", &format!("expected one of {kinds}"), PeriodKind::parse);
    let points = section.points("points", Points::ZERO, ALLOCATION_AT_MOST);
    let carry_over =
        section.if_there("carry_over", |it| it.points("carry_over", Points::ZERO, ALLOCATION_AT_MOST));
    let per_partner_share =
        section.if_there("per_partner_share", |it| it.whole("per_partner_share", 1..=100));
    let remind_days = section.if_there("remind_days", |it| it.whole("remind_days", 1..=REMIND_DAYS_AT_MOST));
    section.refuse_others();
    Some(AllocationRules {
        period: period?,
        points: points?,
        carry_over: carry_over?.unwrap_or(Points::ZERO),
        per_partner_share: per_partner_share?.and_then(|percent| percent.try_into().ok()),
        remind_days: remind_days?.and_then(|days| days.try_into().ok()),
    })
}

fn award_rules(section: &Section<'_, '_, '_>, max_points: Option<Points>) -> Option<AwardRules> {
    let undo_within_minutes = section.count("undo_within_minutes", UNDO_MINUTES_AT_MOST);
    let shout_out_delay_seconds = section.count("shout_out_delay_seconds", SHOUT_OUT_SECONDS_AT_MOST);
    let backdate_days = section.count("backdate_days", BACKDATE_DAYS_AT_MOST);
    let approval_above = section.if_there("approval_above", |it| approval_above(it, max_points));
    section.refuse_others();
    Some(AwardRules {
        max_points: max_points?,
        approval_above: approval_above?,
        undo_within_minutes: undo_within_minutes?,
        shout_out_delay_seconds: shout_out_delay_seconds?,
        backdate_days: backdate_days?,
    })
}

/// Below `max_points`: at or above it no award would ever ask for an approval.
fn approval_above(section: &Section<'_, '_, '_>, max_points: Option<Points>) -> Option<Points> {
    let most = max_points.unwrap_or(AWARD_AT_MOST);
    let expected = format!("expected a whole number from 0, below award.max_points, which is {most}");
    section.value("approval_above", &expected, |value| {
        whole(value).and_then(Points::new).filter(|above| *above < most)
    })
}

fn standing(section: &Section<'_, '_, '_>) -> Option<StandingRules> {
    let window_months = section.count("window_months", WINDOW_MONTHS_AT_MOST);
    let guarantee_months = section.count_or_zero("guarantee_months", GUARANTEE_MONTHS_AT_MOST);
    let grace_days = section.count_or_zero("grace_days", GRACE_DAYS_AT_MOST);
    section.refuse_others();
    Some(StandingRules {
        window_months: window_months?,
        guarantee_months: guarantee_months?,
        grace_days: grace_days?,
    })
}

fn privacy(section: &Section<'_, '_, '_>) -> Option<PrivacyRules> {
    let days =
        section.if_there("keep_left_days", |it| it.whole("keep_left_days", 1..=KEEP_LEFT_DAYS_AT_MOST));
    section.refuse_others();
    let days = days?.and_then(|days| days.try_into().ok());
    Some(PrivacyRules { keep_left_days: days.unwrap_or(KEEP_LEFT_DAYS) })
}

fn timezone(file: &Section<'_, '_, '_>) -> Option<Tz> {
    let expected = "expected a time zone of the IANA list, such as \"America/Toronto\"";
    let word = file.text("timezone", expected, Some)?;
    let zone = word.parse().ok();
    if zone.is_none() {
        let meant = nearest(word, TZ_VARIANTS.iter().map(|zone| zone.name()));
        let expected = meant.map_or_else(|| expected.to_owned(), |meant| format!("did you mean {meant}?"));
        let (at, value) = file.get("timezone")?;
        file.fault(at, "timezone", format!("is {}", shown(value)), expected);
    }
    zone
}

fn languages(file: &Section<'_, '_, '_>, known: &[&str]) -> Option<Vec<String>> {
    let expected = format!("expected a list of languages, each one of {}", known.join(", "));
    let list = file.value("languages", &expected, |value| match value {
        DeValue::Array(list) if !list.is_empty() => Some(list),
        _ => None,
    })?;
    let mut languages: Vec<String> = Vec::new();
    let mut sound = true;
    for item in list.iter() {
        let at = item.span().start;
        let problem = format!("has {}", shown(item.get_ref()));
        match text(item.get_ref()) {
            Some(word) if languages.iter().any(|there| there == word) => {
                file.fault(at, "languages", problem + " twice", "remove one of the two");
                sound = false;
            }
            Some(word) if known.contains(&word) => languages.push(word.to_owned()),
            other => {
                let instead = known_instead(other.unwrap_or_default(), known);
                file.fault(at, "languages", problem + ", which Ovation doesn't speak", instead);
                sound = false;
            }
        }
    }
    sound.then_some(languages)
}
