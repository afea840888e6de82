//! What staff of the program see.

use super::super::component::{Component, Style};
use super::super::custom_id::{CustomId, NO_MESSAGE};
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::shout_out::STAFF;
use super::{AMBER, approval, by_text, framed, moment, record_name};
use crate::points::award::PartnerState;
use crate::points::rules::Rules;
use crate::service::Audit;
use crate::store::outside::{Account, Channel};
use crate::store::{
    AllocationView, Approval, BaseSet, ErrandId, Group, GroupState, LeaderRef, Partner, Pending,
    ProgramChannels, Purpose,
};

/// So many things that wait are shown at once: each has four components, and a message holds 40.
const PENDING: usize = 8;
/// So many characters they may have together: a message holds 4,000.
const PENDING_TEXT: usize = 3_000;

pub(super) fn leaders_text(speaker: &Speaker, leaders: &[LeaderRef]) -> String {
    let mention = |leader: &LeaderRef| match leader {
        LeaderRef::User(account) => format!("<@{account}>"),
        LeaderRef::Role(role) => format!("<@&{role}>"),
    };
    if leaders.is_empty() {
        return say!(speaker, "nobody");
    }
    leaders.iter().map(mention).collect::<Vec<_>>().join(", ")
}

fn group_text(speaker: &Speaker, group: &Group) -> String {
    let kind = say!(speaker, group.kind.as_str());
    let leaders = leaders_text(speaker, &group.leaders);
    let channel = format!("<#{}>", group.shout_out_channel);
    say!(speaker, "group-facts", group = safe(&group.name), kind = kind, leaders = leaders, channel = channel)
}

pub(super) fn decision_row(speaker: &Speaker, approve: CustomId, decline: CustomId) -> Component {
    Component::Row(vec![
        Component::button(Style::Success, say!(speaker, "approve"), approve.to_string()),
        Component::button(Style::Danger, say!(speaker, "decline"), decline.to_string()),
    ])
}

/// A group waits, or was decided.
pub(super) fn proposal(speaker: &Speaker, errand: ErrandId, group: &Group) -> Card {
    let title = match group.state {
        GroupState::Proposed if group.to_be_set_up() => "proposal-moved",
        GroupState::Proposed => "proposal-title",
        GroupState::Active => "proposal-approved",
        GroupState::Closed => "proposal-closed",
        GroupState::Declined => "proposal-declined",
    };
    let waits = group.state == GroupState::Proposed && !group.to_be_set_up();
    let (color, below) = match waits {
        true => (AMBER, group_decision(speaker, group, errand)),
        false => (STAFF, seen_row(speaker, errand)),
    };
    framed(
        color,
        vec![Component::Text(say!(speaker, title)), Component::Text(group_text(speaker, group)), below],
    )
}

fn group_decision(speaker: &Speaker, group: &Group, errand: ErrandId) -> Component {
    let id = |approval| CustomId::DecideGroup(group.id, approval, errand);
    decision_row(speaker, id(Approval::Approve), id(Approval::Decline))
}

fn partner_decision(speaker: &Speaker, partner: &Partner, errand: ErrandId) -> Component {
    let id = |approval| CustomId::DecidePartner(partner.id, approval, errand);
    decision_row(speaker, id(Approval::Approve), id(Approval::Decline))
}

fn partner_text(speaker: &Speaker, partner: &Partner) -> String {
    let mut text = say!(speaker, "partner-facts", partner = safe(&partner.name));
    if !partner.description.is_empty() {
        text = format!("{text}\n> {}", safe(&partner.description));
    }
    if !partner.website.is_empty() {
        text = format!("{text}\n<{}>", partner.website);
    }
    text
}

/// Who brought a company in, and whether they will represent it.
fn origin_text(speaker: &Speaker, by: Option<Account>, represents: bool) -> String {
    let key = if represents { "nomination-by-itself" } else { "nomination-by-other" };
    say!(speaker, key, by = by_text(speaker, by))
}

