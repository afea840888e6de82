//! Examples for callbacks, autocomplete and modals.

use serde_json::{Value, json};

use super::{CALLBACK, Example, example, long};

pub(super) fn examples() -> Vec<Example> {
    [callbacks(), modals(), labels(), inputs()].into_iter().flatten().collect()
}

fn callbacks() -> Vec<Example> {
    let choices = |count: usize, name: usize, value: Value| json!({ "type": 8, "data": { "choices": vec![json!({ "name": long(name), "value": value }); count] } });
    let good = || choices(25, 100, json!(long(100)));
    vec![
        example("callback-type", CALLBACK, "/type", json!({ "type": 6 }), json!({ "type": 2 })),
        example(
            "callback-data",
            CALLBACK,
            "/data",
            json!({ "type": 8, "data": { "choices": [] } }),
            json!({ "type": 8 }),
        ),
        example(
            "deferred-flags",
            CALLBACK,
            "/data/flags",
            json!({ "type": 5, "data": { "flags": 64 } }),
            json!({ "type": 5, "data": { "flags": 32768 } }),
        ),
        example("autocomplete-count", CALLBACK, "/data/choices", good(), choices(26, 1, json!("a"))),
        example("autocomplete-name", CALLBACK, "/data/choices/0/name", good(), choices(1, 101, json!("a"))),
        example(
            "autocomplete-value",
            CALLBACK,
            "/data/choices/0/value",
            good(),
            choices(1, 1, json!(long(101))),
        ),
        example(
            "autocomplete-value",
            CALLBACK,
            "/data/choices/0/value",
            choices(1, 1, json!(9_007_199_254_740_991_i64)),
            choices(1, 1, json!(9_007_199_254_740_994_i64)),
        ),
    ]
}

fn modal(title: &str, id: &str, components: Value) -> Value {
    json!({ "type": 9, "data": { "title": title, "custom_id": id, "components": components } })
}

fn label(component: Value) -> Value {
    json!({ "type": 18, "label": "x", "component": component })
}

fn one(component: Value) -> Value {
    modal("x", "m", json!([label(component)]))
}

fn input(id: impl ToString) -> Value {
    json!({ "type": 4, "style": 1, "custom_id": id.to_string() })
}

fn modals() -> Vec<Example> {
    let inputs = |count: usize| modal("x", "m", (0..count).map(|id| label(input(id))).collect());
    let good = || modal(&long(45), &long(100), json!([label(input("a"))]));
    let checkbox = |disabled: bool| one(json!({ "type": 6, "custom_id": "a", "disabled": disabled }));
    vec![
        example(
            "modal-title",
            CALLBACK,
            "/data/title",
            good(),
            modal(&long(46), "m", json!([label(input("a"))])),
        ),
        example(
            "modal-custom-id",
            CALLBACK,
            "/data/custom_id",
            good(),
            modal("x", "", json!([label(input("a"))])),
        ),
        example("modal-components", CALLBACK, "/data/components", inputs(5), inputs(6)),
        example(
            "modal-disabled",
            CALLBACK,
            "/data/components/0/component/disabled",
            checkbox(false),
            checkbox(true),
        ),
        example(
            "custom-id-unique",
            CALLBACK,
            "/data/components/1/component/custom_id",
            inputs(2),
            modal("x", "m", json!([label(input("a")), label(input("a"))])),
        ),
        example(
            "component-place",
            CALLBACK,
            "/data/components/1",
            modal("x", "m", json!([label(input("a")), { "type": 10, "content": "x" }])),
            modal("x", "m", json!([label(input("a")), { "type": 14 }])),
        ),
    ]
}

fn labels() -> Vec<Example> {
    let labelled = |text: usize, description: usize| {
        let label = json!({
            "type": 18, "label": long(text), "description": long(description), "component": input("a"),
        });
        modal("x", "m", json!([label]))
    };
    let in_row = |more: Value| {
        let mut input = input("a");
        if let (Value::Object(input), Value::Object(more)) = (&mut input, more) {
            input.extend(more);
        }
        modal("x", "m", json!([{ "type": 1, "components": [input] }]))
    };
    vec![
        example("label-text", CALLBACK, "/data/components/0/label", labelled(45, 100), labelled(46, 100)),
        example(
            "label-description",
            CALLBACK,
            "/data/components/0/description",
            labelled(45, 100),
            labelled(45, 101),
        ),
        example(
            "label-component",
            CALLBACK,
            "/data/components/0/component",
            one(input("a")),
            modal("x", "m", json!([{ "type": 18, "label": "x" }])),
        ),
        example(
            "text-input-label",
            CALLBACK,
            "/data/components/0/components/0/label",
            in_row(json!({ "label": long(45) })),
            in_row(json!({})),
        ),
    ]
}

fn inputs() -> Vec<Example> {
    let with = |key: &str, value: Value| {
        let mut input = input("a");
        input[key] = value;
        one(input)
    };
    let group = |kind: u32, count: usize| {
        let options: Vec<Value> =
            (0..count).map(|value| json!({ "label": "x", "value": value.to_string() })).collect();
        one(json!({ "type": kind, "custom_id": "a", "options": options }))
    };
    let files = |most: u32| one(json!({ "type": 19, "custom_id": "a", "max_values": most }));
    vec![
        example(
            "text-input-style",
            CALLBACK,
            "/data/components/0/component/style",
            with("style", json!(2)),
            with("style", json!(3)),
        ),
        example(
            "text-input-bounds",
            CALLBACK,
            "/data/components/0/component/max_length",
            with("max_length", json!(4000)),
            with("max_length", json!(4001)),
        ),
        example(
            "text-input-value",
            CALLBACK,
            "/data/components/0/component/value",
            with("value", json!(long(4000))),
            with("value", json!(long(4001))),
        ),
        example(
            "placeholder",
            CALLBACK,
            "/data/components/0/component/placeholder",
            with("placeholder", json!(long(100))),
            with("placeholder", json!(long(101))),
        ),
        example(
            "radio-options",
            CALLBACK,
            "/data/components/0/component/options",
            group(21, 10),
            group(21, 1),
        ),
        example(
            "checkbox-options",
            CALLBACK,
            "/data/components/0/component/options",
            group(22, 1),
            group(22, 11),
        ),
        example("value-bounds", CALLBACK, "/data/components/0/component/max_values", files(10), files(11)),
    ]
}
