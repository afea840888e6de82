//! Examples for commands, options, choices and their translations.

use serde_json::{Value, json};

use super::{COMMAND, COMMANDS, Example, GUILD_COMMAND, example, long};

pub(super) fn examples() -> Vec<Example> {
    [commands(), names(), lists(), options(), choices()].into_iter().flatten().collect()
}

fn with(more: Value) -> Value {
    let mut command = json!({ "name": "award", "description": "x" });
    if let (Value::Object(command), Value::Object(more)) = (&mut command, more) {
        command.extend(more);
    }
    command
}

fn option(more: Value) -> Value {
    let mut option = json!({ "type": 3, "name": "a", "description": "x" });
    if let (Value::Object(option), Value::Object(more)) = (&mut option, more) {
        option.extend(more);
    }
    option
}

fn of(options: Value) -> Value {
    with(json!({ "options": options }))
}

fn one(more: Value) -> Value {
    of(json!([option(more)]))
}

fn commands() -> Vec<Example> {
    let user =
        |description: &str| json!({ "type": 2, "name": "Award this person", "description": description });
    let many = |count: usize| {
        let commands: Vec<Value> = (0..count).map(|n| json!({ "type": 3, "name": n.to_string() })).collect();
        json!(commands)
    };
    let choices = |count: usize, value: usize| {
        let choices: Vec<Value> =
            (0..count).map(|n| json!({ "name": n.to_string(), "value": long(value) })).collect();
        choices
    };
    let sized = |last: usize| {
        let mut options: Vec<Value> =
            (0..3).map(|n| option(json!({ "name": format!("o{n}"), "choices": choices(25, 98) }))).collect();
        options
            .push(option(json!({ "name": "last", "description": long(100), "choices": choices(5, last) })));
        of(json!(options))
    };
    vec![
        example("command-kind", COMMAND, "/type", with(json!({ "type": 1 })), with(json!({ "type": 5 }))),
        example(
            "command-description",
            COMMAND,
            "/description",
            with(json!({ "description": long(100) })),
            with(json!({ "description": long(101) })),
        ),
        example("command-description", COMMANDS, "/0/description", json!([user("")]), json!([user("x")])),
        example(
            "command-options",
            COMMAND,
            "/options",
            one(json!({})),
            json!({ "type": 2, "name": "x", "options": [option(json!({}))] }),
        ),
        // 7,500 in three full options, and the rest.
        example("command-size", COMMAND, "body", sized(20), sized(98)),
        example(
            "command-permissions",
            COMMAND,
            "/default_member_permissions",
            with(json!({ "default_member_permissions": "32" })),
            with(json!({ "default_member_permissions": "MANAGE_GUILD" })),
        ),
        example(
            "command-global",
            GUILD_COMMAND,
            "/contexts",
            with(json!({})),
            with(json!({ "contexts": [0] })),
        ),
        example("command-count", COMMANDS, "body", many(15), many(16)),
        example(
            "command-name-unique",
            COMMANDS,
            "/1/name",
            json!([{ "type": 2, "name": "a" }, { "type": 3, "name": "a" }]),
            json!([{ "type": 3, "name": "a" }, { "type": 3, "name": "a" }]),
        ),
    ]
}

fn names() -> Vec<Example> {
    let translated = |key: &str, locale: &str, text: &str| with(json!({ key: { locale: text } }));
    let two = |first: &str, second: &str| {
        of(json!([
            option(json!({ "name": "a", "name_localizations": { "fr": first } })),
            option(json!({ "name": "b", "name_localizations": { "fr": second } })),
        ]))
    };
    vec![
        example(
            "command-name",
            COMMAND,
            "/name",
            with(json!({ "name": "my-points" })),
            with(json!({ "name": "My" })),
        ),
        example(
            "command-name",
            COMMAND,
            "/options/0/name",
            one(json!({ "name": "raison_d'être" })),
            one(json!({ "name": "the reason" })),
        ),
        example(
            "translated-name",
            COMMAND,
            "/name_localizations/fr",
            translated("name_localizations", "fr", "récompenser"),
            translated("name_localizations", "fr", "Récompenser"),
        ),
        example(
            "translated-description",
            COMMAND,
            "/description_localizations/de",
            translated("description_localizations", "de", &long(100)),
            translated("description_localizations", "de", &long(101)),
        ),
        example(
            "locale-unknown",
            COMMAND,
            "/name_localizations/en",
            translated("name_localizations", "en-GB", "award"),
            translated("name_localizations", "en", "award"),
        ),
        example(
            "translated-name-unique",
            COMMAND,
            "/options/1/name_localizations/fr",
            two("raison", "lien"),
            two("raison", "raison"),
        ),
    ]
}