/// A company waits, or was decided.
pub(super) fn nomination(
    speaker: &Speaker,
    errand: ErrandId,
    partner: &Partner,
    by: Option<Account>,
    represents: bool,
) -> Card {
    let origin = Component::Text(origin_text(speaker, by, represents));
    let facts = Component::Text(partner_text(speaker, partner));
    let title = |key| Component::Text(say!(speaker, key));
    match partner.state {
        PartnerState::Nominated => framed(
            AMBER,
            vec![title("nomination-title"), facts, origin, partner_decision(speaker, partner, errand)],
        ),
        PartnerState::Active | PartnerState::Suspended => {
            framed(STAFF, vec![title("nomination-approved"), facts, origin, seen_row(speaker, errand)])
        }
        PartnerState::Declined => {
            framed(STAFF, vec![title("nomination-declined"), facts, origin, seen_row(speaker, errand)])
        }
    }
}

/// Who leads a group has changed.
pub(super) fn leaders(
    speaker: &Speaker,
    errand: ErrandId,
    group: &Group,
    by: Option<Account>,
    added: &[LeaderRef],
    removed: &[LeaderRef],
) -> Card {
    let text = say!(
        speaker,
        "leaders-changed",
        group = safe(&group.name),
        by = by_text(speaker, by),
        added = leaders_text(speaker, added),
        removed = leaders_text(speaker, removed)
    );
    framed(STAFF, vec![Component::Text(text), seen_row(speaker, errand)])
}

pub(super) fn seen_row(speaker: &Speaker, errand: ErrandId) -> Component {
    let id = CustomId::Seen(errand).to_string();
    Component::Row(vec![Component::button(Style::Secondary, say!(speaker, "mark-seen"), id)])
}

/// `/program approve`: what waits, each with its buttons.
pub(in crate::discord) fn pending(rules: &Rules, speaker: &Speaker, pending: &Pending) -> Card {
    if pending.groups.is_empty() && pending.partners.is_empty() && pending.awards.is_empty() {
        return framed(STAFF, vec![Component::Text(say!(speaker, "nothing-pending"))]);
    }
    let groups = pending.groups.iter();
    let groups = groups.map(|group| (group_text(speaker, group), group_decision(speaker, group, NO_MESSAGE)));
    let partners = pending.partners.iter().map(|waiting| {
        let origin = origin_text(speaker, waiting.by, waiting.represents);
        let text = format!("{}\n{origin}", partner_text(speaker, &waiting.partner));
        (text, partner_decision(speaker, &waiting.partner, NO_MESSAGE))
    });
    let awards = pending.awards.iter().map(|waiting| approval::line(rules, speaker, waiting));
    let mut parts = Vec::new();
    let mut length = 0;
    for (text, decision) in groups.chain(partners).chain(awards) {
        length += text.chars().count();
        if length > PENDING_TEXT || parts.len() >= 2 * PENDING {
            parts.push(Component::Text(say!(speaker, "pending-more")));
            break;
        }
        parts.extend([Component::Text(text), decision]);
    }
    framed(AMBER, parts)
}

/// `/program setup`: where staff are told, where all are.
pub(in crate::discord) fn program_channels(
    speaker: &Speaker,
    channels: &ProgramChannels,
    missing: &[String],
) -> Card {
    let channel = |channel: Option<Channel>| {
        channel.map_or_else(|| say!(speaker, "not-set"), |channel| format!("<#{channel}>"))
    };
    let mut text = say!(
        speaker,
        "program-channels",
        staff = channel(channels.staff),
        announcements = channel(channels.announcements)
    );
    if channels.requests.is_some() {
        let requests = say!(speaker, "program-channels-requests", requests = channel(channels.requests));
        text = format!("{text}\n{requests}");
    }
    let key = match channels {
        ProgramChannels { digest: Some(true), announcements: None, .. } => "program-digest-nowhere",
        ProgramChannels { digest: Some(true), .. } => "program-digest-on",
        _ => "program-digest-off",
    };
    text = format!("{text}\n{}", say!(speaker, key));
    for line in missing {
        text = format!("{text}\n⚠️ {line}");
    }
    framed(STAFF, vec![Component::Text(text)])
}

/// `/program grant`.
pub(in crate::discord) fn granted(speaker: &Speaker, points: i64, view: &AllocationView) -> Card {
    let key = if points < 0 { "grant-taken-back" } else { "granted" };
    let text = say!(
        speaker,
        key,
        points = points.abs(),
        group = safe(&view.group.name),
        remaining = view.allocation.remaining().get(),
        next = moment(view.next_period, 'D')
    );
    framed(STAFF, vec![Component::Text(text)])
}

