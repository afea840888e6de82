//! Offers: their cards, their forms, what a company hears of.

use super::super::component::{Component, Pick, Style};
use super::super::custom_id::NO_MESSAGE;
use super::super::markdown::{plain, safe};
use super::super::reply::{Card, Field, Form};
use super::super::wanted_id::{NoticePart, WantedId};
use super::super::words::{Speaker, Words, say};
use super::wanted::{id, kind_name, line, topic};
use super::{AMBER, PLAIN, by_text, contribution_name, form, framed, tier_name};
use crate::points::ids::RecordId;
use crate::points::request::{OfferState, OfferVerdict, RequestKind};
use crate::points::rules::Rules;
use crate::points::text::Wording;
use crate::service::{ANSWERED_AT_ONCE, PromisedForm};
use crate::store::{Candidate, ErrandId, HelpRequest, Notice, NoticeFacts, Offer, Subscription};

/// So many companies can be chosen among: Discord shows at most 25 options.
const COMPANIES: usize = 25;
/// So much of each offer's wording stands where several are answered: a message holds 4,000 characters.
const LISTED_WORDING: usize = 200;

fn state_key(state: OfferState) -> &'static str {
    match state {
        OfferState::Waiting => "offer-waiting",
        OfferState::Accepted => "offer-accepted",
        OfferState::Declined => "offer-declined",
        OfferState::Withdrawn => "offer-withdrawn",
        OfferState::Closed => "offer-closed",
    }
}

fn facts(speaker: &Speaker, offer: &Offer, wording: &str) -> String {
    let by = by_text(speaker, offer.by);
    let mut text = say!(speaker, "offer-facts", partner = safe(&offer.partner_name), by = by);
    if !wording.is_empty() {
        text = format!("{text}\n> {}", safe(wording));
    }
    text
}

/// `here`: it is read in the request's thread.
fn state_line(speaker: &Speaker, offer: &Offer, here: bool) -> String {
    let place = if here { "here" } else { "elsewhere" };
    say!(speaker, state_key(offer.state), group = safe(&offer.request.group_name), place = place)
}

/// The card of an offer in the request's thread, as it stands.
pub(super) fn card(speaker: &Speaker, errand: ErrandId, offer: &Offer) -> Card {
    let waits = offer.state == OfferState::Waiting;
    let text = format!("{}\n-# {}", facts(speaker, offer, &offer.wording), state_line(speaker, offer, true));
    framed(if waits { AMBER } else { PLAIN }, vec![Component::Text(text), answers(speaker, offer, errand)])
}

fn answers(speaker: &Speaker, offer: &Offer, errand: ErrandId) -> Component {
    let button = |style, key, verdict| Component::Button {
        style,
        label: say!(speaker, key),
        custom_id: id(WantedId::Answer(offer.record, verdict, errand)),
        disabled: offer.state != OfferState::Waiting,
    };
    Component::Row(vec![
        button(Style::Success, "offer-accept", OfferVerdict::Accept),
        button(Style::Danger, "decline", OfferVerdict::Decline),
    ])
}

/// For which company?
pub(in crate::discord) fn which_company(
    speaker: &Speaker,
    request: &HelpRequest,
    companies: &[Candidate],
) -> Card {
    let options = companies.iter().take(COMPANIES).map(|company| Pick {
        value: company.id.to_string(),
        label: company.name.clone(),
        chosen: false,
    });
    let which = Component::Select {
        custom_id: id(WantedId::HelpWhich(request.record)),
        placeholder: say!(speaker, "offer-which-placeholder"),
        options: options.collect(),
    };
    framed(PLAIN, vec![Component::Text(say!(speaker, "offer-which")), Component::Row(vec![which])])
}

/// What is offered?
pub(in crate::discord) fn offer_form(speaker: &Speaker, request: &HelpRequest, company: &Candidate) -> Form {
    let wording = Field::new("wording", say!(speaker, "offer-form-wording"), Wording::MAX);
    Form {
        custom_id: id(WantedId::HelpAs(request.record, company.id)),
        title: say!(speaker, "offer-form", partner = company.name.as_str()),
        fields: vec![wording.example(say!(speaker, "offer-form-wording-example"))],
    }
}

