//! Reads the `[[tier]]` tables.

use std::collections::BTreeMap;

use super::Tier;
use super::contributions::ID_EXPECTED;
use super::names::{Taken, localized};
use super::section::{Section, known_instead, number_within, shown, whole};
use crate::points::Points;
use crate::points::ids::{ContributionId, TierId};

const TIERS_AT_MOST: usize = 20;
/// The most contributions of one kind, and the most groups, that a tier may ask for.
const REQUIRED_AT_MOST: u32 = 1000;

/// What the tiers read so far have taken.
struct Above {
    ids: Vec<TierId>,
    names: Taken,
    /// The nearest tier above in the file whose points could be read: its name and points.
    last: Option<(String, Points)>,
}

/// Reads them; `known` are the program's contributions.
pub(super) fn tiers(
    file: &Section<'_, '_, '_>,
    languages: Option<&[String]>,
    known: &[ContributionId],
) -> Option<Vec<Tier>> {
    let mut above = Above { ids: Vec::new(), names: Taken::new(), last: None };
    let sections = file.sections("tier", TIERS_AT_MOST)?;
    let read: Vec<Option<Tier>> =
        sections.into_iter().map(|section| tier(section, languages, known, &mut above)).collect();
    read.into_iter().collect()
}

fn tier(
    section: Section<'_, '_, '_>,
    languages: Option<&[String]>,
    known: &[ContributionId],
    above: &mut Above,
) -> Option<Tier> {
    let id = section.text("id", ID_EXPECTED, |text| TierId::parse(text).ok());
    let section = match &id {
        Some(id) => section.named(format!("tier.{id}")),
        None => section,
    };
    let repeated = id.as_ref().is_some_and(|id| above.ids.contains(id));
    if repeated && let Some((at, _)) = section.get("id") {
        section.fault(at, "id", "is the id of a tier above", "expected an id of its own");
    }
    above.ids.extend(id.clone());
    let name = localized(&section, languages);
    above.names.note(&section, section.path());
    let points = ascending(&section, above);
    let requires = requires(&section, known);
    let groups = section.count_or_zero("groups", REQUIRED_AT_MOST);
    let color = section.text("color", "expected a colour such as \"#D4AF37\"", color);
    section.refuse_others();
    Some(Tier {
        id: id.filter(|_| !repeated)?,
        name: name?,
        points: points?,
        requires: requires?,
        groups: groups?,
        color: color?,
    })
}

fn ascending(section: &Section<'_, '_, '_>, above: &mut Above) -> Option<Points> {
    let points = section.points("points", Points::ZERO, Points::MAX)?;
    let last = above.last.replace((section.path().to_owned(), points));
    let (name, least) = match last {
        Some((name, least)) if points <= least => (name, least),
        _ => return Some(points),
    };
    let (at, _) = section.get("points")?;
    let expected = format!("expected more than {least}, the points of {name}: tiers ascend");
    section.fault(at, "points", format!("is {points}"), expected);
    None
}

fn requires(
    section: &Section<'_, '_, '_>,
    known: &[ContributionId],
) -> Option<BTreeMap<ContributionId, u32>> {
    let Some(table) = section.section_if_there("requires")? else {
        return Some(BTreeMap::new());
    };
    let bounds = 1..=i64::from(REQUIRED_AT_MOST);
    let words: Vec<&str> = known.iter().map(ContributionId::as_str).collect();
    let mut requires = BTreeMap::new();
    let mut sound = true;
    for (word, (at, value)) in table.entries() {
        let id = known.iter().find(|id| id.as_str() == word);
        let need = whole(value).filter(|need| bounds.contains(need)).and_then(|need| need.try_into().ok());
        // Without any contribution that could be read, that is the fault, and this only follows from it.
        if id.is_none() && !known.is_empty() {
            let instead = known_instead(word, &words);
            table.fault(at, word, "is not a contribution of this program", instead);
        }
        if need.is_none() {
            table.fault(at, word, format!("is {}", shown(value)), number_within(&bounds));
        }
        match (id, need) {
            (Some(id), Some(need)) => _ = requires.insert(id.clone(), need),
            _ => sound = false,
        }
    }
    sound.then_some(requires)
}

/// `#RRGGBB` as a number.
fn color(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('#')?;
    let hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
