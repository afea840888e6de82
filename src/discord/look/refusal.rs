//! A refusal in words: what was refused, why, and what to do next.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::request::Typed;
use super::super::words::{Speaker, say};
use super::form::words_kept;
use super::{AMBER, framed, moment};
use crate::points::approval::Fate;
use crate::points::claim::{ClaimFate, ClaimRefusal};
use crate::points::refusal::{Field, Refusal, WebsiteFault};
use crate::points::reporting::REPORTS_A_DAY;
use crate::points::request::WantedRefusal;

/// The card that a refused person gets: why, and what they had typed.
pub(in crate::discord) fn refusal(speaker: &Speaker, refusal: &Refusal, typed: Option<&Typed>) -> Card {
    let mut parts = vec![Component::Text(refusal_text(speaker, refusal))];
    parts.extend(typed.into_iter().flat_map(|typed| words_kept(speaker, typed, refusal.may_be_mended())));
    framed(AMBER, parts)
}

/// The apology for trouble that the person can't mend, with what they had typed; the number is for who looks into the log.
pub(in crate::discord) fn apology(speaker: &Speaker, interaction: u64, typed: Option<&Typed>) -> Card {
    let apology = say!(speaker, "apology", number = interaction.to_string());
    let mut parts = vec![Component::Text(apology)];
    parts.extend(typed.into_iter().flat_map(|typed| words_kept(speaker, typed, true)));
    framed(AMBER, parts)
}

/// The words of a refusal.
#[must_use]
pub(in crate::discord) fn refusal_text(speaker: &Speaker, refusal: &Refusal) -> String {
    let key = format!("refusal-{}", refusal.key());
    let key = key.as_str();
    match refusal {
        Refusal::WhichGroup { names } => {
            let names: Vec<String> = names.iter().map(|name| format!("**{}**", safe(name))).collect();
            say!(speaker, key, names = names.join(", "))
        }
        Refusal::UnknownPartner { asked, suggestions } if suggestions.is_empty() => {
            say!(speaker, key, asked = safe(asked))
        }
        Refusal::UnknownPartner { asked, suggestions } => {
            let names: Vec<String> = suggestions.iter().map(|name| format!("**{}**", safe(name))).collect();
            say!(speaker, "refusal-unknown-partner-near", asked = safe(asked), names = names.join(", "))
        }
        Refusal::PointsOutOfRange { asked, min, max } => {
            say!(speaker, key, asked = *asked, min = min.get(), max = max.get())
        }
        Refusal::NotEnough { asked, remaining, next_period } => say!(
            speaker,
            key,
            asked = asked.get(),
            remaining = remaining.get(),
            when = moment(*next_period, 'D'),
            relative = moment(*next_period, 'R')
        ),
        Refusal::CannotTakeBack { asked, most } => {
            say!(speaker, key, asked = asked.get(), most = most.get())
        }
        Refusal::DayInFuture { day, today } => {
            say!(speaker, key, day = day.to_string(), today = today.to_string())
        }
        Refusal::DayTooOld { day, oldest } => {
            say!(speaker, key, day = day.to_string(), oldest = oldest.to_string())
        }
        Refusal::DayUnreadable { asked }
        | Refusal::UnknownTimezone { asked }
        | Refusal::ServerUnreadable { asked } => {
            say!(speaker, key, asked = safe(asked))
        }
        Refusal::TooShort { what, actual, allowed } | Refusal::TooLong { what, actual, allowed } => {
            let what = say!(speaker, field_key(*what));
            say!(speaker, key, what = what, actual = *actual, allowed = *allowed)
        }
        Refusal::BadWebsite { why } => say!(speaker, website_key(*why)),
        Refusal::UndoTooLate { minutes } => say!(speaker, key, minutes = *minutes),
        Refusal::NameTaken { name } => say!(speaker, key, name = safe(name)),
        Refusal::TotalTooLarge { max } => say!(speaker, key, max = max.get()),
        Refusal::ShareExceeded { asked, percent, most, given, next_period } => say!(
            speaker,
            key,
            asked = asked.get(),
            percent = i64::from(*percent),
            most = most.get(),
            given = given.get(),
            left = given.missing_to(*most).get(),
            when = moment(*next_period, 'D'),
            relative = moment(*next_period, 'R')
        ),
        Refusal::LooksLikeDuplicate { points, at, .. } => {
            say!(speaker, key, points = points.get(), relative = moment(*at, 'R'))
        }
        Refusal::NeedsApproval { above } => say!(speaker, key, above = above.get()),
        Refusal::ReservationDecided { how } => say!(speaker, key, how = fate_key(*how)),
        Refusal::ReservationLapsed { at } => say!(speaker, key, when = moment(*at, 'f')),
        Refusal::CorrectionTooLate { minutes } => say!(speaker, key, minutes = *minutes),
        Refusal::PeriodOver { most } | Refusal::BaseOutOfRange { most } => {
            say!(speaker, key, most = most.get())
        }
        Refusal::PartnerMerged { into } | Refusal::MergeInCircle { into } => {
            say!(speaker, key, into = safe(into))
        }
        Refusal::MergedSince { with } => say!(speaker, key, name = safe(with)),
        Refusal::Wanted(why) => wanted_text(speaker, key, why),
        Refusal::TooManyReports => say!(speaker, key, most = REPORTS_A_DAY),
        Refusal::UnknownTier { asked } => say!(speaker, key, asked = safe(asked)),
        Refusal::Claim(why) => claim_text(speaker, key, why),
        _ => say!(speaker, key),
    }
}

