//! What pages say to machines (JSON-LD, schema.org).

use serde_json::{Value, json};

use super::{Site, text};
use crate::service::wall::PartnerShown;

/// A company.
pub(super) fn company(site: &Site, shown: &PartnerShown, tier: Option<&str>) -> Value {
    let partner = &shown.partner;
    let mut company = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": format!("{}/partners/{}", site.base, partner.named.slug),
        "name": text::name(&partner.named.name),
        "memberOf": { "@type": "ProgramMembership", "programName": site.service.rules().name() },
    });
    if is_address(&partner.website) {
        company["url"] = json!(partner.website);
    }
    if !partner.description.is_empty() {
        company["description"] = json!(text::wording(&partner.description));
    }
    if let Some(tier) = tier {
        company["award"] = json!(format!("{tier}, {}", site.service.rules().name()));
    }
    company
}

/// Whether a text is an address that may be linked to, and not somebody's own at Discord.
pub(super) fn is_address(text: &str) -> bool {
    text::names_nobody(text)
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The text of a script element, which nothing in it can end.
pub(super) fn script(value: &Value) -> String {
    within_script(&value.to_string())
}

/// JSON that says the same and has no sign of HTML in it.
pub(super) fn within_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
