//! What comes back from help wanted: its buttons, selects and forms. A part of [`super::custom_id::CustomId`].

use std::fmt;

use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::request::{Ending, OfferVerdict, RequestKind};
use crate::store::ErrandId;

/// A part of the panel of `/offer subscribe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticePart {
    /// Kinds of requests.
    Kinds,
    /// Their language.
    Language,
    /// What concerns one's own companies: on, off.
    Own,
    /// By direct message: on, off.
    Direct,
}

/// Everything that can come back. The last number is the outbox row of the message, 0 where the button belongs to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedId {
    /// The form of `/request`.
    Ask(RequestKind, GroupId),
    /// "We can help" on a request.
    Help(RecordId, ErrandId),
    /// For which of their companies does somebody help?
    HelpWhich(RecordId),
    /// The company for which somebody helps, and the form of the offer.
    HelpAs(RecordId, PartnerId),
    /// An answer to an offer.
    Answer(RecordId, OfferVerdict, ErrandId),
    /// The offers that wait for an answer to a request.
    Offers(RecordId),
    /// A group ends its request.
    End(RecordId, Ending, ErrandId),
    /// "Thank them" for what was promised, and its form.
    Thank(RecordId, ErrandId),
    /// A page of `/requests`: of the program, or of this server.
    Page(bool, u32),
    /// A part of what somebody wants to hear of.
    Notices(NoticePart),
    /// "No more of these" on a direct message.
    Stop(ErrandId),
}

const VERDICTS: [(OfferVerdict, &str); 3] = [
    (OfferVerdict::Accept, "accept"),
    (OfferVerdict::Decline, "decline"),
    (OfferVerdict::Withdraw, "withdraw"),
];

const ENDINGS: [(Ending, &str); 2] = [(Ending::Withdraw, "end"), (Ending::NotHappened, "not-happened")];

const NOTICES: [(NoticePart, &str); 4] = [
    (NoticePart::Kinds, "kinds"),
    (NoticePart::Language, "language"),
    (NoticePart::Own, "own"),
    (NoticePart::Direct, "direct"),
];

fn word<T: PartialEq>(known: &[(T, &'static str)], wanted: &T) -> &'static str {
    known.iter().find(|(one, _)| one == wanted).map_or("", |(_, word)| word)
}

fn meant<T: Copy>(known: &[(T, &str)], wanted: &str) -> Option<T> {
    known.iter().find(|(_, word)| *word == wanted).map(|(one, _)| *one)
}

impl fmt::Display for WantedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(kind, group) => write!(formatter, "wanted-ask:{}:{group}", kind.as_str()),
            Self::Help(request, errand) => write!(formatter, "wanted-help:{request}:{}", errand.get()),
            Self::HelpWhich(request) => write!(formatter, "wanted-which:{request}"),
            Self::HelpAs(request, partner) => write!(formatter, "wanted-as:{request}:{partner}"),
            Self::Answer(offer, verdict, errand) => {
                write!(formatter, "wanted-{}:{offer}:{}", word(&VERDICTS, verdict), errand.get())
            }
            Self::End(request, ending, errand) => {
                write!(formatter, "wanted-{}:{request}:{}", word(&ENDINGS, ending), errand.get())
            }
            Self::Offers(request) => write!(formatter, "wanted-offers:{request}"),
            Self::Thank(request, errand) => write!(formatter, "wanted-thank:{request}:{}", errand.get()),
            Self::Page(program, page) => {
                write!(formatter, "wanted-page:{}:{page}", if *program { "program" } else { "server" })
            }
            Self::Notices(part) => write!(formatter, "wanted-notices:{}", word(&NOTICES, part)),
            Self::Stop(errand) => write!(formatter, "wanted-stop:{}", errand.get()),
        }
    }
}

