//! Embeds. Source: resources/message, Embed Limits.

use serde_json::{Value, json};

use super::Errors;

/// Discord: at most so many characters over all embeds of a message.
const ALL_TEXT: usize = 6000;

/// Reads `embeds`; `None` when the field is left out or null.
pub fn read(body: &Value, errors: &mut Errors) -> Option<Vec<Value>> {
    let list = errors.optional_list(body, "embeds", 0, 10)?;
    let mut characters = 0;
    let embeds = errors.within("embeds", |errors| {
        list.iter()
            .enumerate()
            .map(|(index, embed)| errors.within(index, |errors| one(embed, &mut characters, errors)))
            .collect()
    });
    if characters > ALL_TEXT {
        let text = format!("Embed size exceeds maximum size of {ALL_TEXT}");
        errors.at("embeds", "MAX_EMBED_SIZE_EXCEEDED", text);
    }
    Some(embeds)
}

fn one(embed: &Value, characters: &mut usize, errors: &mut Errors) -> Value {
    if !embed.is_object() {
        errors.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return Value::Null;
    }
    let mut count = |text: Option<&str>| *characters += text.map_or(0, |text| text.chars().count());
    count(errors.optional_text(embed, "title", 0, 256));
    count(errors.optional_text(embed, "description", 0, 4096));
    errors.optional_text(embed, "url", 0, 2048);
    errors.optional_number(embed, "color", 0, 0xFF_FFFF);
    if embed["footer"].is_object() {
        errors.within("footer", |errors| count(Some(errors.text(&embed["footer"], "text", 0, 2048))));
    }
    if embed["author"].is_object() {
        errors.within("author", |errors| count(Some(errors.text(&embed["author"], "name", 0, 256))));
    }
    let fields = errors.optional_list(embed, "fields", 0, 25).unwrap_or_default();
    errors.within("fields", |errors| {
        for (index, field) in fields.iter().enumerate() {
            errors.within(index, |errors| {
                for (key, max) in [("name", 256), ("value", 1024)] {
                    let text = errors.text(field, key, 0, max);
                    if field[key].is_string() && text.trim().is_empty() {
                        errors.at(key, "BASE_TYPE_REQUIRED", "This field is required");
                    }
                    count(Some(text));
                }
            });
        }
    });
    for key in ["image", "thumbnail"] {
        if embed[key].is_object() {
            errors.within(key, |errors| url(&embed[key], "url", errors));
        }
    }
    filled_in(embed)
}

/// A link that Discord takes in embeds and media.
pub fn url(object: &Value, key: &str, errors: &mut Errors) {
    let text = errors.text(object, key, 1, 2048);
    let fits = ["http://", "https://", "attachment://"].iter().any(|scheme| text.starts_with(scheme));
    if !text.is_empty() && !fits {
        let text = format!("Scheme \"{}\" is not supported.", text.split(':').next().unwrap_or_default());
        errors.at(key, "URL_TYPE_INVALID_SCHEME", format!("{text} Scheme must be one of ('http', 'https')."));
    }
}

/// The embed as Discord sends it back.
fn filled_in(embed: &Value) -> Value {
    let mut json = embed.clone();
    if let Value::Object(map) = &mut json {
        map.retain(|_, value| !value.is_null());
        map.insert("type".into(), json!("rich"));
        map.insert("content_scan_version".into(), json!(0));
        if let Some(Value::Array(fields)) = map.get_mut("fields") {
            for field in fields.iter_mut().filter(|field| field.is_object()) {
                field["inline"] = json!(field["inline"].as_bool().unwrap_or(false));
            }
        }
    }
    json
}
