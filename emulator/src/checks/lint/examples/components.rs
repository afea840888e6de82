//! Examples for the components of messages.

use serde_json::{Value, json};

use super::{EDIT, Example, MESSAGE, example, long};

pub(super) fn examples() -> Vec<Example> {
    [wholes(), arranging(), showing(), buttons(), selects()].into_iter().flatten().collect()
}

/// A message without the flag for V2.
fn legacy(components: Value) -> Value {
    json!({ "content": "x", "components": components })
}

/// A message of components alone.
fn v2(components: Value) -> Value {
    json!({ "flags": 32768, "components": components })
}

fn row(children: Value) -> Value {
    legacy(json!([{ "type": 1, "components": children }]))
}

fn button(id: impl ToString) -> Value {
    json!({ "type": 2, "style": 1, "label": "x", "custom_id": id.to_string() })
}

fn texts(count: usize, characters: usize) -> Vec<Value> {
    vec![json!({ "type": 10, "content": long(characters) }); count]
}

fn wholes() -> Vec<Example> {
    let rows = |count: usize| {
        let rows: Vec<Value> =
            (0..count).map(|id| json!({ "type": 1, "components": [button(id)] })).collect();
        legacy(json!(rows))
    };
    let container = |count: usize| v2(json!([{ "type": 17, "components": texts(count, 1) }]));
    let two = |first: Value, second: Value| row(json!([first, second]));
    let with_id = |id: u64| json!({ "type": 2, "style": 1, "custom_id": id.to_string(), "id": id });
    vec![
        example("v2-flag", MESSAGE, "/components/0", v2(json!(texts(1, 1))), legacy(json!(texts(1, 1)))),
        example("row-count", MESSAGE, "/components", rows(5), rows(6)),
        example("component-total", MESSAGE, "/components", container(39), container(40)),
        example(
            "v2-text-total",
            MESSAGE,
            "/components",
            v2(json!(texts(2, 2000))),
            v2(json!(texts(2, 2001))),
        ),
        example(
            "custom-id-unique",
            MESSAGE,
            "/components/0/components/1/custom_id",
            two(button("a"), button("b")),
            two(button("a"), button("a")),
        ),
        example(
            "component-id-unique",
            MESSAGE,
            "/components/1/id",
            v2(json!([{ "type": 14, "id": 0 }, { "type": 14, "id": 0 }])),
            v2(json!([{ "type": 14, "id": 7 }, { "type": 14, "id": 7 }])),
        ),
        example(
            "component-type",
            EDIT,
            "/components/0/type",
            json!({ "components": [{ "type": 14 }] }),
            json!({ "components": [{ "type": 16 }] }),
        ),
        example(
            "component-place",
            MESSAGE,
            "/components/0",
            row(json!([button(1)])),
            legacy(json!([button(1)])),
        ),
        example(
            "custom-id",
            MESSAGE,
            "/components/0/components/0/custom_id",
            row(json!([button(long(100))])),
            row(json!([button(long(101))])),
        ),
        example(
            "component-id",
            MESSAGE,
            "/components/0/components/0/id",
            row(json!([with_id(2_147_483_647)])),
            row(json!([with_id(2_147_483_648)])),
        ),
    ]
}

fn arranging() -> Vec<Example> {
    let buttons = |count: usize| row((0..count).map(button).collect());
    let thumbnail = json!({ "type": 11, "media": { "url": "https://example.com/a.png" } });
    let section =
        |count: usize| v2(json!([{ "type": 9, "components": texts(count, 1), "accessory": thumbnail }]));
    let coloured =
        |colour: u32| v2(json!([{ "type": 17, "accent_color": colour, "components": texts(1, 1) }]));
    let select = |id: &str| json!({ "type": 5, "custom_id": id });
    vec![
        example("row-children", MESSAGE, "/components/0/components", buttons(5), buttons(6)),
        example(
            "row-children",
            MESSAGE,
            "/components/0/components",
            row(json!([select("a")])),
            row(json!([select("a"), button("b")])),
        ),
        example("section-texts", MESSAGE, "/components/0/components", section(3), section(4)),
        example(
            "section-texts",
            MESSAGE,
            "/components/0/accessory",
            section(1),
            v2(json!([{ "type": 9, "components": texts(1, 1) }])),
        ),
        example(
            "container-children",
            MESSAGE,
            "/components/0/components",
            v2(json!([{ "type": 17, "components": texts(1, 1) }])),
            v2(json!([{ "type": 17, "components": [] }])),
        ),
        example(
            "accent-color",
            MESSAGE,
            "/components/0/accent_color",
            coloured(0xFF_FFFF),
            coloured(0x100_0000),
        ),
        example(
            "separator-spacing",
            MESSAGE,
            "/components/0/spacing",
            v2(json!([{ "type": 14, "spacing": 2, "divider": false }])),
            v2(json!([{ "type": 14, "spacing": 3 }])),
        ),
    ]
}