impl WantedId {
    /// The inverse, of what stands behind `wanted-`.
    pub(super) fn parse(what: &str, parts: &[&str]) -> Option<Self> {
        let number = |text: &str| text.parse::<i64>().ok();
        let (first, second) = match parts {
            [first] => (*first, None),
            [first, second] => (*first, Some(*second)),
            _ => return None,
        };
        let record = || number(first).map(RecordId::from_raw);
        let errand = || second.and_then(number).map(ErrandId::from_raw);
        let alone = |text| if second.is_none() { Some(text) } else { None };
        Some(match what {
            "ask" => Self::Ask(RequestKind::parse(first)?, GroupId::from_raw(number(second?)?)),
            "help" => Self::Help(record()?, errand()?),
            "which" => Self::HelpWhich(RecordId::from_raw(number(alone(first)?)?)),
            "as" => Self::HelpAs(record()?, PartnerId::from_raw(number(second?)?)),
            "thank" => Self::Thank(record()?, errand()?),
            "offers" => Self::Offers(RecordId::from_raw(number(alone(first)?)?)),
            "page" => Self::Page(
                match first {
                    "program" => true,
                    "server" => false,
                    _ => return None,
                },
                second?.parse().ok()?,
            ),
            "notices" => Self::Notices(meant(&NOTICES, alone(first)?)?),
            "stop" => Self::Stop(ErrandId::from_raw(number(alone(first)?)?)),
            _ => match meant(&VERDICTS, what) {
                Some(verdict) => Self::Answer(record()?, verdict, errand()?),
                None => Self::End(record()?, meant(&ENDINGS, what)?, errand()?),
            },
        })
    }

    /// The outbox row of the message that it belongs to.
    pub(super) fn marks(&self) -> Option<ErrandId> {
        match self {
            Self::Help(_, errand)
            | Self::Answer(_, _, errand)
            | Self::End(_, _, errand)
            | Self::Thank(_, errand)
            | Self::Stop(errand) => Some(*errand),
            Self::Ask(..)
            | Self::HelpWhich(_)
            | Self::HelpAs(..)
            | Self::Offers(_)
            | Self::Page(..)
            | Self::Notices(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::custom_id::CustomId;
    use super::*;

    #[test]
    fn what_goes_out_comes_back_the_same() {
        let (record, errand) = (RecordId::from_raw(i64::MIN), ErrandId::from_raw(i64::MAX));
        let mut ids = vec![
            WantedId::Help(record, errand),
            WantedId::HelpWhich(record),
            WantedId::HelpAs(record, PartnerId::from_raw(i64::MIN)),
            WantedId::Thank(record, errand),
            WantedId::Page(true, u32::MAX),
            WantedId::Page(false, 0),
            WantedId::Stop(errand),
            WantedId::Offers(record),
        ];
        ids.extend(RequestKind::ALL.iter().map(|kind| WantedId::Ask(*kind, GroupId::from_raw(i64::MIN))));
        ids.extend(VERDICTS.map(|(verdict, _)| WantedId::Answer(record, verdict, errand)));
        ids.extend(ENDINGS.map(|(ending, _)| WantedId::End(record, ending, errand)));
        ids.extend(NOTICES.map(|(part, _)| WantedId::Notices(part)));
        for id in ids {
            let marked = id.marks();
            let id = CustomId::Wanted(id);
            assert!(id.to_string().len() <= 100, "{id}");
            assert_eq!(CustomId::parse(&id.to_string()), Some(id.clone()));
            assert_eq!(CustomId::marks(&id.to_string(), errand), marked == Some(errand), "{id}");
        }
    }

    #[test]
    fn what_another_version_made_is_not_understood() {
        for text in [
            "v1:wanted-help:1",
            "v1:wanted-help:1:2:3",
            "v1:wanted-ask:1:2",
            "v1:wanted-page:all:1",
            "v1:wanted-stop:1:2",
            "v1:wanted-notices:else",
            "v1:wanted-else:1:2",
            "v1:wanted-:1:2",
        ] {
            assert_eq!(CustomId::parse(text), None, "{text}");
        }
    }
}
