//! Messages of the bot that show everything a message can have.

use serde_json::{Value, json};

/// A card with all its parts.
pub fn card() -> Value {
    json!({"content": "A card", "embeds": [{
        "title": "The harbour", "url": "https://example.org/harbour", "description": "Open **all** night", "color": 3_447_003,
        "author": {"name": "Harbour master"}, "footer": {"text": "No warranty"}, "timestamp": "2030-01-02T03:04:05Z",
        "fields": [{"name": "Depth", "value": "9 m", "inline": true}, {"name": "Berths", "value": "*40*", "inline": true}],
        "image": {"url": "https://example.org/harbour.png"}}]})
}

/// A button of each style, one that can't be pressed, and a link.
pub fn buttons() -> Value {
    let button =
        |style: u64, label: &str| json!({"type": 2, "style": style, "label": label, "custom_id": label});
    json!({"content": "Some buttons", "components": [
        {"type": 1, "components": [button(1, "Primary"), button(2, "Secondary"), button(3, "Success"), button(4, "Danger")]},
        {"type": 1, "components": [
            {"type": 2, "style": 5, "label": "Map", "url": "https://example.org/map"},
            {"type": 2, "style": 2, "label": "Closed", "custom_id": "closed", "disabled": true},
            {"type": 2, "style": 2, "emoji": {"name": "👏"}, "custom_id": "clap"}]}]})
}

/// A select of each kind; the first takes one or two.
pub fn selects() -> Value {
    let select = |kind: u64, name: &str| json!({"type": 1, "components": [{"type": kind, "custom_id": name, "placeholder": name}]});
    let mut fish = select(3, "Fish");
    fish["components"][0]["options"] = json!([
        {"label": "Cod", "value": "cod", "description": "Large"}, {"label": "Eel", "value": "eel"}, {"label": "Ray", "value": "ray"}]);
    fish["components"][0]["min_values"] = json!(2);
    fish["components"][0]["max_values"] = json!(2);
    let mut channel = select(8, "Channel");
    channel["components"][0]["channel_types"] = json!([5]);
    json!({"content": "Some selects",
        "components": [fish, select(5, "Person"), select(6, "Role"), select(7, "Mentionable"), channel]})
}

/// A select of which one is chosen.
pub fn one_of_three() -> Value {
    json!({"content": "One of three", "components": [{"type": 1, "components": [
        {"type": 3, "custom_id": "one", "placeholder": "Which", "options": [
            {"label": "Bow", "value": "bow"}, {"label": "Stern", "value": "stern", "default": true}, {"label": "Keel", "value": "keel"}]}]}]})
}

/// Components V2 with every kind that needs no file.
pub fn layout() -> Value {
    json!({"flags": 32768, "components": [
        {"type": 10, "content": "# A layout\nWith **words**"},
        {"type": 17, "accent_color": 1_016_686, "components": [
            {"type": 9, "components": [{"type": 10, "content": "A section"}],
             "accessory": {"type": 2, "style": 1, "label": "Beside", "custom_id": "beside"}},
            {"type": 14, "divider": true, "spacing": 2},
            {"type": 9, "components": [{"type": 10, "content": "With a picture"}],
             "accessory": {"type": 11, "media": {"url": "https://example.org/small.png"}, "description": "A gull"}},
            {"type": 12, "items": [{"media": {"url": "https://example.org/large.png"}, "description": "The mole"}]},
            {"type": 1, "components": [{"type": 3, "custom_id": "deep", "placeholder": "Deep", "options": [
                {"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}]}]}]},
        {"type": 17, "spoiler": true, "components": [{"type": 10, "content": "Kept under cover"}]}]})
}

/// All markup, with mentions of a person, a role and a channel.
pub fn markup(user: &str, role: &str, channel: &str) -> String {
    format!(
        "# Heading\n**bold** *italic* __underlined__ ~~struck~~ `code` ||hidden||\n> quoted\n- first\n- second\n-# small\n\
         [a link](https://example.org/) <@{user}> <@&{role}> <#{channel}>\n```rust\nlet x = 1;\n```"
    )
}

/// A picture of one pixel.
pub const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144,
    119, 83, 222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 224, 47, 203, 3, 0, 1, 139, 0, 244, 60, 197, 32,
    42, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];
