//! The values of a line, read into an order.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::fault::Fault;
use super::sheet::{Column, GroupNamed, instead, shown};
use crate::points::Points;
use crate::points::ids::{ContributionId, GroupId, TierId};
use crate::points::rules::{Localized, Rules};
use crate::points::text::{CompanyName, Note, Website, parse_day, search_key};
use crate::store::outside::Account;
use crate::store::{Act, OpeningOrder};

/// The values of a line, trimmed, empty ones left out.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) values: BTreeMap<Column, String>,
    /// Those that can't be read; a fault says so already.
    pub(super) spoiled: Vec<Column>,
}

/// What values are read by.
pub(super) struct Reading<'a> {
    pub(super) rules: &'a Rules,
    pub(super) groups: &'a [GroupNamed],
}

/// A line under way: its values, and what is wrong with them.
struct Line<'l> {
    line: u64,
    cells: &'l Cells,
    faults: &'l mut Vec<Fault>,
}

impl Line<'_> {
    fn value(&self, column: Column) -> Option<&str> {
        self.cells.values.get(&column).map(String::as_str)
    }

    fn fault(&mut self, column: Column, problem: impl Into<String>, mend: impl Into<String>) {
        self.faults.push(Fault::new(self.line, column.word(), problem, mend));
    }

    /// A value that `parse` reads, where there is one.
    fn text<T>(
        &mut self,
        column: Column,
        parse: impl Fn(&str) -> Result<T, crate::points::Refusal>,
    ) -> Option<T> {
        match parse(self.value(column)?) {
            Ok(read) => Some(read),
            Err(refusal) => {
                self.faults.push(Fault::of_text(self.line, column, &refusal));
                None
            }
        }
    }

    /// A value that is one of those known.
    fn known<T: Clone>(&mut self, column: Column, known: &[(String, Vec<String>, T)]) -> Option<T> {
        let asked = self.value(column)?.to_owned();
        let key = search_key(&asked);
        let found = known.iter().find(|(word, names, _)| *word == asked || names.contains(&key));
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, ..)| word.as_str()).collect();
            self.fault(column, shown(&asked), instead(&asked.to_lowercase(), &words));
        }
        found.map(|(.., one)| one.clone())
    }
}

impl Reading<'_> {
    /// The order of a line; none where its name can't be read.
    pub(super) fn order(&self, line: u64, cells: &Cells, faults: &mut Vec<Fault>) -> Option<OpeningOrder> {
        let line = &mut Line { line, cells, faults };
        if line.value(Column::Name).is_none() && !cells.spoiled.contains(&Column::Name) {
            line.fault(Column::Name, "is missing", "expected the company's name");
        }
        let name = line.text(Column::Name, CompanyName::parse);
        let website = line.text(Column::Website, Website::parse);
        let description = line.text(Column::Description, Note::parse).or_else(|| Note::parse("").ok());
        let tier: Option<TierId> = line.known(Column::Tier, &self.tiers());
        let points = points(line);
        let day = day(line);
        let contribution: Option<ContributionId> = line.known(Column::Contribution, &self.contributions());
        let group = self.group(line);
        let representative = representative(line);
        check_sense(line);
        let (name, description) = (name?, description?);
        let act = act(&name, points, day, contribution.as_ref(), group, tier.as_ref());
        let tier = tier.map(String::from);
        Some(OpeningOrder {
            act,
            name,
            website,
            description,
            representative,
            points,
            day,
            contribution,
            group,
            tier,
        })
    }

    /// Each tier by its id, and by its names.
    fn tiers(&self) -> Vec<(String, Vec<String>, TierId)> {
        let tiers = self.rules.tiers().iter();
        tiers.map(|tier| (tier.id().to_string(), self.names(tier.name()), tier.id().clone())).collect()
    }

    fn contributions(&self) -> Vec<(String, Vec<String>, ContributionId)> {
        let kinds = self.rules.contributions().iter();
        kinds.map(|kind| (kind.id().to_string(), self.names(kind.name()), kind.id().clone())).collect()
    }

    fn names(&self, name: &Localized) -> Vec<String> {
        self.rules.languages().iter().map(|language| search_key(name.get(language))).collect()
    }

    /// A group by its name, or by its number.
    fn group(&self, line: &mut Line<'_>) -> Option<GroupId> {
        let asked = line.value(Column::Group)?.to_owned();
        let key = search_key(&asked);
        let numbered = self.groups.iter().find(|group| group.id.to_string() == asked);
        let called: Vec<&GroupNamed> =
            self.groups.iter().filter(|group| search_key(&group.name) == key).collect();
        match (numbered, called.as_slice()) {
            (Some(group), _) => Some(group.id),
            (None, [group]) => Some(group.id),
            (None, []) => {
                let names: Vec<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
                let mend = match instead(&asked, &names) {
                    near if near.starts_with("did") => near,
                    _ => "expected the name or the number of an active group, or nothing".to_owned(),
                };
                line.fault(Column::Group, shown(&asked), mend);
                None
            }
            (None, several) => {
                let numbers: Vec<String> = several.iter().map(|group| group.id.to_string()).collect();
                let problem = format!("is the name of {} groups", several.len());
                line.fault(Column::Group, problem, format!("give the number: {}", numbers.join(" or ")));
                None
            }
        }
    }
}