/// The receipt of who offered.
pub(in crate::discord) fn offered(rules: &Rules, speaker: &Speaker, offer: &Offer) -> Card {
    let text = format!(
        "{}\n{}",
        say!(speaker, "offer-made", group = safe(&offer.request.group_name)),
        line(rules, speaker, &offer.request)
    );
    framed(PLAIN, vec![Component::Text(text), withdraw_row(speaker, offer)])
}

fn withdraw_row(speaker: &Speaker, offer: &Offer) -> Component {
    let withdraw = WantedId::Answer(offer.record, OfferVerdict::Withdraw, NO_MESSAGE);
    Component::Row(vec![Component::button(Style::Danger, say!(speaker, "offer-withdraw"), id(withdraw))])
}

/// What became of an offer, to who did it.
pub(in crate::discord) fn offer_answered(speaker: &Speaker, offer: &Offer) -> Card {
    let text = format!("{}\n{}", facts(speaker, offer, &offer.wording), state_line(speaker, offer, false));
    framed(PLAIN, vec![Component::Text(text)])
}

/// The offers that wait for an answer, each with the buttons of who answers.
pub(in crate::discord) fn waiting_offers(speaker: &Speaker, offers: &[Offer]) -> Card {
    let mut parts = Vec::new();
    for offer in offers.iter().take(ANSWERED_AT_ONCE as usize) {
        let wording = plain(&offer.wording.replace('\n', " "), LISTED_WORDING);
        parts.push(Component::Text(facts(speaker, offer, &wording)));
        parts.push(answers(speaker, offer, NO_MESSAGE));
    }
    if offers.len() > ANSWERED_AT_ONCE as usize {
        parts.push(Component::Text(say!(speaker, "pending-more")));
    }
    if offers.is_empty() {
        parts.push(Component::Text(say!(speaker, "offers-none")));
    }
    framed(AMBER, parts)
}

/// `/offer list`.
pub(in crate::discord) fn own_offers(rules: &Rules, speaker: &Speaker, offers: &[Offer]) -> Card {
    let mut parts = vec![Component::Text(say!(speaker, "offer-list-title"))];
    for offer in offers {
        let text = format!(
            "**{}** · {} · {}\n-# {}",
            safe(&offer.partner_name),
            kind_name(rules, speaker, offer.request.kind),
            topic(rules, speaker, &offer.request),
            state_line(speaker, offer, false)
        );
        parts.push(Component::Text(text));
        if offer.state == OfferState::Waiting {
            parts.push(withdraw_row(speaker, offer));
        }
    }
    if offers.is_empty() {
        parts.push(Component::Text(say!(speaker, "offer-list-none")));
    }
    framed(PLAIN, parts)
}

/// `/offer subscribe`.
pub(in crate::discord) fn subscription(
    rules: &Rules,
    speaker: &Speaker,
    wanted: &Subscription,
    note: Option<&str>,
) -> Card {
    let mut parts = vec![Component::Text(say!(speaker, "notices-title"))];
    let kinds = RequestKind::ALL.iter().map(|kind| Pick {
        value: kind.as_str().to_owned(),
        label: kind_name(rules, speaker, *kind),
        chosen: wanted.kinds.contains(kind),
    });
    parts.push(Component::Row(vec![Component::Several {
        custom_id: id(WantedId::Notices(NoticePart::Kinds)),
        placeholder: say!(speaker, "notices-kinds"),
        options: kinds.collect(),
    }]));
    if rules.languages().len() > 1 {
        let any = Pick {
            value: "any".to_owned(),
            label: say!(speaker, "notices-any-language"),
            chosen: wanted.language.is_none(),
        };
        let languages = rules.languages().iter().map(|language| Pick {
            value: language.clone(),
            label: say!(speaker, format!("language-{language}").as_str()),
            chosen: wanted.language.as_ref() == Some(language),
        });
        parts.push(Component::Row(vec![Component::Select {
            custom_id: id(WantedId::Notices(NoticePart::Language)),
            placeholder: say!(speaker, "notices-language"),
            options: std::iter::once(any).chain(languages).collect(),
        }]));
    }
    let switch = |on: bool, on_key, off_key, part| {
        let (style, key) = if on { (Style::Success, on_key) } else { (Style::Secondary, off_key) };
        Component::button(style, say!(speaker, key), id(WantedId::Notices(part)))
    };
    parts.push(Component::Row(vec![
        switch(wanted.own, "notices-own-on", "notices-own-off", NoticePart::Own),
        switch(wanted.direct.is_some(), "notices-direct-on", "notices-direct-off", NoticePart::Direct),
    ]));
    let how = if wanted.direct.is_some() { "notices-told-directly" } else { "notices-told-when-asked" };
    parts.push(Component::Text(format!("-# {}", say!(speaker, how))));
    if let Some(note) = note {
        parts.push(Component::Text(format!("⚠️ {note}")));
    }
    framed(PLAIN, parts)
}

