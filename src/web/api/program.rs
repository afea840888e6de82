//! The program: what its words mean.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Refused;
use super::query::Asked;
use super::shape::{self, Contribution, Tier};
use super::{json, parameters};
use crate::web::Site;

/// The program.
#[derive(Serialize, ToSchema)]
pub(super) struct Program {
    /// Its name.
    #[schema(example = "Northwind Partner Network")]
    name: String,
    /// The languages that it speaks, its own first.
    #[schema(example = json!(["en", "fr"]))]
    languages: Vec<String>,
    /// Where its days begin.
    #[schema(example = "America/Toronto")]
    timezone: String,
    /// Its wall.
    #[schema(format = "uri", example = "https://partners.example.org/")]
    wall: String,
    /// Its tiers, the lowest first.
    tiers: Vec<Tier>,
    /// What companies are thanked for.
    contributions: Vec<Contribution>,
}

/// The program
///
/// Its name, its tiers and what companies are thanked for: what the words in other answers mean.
#[utoipa::path(get,
    operation_id = "getProgram", path = "/api/v1/program", tag = "The program",
    responses((status = 200, description = "The program.", body = Program)))]
pub(super) async fn program(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    asked.parameters(parameters::NONE).checked(&site, &asked)?;
    let rules = site.service.rules();
    Ok(json(&Program {
        name: rules.name().to_owned(),
        languages: rules.languages().to_vec(),
        timezone: rules.timezone().name().to_owned(),
        wall: format!("{}/", site.base),
        tiers: rules.tiers().iter().map(|tier| shape::tier(&site, tier.id())).collect(),
        contributions: rules
            .contributions()
            .iter()
            .map(|kind| shape::contribution(&site, kind.id()))
            .collect(),
    }))
}
