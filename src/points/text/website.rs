//! The address of a company's website.

use url::{Host, Url};

use super::measured;
use crate::points::Refusal;
use crate::points::refusal::{Field, WebsiteFault};

/// An `https` address with a public name as its host and no credentials, at most 200 characters.
///
/// It is kept in normal form: a name in other letters shows as `xn--…`, so that it can't pass for another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Website(String);

impl Website {
    /// The greatest length in characters.
    pub const MAX: usize = 200;

    /// Reads an address.
    ///
    /// # Errors
    /// [`Refusal::TooLong`], [`Refusal::BadWebsite`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let bad = |why| Refusal::BadWebsite { why };
        let text = measured(Field::Website, typed, 0, Self::MAX)?;
        let url = Url::parse(&text).map_err(|_| bad(WebsiteFault::Unreadable))?;
        if url.scheme() != "https" {
            return Err(bad(WebsiteFault::NotHttps));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad(WebsiteFault::Credentials));
        }
        match url.host() {
            Some(Host::Domain(name)) if name.trim_matches('.').contains('.') => {}
            _ => return Err(bad(WebsiteFault::NoPublicName)),
        }
        // Normalising can lengthen it: what isn't ASCII is written with percent signs.
        measured(Field::Website, url.as_str(), 0, Self::MAX).map(Self)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
