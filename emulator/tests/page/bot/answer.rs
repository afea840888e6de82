//! The bot's commands, and what it answers to what. It answers by what was asked alone.

use serde_json::{Value, json};

/// What it registers.
pub fn commands() -> Value {
    json!([
        {"name": "say", "description": "Says something to all", "options": [
            {"type": 3, "name": "text", "description": "What to say", "required": true}]},
        {"name": "secret", "description": "Tells you something alone"},
        {"name": "sleep", "description": "Never answers"},
        {"name": "think", "description": "Thinks first, answers later"},
        {"name": "try", "description": "Takes an option of every type", "options": [
            {"type": 3, "name": "text", "description": "Three to eight letters", "min_length": 3, "max_length": 8},
            {"type": 4, "name": "whole", "description": "A whole number", "min_value": 1, "max_value": 10},
            {"type": 10, "name": "real", "description": "A number", "min_value": 0.5, "max_value": 1.5},
            {"type": 5, "name": "yes", "description": "Yes or no"},
            {"type": 6, "name": "who", "description": "A person"},
            {"type": 7, "name": "where", "description": "An announcement channel", "channel_types": [5]},
            {"type": 8, "name": "role", "description": "A role"},
            {"type": 9, "name": "anyone", "description": "A person or a role"},
            {"type": 11, "name": "file", "description": "A file"},
            {"type": 3, "name": "colour", "description": "One of three", "choices": [
                {"name": "Red", "value": "r"}, {"name": "Green", "value": "g"}, {"name": "Blue", "value": "b"}]},
            {"type": 3, "name": "ship", "description": "The bot knows which", "autocomplete": true}]},
        {"name": "partner", "description": "Partners", "options": [
            {"type": 1, "name": "view", "description": "Shows a partner", "options": [
                {"type": 3, "name": "name", "description": "Which", "required": true}]},
            {"type": 1, "name": "list", "description": "Lists them"}]},
        {"name": "form", "description": "Opens a form", "options": [
            {"type": 3, "name": "kind", "description": "Which form", "required": true, "choices": [
                {"name": "old", "value": "old"}, {"name": "new", "value": "new"}, {"name": "more", "value": "more"}]}]},
        {"name": "Thank for this", "type": 3},
        {"name": "Look them up", "type": 2},
    ])
}

/// The callback for an interaction; null is silence.
pub fn to(interaction: &Value) -> Value {
    let data = &interaction["data"];
    match interaction["type"].as_u64() {
        Some(2) => to_command(data),
        Some(4) => to_typing(data),
        Some(3) if data["custom_id"] == "sleep" => Value::Null,
        Some(3) => {
            json!({"type": 4, "data": {"flags": 64, "content": format!("You used {}", data["custom_id"])}})
        }
        Some(5) => json!({"type": 4, "data": {"flags": 64, "content": "The form is here"}}),
        _ => Value::Null,
    }
}

fn to_command(data: &Value) -> Value {
    let option = |number: usize| data["options"][number]["value"].as_str().unwrap_or_default().to_owned();
    match data["name"].as_str().unwrap_or_default() {
        "say" => json!({"type": 4, "data": {"content": option(0)}}),
        "secret" => json!({"type": 4, "data": {"flags": 64, "content": "For your eyes only"}}),
        "think" => json!({"type": 5}),
        "sleep" => Value::Null,
        "form" if option(0) == "old" => json!({"type": 9, "data": old_form()}),
        "form" if option(0) == "new" => json!({"type": 9, "data": new_form()}),
        "form" => json!({"type": 9, "data": more_form()}),
        name => json!({"type": 4, "data": {"flags": 64, "content": format!("{name} is done")}}),
    }
}

fn to_typing(data: &Value) -> Value {
    let typed = data["options"].as_array().into_iter().flatten().find(|one| one["focused"] == true);
    let typed = typed.and_then(|one| one["value"].as_str()).unwrap_or_default().to_lowercase();
    let ships = [("Albatross, three masts", "a"), ("Barnacle, a tug", "b"), ("Cormorant, a cutter", "c")];
    let choices: Vec<Value> = ships
        .iter()
        .filter(|(name, _)| name.to_lowercase().contains(&typed))
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    json!({"type": 8, "data": {"choices": choices}})
}

/// Text inputs in rows.
fn old_form() -> Value {
    json!({"custom_id": "old", "title": "The log book", "components": [
        {"type": 1, "components": [{"type": 4, "style": 1, "custom_id": "ship", "label": "Ship", "placeholder": "Her name",
            "min_length": 2, "max_length": 20}]},
        {"type": 1, "components": [{"type": 4, "style": 2, "custom_id": "story", "label": "Story", "required": false,
            "value": "A calm day"}]}]})
}

/// The fields that a label can have, as many as fit into one form.
fn new_form() -> Value {
    json!({"custom_id": "new", "title": "A berth, please", "components": [
        label("Ship", json!({"type": 4, "style": 1, "custom_id": "ship", "min_length": 2})),
        label("When", json!({"type": 3, "custom_id": "when", "options": day()})),
        label("Papers", json!({"type": 19, "custom_id": "papers"})),
        label("Tide", json!({"type": 21, "custom_id": "tide", "options": day()})),
        label("I know the rules", json!({"type": 23, "custom_id": "rules"}))]})
}

/// The rest of them.
fn more_form() -> Value {
    json!({"custom_id": "more", "title": "More wishes", "components": [
        {"type": 10, "content": "We keep **one** berth free."},
        label("Wishes", json!({"type": 22, "custom_id": "wishes", "min_values": 1, "options": [
            {"label": "Water", "value": "water", "description": "From the tap"}, {"label": "Power", "value": "power"}]})),
        label("Pilot", json!({"type": 5, "custom_id": "pilot", "required": false})),
        label("News in", json!({"type": 8, "custom_id": "where", "channel_types": [5]}))]})
}

fn day() -> Value {
    json!([{"label": "Morning", "value": "am"}, {"label": "Evening", "value": "pm"}])
}

fn label(label: &str, component: Value) -> Value {
    json!({"type": 18, "label": label, "component": component})
}
