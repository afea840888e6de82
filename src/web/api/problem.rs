//! What can't be answered, as RFC 9457 has it: with a type that the guide explains, and each fault of the request by name.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::query::Asked;
use crate::store::Failure;
use crate::web::{Site, guard, language, linked};
use crate::words::{Speaker, say};

/// So many seconds later it is worth to ask again when the server has trouble.
const LATER: u64 = 5;

/// What is wrong with a parameter, or with the request.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ParameterFault {
    /// The parameter.
    #[schema(example = "limit")]
    pub(super) parameter: String,
    /// What is wrong with it, and what to give instead.
    #[schema(example = "“limit” is a whole number from 1 to 100.")]
    pub(super) detail: String,
}

/// Why there is no answer (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// An address that tells kinds of problems apart; there it is explained.
    #[serde(rename = "type")]
    #[schema(format = "uri", example = "https://partners.example.org/api#problem-parameters")]
    kind: String,
    /// The kind of problem in words, in the language that was asked for.
    #[schema(example = "Something in the request isn't right")]
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    status: u16,
    /// What happened, and what to do next.
    #[schema(example = "Mend what “errors” names, and ask again.")]
    detail: String,
    /// With status 400: all that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ParameterFault>,
}

impl Problem {
    pub(super) fn of(
        site: &Site,
        speaker: &Speaker,
        kind: Kind,
        seconds: Option<u64>,
        errors: Vec<ParameterFault>,
    ) -> Self {
        let [title, detail, _] = kind.texts();
        Self {
            kind: format!("{}/api#{}", site.base, kind.place()),
            title: say!(speaker, title),
            status: kind.status().as_u16(),
            detail: say!(speaker, detail, seconds = seconds.unwrap_or(LATER)),
            errors,
        }
    }
}

/// What came of a request that isn't answered.
pub(super) struct Refused(Box<Response>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// The kinds of problems, each a place in the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Parameters,
    NotFound,
    Method,
    Pace,
    Trouble,
}

impl Kind {
    pub(super) const ALL: [Self; 5] =
        [Self::Parameters, Self::NotFound, Self::Method, Self::Pace, Self::Trouble];

    /// Its place in the guide.
    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Parameters => "problem-parameters",
            Self::NotFound => "problem-not-found",
            Self::Method => "problem-method",
            Self::Pace => "problem-pace",
            Self::Trouble => "problem-trouble",
        }
    }

    /// What it is called, what is told to whom it happens, and what the guide says of it.
    #[rustfmt::skip]
    pub(super) const fn texts(self) -> [&'static str; 3] {
        match self {
            Self::Parameters => ["api-problem-parameters", "api-problem-parameters-detail", "api-problem-parameters-meaning"],
            Self::NotFound => ["api-problem-not-found", "api-problem-not-found-detail", "api-problem-not-found-meaning"],
            Self::Method => ["api-problem-method", "api-problem-method-detail", "api-problem-method-meaning"],
            Self::Pace => ["api-problem-pace", "api-problem-pace-detail", "api-problem-pace-meaning"],
            Self::Trouble => ["api-problem-trouble", "api-problem-trouble-detail", "api-problem-trouble-meaning"],
        }
    }

    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::Parameters => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Pace => StatusCode::TOO_MANY_REQUESTS,
            Self::Trouble => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The problem as it is told.
pub(super) fn told(
    site: &Site,
    speaker: &Speaker,
    kind: Kind,
    seconds: Option<u64>,
    errors: Vec<ParameterFault>,
) -> Response {
    let problem = Problem::of(site, speaker, kind, seconds, errors);
    // Texts and a number always become JSON.
    let text = linked::within_script(&serde_json::to_string(&problem).unwrap_or_default());
    let headers = [(CONTENT_TYPE, "application/problem+json"), (CACHE_CONTROL, "no-store")];
    let mut response = (kind.status(), headers, text).into_response();
    let language = HeaderValue::from_static(speaker.language());
    response.headers_mut().insert(CONTENT_LANGUAGE, language);
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

impl Asked {
    /// Something in the request isn't right.
    pub(super) fn faulty(&self, site: &Site, errors: Vec<ParameterFault>) -> Refused {
        Refused(Box::new(told(site, &self.speaker, Kind::Parameters, None, errors)))
    }

    /// There is no such thing.
    pub(super) fn not_found(&self, site: &Site) -> Refused {
        Refused(Box::new(told(site, &self.speaker, Kind::NotFound, None, Vec::new())))
    }

    /// The store has trouble, which is logged.
    pub(super) fn trouble(&self, site: &Site, failure: &Failure) -> Refused {
        tracing::error!(path = self.path, %failure, "the API can't answer");
        Refused(Box::new(told(site, &self.speaker, Kind::Trouble, Some(LATER), Vec::new())))
    }
}

/// As the pages are guarded; too many who ask at once are told so as everything else here.
pub(super) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let speaker = language::of(&site, request.headers().get(ACCEPT_LANGUAGE));
    let busy = || told(&site, &speaker, Kind::Trouble, Some(LATER), Vec::new());
    guard::in_turn(&site, &site.api_turns, request, next, busy).await
}

pub(super) async fn nothing_here(State(site): State<Site>, asked: Asked) -> Refused {
    asked.not_found(&site)
}

pub(super) async fn other_method(State(site): State<Site>, asked: Asked) -> Response {
    told(&site, &asked.speaker, Kind::Method, None, Vec::new())
}
