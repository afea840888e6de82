//! What comes back from the card on which thanks begin, and from its form. All that is known so far is in the id: nothing
//! is kept until the award is given. Four numbers of 19 digits fit in Discord's 100 characters.

use std::fmt;

use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::service::ThanksAsked;
use crate::store::outside::{Account, Message};

/// A select of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThanksPart {
    /// Which group says thanks.
    Group,
    /// To which company.
    Company,
    /// For what; the form comes then.
    Kind,
}

/// Everything that can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thanks {
    /// A select, and what was known when it was shown.
    Choose(ThanksPart, ThanksAsked),
    /// The form.
    Give(GroupId, PartnerId, ContributionId),
    /// The button that opens the form again, when what was in it was refused.
    Again(GroupId, PartnerId, ContributionId),
}

const PARTS: [(ThanksPart, &str); 3] =
    [(ThanksPart::Group, "group"), (ThanksPart::Company, "company"), (ThanksPart::Kind, "kind")];

/// A number, a hyphen for none.
fn word(id: Option<impl fmt::Display>) -> String {
    id.map_or_else(|| "-".to_owned(), |id| id.to_string())
}

fn number<N: std::str::FromStr>(text: &str) -> Option<Option<N>> {
    if text == "-" { Some(None) } else { text.parse().ok().map(Some) }
}

impl fmt::Display for Thanks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choose(part, asked) => {
                let part = PARTS.iter().find(|(known, _)| known == part).map_or("", |(_, word)| word);
                let message = word(asked.message.map(Message::get));
                let (group, partner) = (word(asked.group), word(asked.partner));
                write!(formatter, "thank-{part}:{message}:{}:{group}:{partner}", asked.person.get())
            }
            Self::Give(group, partner, kind) => {
                write!(formatter, "thank-give:{group}:{partner}:{}", kind.as_str())
            }
            Self::Again(group, partner, kind) => {
                write!(formatter, "thank-again:{group}:{partner}:{}", kind.as_str())
            }
        }
    }
}

impl Thanks {
    /// The inverse, of what stands behind `thank-`.
    pub(super) fn parse(what: &str, parts: &[&str]) -> Option<Self> {
        match (what, parts) {
            ("give" | "again", [group, partner, kind]) => {
                let group = GroupId::from_raw(group.parse().ok()?);
                let partner = PartnerId::from_raw(partner.parse().ok()?);
                let kind = ContributionId::parse(kind).ok()?;
                Some(if what == "give" {
                    Self::Give(group, partner, kind)
                } else {
                    Self::Again(group, partner, kind)
                })
            }
            (part, [message, person, group, partner]) => {
                let part = PARTS.iter().find(|(_, word)| *word == part)?.0;
                let asked = ThanksAsked {
                    message: number(message)?.map(Message::new),
                    person: Account::new(person.parse().ok()?),
                    group: number(group)?.map(GroupId::from_raw),
                    partner: number(partner)?.map(PartnerId::from_raw),
                };
                Some(Self::Choose(part, asked))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::CustomId;
    use super::*;

    #[test]
    fn what_goes_out_comes_back_the_same_and_fits() {
        let most = ThanksAsked {
            message: Some(Message::new(u64::MAX / 2)),
            person: Account::new(u64::MAX / 2),
            group: Some(GroupId::from_raw(i64::MAX)),
            partner: Some(PartnerId::from_raw(i64::MAX)),
        };
        let none = ThanksAsked { message: None, person: Account::new(7), group: None, partner: None };
        let kind = ContributionId::parse(&"k".repeat(32)).expect("a kind");
        let (group, partner) = (GroupId::from_raw(i64::MAX), PartnerId::from_raw(i64::MAX));
        let give = Thanks::Give(group, partner, kind.clone());
        let again = Thanks::Again(group, partner, kind);
        let choose =
            PARTS.iter().flat_map(|(part, _)| [most, none].map(|asked| Thanks::Choose(*part, asked)));
        for thanks in choose.chain([give, again]) {
            let text = CustomId::Thanks(thanks.clone()).to_string();
            assert!(text.len() <= 100, "{text}");
            assert_eq!(CustomId::parse(&text), Some(CustomId::Thanks(thanks)), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_nothing() {
        for text in [
            "v1:thank-kind:1:2:3",
            "v1:thank-kind:1:x:3:4",
            "v1:thank-dance:1:2:3:4",
            "v1:thank-give:1:2:K!",
            "v1:thank-kind:1:2:3:4:5",
            "v1:thank-",
        ] {
            assert_eq!(CustomId::parse(text), None, "{text}");
        }
    }
}
