//! The promises of the rules: examples for each, and a model that reckons everything from nothing.

mod allocation;
mod amendment;
mod approval;
mod award;
mod book;
mod claim;
mod correction;
mod evaluation;
mod groups;
mod history;
mod merge;
mod opening;
mod period;
mod preview;
mod request;
mod reversal;
mod standing;
mod text;
mod tier;

use chrono::{DateTime, NaiveDate, Utc};

use super::Points;
use super::award::{AwardDecision, Decision};
use super::ids::{ContributionId, GroupId, TierId};
use super::rules::{self, Rules};

/// The sample program without its cap on a company's share and its approvals, which most of these tests are not about.
fn sample_text() -> String {
    let text = include_str!("../../../config/program.toml");
    let text = text.replacen("\nper_partner_share", "\n# per_partner_share", 1);
    text.replacen("\napproval_above", "\n# approval_above", 1)
}

/// The rules of these tests: 500 points a quarter in Toronto, tiers at 0, 500 and 2000.
fn sample() -> Rules {
    rules::parse("p.toml", &sample_text(), &["en", "fr"]).unwrap()
}

/// The rules of these tests with some lines of the file put differently.
fn sample_with(changes: &[(&str, &str)]) -> Rules {
    let mut text = sample_text();
    for (old, new) in changes {
        assert!(text.contains(old), "{old:?} isn't in the sample");
        text = text.replacen(old, new, 1);
    }
    rules::parse("p.toml", &text, &["en", "fr"]).unwrap()
}

fn points(number: i64) -> Points {
    Points::new(number).unwrap()
}

fn kind(word: &str) -> ContributionId {
    ContributionId::parse(word).unwrap()
}

fn tier_id(word: &str) -> TierId {
    TierId::parse(word).unwrap()
}

fn group(number: i64) -> GroupId {
    GroupId::from_raw(number)
}

/// What an award does that needs no approval.
fn given(decision: Decision) -> AwardDecision {
    match decision {
        Decision::Given(given) => given,
        Decision::Reserved(reserved) => panic!("only reserved: {reserved:?}"),
    }
}

/// A moment, such as `2026-02-03T04:05:06Z`.
fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A day, such as `2026-02-03`.
fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
