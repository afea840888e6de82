//! Numbers as readers of a language write them: in groups of three digits.

use fluent_bundle::FluentValue;

/// What stands between the groups, by language; English's where none is known.
pub(super) fn between(language: &str) -> &'static str {
    match language {
        // U+202F, as the French imprimerie does; no line breaks there.
        "fr" => "\u{202F}",
        _ => ",",
    }
}

/// A whole number in its groups.
pub(crate) fn grouped(number: i64, between: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(digit);
    }
    text
}

/// How a text shows a value; none: as Fluent does.
pub(super) fn shown(value: &FluentValue<'_>, between: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Whatever is told is a whole number, and far below the 2⁵³ up to which `f64` holds each.
    #[allow(clippy::cast_possible_truncation)]
    (number.value.fract() == 0.0).then(|| grouped(number.value as i64, between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_as_the_language_has_it() {
        for (number, english) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (-1_234, "-1,234"),
            (12_345_678, "12,345,678"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(grouped(number, between("en")), english);
            assert_eq!(grouped(number, between("fr")), english.replace(',', "\u{202F}"));
        }
        assert_eq!(shown(&FluentValue::from(1_500_u32), ","), Some("1,500".to_owned()));
        assert_eq!(shown(&FluentValue::from("1500"), ","), None);
    }
}
