//! What may be asked, by name: how it is read and how it is described stand side by side, so that they stay one.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use super::cursor;
use crate::points::request::RequestKind;
use crate::points::rules::Rules;
use crate::store::{BoardPeriod, GroupKind};
use crate::web::visit::TYPED;

/// Lines of a part at most.
pub(super) const MOST: u32 = 100;
/// Lines of a part when it isn't said how many.
pub(super) const USUAL: u32 = 30;

pub(super) const PARTNERS: &[&str] = &["q", "tier", "limit", "cursor"];
pub(super) const GROUPS: &[&str] = &["q", "kind", "language", "limit", "cursor"];
pub(super) const AWARDS: &[&str] = &["partner", "group", "contribution", "limit", "cursor"];
pub(super) const LEADERBOARD: &[&str] = &["of", "period", "group", "contribution", "limit", "cursor"];
pub(super) const REQUESTS: &[&str] = &["kind", "group", "language", "limit", "cursor"];
pub(super) const NONE: &[&str] = &[];

/// The words of a board's sides.
pub(super) const SIDES: [&str; 2] = ["partners", "groups"];

/// The parameters of a path; `{slug}` among them.
pub(super) fn of_path(path: &str, rules: &Rules) -> Vec<Parameter> {
    let (names, kinds): (&[&str], Vec<&str>) = match path.trim_start_matches(super::PLACE) {
        "/partners" => (PARTNERS, Vec::new()),
        "/groups" => (GROUPS, GroupKind::ALL.iter().map(|kind| kind.as_str()).collect()),
        "/awards" => (AWARDS, Vec::new()),
        "/leaderboard" => (LEADERBOARD, Vec::new()),
        "/requests" => (REQUESTS, RequestKind::ALL.iter().map(|kind| kind.as_str()).collect()),
        _ => (NONE, Vec::new()),
    };
    let mut all: Vec<Parameter> = names.iter().map(|name| asked(name, &kinds, rules)).collect();
    if path.ends_with("{slug}") {
        let schema = slug().into();
        let slug =
            ParameterBuilder::new().name("slug").parameter_in(ParameterIn::Path).required(Required::True);
        let described = "The last part of the address of its page on the wall.";
        all.push(slug.description(Some(described)).schema(Some::<RefOr<Schema>>(schema)).build());
    }
    all
}

fn asked(name: &str, kinds: &[&str], rules: &Rules) -> Parameter {
    let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    let one_of = |words: Vec<String>| text().enum_values(Some(words));
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let (schema, described) = match name {
        "q" => (
            text().max_length(Some(TYPED)),
            "A part of the name, in whatever case and with or without accents.",
        ),
        "tier" => {
            let tiers = rules.tiers().iter().map(|tier| tier.id().as_str().to_owned());
            (one_of(tiers.collect()), "With this tier alone; /api/v1/program has the tiers.")
        }
        "kind" => (one_of(owned(kinds)), "Of this kind alone."),
        "language" => (one_of(rules.languages().to_vec()), "Of groups that speak this language alone."),
        "partner" => (slug(), "Of this company alone, by the last part of the address of its page."),
        "group" => (slug(), "Of this group alone, by the last part of the address of its page."),
        "contribution" => {
            let kinds = rules.contributions().iter().map(|kind| kind.id().as_str().to_owned());
            (one_of(kinds.collect()), "For this alone; /api/v1/program has the contributions.")
        }
        "of" => (one_of(owned(&SIDES)), "Companies by what they got, or groups by what they gave."),
        "period" => {
            let periods = BoardPeriod::ALL.map(BoardPeriod::as_str);
            (one_of(owned(&periods)), "Awards of the open period, of the one before, or of all there were.")
        }
        "limit" => (
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::Integer))
                .minimum(Some(1))
                .maximum(Some(MOST))
                .default(Some(USUAL.into())),
            "So many lines at most. There may be fewer, also before the end.",
        ),
        _ => (
            text().min_length(Some(1)).max_length(Some(cursor::LONGEST)).pattern(Some("^[A-Za-z0-9_-]+$")),
            "The “next” of the answer before, as it is: what comes behind it.",
        ),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(described))
        .schema(Some(schema))
        .build()
}

fn slug() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).pattern(Some("^[a-z0-9-]{1,120}$"))
}