fn showing() -> Vec<Example> {
    let item = |description: usize| json!({ "media": { "url": "attachment://a.png" }, "description": long(description) });
    let gallery = |count: usize| v2(json!([{ "type": 12, "items": vec![item(1); count] }]));
    let file = |url: &str| v2(json!([{ "type": 13, "file": { "url": url } }]));
    vec![
        example(
            "text-display",
            MESSAGE,
            "/components/0/content",
            v2(json!(texts(1, 4000))),
            v2(json!(texts(1, 4001))),
        ),
        example("gallery-items", MESSAGE, "/components/0/items", gallery(10), gallery(11)),
        example(
            "media-description",
            MESSAGE,
            "/components/0/items/0/description",
            v2(json!([{ "type": 12, "items": [item(1024)] }])),
            v2(json!([{ "type": 12, "items": [item(1025)] }])),
        ),
        example(
            "file-attachment",
            MESSAGE,
            "/components/0/file/url",
            file("attachment://a.csv"),
            file("https://example.com/a.csv"),
        ),
    ]
}

fn buttons() -> Vec<Example> {
    let place = "/components/0/components/0/label";
    let labelled =
        |count: usize| row(json!([{ "type": 2, "style": 2, "custom_id": "a", "label": long(count) }]));
    let styled = |style: u32| row(json!([{ "type": 2, "style": style, "custom_id": "a", "label": "x" }]));
    let link = |url: &str| row(json!([{ "type": 2, "style": 5, "label": "x", "url": url }]));
    let address = |count: usize| format!("https://e.com/{}", "a".repeat(count - 14));
    vec![
        example("button-label", MESSAGE, place, labelled(80), labelled(81)),
        example("button-style", MESSAGE, "/components/0/components/0/style", styled(4), styled(7)),
        example(
            "button-kind",
            MESSAGE,
            "/components/0/components/0/url",
            link("https://example.com"),
            row(json!([{ "type": 2, "style": 5, "label": "x" }])),
        ),
        example(
            "button-kind",
            MESSAGE,
            "/components/0/components/0/custom_id",
            row(json!([{ "type": 2, "style": 6, "sku_id": "1" }])),
            row(json!([{ "type": 2, "style": 3, "label": "x" }])),
        ),
        example(
            "button-url",
            MESSAGE,
            "/components/0/components/0/url",
            link(&address(512)),
            link(&address(513)),
        ),
    ]
}

fn selects() -> Vec<Example> {
    let options = |count: usize| -> Vec<Value> {
        (0..count).map(|value| json!({ "label": "x", "value": value.to_string() })).collect()
    };
    let select = |more: Value| {
        let mut select = json!({ "type": 3, "custom_id": "a", "options": options(2) });
        if let (Value::Object(select), Value::Object(more)) = (&mut select, more) {
            select.extend(more);
        }
        row(json!([select]))
    };
    let place = "/components/0/components/0/options";
    let users = |kind: &str| {
        row(json!([{ "type": 5, "custom_id": "a", "default_values": [{ "id": "1", "type": kind }] }]))
    };
    vec![
        example(
            "select-options",
            MESSAGE,
            place,
            select(json!({ "options": options(25) })),
            select(json!({ "options": options(26) })),
        ),
        example(
            "option-texts",
            MESSAGE,
            "/components/0/components/0/options/0/label",
            select(
                json!({ "options": [{ "label": long(100), "value": long(100), "description": long(100) }] }),
            ),
            select(json!({ "options": [{ "label": long(101), "value": "a" }] })),
        ),
        example(
            "option-values-unique",
            MESSAGE,
            "/components/0/components/0/options/1/value",
            select(json!({ "options": options(2) })),
            select(json!({ "options": [{ "label": "x", "value": "a" }, { "label": "y", "value": "a" }] })),
        ),
        example(
            "placeholder",
            MESSAGE,
            "/components/0/components/0/placeholder",
            select(json!({ "placeholder": long(150) })),
            select(json!({ "placeholder": long(151) })),
        ),
        example(
            "value-bounds",
            MESSAGE,
            "/components/0/components/0/min_values",
            select(json!({ "min_values": 0, "max_values": 2 })),
            select(json!({ "min_values": 2, "max_values": 1 })),
        ),
        example(
            "select-defaults",
            MESSAGE,
            "/components/0/components/0/default_values/0/type",
            users("user"),
            users("role"),
        ),
    ]
}
