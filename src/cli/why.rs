//! `ovation why`: why a company had its tier on a day, from the ledger.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::progress::{as_json, conditions, kind_name, tier_name};
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::points::standing::program_day;
use crate::points::text::parse_day;
use crate::points::why::{Cause, Why};
use crate::run::{RunError, read_rules};
use crate::settings::Settings;
use crate::store::sql::SqlStore;
use crate::store::{CauseRecord, Failure, Inquiries as _, StoreFault, WhyThen, system_clock};
use crate::words::Words;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WhyError {
    /// The day can't be read.
    #[error("--on {0} is no day; write it as YYYY-MM-DD, such as 2026-01-31")]
    Day(String),
    /// The day hasn't come.
    #[error("--on {0} is still to come: the program's today is {1}; for what would be ask `ovation preview`")]
    ToCome(NaiveDate, NaiveDate),
    /// The rules can't be used.
    #[error(transparent)]
    Rules(#[from] RunError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// There is no program.
    #[error("no program is in the database yet; database.url in the settings names it")]
    Nobody,
    /// There is no such company.
    #[error("no company is called {name}, or has that number{}", near(.suggestions))]
    Unknown {
        /// What was given.
        name: String,
        /// Names that come near.
        suggestions: Vec<String>,
    },
}

fn near(suggestions: &[String]) -> String {
    if suggestions.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", suggestions.join(", or "))
    }
}

/// Answers for a company by its name or number; what to print.
///
/// # Errors
/// [`WhyError`].
pub async fn why(settings: &Settings, partner: &str, on: &str, json: bool) -> Result<String, WhyError> {
    let day = parse_day(on).map_err(|_: Refusal| WhyError::Day(on.to_owned()))?;
    let (rules, _) = read_rules(&settings.program.rules, &Words::load().map_err(RunError::from)?)?;
    let (clock, today) = (system_clock(), program_day(&rules, system_clock()()));
    if day > today {
        return Err(WhyError::ToCome(day, today));
    }
    let store = SqlStore::as_it_is(&settings.database.url, rules, clock).await?;
    let store = store.ok_or(WhyError::Nobody)?;
    let (id, name) = store
        .company_called(partner)
        .await?
        .map_err(|suggestions| WhyError::Unknown { name: partner.to_owned(), suggestions })?;
    let answer = store.why(id, day).await;
    store.close().await;
    let answer = answer?;
    Ok(if json { format!("{:#}", json_of((id.get(), &name), on, &answer)) } else { told(&name, on, &answer) })
}

fn told(name: &str, on: &str, WhyThen { why, cause, rules }: &WhyThen) -> String {
    let tier = tier_name(rules, why.tier.as_ref());
    let mut lines = vec![format!("{name} had {tier} at the end of {on}.")];
    if let Some((record, at, moved)) = &why.since {
        let at = at.format("%Y-%m-%d %H:%M UTC");
        let from = match moved {
            Cause::Evaluation => "by the daily evaluation of its standing".to_owned(),
            _ => cause.as_ref().map_or_else(|| "by an act".to_owned(), |cause| by_act(rules, cause)),
        };
        lines.push(format!("  Since {at}, record {record}, {from}."));
    } else {
        lines.push("  No record up to then gave it one.".to_owned());
    }
    if let Some((record, at, said)) = &why.afterwards {
        let what = match said {
            Cause::Warning => "it was warned: something was missing, and its days of grace began",
            _ => "it requalified, or was no longer warned",
        };
        lines.push(format!("  On {}, record {record}, {what}.", at.format("%Y-%m-%d")));
    }
    lines.extend(standing(rules, why));
    lines.join("\n")
}

/// What the standing was, against the conditions of the tier.
fn standing(rules: &Rules, why: &Why) -> Vec<String> {
    let window = match rules.standing().window_months() {
        0 => "of all time".to_owned(),
        months => format!("of the {months} months up to then"),
    };
    let (points, groups) = (why.standing.points(), why.standing.groups());
    let groups = if groups == 1 { "1 group".to_owned() } else { format!("{groups} groups") };
    let mut lines = vec![format!("Its standing {window}: {points} points from {groups}.")];
    let Some(progress) = &why.progress else { return lines };
    let asked = conditions(rules, progress).into_iter().filter(|(.., need)| *need > 0);
    lines.extend(asked.map(|(name, have, need)| {
        let missing = if have < need { format!(", {} missing", need - have) } else { String::new() };
        format!("  {name}: {have} of {need}{missing}")
    }));
    if !progress.is_met() {
        lines.push(
            "It kept the tier all the same: its guarantee or its days of grace lasted, or the next evaluation was still \
             to come."
                .to_owned(),
        );
    }
    lines
}

/// An act, in words.
fn by_act(rules: &Rules, cause: &CauseRecord) -> String {
    let what = match cause.kind.as_str() {
        "award" => "an award",
        "reversal" => "the reversal of an award",
        "opening" => "an opening balance",
        "partner-approved" => "its approval",
        "partner-resumed" => "the end of its suspension",
        other => other,
    };
    let points = cause.points.map(|points| format!(" of {points} points")).unwrap_or_default();
    let group = cause.group_name.as_ref().map(|group| format!(" by {group}")).unwrap_or_default();
    let kind = cause.contribution.as_ref().map(|id| format!(" for {}", kind_name(rules, id)));
    let day = cause.day.map(|day| format!(" of {day}")).unwrap_or_default();
    format!("by {what}{points}{group}{}{day} (record {})", kind.unwrap_or_default(), cause.record)
}

fn json_of((id, name): (i64, &str), on: &str, WhyThen { why, cause, .. }: &WhyThen) -> Value {
    let word = |cause: &Cause| match cause {
        Cause::Act(_) => "act",
        Cause::Evaluation => "evaluation",
        Cause::Warning => "warning",
        Cause::Requalification => "requalification",
    };
    let moment = |(record, at, cause): &(_, chrono::DateTime<chrono::Utc>, Cause)| {
        let record: &crate::points::ids::RecordId = record;
        json!({ "record": record, "at": at, "cause": word(cause) })
    };
    let cause = cause.as_ref().map(|cause| {
        json!({
            "record": cause.record, "kind": cause.kind, "at": cause.at, "group": cause.group_name,
            "contribution": cause.contribution, "day": cause.day, "points": cause.points.map(|points| points.get()),
        })
    });
    json!({
        "partner": id, "name": name, "on": on, "tier": why.tier,
        "since": why.since.as_ref().map(moment), "cause": cause, "afterwards": why.afterwards.as_ref().map(moment),
        "standing": { "points": why.standing.points().get(), "groups": why.standing.groups() },
        "progress": why.progress.as_ref().map(as_json),
    })
}
