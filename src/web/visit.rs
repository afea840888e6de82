//! Who looks at a page: in which language, and what they ask for in its address.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use chrono::{Datelike, NaiveDate};
use url::form_urlencoded;

use super::Site;
use super::language;
use crate::words::{Speaker, say};

/// What is typed into an address is read so far.
pub(super) const TYPED: usize = 100;

/// A look at a page.
pub(super) struct Visit {
    pub(super) speaker: Speaker,
    /// The path, as it was asked for.
    pub(super) path: String,
    /// What is searched for, possibly empty.
    pub(super) typed: String,
    /// Of which kind, as it was asked for; possibly empty.
    pub(super) kind: String,
    /// Which page of a list, from 1.
    pub(super) page: u32,
    /// Whether the language was chosen, and so stays in the links.
    pub(super) chosen: bool,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let asked = |key: &str| {
            let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == key);
            found.map(|(_, value)| value.chars().take(TYPED).collect::<String>())
        };
        let lang = asked("lang").filter(|lang| site.words.languages().any(|known| known == lang));
        Ok(Self {
            speaker: language::chosen(site, lang.as_deref(), parts.headers.get(ACCEPT_LANGUAGE)),
            path: parts.uri.path().to_owned(),
            typed: asked("q").unwrap_or_default().trim().to_owned(),
            kind: asked("kind").unwrap_or_default(),
            page: asked("page").and_then(|page| page.parse().ok()).unwrap_or(1),
            chosen: lang.is_some(),
        })
    }
}

/// The address of a page in a language, if one is chosen; `query` is encoded already.
pub(super) fn address(path: &str, query: &str, language: Option<&str>) -> String {
    let language = language.map(|language| format!("lang={language}")).unwrap_or_default();
    let parts: Vec<&str> = [query, &language].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

impl Visit {
    /// The address of another page for this visitor; `query` is encoded already.
    pub(super) fn link(&self, path: &str, query: &str) -> String {
        address(path, query, self.chosen.then(|| self.speaker.language()))
    }

    /// What was searched for and which page, as they stand in an address.
    pub(super) fn query(&self, page: u32) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.typed.is_empty() {
            query.append_pair("q", &self.typed);
        }
        if !self.kind.is_empty() {
            query.append_pair("kind", &self.kind);
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        query.finish()
    }

    /// A day in words.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        let month = say!(self.speaker, "wall-month-name", number = day.month());
        say!(self.speaker, "wall-date", day = day.day(), month = month, year = day.year().to_string())
    }

    /// A month in words.
    pub(super) fn month(&self, day: NaiveDate) -> String {
        let month = say!(self.speaker, "wall-month-name", number = day.month());
        say!(self.speaker, "wall-date-month", month = month, year = day.year().to_string())
    }
}
