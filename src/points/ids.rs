//! Names of things: numbers that the store gives out, and the short words of a program's rules.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Makes a number that names one kind of thing, so that a group's number is never taken for a partner's.
macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id that the store keeps as `raw`.
            #[must_use]
            pub const fn from_raw(raw: i64) -> Self {
                Self(raw)
            }

            /// The number as the store keeps it.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id! {
    /// A group: a user group, study group or community.
    GroupId
}
number_id! {
    /// A partner: a company.
    PartnerId
}
number_id! {
    /// A person; who that is stands in a table that erasure empties.
    PersonId
}
number_id! {
    /// A record of the ledger.
    RecordId
}
number_id! {
    /// A period of one group.
    PeriodId
}

/// A word that is not `[a-z][a-z0-9-]{0,31}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a short name: a lowercase letter, then up to 31 lowercase letters, digits and hyphens")]
pub struct NotASlug;

/// Makes a short word of the rules (`[a-z][a-z0-9-]{0,31}`), cheap to clone.
macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes `[a-z][a-z0-9-]{0,31}`.
            ///
            /// # Errors
            /// [`NotASlug`] for everything else.
            pub fn parse(word: &str) -> Result<Self, NotASlug> {
                if is_slug(word) { Ok(Self(word.into())) } else { Err(NotASlug) }
            }

            /// The word itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotASlug;

            fn try_from(word: String) -> Result<Self, NotASlug> {
                Self::parse(&word)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().into()
            }
        }
    };
}

slug_id! {
    /// A kind of contribution, such as `presentation`.
    ContributionId
}
slug_id! {
    /// A tier, such as `gold`.
    TierId
}

fn is_slug(word: &str) -> bool {
    let starts = word.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    let rest = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    starts && rest && word.len() <= 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_lowercase_and_at_most_32_long() {
        for good in ["a", "gold", "user-group-2", &"a".repeat(32)] {
            assert_eq!(TierId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "Gold", "2gold", "-a", "a_b", "or é", "a b", "a\n", &"a".repeat(33)] {
            assert_eq!(ContributionId::parse(bad), Err(NotASlug), "{bad:?}");
        }
    }

    #[test]
    fn a_number_id_keeps_its_number() {
        assert_eq!(GroupId::from_raw(7).get(), 7);
        assert_eq!(RecordId::from_raw(12).to_string(), "12");
    }
}