/// A direct message, with the way to have no more of them.
pub(super) fn notice(rules: &Rules, words: &Words, errand: ErrandId, facts: &NoticeFacts) -> Card {
    let speaker = &words.speak(&facts.locale);
    let mut buttons = Vec::new();
    let text = match &facts.notice {
        Notice::Request(request) => {
            buttons.push(Component::Button {
                style: Style::Primary,
                label: say!(speaker, "wanted-help"),
                custom_id: id(WantedId::Help(request.record, errand)),
                disabled: request.state() != crate::points::request::RequestState::Open,
            });
            format!("{}\n{}", say!(speaker, "notice-request"), line(rules, speaker, request))
        }
        Notice::Offer(offer) => format!(
            "**{}** · {}\n{}",
            safe(&offer.partner_name),
            state_line(speaker, offer, false),
            line(rules, speaker, &offer.request)
        ),
        Notice::Award(award) if award.withdrawn => say!(
            speaker,
            "shout-out-withdrawn",
            partner = safe(&award.partner_name),
            group = safe(&award.group_name)
        ),
        Notice::Tier(tier) if tier.withdrawn => say!(
            speaker,
            "tier-withdrawn",
            partner = safe(&tier.partner_name),
            tier = tier_name(rules, speaker, Some(&tier.to))
        ),
        Notice::Award(award) => {
            let mut text = say!(
                speaker,
                "notice-award",
                partner = safe(&award.partner_name),
                group = safe(&award.group_name),
                points = award.receipt.points,
                kind = contribution_name(rules, speaker, &award.receipt.contribution)
            );
            if let Some(reason) = &award.reason {
                text = format!("{text}\n> {}", safe(reason));
            }
            text
        }
        Notice::Tier(tier) => say!(
            speaker,
            "notice-tier",
            partner = safe(&tier.partner_name),
            tier = tier_name(rules, speaker, Some(&tier.to))
        ),
    };
    buttons.push(Component::button(
        Style::Secondary,
        say!(speaker, "notices-stop"),
        id(WantedId::Stop(errand)),
    ));
    framed(PLAIN, vec![Component::Text(text), Component::Row(buttons)])
}

/// The thanks for what was promised, filled in as far as it is known.
pub(in crate::discord) fn promised_form(
    rules: &Rules,
    speaker: &Speaker,
    (request, errand): (RecordId, ErrandId),
    thanks: &PromisedForm,
) -> Form {
    let kind = thanks.contribution.as_ref();
    let reason = form::reason_field(say!(speaker, "correct-reason"));
    Form {
        custom_id: id(WantedId::Thank(request, errand)),
        title: say!(speaker, "promised-form", partner = thanks.partner_name.as_str()),
        fields: vec![
            form::kind_field(rules, speaker, kind),
            form::points_field(speaker, form::suggested_points(rules, kind)),
            form::day_field(say!(speaker, "correct-day")).filled(thanks.day.to_string()),
            reason.example(say!(speaker, "promised-form-example")).filled(thanks.topic.clone()),
        ],
    }
}
