//! Modals. Source: interactions/receiving-and-responding, Modal.

use serde_json::{Value, json};

use super::Errors;
use super::component::{self, Layout};

/// Reads the `data` of a callback of type 9; gives the modal as people get it.
pub fn read(data: &Value, errors: &mut Errors) -> Value {
    let custom_id = errors.text(data, "custom_id", 1, 100).to_owned();
    let title = errors.text(data, "title", 1, 45).to_owned();
    let components = component::read(data, "components", Layout::Modal, errors);
    match &components {
        Some(parts) if !parts.is_empty() => {}
        Some(_) => errors.at("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."),
        None if data["components"].is_null() => {
            errors.at("components", "BASE_TYPE_REQUIRED", "This field is required");
        }
        None => {}
    }
    json!({"custom_id": custom_id, "title": title, "components": components})
}
