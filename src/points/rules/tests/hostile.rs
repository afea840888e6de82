use proptest::prelude::*;

use super::super::parse;
use super::{KNOWN, SAMPLE};

/// Parses, and asserts what holds for every text there is.
fn survives(text: &str) {
    let Err(faults) = parse("p.toml", text, KNOWN) else { return };
    assert!(faults.count() > 0, "refused without a reason: {text:?}");
    let lines = text.split('\n').count();
    for fault in faults.iter() {
        assert!((1..=lines).contains(&fault.line()), "{fault} of {lines} lines: {text:?}");
        let line = text.split('\n').nth(fault.line() - 1).unwrap_or_default();
        assert!((1..=line.chars().count() + 1).contains(&fault.column()), "{fault}: {text:?}");
        assert!(!fault.to_string().contains('\n'), "{fault:?}");
    }
}

/// Pieces that mean something to the reader, to be put where they don't belong.
fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "[",
        "]",
        "[[",
        "]]",
        "=",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "\n",
        "\r\n",
        "\r",
        "#",
        ".",
        ",",
        "-1",
        "0x",
        "1e9",
        "nan",
        "[[tier]]",
        "[award]",
        "[tier.name]",
        "id = \"gold\"",
        "points = 0",
        "requires = {}",
        "name = 1",
        "\u{FEFF}",
        "\u{0}",
        "\u{202E}",
        "é",
        "🎤",
        "languages = []",
        "[contribution]",
        "contribution = [1]",
        "a.b.c = 1",
        "1979-05-27",
        "9223372036854775808",
        "true",
    ];
    prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z_]{1,12} = [0-9]{1,30}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(512), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_with_places_within_it(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_heap_of_pieces_is_read_or_refused_with_places_within_it(
        pieces in prop::collection::vec(piece(), 0..40),
    ) {
        survives(&pieces.concat());
    }

    #[test]
    fn a_damaged_sample_is_read_or_refused_with_places_within_it(
        damages in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, piece()), 1..6),
    ) {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        for (at, length, piece) in damages {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        survives(&text.into_iter().collect::<String>());
    }

    #[test]
    fn any_line_may_be_missing_or_twice(lines in prop::collection::vec(0_usize..3, SAMPLE.lines().count())) {
        let text: String = SAMPLE.lines().zip(lines).map(|(line, times)| format!("{line}\n").repeat(times)).collect();
        survives(&text);
    }
}

#[test]
fn deep_nesting_is_refused() {
    for text in
        ["[".repeat(100_000), format!("a = {}", "[".repeat(100_000)), format!("a = {}", "{a=".repeat(50_000))]
    {
        survives(&text);
        assert!(parse("p.toml", &text, KNOWN).is_err());
    }
}