fn points(line: &mut Line<'_>) -> Points {
    let Some(typed) = line.value(Column::Points).map(str::to_owned) else { return Points::ZERO };
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    let read = typed.parse().ok().filter(|_| digits).and_then(Points::new);
    read.unwrap_or_else(|| {
        let mend = format!("expected a whole number from 0 to {}", Points::MAX);
        line.fault(Column::Points, shown(&typed), mend);
        Points::ZERO
    })
}

fn day(line: &mut Line<'_>) -> Option<NaiveDate> {
    let typed = line.value(Column::Day)?.to_owned();
    let read = parse_day(&typed).ok();
    if read.is_none() {
        line.fault(Column::Day, shown(&typed), "expected a day as YYYY-MM-DD, such as 2026-01-31");
    }
    read
}

fn representative(line: &mut Line<'_>) -> Option<Account> {
    let typed = line.value(Column::Representative)?.to_owned();
    let digits = typed.len() >= 15 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let read = typed.parse().ok().filter(|_| digits).map(Account::new);
    if read.is_none() {
        let mend = "expected a Discord user id, 17 to 19 digits; in a spreadsheet make the column text, \
                    which keeps them all";
        line.fault(Column::Representative, shown(&typed), mend);
    }
    read
}

/// What is said of points or a tier that the line doesn't bring.
fn check_sense(line: &mut Line<'_>) {
    let there =
        |column: Column| line.cells.values.contains_key(&column) || line.cells.spoiled.contains(&column);
    let zero = line.value(Column::Points).is_none_or(|typed| typed.bytes().all(|byte| byte == b'0'));
    let points = !zero || line.cells.spoiled.contains(&Column::Points);
    let (tier, given) = (there(Column::Tier), [Column::Day, Column::Contribution, Column::Group].map(there));
    if given[0] && !points && !tier {
        line.fault(Column::Day, "is given without points or a tier", "give one of them, or leave it empty");
    }
    for (column, given) in [(Column::Contribution, given[1]), (Column::Group, given[2])] {
        if given && !points {
            line.fault(column, "is given without points", "give them, or leave it empty");
        }
    }
}

/// The balance itself makes the act: the same one is brought once, and with other words beside it it is still the same.
fn act(
    name: &CompanyName,
    points: Points,
    day: Option<NaiveDate>,
    contribution: Option<&ContributionId>,
    group: Option<GroupId>,
    tier: Option<&TierId>,
) -> Act {
    let said = json!([search_key(name.as_str()), points.get(), day, contribution, group, tier]);
    let hash = hex::encode(Sha256::digest(said.to_string()));
    Act { key: format!("import:{hash}"), hash }
}
