//! Choices while somebody types.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::{Choice, Reply};
use super::super::request::Completion;
use super::super::words::say;
use crate::points::text::search_key;
use crate::service::{Answer, choice};
use crate::store::Candidate;

/// Offers choices for the option being typed; none for one that has none.
pub(super) async fn complete(desk: &Desk<'_>, typing: &Completion) -> Answer<Reply> {
    let typed = typing.typed.as_str();
    let choices = match (typing.command.as_str(), typing.option.as_str()) {
        ("award", "partner") => {
            let group = typing.group.as_deref();
            partners(desk, desk.service.suggest_partners(&desk.caller, typed, group).await?)
        }
        ("award", "points") => points(desk, typing).await?,
        ("award" | "claim", "date") => days(desk, typing).await?,
        ("award" | "allocation" | "request", "group") => {
            let led = desk.service.suggest_led(&desk.caller).await?;
            let fits = |name: &str| search_key(name).contains(&search_key(typed));
            led.iter()
                .filter(|group| fits(&group.name))
                .map(|group| Choice::text(&group.name, choice(group.id)))
                .collect()
        }
        ("offer make", "request") => {
            let requests = desk.service.suggest_requests(typed).await?;
            requests
                .iter()
                .map(|one| {
                    let name = look::request_choice(desk.service.rules(), &desk.speaker, one);
                    Choice::text(&name, choice(one.record))
                })
                .collect()
        }
        ("claim" | "leaderboard", "group") => {
            let groups = desk.service.suggest_any_group(&desk.caller, typed).await?;
            groups.iter().map(|group| Choice::text(&group.name, choice(group.id))).collect()
        }
        ("claim", "partner") => partners(desk, desk.service.suggest_claiming(&desk.caller, typed).await?),
        ("partner view", "partner") => partners(desk, desk.service.suggest_any_partners(typed).await?),
        ("mypoints" | "partner edit" | "partner representative", "partner") => {
            partners(desk, desk.service.suggest_own_partners(&desk.caller, typed).await?)
        }
        ("history", "partner") => {
            partners(desk, desk.service.suggest_history_partners(&desk.caller, typed).await?)
        }
        ("history", "group") => {
            let groups = desk.service.suggest_history_groups(&desk.caller, typed).await?;
            groups.iter().map(|(id, name)| Choice::text(name, choice(id))).collect()
        }
        ("program merge", "from") => {
            partners(desk, desk.service.suggest_to_merge(&desk.caller, typed).await?)
        }
        ("program suspend", "partner") => {
            partners(desk, desk.service.suggest_to_suspend(&desk.caller, typed).await?)
        }
        ("program merge", "into") => partners(desk, desk.service.suggest_any_partners(typed).await?),
        ("program grant" | "program base" | "program close" | "program move", "group") => {
            let groups = desk.service.suggest_groups(&desk.caller, typed).await?;
            groups.iter().map(|group| Choice::text(&group.name, choice(group.id))).collect()
        }
        _ => Vec::new(),
    };
    Ok(Reply::Choices(choices))
}

fn partners(desk: &Desk<'_>, candidates: Vec<Candidate>) -> Vec<Choice> {
    let line = |one: &Candidate| look::partner_line(desk.service.rules(), &desk.speaker, one);
    candidates.iter().map(|one| Choice::text(&line(one), choice(one.id))).collect()
}

/// "100 · 340 left this quarter"; what was typed first, as long as it can be given.
async fn points(desk: &Desk<'_>, typing: &Completion) -> Answer<Vec<Choice>> {
    let (contribution, group) = (typing.contribution.as_deref(), typing.group.as_deref());
    let suggested = desk.service.suggest_points(&desk.caller, contribution, group).await?;
    let typed = typing.typed.trim();
    let own = typed.parse::<i64>().ok().filter(|points| *points > 0 && *points <= suggested.remaining);
    let fitting = suggested.amounts.iter().copied().filter(|points| Some(*points) != own);
    let fitting = fitting.filter(|points| points.to_string().starts_with(typed));
    Ok(own
        .into_iter()
        .chain(fitting)
        .map(|points| {
            let left = say!(desk.speaker, "points-choice", points = points, remaining = suggested.remaining);
            Choice::number(&left, points)
        })
        .collect())
}

async fn days(desk: &Desk<'_>, typing: &Completion) -> Answer<Vec<Choice>> {
    let days = desk.service.suggest_days(&desk.caller, typing.group.as_deref()).await?;
    let choices = days.into_iter().map(|suggestion| {
        let day = suggestion.day.to_string();
        let name = match suggestion.ago {
            0 => say!(desk.speaker, "day-today", day = &day),
            1 => say!(desk.speaker, "day-yesterday", day = &day),
            ago => say!(desk.speaker, "day-ago", day = &day, ago = ago),
        };
        Choice::text(&name, day)
    });
    let typed = search_key(&typing.typed);
    Ok(choices.filter(|choice| search_key(&choice.name).contains(&typed)).collect())
}