/// `/program base`.
pub(in crate::discord) fn base_set(speaker: &Speaker, set: &BaseSet) -> Card {
    let key = if set.own { "base-own" } else { "base-programs" };
    let (group, from) = (safe(&set.group.name), moment(set.from, 'D'));
    framed(
        STAFF,
        vec![Component::Text(say!(speaker, key, group = group, base = set.base.get(), from = from))],
    )
}

/// `/program audit`: what is not out, and the newest records.
pub(in crate::discord) fn audit(speaker: &Speaker, audit: &Audit) -> Card {
    let mut parts = vec![Component::Text(say!(speaker, "audit-title"))];
    if audit.undelivered.is_empty() {
        parts.push(Component::Text(say!(speaker, "audit-all-delivered")));
    }
    for line in &audit.undelivered {
        let what = say!(speaker, purpose_key(line.purpose));
        let place = match (line.channel, &line.group_name) {
            (Some(channel), _) => format!("<#{channel}>"),
            (None, Some(group)) => safe(group),
            (None, None) => say!(speaker, "no-channel-yet"),
        };
        let trouble = if line.trouble.is_empty() {
            say!(speaker, "trouble-no-channel")
        } else {
            trouble(speaker, &line.trouble)
        };
        let key = if line.given_up { "audit-given-up" } else { "audit-still-tried" };
        let text = say!(
            speaker,
            key,
            what = what,
            record = line.record.to_string(),
            place = place,
            trouble = trouble
        );
        parts.push(Component::Text(text));
    }
    parts.push(Component::Separator);
    let lines: Vec<String> = audit
        .newest
        .iter()
        .map(|line| {
            let about: Vec<String> = [line.partner_name.as_deref(), line.group_name.as_deref()]
                .into_iter()
                .flatten()
                .map(safe)
                .chain(line.points.map(|points| say!(speaker, "points-short", points = points)))
                .chain(line.by.map(|by| format!("<@{by}>")))
                .collect();
            let parts: Vec<String> = std::iter::once(record_name(speaker, &line.kind)).chain(about).collect();
            format!("`{}` {} {}", line.record, moment(line.at, 'f'), parts.join(" · "))
        })
        .collect();
    parts.push(Component::Text(lines.join("\n")));
    framed(STAFF, parts)
}

pub(super) fn purpose_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Award => "purpose-award",
        Purpose::Tier => "purpose-tier",
        Purpose::Redraw => "purpose-redraw",
        Purpose::Proposal => "purpose-proposal",
        Purpose::Nomination => "purpose-nomination",
        Purpose::Leaders => "purpose-leaders",
        Purpose::Approval => "purpose-approval",
        Purpose::Conflict => "purpose-conflict",
        Purpose::Warning => "purpose-warning",
        Purpose::Reminder => "purpose-reminder",
        Purpose::Request => "purpose-request",
        Purpose::Offer => "purpose-offer",
        Purpose::Prompt => "purpose-prompt",
        Purpose::Notice => "purpose-notice",
        Purpose::Claim => "purpose-claim",
        Purpose::Report => "purpose-report",
        Purpose::Gone => "purpose-gone",
        Purpose::Board => "purpose-board",
        Purpose::BoardGone => "purpose-board-gone",
        Purpose::Crosspost => "purpose-crosspost",
        Purpose::Digest => "purpose-digest",
    }
}

/// What stands in the way of a message, in words. The outbox keeps a key.
pub(in crate::discord) fn trouble(speaker: &Speaker, key: &str) -> String {
    let known = format!("trouble-{key}");
    if speaker.knows(&known) {
        say!(speaker, known.as_str())
    } else {
        say!(speaker, "trouble-other", detail = safe(key))
    }
}

/// The button of a note can't be pressed any more, and under it stands who has seen it. It stays, because its id is
/// what the note is known by when it has to be looked for.
pub(super) fn mark_seen(speaker: &Speaker, card: &mut Card, by: Option<Account>) {
    let text = say!(speaker, "seen-by", person = by_text(speaker, by));
    for part in &mut card.0 {
        let Component::Container { parts, .. } = part else { continue };
        for part in parts.iter_mut() {
            let Component::Row(buttons) = part else { continue };
            for button in buttons {
                if let Component::Button { disabled, .. } = button {
                    *disabled = true;
                }
            }
        }
        parts.push(Component::Text(format!("-# {text}")));
    }
}
