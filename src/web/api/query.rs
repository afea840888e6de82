//! Reading what is asked: strictly, so that who mistypes a name hears of it, and all faults at once.

use std::convert::Infallible;
use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use url::form_urlencoded;

use super::PLACE;
use super::cursor::{self, Place};
use super::parameters::{MOST, USUAL};
use super::problem::{ParameterFault, Refused};
use crate::points::ids::{GroupId, PartnerId};
use crate::web::visit::TYPED;
use crate::web::{Site, language, slug, text};
use crate::words::{Speaker, say};

/// So many faults are told.
const FAULTS: usize = 20;

/// A question as it came.
pub(super) struct Asked {
    /// Of the language in which problems are told.
    pub(super) speaker: Speaker,
    pub(super) path: String,
    query: String,
}

impl FromRequestParts<Site> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self {
            speaker: language::of(site, parts.headers.get(ACCEPT_LANGUAGE)),
            // Within the API the path begins behind its place.
            path: format!("{PLACE}{}", parts.uri.path()),
            query: parts.uri.query().unwrap_or_default().to_owned(),
        })
    }
}

impl Asked {
    /// The parameters, of which `known` are known.
    pub(super) fn parameters(&self, known: &[&str]) -> Query<'_> {
        let mut query = Query { speaker: &self.speaker, given: Vec::new(), faults: Vec::new() };
        for (name, value) in form_urlencoded::parse(self.query.as_bytes()) {
            if !known.contains(&&*name) {
                let detail = if known.is_empty() {
                    say!(self.speaker, "api-fault-none-known", name = text::name(&name))
                } else {
                    let known = known.join(", ");
                    say!(self.speaker, "api-fault-unknown", name = text::name(&name), known = known)
                };
                query.fault(&name, detail);
            } else if query.given.iter().any(|(given, _)| *given == name) {
                query.fault(&name, say!(self.speaker, "api-fault-twice", name = &*name));
            } else {
                query.given.push((name.into_owned(), value.into_owned()));
            }
        }
        query
    }

    /// The same question with another cursor: where the next part is.
    pub(super) fn on_from(&self, cursor: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.query.as_bytes()) {
            if name != "cursor" {
                query.append_pair(&name, &value);
            }
        }
        query.append_pair("cursor", cursor);
        format!("{}?{}", self.path, query.finish())
    }
}

/// What a path of the API names at its end; none where it can't be one of ours.
pub(super) struct Slug(pub(super) Option<String>);

impl FromRequestParts<Site> for Slug {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self(slug::read(parts, site, "").await))
    }
}

/// The parameters of a question while they are read.
pub(super) struct Query<'a> {
    speaker: &'a Speaker,
    given: Vec<(String, String)>,
    faults: Vec<ParameterFault>,
}

impl Query<'_> {
    fn fault(&mut self, parameter: &str, detail: String) {
        if self.faults.len() < FAULTS {
            self.faults.push(ParameterFault { parameter: text::name(parameter), detail });
        }
    }

    fn given(&self, name: &str) -> Option<String> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone())
    }

    /// How many lines.
    pub(super) fn limit(&mut self) -> u32 {
        let Some(given) = self.given("limit") else { return USUAL };
        let digits = given.len() <= 3 && given.bytes().all(|byte| byte.is_ascii_digit());
        match given.parse() {
            Ok(limit) if digits && (1..=MOST).contains(&limit) => limit,
            _ => {
                self.fault("limit", say!(self.speaker, "api-fault-limit", most = MOST));
                USUAL
            }
        }
    }

    /// Where a list goes on.
    pub(super) fn cursor<P: Place>(&mut self, list: &str) -> Option<P> {
        let given = self.given("cursor")?;
        let place = cursor::read(list, &given);
        if place.is_none() {
            self.fault("cursor", say!(self.speaker, "api-fault-cursor"));
        }
        place
    }

    /// A part of a name, possibly empty.
    pub(super) fn typed(&mut self) -> String {
        let typed = self.given("q").unwrap_or_default();
        if typed.chars().count() > TYPED {
            self.fault("q", say!(self.speaker, "api-fault-long", most = TYPED));
        }
        typed
    }

    /// One of some words, by `read`.
    pub(super) fn word<T, W: Display>(
        &mut self,
        name: &str,
        words: impl IntoIterator<Item = W>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let given = self.given(name)?;
        let words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
        let found = words.contains(&given).then(|| read(&given)).flatten();
        if found.is_none() {
            let known = words.join(", ");
            self.fault(name, say!(self.speaker, "api-fault-word", name = name, known = known));
        }
        found
    }

    /// A language of the program, empty where none is wanted.
    pub(super) fn language(&mut self, site: &Site) -> String {
        let known = site.service.rules().languages();
        self.word("language", known, |word| Some(word.to_owned())).unwrap_or_default()
    }

    /// The company that is named, if one is.
    pub(super) async fn partner(&mut self, site: &Site, asked: &Asked) -> Result<Option<PartnerId>, Refused> {
        let Some(given) = self.given("partner") else { return Ok(None) };
        let found = if slug::is_slug(&given) { site.service.partner_at(&given).await } else { Ok(None) };
        let found = found.map_err(|failure| asked.trouble(site, &failure))?;
        if found.is_none() {
            self.fault("partner", say!(self.speaker, "api-fault-partner"));
        }
        Ok(found)
    }

    /// The group that is named, if one is.
    pub(super) async fn group(&mut self, site: &Site, asked: &Asked) -> Result<Option<GroupId>, Refused> {
        let Some(given) = self.given("group") else { return Ok(None) };
        let found = if slug::is_slug(&given) { site.service.group_at(&given).await } else { Ok(None) };
        let found = found.map_err(|failure| asked.trouble(site, &failure))?;
        if found.is_none() {
            self.fault("group", say!(self.speaker, "api-fault-group"));
        }
        Ok(found)
    }

    /// A parameter goes with others only so.
    pub(super) fn clash(&mut self, name: &str, key: &str) {
        self.fault(name, say!(self.speaker, key));
    }

    /// Nothing was wrong.
    pub(super) fn checked(self, site: &Site, asked: &Asked) -> Result<(), Refused> {
        if self.faults.is_empty() { Ok(()) } else { Err(asked.faulty(site, self.faults)) }
    }
}