fn wanted_text(speaker: &Speaker, key: &str, why: &WantedRefusal) -> String {
    match why {
        WantedRefusal::RequestedDayPast { day, today } => {
            say!(speaker, key, day = day.to_string(), today = today.to_string())
        }
        WantedRefusal::RequestedDayTooFar { day, latest } => {
            say!(speaker, key, day = day.to_string(), latest = latest.to_string())
        }
        WantedRefusal::TooManyRequests { most } => say!(speaker, key, most = *most),
        WantedRefusal::UnknownRequest { asked } => say!(speaker, key, asked = safe(asked)),
        WantedRefusal::RequestEnded { how } => say!(speaker, key, how = how.as_str()),
        WantedRefusal::OfferDecided { how } => say!(speaker, key, how = how.as_str()),
        WantedRefusal::AskedAlready
        | WantedRefusal::RequestNotAccepted
        | WantedRefusal::OfferedBefore
        | WantedRefusal::OwnOffer
        | WantedRefusal::NotYourOffer => say!(speaker, key),
    }
}

fn claim_text(speaker: &Speaker, key: &str, why: &ClaimRefusal) -> String {
    match why {
        ClaimRefusal::WhichCompany { names } => {
            let names: Vec<String> = names.iter().map(|name| format!("**{}**", safe(name))).collect();
            say!(speaker, key, names = names.join(", "))
        }
        ClaimRefusal::WaitsAlready { day } => say!(speaker, key, day = day.to_string()),
        ClaimRefusal::TooMany { most } => say!(speaker, key, most = *most),
        ClaimRefusal::Decided { how } => {
            let how = match how {
                ClaimFate::Confirmed => "confirmed",
                ClaimFate::Declined => "declined",
                ClaimFate::Withdrawn => "withdrawn",
                ClaimFate::Waiting | ClaimFate::Lapsed => "lapsed",
                ClaimFate::Void => "void",
            };
            say!(speaker, key, how = how)
        }
        ClaimRefusal::CompanyWaits | ClaimRefusal::NotYours => {
            say!(speaker, key)
        }
    }
}

/// The word by which a text chooses what to say.
fn fate_key(fate: Fate) -> &'static str {
    match fate {
        Fate::Approved => "approved",
        Fate::Declined => "declined",
        Fate::Withdrawn => "withdrawn",
        Fate::Waiting | Fate::Lapsed | Fate::Freed => "freed",
    }
}

fn field_key(field: Field) -> &'static str {
    match field {
        Field::Reason => "field-reason",
        Field::CompanyName => "field-company-name",
        Field::GroupName => "field-group-name",
        Field::EventName => "field-event-name",
        Field::Note => "field-note",
        Field::Website => "field-website",
        Field::Topic => "field-topic",
        Field::Place => "field-place",
        Field::Wording => "field-wording",
    }
}

fn website_key(why: WebsiteFault) -> &'static str {
    match why {
        WebsiteFault::Unreadable => "refusal-website-unreadable",
        WebsiteFault::NotHttps => "refusal-website-not-https",
        WebsiteFault::Credentials => "refusal-website-credentials",
        WebsiteFault::NoPublicName => "refusal-website-no-public-name",
    }
}
