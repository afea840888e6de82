//! How far a standing is from a tier, in text and as JSON.

use serde_json::{Value, json};

use crate::points::Points;
use crate::points::ids::TierId;
use crate::points::rules::Rules;
use crate::points::tier::Progress;

/// The language of the command line.
const LANGUAGE: &str = "en";

/// A tier's name; where the rules have none, its id.
pub(super) fn tier_name(rules: &Rules, tier: Option<&TierId>) -> String {
    match tier {
        None => "no tier".to_owned(),
        Some(id) => {
            rules.tier(id).map_or_else(|| id.to_string(), |tier| tier.name().get(LANGUAGE).to_owned())
        }
    }
}

/// A kind's name; where the rules have none, its id.
pub(super) fn kind_name(rules: &Rules, id: &crate::points::ids::ContributionId) -> String {
    rules.contribution(id).map_or_else(|| id.to_string(), |kind| kind.name().get(LANGUAGE).to_owned())
}

/// Each condition of a tier: its name, what is there, what is needed.
pub(super) fn conditions(rules: &Rules, progress: &Progress) -> Vec<(String, i64, i64)> {
    let (have, need) = progress.points;
    let points = ("points".to_owned(), have.get(), need.get());
    let requires = progress.requires.iter();
    let requires =
        requires.map(|(id, have, need)| (kind_name(rules, id), i64::from(*have), i64::from(*need)));
    let (have, need) = progress.groups;
    let groups = ("groups".to_owned(), i64::from(have), i64::from(need));
    std::iter::once(points).chain(requires).chain([groups]).collect()
}

/// All conditions on one line: "520 of 500 points, 2 of 2 Presentation".
pub(super) fn met(rules: &Rules, progress: &Progress) -> String {
    let told = conditions(rules, progress).into_iter().filter(|(.., need)| *need > 0);
    let told: Vec<String> = told.map(|(name, have, need)| format!("{have} of {need} {name}")).collect();
    if told.is_empty() { "it asks for nothing".to_owned() } else { told.join(", ") }
}

/// What is missing on one line: "20 points, 1 Presentation".
pub(super) fn missing(rules: &Rules, progress: &Progress) -> String {
    let told = conditions(rules, progress).into_iter().filter(|(_, have, need)| have < need);
    told.map(|(name, have, need)| format!("{} {name}", need - have)).collect::<Vec<_>>().join(", ")
}

/// For programs.
pub(super) fn as_json(progress: &Progress) -> Value {
    let (have, need): (Points, Points) = progress.points;
    let requires = progress.requires.iter();
    let requires: Vec<Value> =
        requires.map(|(id, have, need)| json!({ "contribution": id, "have": have, "need": need })).collect();
    json!({
        "points": { "have": have.get(), "need": need.get() },
        "requires": requires,
        "groups": { "have": progress.groups.0, "need": progress.groups.1 },
        "met": progress.is_met(),
    })
}
