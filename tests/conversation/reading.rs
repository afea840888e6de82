//! An interaction as Discord sends it becomes a request, whatever stands in it.

use ovation::discord::request::Request;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::desk::{MEMBER, OTTAWA};
use crate::wire::Sent;

fn read(kind: u8, data: &Value) -> Option<Request> {
    let sent = Sent { kind, data: data.clone(), who: &MEMBER, server: Some(OTTAWA) };
    Some(sent.read(1)?.request)
}

fn option_value() -> impl Strategy<Value = (u8, Value)> {
    prop_oneof![
        any::<String>().prop_map(|text| (3, json!(text))),
        any::<i64>().prop_map(|number| (4, json!(number))),
        any::<bool>().prop_map(|truth| (5, json!(truth))),
        any::<u64>().prop_map(|id| (6, json!(id.to_string()))),
        any::<u64>().prop_map(|id| (7, json!(id.to_string()))),
        any::<f64>().prop_map(|number| (10, json!(number))),
    ]
}

fn command() -> impl Strategy<Value = Value> {
    let names = select(vec![
        "partner",
        "contribution",
        "reason",
        "points",
        "date",
        "group",
        "event",
        "link",
        "name",
        "i-work-there",
        "website",
        "person",
        "remove",
        "staff-channel",
        "other",
    ]);
    let option = (names, option_value(), any::<bool>()).prop_map(|(name, (kind, value), focused)| {
        json!({ "name": name, "type": kind, "value": value, "focused": focused })
    });
    let command =
        select(vec!["award", "mypoints", "history", "partner", "program", "setup", "help", "thank", ""]);
    let below = prop::option::of(select(vec![
        "register",
        "view",
        "representative",
        "grant",
        "reverse",
        "setup",
        "other",
    ]));
    (command, below, prop::collection::vec(option, 0..6)).prop_map(|(name, below, options)| {
        let options = match below {
            Some(below) => json!([{ "name": below, "type": 1, "options": options }]),
            None => json!(options),
        };
        json!({ "id": "1000000000000000700", "name": name, "type": 1, "options": options })
    })
}

proptest! {
    #[test]
    fn any_options_of_any_command_are_read(data in command()) {
        for kind in [2, 4] {
            read(kind, &data);
        }
    }

    #[test]
    fn any_custom_id_of_any_component_is_read(custom_id in ".{0,100}", kind in 2_u8..9, values in prop::collection::vec(".{0,20}", 0..4)) {
        read(3, &json!({ "custom_id": custom_id, "component_type": kind, "values": values }));
        let field = json!({ "type": 4, "custom_id": custom_id, "value": values.concat() });
        read(5, &json!({ "custom_id": custom_id, "components": [{ "type": 1, "components": [field] }] }));
    }
}

/// The interactions above are such as serenity reads: otherwise the properties would say nothing.
#[test]
fn what_is_asked_is_what_is_read() {
    let text = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
    let options = json!([text("partner", "7"), text("contribution", "venue"), text("reason", "A room")]);
    let award = json!({ "id": "1000000000000000700", "name": "award", "type": 1, "options": options });
    let Some(Request::Award(asked)) = read(2, &award) else { panic!("{:?}", read(2, &award)) };
    assert_eq!((asked.partner.as_str(), asked.reason.as_str(), asked.points), ("7", "A room", None));
    let odd = json!({ "custom_id": "v9:undo:1", "component_type": 2 });
    assert!(matches!(read(3, &odd), Some(Request::Outdated)), "{:?}", read(3, &odd));
    let undo = json!({ "custom_id": "v1:undo:1", "component_type": 2 });
    assert!(matches!(read(3, &undo), Some(Request::Click(_))), "{:?}", read(3, &undo));
    let field = json!({ "type": 4, "custom_id": "name", "value": "Night School" });
    let form = json!({ "custom_id": "v1:setup:words", "components": [{ "type": 1, "components": [field] }] });
    assert!(matches!(read(5, &form), Some(Request::FillPanel { .. })), "{:?}", read(5, &form));
}
