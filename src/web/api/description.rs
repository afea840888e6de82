//! The API described for tools (OpenAPI 3.1), from the answers' own types and the parameters as they are read. In English,
//! as the names of its fields are; the guide is there in each language.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::server::Server;
use utoipa::openapi::{Content, InfoBuilder, OpenApi as Document, Ref, RefOr};

use super::problem::{Kind, ParameterFault, Problem, Refused};
use super::query::Asked;
use super::{awards, groups, leaderboard, parameters, partners, program, requests};
use crate::web::Site;
use crate::words::say;

/// The version of this API: nothing is taken out of it or renamed while it is called so.
const VERSION: &str = "1";

#[derive(OpenApi)]
#[openapi(
    paths(
        program::program,
        partners::list,
        partners::one,
        groups::list,
        groups::one,
        awards::list,
        leaderboard::board,
        requests::list,
    ),
    components(schemas(Problem, ParameterFault))
)]
struct Paths;

/// The description as JSON.
fn described(site: &Site) -> String {
    let mut document = Paths::openapi();
    document.info = InfoBuilder::new()
        .title(format!("{}: the API", site.service.rules().name()))
        .version(VERSION)
        .description(Some(format!(
            "What the program's wall shows, as JSON: read-only, without signing in, readable from every site. \
             A list comes in parts: hand its `next` back as `cursor` until that is null. \
             {} requests a minute are answered for an address; `RateLimit-Remaining` says how many are left. \
             An `ETag` that is sent back as `If-None-Match` saves what is known already. \
             Problems are told as RFC 9457 has it. No person is in any answer. {}/api has examples.",
            site.pace.per_minute(),
            site.base
        )))
        .build();
    document.servers = Some(vec![Server::new(&*site.base)]);
    complete(&mut document, site);
    document.to_pretty_json().unwrap_or_default()
}

/// With what all paths have in common.
fn complete(document: &mut Document, site: &Site) {
    for (path, item) in &mut document.paths.paths {
        let PathItem { get: Some(operation), .. } = item else { continue };
        let parameters = parameters::of_path(path, site.service.rules());
        let is_list = parameters.iter().any(|parameter| parameter.name == "cursor");
        operation.parameters = Some(parameters);
        let etag = || header("A mark of the answer, for If-None-Match.");
        if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
            answer.headers.insert("ETag".to_owned(), etag());
            if is_list {
                let link = header("Where the next part is, as RFC 8288 has it; none with the last one.");
                answer.headers.insert("Link".to_owned(), link);
            }
        }
        let same = ResponseBuilder::new().description("What If-None-Match names is the answer still.");
        respond(operation, "304", same.header("ETag", etag()).build());
        if path.ends_with("{slug}") {
            let moved = ResponseBuilder::new().description("It is called otherwise by now.");
            respond(operation, "301", moved.header("Location", header("Where it is.")).build());
        }
        for kind in Kind::ALL {
            if kind == Kind::Method || (kind == Kind::NotFound && !path.ends_with("{slug}")) {
                continue;
            }
            respond(operation, kind.status().as_str(), problem(site, kind));
        }
        for answer in operation.responses.responses.values_mut() {
            if let RefOr::T(answer) = answer {
                answer.headers.extend(pace_headers());
            }
        }
    }
}

fn respond(operation: &mut Operation, status: &str, response: Described) {
    operation.responses.responses.insert(status.to_owned(), RefOr::T(response));
}

fn problem(site: &Site, kind: Kind) -> Described {
    let english = site.words.speak("en");
    let errors = match kind {
        Kind::Parameters => vec![ParameterFault {
            parameter: "limit".to_owned(),
            detail: say!(english, "api-fault-limit", most = parameters::MOST),
        }],
        _ => Vec::new(),
    };
    let example = Problem::of(site, &english, kind, None, errors);
    let title = say!(english, kind.texts()[0]);
    let mut content = Content::new(Some(Ref::from_schema_name("Problem")));
    content.example = serde_json::to_value(example).ok();
    let described = ResponseBuilder::new().description(title).content("application/problem+json", content);
    match kind {
        Kind::Pace => described.header("Retry-After", number("In so many seconds one more is answered.")),
        Kind::Trouble => described.header("Retry-After", number("Ask again in so many seconds.")),
        _ => described,
    }
    .build()
}

fn pace_headers() -> [(String, Header); 3] {
    [
        ("RateLimit-Limit", "So many requests a minute are answered for an address."),
        ("RateLimit-Remaining", "So many are left now."),
        ("RateLimit-Reset", "In so many seconds all are there again."),
    ]
    .map(|(name, described)| (name.to_owned(), number(described)))
}

fn header(described: &str) -> Header {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).build();
    HeaderBuilder::new().schema(text).description(Some(described)).build()
}

fn number(described: &str) -> Header {
    let number = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(0)).build();
    HeaderBuilder::new().schema(number).description(Some(described)).build()
}

pub(super) async fn openapi(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    asked.parameters(parameters::NONE).checked(&site, &asked)?;
    let text = site.description.get_or_init(|| described(&site)).clone();
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// Each path with the names of its parameters, for the guide.
pub(super) fn paths(site: &Site) -> Vec<(String, Vec<String>)> {
    let document = Paths::openapi();
    let names = |path: &str| {
        let all = parameters::of_path(path, site.service.rules());
        all.into_iter().map(|parameter| parameter.name).filter(|name| name != "slug").collect()
    };
    document.paths.paths.keys().map(|path| (path.clone(), names(path))).collect()
}
