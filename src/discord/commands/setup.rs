//! `/setup`: the panel.

use super::super::custom_id::Panel;
use super::super::dispatch::Desk;
use super::super::look;
use super::super::markdown::safe;
use super::super::reply::{Card, Reply};
use super::super::rights::{ASK, SHOUT_OUT, SPEAK};
use super::super::words::say;
use crate::points::ids::GroupId;
use crate::service::{Answer, PanelChange, SetupPanel};
use crate::store::outside::{Account, Channel, Role};
use crate::store::{GroupKind, GroupState};

pub(super) async fn open(desk: &Desk<'_>) -> Answer<Reply> {
    let panel = desk.service.setup_panel(&desk.caller).await?;
    Ok(Reply::Private(card(desk, &panel).await))
}

/// Something was chosen in a select.
pub(super) async fn choose(desk: &Desk<'_>, part: Panel, values: &[String]) -> Answer<Reply> {
    let numbers: Vec<u64> = values.iter().filter_map(|value| value.parse().ok()).collect();
    let channel = numbers.first().copied().map(Channel::new);
    let first = values.first().map_or("", String::as_str);
    let change = match part {
        Panel::Group => PanelChange::Begin(first.parse().ok().map(GroupId::from_raw)),
        Panel::Kind => PanelChange::Kind(GroupKind::parse(first).unwrap_or(GroupKind::Community)),
        Panel::Language => PanelChange::Language(first.to_owned()),
        Panel::Channel => PanelChange::ShoutOutChannel(channel),
        Panel::LeadersChannel => PanelChange::LeadersChannel(channel),
        Panel::RequestsChannel => PanelChange::RequestsChannel(channel),
        Panel::Users => PanelChange::Users(numbers.into_iter().map(Account::new).collect()),
        Panel::Roles => PanelChange::Roles(numbers.into_iter().map(Role::new).collect()),
        Panel::Words
        | Panel::Send
        | Panel::TierNews(_)
        | Panel::Publishes(_)
        | Panel::Digest(_)
        | Panel::Wall(_) => return open(desk).await,
    };
    change_panel(desk, change).await
}

/// A button of the panel.
pub(super) async fn press(desk: &Desk<'_>, part: Panel) -> Answer<Reply> {
    match part {
        Panel::Words => {
            let panel = desk.service.setup_panel(&desk.caller).await?;
            Ok(Reply::Form(look::words_form(desk.service.rules(), &desk.speaker, &panel)))
        }
        Panel::Send => send(desk).await,
        Panel::TierNews(is) => change_panel(desk, PanelChange::TierNews(is)).await,
        Panel::Publishes(is) => change_panel(desk, PanelChange::Publishes(is)).await,
        Panel::Digest(is) => change_panel(desk, PanelChange::Digest(is)).await,
        Panel::Wall(is) => change_panel(desk, PanelChange::Wall(is)).await,
        _ => open(desk).await,
    }
}

/// The form was filled.
pub(super) async fn fill(desk: &Desk<'_>, name: String, timezone: String) -> Answer<Reply> {
    change_panel(desk, PanelChange::Words { name, timezone }).await
}

async fn change_panel(desk: &Desk<'_>, change: PanelChange) -> Answer<Reply> {
    let panel = desk.service.change_panel(&desk.caller, change).await?;
    Ok(Reply::Redraw(card(desk, &panel).await))
}

/// The panel, with what the bot lacks, and with a sample of what will appear once nothing is missing.
async fn card(desk: &Desk<'_>, panel: &SetupPanel) -> Card {
    let rules = desk.service.rules();
    let announces = match panel.draft.shout_out_channel {
        Some(channel) => desk.rights.announces(channel).await,
        None => false,
    };
    let mut card = look::panel(rules, &desk.speaker, panel, (&notes(desk, panel).await, announces));
    card.0.extend(look::preview(rules, desk.words, &desk.speaker, panel));
    card
}

async fn send(desk: &Desk<'_>) -> Answer<Reply> {
    let group = desk.service.propose_group(&desk.caller).await?;
    let key =
        if group.state == GroupState::Proposed { "group-proposed-reply" } else { "group-changed-reply" };
    let text = say!(
        desk.speaker,
        key,
        group = safe(&group.name),
        channel = format!("<#{}>", group.shout_out_channel)
    );
    Ok(Reply::Redraw(look::plain_card(text)))
}

/// What the bot may not do in a chosen channel, and who else reads what is for leaders: named at once.
async fn notes(desk: &Desk<'_>, panel: &SetupPanel) -> Vec<String> {
    let Some(server) = desk.caller.server else { return Vec::new() };
    let draft = &panel.draft;
    let lacks = async |channel: Option<Channel>, needed| {
        let Some(channel) = channel else { return Vec::new() };
        let missing = desk.rights.missing(server, channel, needed).await.into_iter().map(|right| {
            say!(
                desk.speaker,
                "missing-right",
                right = say!(desk.speaker, right),
                channel = format!("<#{channel}>")
            )
        });
        missing.collect()
    };
    let open = async {
        let channel = draft.leaders_channel?;
        let open = desk.rights.everybody_reads(channel).await;
        open.then(|| say!(desk.speaker, "leaders-channel-open", channel = format!("<#{channel}>")))
    };
    // Each asks Discord, and somebody waits for the panel.
    let (mut notes, leaders, requests, open) = tokio::join!(
        lacks(draft.shout_out_channel, SHOUT_OUT),
        lacks(draft.leaders_channel, SPEAK),
        lacks(draft.requests_channel, ASK),
        open
    );
    notes.extend(leaders.into_iter().chain(requests).chain(open));
    notes
}
