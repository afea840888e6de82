//! Statements that were damaged at random.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{changed, checked, file};
use crate::evidence::Moment;
use crate::evidence::statement::verify_statement;
use crate::evidence::tests::key::signer;
use crate::evidence::tests::sample::statement;

/// Each value in a JSON text, by the way to it.
fn values(json: &Value, way: &str, found: &mut Vec<String>) {
    match json {
        Value::Object(parts) => {
            parts.iter().for_each(|(key, part)| values(part, &format!("{way}/{key}"), found))
        }
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(at, part)| values(part, &format!("{way}/{at}"), found));
        }
        _ => found.push(way.to_owned()),
    }
}

#[test]
fn each_single_value_that_is_changed_is_noticed() {
    let json: Value = serde_json::from_str(&file()).unwrap();
    let mut ways = Vec::new();
    values(&json, "", &mut ways);
    assert!(ways.len() > 150, "{ways:?}");
    for way in ways {
        let mut other = json.clone();
        let value = other.pointer_mut(&way).unwrap();
        *value = match value.clone() {
            Value::Null => json!(0),
            Value::Number(number) => json!(number.as_i64().unwrap() ^ 1),
            Value::String(text) => match text.chars().next() {
                Some('0') => json!(format!("1{}", &text[1..])),
                Some(first) => json!(format!("0{}", &text[first.len_utf8()..])),
                None => json!("0"),
            },
            odd => panic!("{odd}"),
        };
        assert!(checked(&other.to_string()).is_err(), "{way}");
    }
}

proptest! {
    #[test]
    fn whatever_byte_is_changed_the_statement_fails_or_says_what_it_said(
        at in any::<prop::sample::Index>(), new in any::<char>(),
    ) {
        let whole = file();
        let old = at.index(whole.chars().count());
        let text: String = whole.chars().enumerate().map(|(n, c)| if n == old { new } else { c }).collect();
        if let Ok(verified) = verify_statement(&text, &signer().public()) {
            let good = statement();
            prop_assert_eq!(&verified.statement, good.statement());
        }
    }

    #[test]
    fn cuts_and_shuffles_of_a_statement_do_no_harm(
        parts in prop::collection::vec((any::<prop::sample::Index>(), 0..400_usize), 1..6),
    ) {
        let whole: Vec<char> = file().chars().collect();
        let text: String = parts
            .iter()
            .flat_map(|(at, length)| whole[at.index(whole.len())..].iter().take(*length))
            .collect();
        prop_assert!(checked(&text).is_err());
    }

    #[test]
    fn arbitrary_text_and_json_do_no_harm(text in "(.|\n){0,300}", number in any::<i64>(), digits in "[0-9a-f]{0,200}") {
        prop_assert!(checked(&text).is_err());
        for way in ["/statement/lines/2/record/id", "/statement/lines/2/record/points", "/statement/totals/points",
            "/statement/partner/id", "/statement/totals/lines", "/version"] {
            let _ = changed(|json| *json.pointer_mut(way).unwrap() = json!(number));
        }
        for way in ["/seal", "/statement/key", "/statement/head", "/statement/lines/2/leaf", "/statement/lines/2/text/salt",
            "/statement/lines/2/record/text_hash", "/statement/lines/2/proof/0"] {
            prop_assert!(changed(|json| *json.pointer_mut(way).unwrap() = json!(digits)).is_err());
            prop_assert!(changed(|json| *json.pointer_mut(way).unwrap() = json!(text)).is_err());
        }
    }

    #[test]
    fn a_moment_has_one_text(millis in any::<i64>(), text in "[0-9TZ:.+-]{0,30}") {
        if let Ok(moment) = Moment::from_millis(millis) {
            prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
            prop_assert_eq!(moment.millis(), millis);
        }
        if let Ok(moment) = text.parse::<Moment>() {
            prop_assert_eq!(moment.to_string(), text);
        }
    }
}