fn lists() -> Vec<Example> {
    let many = |count: usize| of((0..count).map(|n| option(json!({ "name": format!("o{n}") }))).collect());
    let two = |first: Value, second: Value| of(json!([option(first), option(second)]));
    let sub =
        |more: Value| json!({ "type": 1, "name": "sub", "description": "x", "options": [option(more)] });
    vec![
        example("option-count", COMMAND, "/options", many(25), many(26)),
        example(
            "required-first",
            COMMAND,
            "/options/1",
            two(json!({ "required": true }), json!({ "name": "b" })),
            two(json!({ "required": false }), json!({ "name": "b", "required": true })),
        ),
        example(
            "option-name-unique",
            COMMAND,
            "/options/1/name",
            two(json!({}), json!({ "name": "b" })),
            two(json!({}), json!({})),
        ),
        example(
            "subcommands-alone",
            COMMAND,
            "/options",
            of(json!([sub(json!({}))])),
            of(json!([sub(json!({})), option(json!({}))])),
        ),
        example(
            "subcommand-place",
            COMMAND,
            "/options/0/options/0",
            of(json!([{ "type": 2, "name": "group", "description": "x", "options": [sub(json!({}))] }])),
            of(json!([sub(json!({ "type": 1 }))])),
        ),
    ]
}

fn options() -> Vec<Example> {
    let kinds = |count: usize| one(json!({ "type": 11, "file_types": vec!["image"; count] }));
    vec![
        example(
            "option-kind",
            COMMAND,
            "/options/0/type",
            one(json!({ "type": 11 })),
            one(json!({ "type": 12 })),
        ),
        example(
            "option-description",
            COMMAND,
            "/options/0/description",
            one(json!({ "description": long(100) })),
            one(json!({ "description": "" })),
        ),
        example(
            "option-lengths",
            COMMAND,
            "/options/0/min_length",
            one(json!({ "min_length": 3, "max_length": 300 })),
            one(json!({ "min_length": 301, "max_length": 300 })),
        ),
        example(
            "option-values",
            COMMAND,
            "/options/0/min_value",
            one(json!({ "type": 4, "min_value": 1, "max_value": 250 })),
            one(json!({ "type": 4, "min_value": 251, "max_value": 250 })),
        ),
        example(
            "option-keys",
            COMMAND,
            "/options/0/max_length",
            one(json!({ "type": 3, "max_length": 9, "channel_types": [], "min_value": null })),
            one(json!({ "type": 4, "max_length": 9 })),
        ),
        example("file-types", COMMAND, "/options/0/file_types", kinds(10), kinds(11)),
    ]
}

fn choices() -> Vec<Example> {
    let choices = |count: usize| -> Vec<Value> {
        (0..count).map(|n| json!({ "name": n.to_string(), "value": n.to_string() })).collect()
    };
    let choice = |kind: u32, name: usize, value: Value| {
        one(json!({ "type": kind, "choices": [{ "name": long(name), "value": value }] }))
    };
    vec![
        example(
            "choices-count",
            COMMAND,
            "/options/0/choices",
            one(json!({ "choices": choices(25) })),
            one(json!({ "choices": choices(26) })),
        ),
        example(
            "choices-or-autocomplete",
            COMMAND,
            "/options/0/choices",
            one(json!({ "autocomplete": true, "choices": [] })),
            one(json!({ "autocomplete": true, "choices": choices(1) })),
        ),
        example(
            "choices-kind",
            COMMAND,
            "/options/0/autocomplete",
            one(json!({ "type": 10, "autocomplete": true })),
            one(json!({ "type": 6, "autocomplete": true })),
        ),
        example(
            "choice-name",
            COMMAND,
            "/options/0/choices/0/name",
            choice(3, 100, json!("a")),
            choice(3, 101, json!("a")),
        ),
        example(
            "choice-value",
            COMMAND,
            "/options/0/choices/0/value",
            choice(4, 1, json!(7)),
            choice(4, 1, json!("7")),
        ),
    ]
}
