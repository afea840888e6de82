//! Who got and who gave the most.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{self, Ranked};
use super::problem::Refused;
use super::query::Asked;
use super::shape::{self, Rank};
use super::{parameters, part};
use crate::points::ids::ContributionId;
use crate::store::{BoardOf, BoardPeriod, BoardPlace, BoardWanted};
use crate::web::Site;

/// The period that counts.
#[derive(Serialize, ToSchema)]
pub(super) struct Counted {
    /// Its begin.
    starts_at: DateTime<Utc>,
    /// Its end, which isn't in it.
    ends_at: DateTime<Utc>,
}

/// A part of the leaderboard.
#[derive(Serialize, ToSchema)]
pub(super) struct Leaderboard {
    /// The period; null for all there were, and where none has begun.
    period: Option<Counted>,
    /// Most points first, at equal points by name.
    items: Vec<Rank>,
    /// The cursor of what comes next; null at the end.
    next: Option<String>,
}

/// The leaderboard
///
/// As `/leaderboard` shows it in Discord: companies that got the most points, or groups that gave them. Awards count in the
/// period from which they were given. Points change as one reads: a line whose points do may come twice, or not at all.
#[utoipa::path(get,
    operation_id = "getLeaderboard", path = "/api/v1/leaderboard", tag = "Thanks",
    responses((status = 200, description = "A part of the leaderboard.", body = Leaderboard)))]
pub(super) async fn board(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    let mut query = asked.parameters(parameters::LEADERBOARD);
    let [partners, groups] = parameters::SIDES;
    let of_groups = query.word("of", parameters::SIDES, |word| Some(word == groups)).unwrap_or(false);
    let period = query
        .word("period", BoardPeriod::ALL.map(BoardPeriod::as_str), BoardPeriod::parse)
        .unwrap_or_default();
    let kinds = site.service.rules().contributions().iter().map(|kind| kind.id());
    let contribution = query.word("contribution", kinds, |word| ContributionId::parse(word).ok());
    let group = query.group(&site, &asked).await?;
    if of_groups && group.is_some() {
        query.clash("group", "api-fault-group-of-groups");
    }
    let side = if of_groups { groups } else { partners };
    let of = group.map_or(BoardOf::Program, BoardOf::Group);
    let wanted = BoardWanted { of, period, contribution };
    let list = named(side, &wanted);
    let (limit, after) = (query.limit(), query.cursor::<Ranked>(&list));
    query.checked(&site, &asked)?;
    let place = after.as_ref().map(|ranked| &ranked.place);
    let found = if of_groups {
        site.service.listed_best_groups(&wanted, place, limit).await
    } else {
        site.service.listed_best_partners(&wanted, place, limit).await
    };
    let (found, bounds) = found.map_err(|failure| asked.trouble(&site, &failure))?;
    let mut run = Run::behind(after);
    let items =
        found.lines.iter().map(|line| shape::rank(&site, side, run.next(line.points), line)).collect();
    let next = found.next.map(|place| cursor::write(&list, &run.at(place)));
    let period = bounds.map(|(starts_at, ends_at)| Counted { starts_at, ends_at });
    Ok(part(&asked, next.as_deref(), &Leaderboard { period, items, next: next.clone() }))
}

/// The ranks of a board, line by line: those with as many points share one, and the next ones' counts them all.
struct Run {
    lines: u32,
    last: Option<(i64, u32)>,
}

impl Run {
    fn behind(after: Option<Ranked>) -> Self {
        match after {
            Some(Ranked { place, lines, rank }) => Self { lines, last: Some((place.points, rank)) },
            None => Self { lines: 0, last: None },
        }
    }

    fn next(&mut self, points: i64) -> u32 {
        self.lines = self.lines.saturating_add(1);
        let rank = match self.last {
            Some((as_many, rank)) if as_many == points => rank,
            _ => self.lines,
        };
        self.last = Some((points, rank));
        rank
    }

    /// Where it is now.
    fn at(&self, place: BoardPlace) -> Ranked {
        Ranked { place, lines: self.lines, rank: self.last.map_or(0, |(_, rank)| rank) }
    }
}

/// The list as its cursors have it: points and rank are of this board alone, so that its place is nowhere on another.
fn named(side: &str, wanted: &BoardWanted) -> String {
    let group = match wanted.of {
        BoardOf::Group(group) => group.get(),
        BoardOf::Program | BoardOf::Server(_) => 0,
    };
    let contribution = wanted.contribution.as_ref().map_or("", |kind| kind.as_str());
    format!("best-{side}-{}-{group}-{contribution}", wanted.period.as_str())
}
