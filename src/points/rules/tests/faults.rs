use super::super::parse;
use super::{KNOWN, SAMPLE, said_of};
use crate::points::ids::ContributionId;

/// Asserts that a change of the sample makes exactly these faults. `{n}:{m}` places are part of the promise.
#[track_caller]
fn says(changes: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(said_of(changes), expected.join("\n"));
}

#[test]
fn a_number_out_of_bounds_is_shown_with_its_bounds() {
    says(
        &[("max_points = 250", "max_points = 0")],
        &["p.toml:15:1: award.max_points is 0; expected a whole number from 1 to 1000000"],
    );
    says(
        &[("backdate_days = 30", "backdate_days = 99999999999999999999")],
        &["p.toml:19:1: award.backdate_days is 99999999999999999999; expected a whole number from 0 to 366"],
    );
    says(
        &[("points = 500", "points = -1"), ("# carry_over = 100", "carry_over = 1000001")],
        &[
            "p.toml:9:1: allocation.points is -1; expected a whole number from 0 to 1000000",
            "p.toml:11:1: allocation.carry_over is 1000001; expected a whole number from 0 to 1000000",
        ],
    );
    says(&[("points = 500", "points = 0"), ("max_points = 250", "max_points = 0x0_FA")], &["no fault"]);
}

#[test]
fn a_wrong_type_is_shown_as_it_stands() {
    says(
        &[("max_points = 250", "max_points = \"250\""), ("window_months = 12", "window_months = 1.5")],
        &[
            "p.toml:15:1: award.max_points is \"250\"; expected a whole number from 1 to 1000000",
            "p.toml:88:1: standing.window_months is 1.5; expected a whole number from 0 to 600",
        ],
    );
    says(
        &[("requires = { presentation = 2 }", "requires = [\"presentation\"]")],
        &["p.toml:75:1: tier.certified.requires is an array; expected a table [tier.certified.requires]"],
    );
}

#[test]
fn an_unknown_key_comes_with_the_one_that_was_meant() {
    says(
        &[("undo_within_minutes", "undo_within_minute")],
        &[
            "p.toml:14:1: award.undo_within_minutes is missing; expected a whole number from 0 to 1440",
            "p.toml:17:1: award.undo_within_minute is not a known key; did you mean undo_within_minutes?",
        ],
    );
    says(
        &[("window_months = 12", "window_months = 12\n\"a\\nb\" = 1")],
        &[
            "p.toml:89:1: standing.\"a b\" is not a known key; expected one of window_months, guarantee_months, grace_days",
        ],
    );
}

#[test]
fn a_share_is_a_percentage_and_an_approval_limit_lies_below_the_most() {
    says(
        &[
            ("per_partner_share = 50", "per_partner_share = 101"),
            ("approval_above = 150", "approval_above = 250"),
            ("guarantee_months = 12", "guarantee_months = 601"),
            ("grace_days = 90", "grace_days = -1"),
            ("keep_left_days = 90", "keep_left_days = 0"),
        ],
        &[
            "p.toml:12:1: allocation.per_partner_share is 101; expected a whole number from 1 to 100",
            "p.toml:16:1: award.approval_above is 250; expected a whole number from 0, below award.max_points, which is 250",
            "p.toml:89:1: standing.guarantee_months is 601; expected a whole number from 0 to 600",
            "p.toml:90:1: standing.grace_days is -1; expected a whole number from 0 to 3653",
            "p.toml:93:1: privacy.keep_left_days is 0; expected a whole number from 1 to 366",
        ],
    );
    says(
        &[
            ("per_partner_share = 50", "per_partner_share = 100"),
            ("approval_above = 150", "approval_above = 249"),
        ],
        &["no fault"],
    );
}

#[test]
fn zone_period_and_languages_are_checked_against_what_there_is() {
    says(
        &[("America/Toronto", "America/Tronto"), ("\"quarter\"", "\"quarterly\"")],
        &[
            "p.toml:4:1: timezone is \"America/Tronto\"; did you mean America/Toronto?",
            "p.toml:8:1: allocation.period is \"quarterly\"; expected one of month, quarter, half-year, year",
        ],
    );
    says(
        &[("America/Toronto", "the moon")],
        &[
            "p.toml:4:1: timezone is \"the moon\"; expected a time zone of the IANA list, such as \"America/Toronto\"",
        ],
    );
    says(
        &[("[\"en\", \"fr\"]", "[\"en\", \"en\", \"tlh\", 7]")],
        &[
            "p.toml:5:20: languages has \"en\" twice; remove one of the two",
            "p.toml:5:26: languages has \"tlh\", which Ovation doesn't speak; expected one of en, fr, de",
            "p.toml:5:33: languages has 7, which Ovation doesn't speak; expected one of en, fr, de",
        ],
    );
}

#[test]
fn a_name_is_asked_for_in_each_language_and_in_no_other() {
    let name = "expected a name of 1 to 80 characters on one line, without invisible characters";
    says(
        &[("{ en = \"Venue\", fr = \"Salle\" }", "{ en = \"Venue\", de = \"Saal\" }")],
        &[
            &format!("p.toml:51:1: contribution.venue.name.fr is missing; {name}"),
            "p.toml:51:24: contribution.venue.name.de is not a language of this program; expected one of en, fr",
        ],
    );
    says(
        &[
            ("fr = \"Or\"", &format!("fr = \"{}\"", "é".repeat(81))),
            ("fr = \"Inscrit\"", "fr = \"Ins\\u202ecrit\""),
            ("fr = \"Salle\"", "fr = \"\""),
        ],
        &[
            &format!("p.toml:51:24: contribution.venue.name.fr is \"\"; {name}"),
            &format!("p.toml:67:29: tier.registered.name.fr is \"Inscrit\"; {name}"),
            &format!("p.toml:81:23: tier.gold.name.fr is \"{}…\"; {name}", "é".repeat(60)),
        ],
    );
    says(
        &[("en = \"Venue\"", "en = \"mentoring\"")],
        &[
            "p.toml:58:10: contribution.mentoring.name.en is also the name of contribution.venue; expected a name of its own",
        ],
    );
}

#[test]
fn ids_are_short_words_and_there_once() {
    says(
        &[("id = \"venue\"", "id = \"travel\""), ("id = \"gold\"", "id = \"Gold\"")],
        &[
            "p.toml:50:1: contribution.travel.id is the id of a contribution above; expected an id of its own",
            "p.toml:80:1: tier[3].id is \"Gold\"; expected a lowercase letter, then up to 31 lowercase letters, digits and hyphens",
        ],
    );
}

#[test]
fn a_contribution_holds_together() {
    says(
        &[
            ("points = 100 ", "points = 251 "),
            ("min_points = 50", "min_points = 151"),
            ("\"🎁\"", "\"gift\""),
            ("\"🏠\"", &format!("\"{}\"", "🏠".repeat(17))),
        ],
        &[
            "p.toml:25:1: contribution.presentation.points is 251; expected a whole number from 1 to 250",
            "p.toml:33:1: contribution.sponsorship.min_points is 151; expected a whole number from 1 to 150",
            "p.toml:45:1: contribution.prizes.emoji is \"gift\"; expected one emoji of at most 16 characters",
            &format!(
                "p.toml:52:1: contribution.venue.emoji is \"{}\"; expected one emoji of at most 16 characters",
                "🏠".repeat(17)
            ),
        ],
    );
}

#[test]
fn whether_it_is_asked_how_it_was_is_said_by_true_or_false() {
    for (said, asked) in [("true", true), ("false", false)] {
        let text = SAMPLE.replace("min_points = 25", &format!("min_points = 25\nvoices = {said}"));
        let rules = parse("p.toml", &text, KNOWN).expect("rules without a fault");
        let kinds = ["presentation", "venue"].map(|id| ContributionId::parse(id).expect("an id"));
        assert_eq!(kinds.map(|id| rules.contribution(&id).map(|kind| kind.voices())), [Some(asked); 2]);
    }
    says(
        &[("min_points = 50", "voices = \"yes\"\nmin_points = 50")],
        &["p.toml:33:1: contribution.sponsorship.voices is \"yes\"; expected true or false"],
    );
}

#[test]
fn every_kind_of_emoji_is_taken() {
    for emoji in ["🎤", "❤️", "1️⃣", "👩‍💻", "🇨🇦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "ℹ️", "🅰️", "©️", "㊗️"]
    {
        assert_eq!(said_of(&[("\"🎁\"", &format!("\"{emoji}\""))]), "no fault", "{emoji}");
    }
    for not_one in ["", " ", "a", "é", "1", "🎁 ", "<:gift:1>"] {
        assert_ne!(said_of(&[("\"🎁\"", &format!("\"{not_one}\""))]), "no fault", "{not_one}");
    }
}

#[test]
fn tiers_ascend_and_require_what_there_is() {
    says(
        &[
            ("points = 2000", "points = 500"),
            ("presentation = 2 }", "presentaton = 2, venue = 0 }"),
            ("#D4AF37", "gold"),
        ],
        &[
            "p.toml:75:14: tier.certified.requires.presentaton is not a contribution of this program; did you mean presentation?",
            "p.toml:75:31: tier.certified.requires.venue is 0; expected a whole number from 1 to 1000",
            "p.toml:82:1: tier.gold.points is 500; expected more than 500, the points of tier.certified: tiers ascend",
            "p.toml:85:1: tier.gold.color is \"gold\"; expected a colour such as \"#D4AF37\"",
        ],
    );
}

#[test]
fn more_kinds_or_tiers_than_discord_can_show_are_refused() {
    let kind = |number: usize| {
        format!(
            "[[contribution]]\nid = \"k{number}\"\nname = {{ en = \"k{number}\", fr = \"k{number}\" }}\nemoji = \"🎁\"\npoints = 9\nmin_points = 1\n\n"
        )
    };
    let kinds = |count: usize| (0..count).map(kind).collect::<String>() + "[[tier]]";
    says(&[("[[tier]]", &kinds(19))], &["no fault"]);
    says(
        &[("[[tier]]", &kinds(20))],
        &["p.toml:198:1: contribution[26] is one too many; expected 1 to 25 tables [[contribution]]"],
    );
    let tier = |number: usize| {
        format!(
            "[[tier]]\nid = \"t{number}\"\nname = {{ en = \"t{number}\", fr = \"t{number}\" }}\npoints = {}\ncolor = \"#000000\"\n\n",
            3000 + number
        )
    };
    let tiers = |count: usize| (0..count).map(tier).collect::<String>() + "[standing]";
    says(&[("[standing]", &tiers(17))], &["no fault"]);
    says(
        &[("[standing]", &tiers(18))],
        &["p.toml:189:1: tier[21] is one too many; expected 1 to 20 tables [[tier]]"],
    );
}

#[test]
fn an_empty_file_is_told_all_that_is_missing() {
    let said = parse("p.toml", "", KNOWN).unwrap_err().to_string();
    let keys: Vec<&str> =
        said.lines().filter_map(|line| line.strip_prefix("p.toml:1:1: ")?.split(' ').next()).collect();
    assert_eq!(
        keys,
        ["name", "timezone", "languages", "allocation", "award", "contribution", "tier", "standing"]
    );
}

#[test]
fn syntax_faults_have_a_place_and_do_not_hide_the_others() {
    says(
        &[
            ("timezone = \"America/Toronto\"", "timezone = America/Toronto"),
            ("max_points = 250", "max_points = 0"),
        ],
        &[
            "p.toml:4:12: syntax: string values must be quoted; expected literal string",
            "p.toml:15:1: award.max_points is 0; expected a whole number from 1 to 1000000",
        ],
    );
    says(
        &[("backdate_days = 30", "backdate_days = 30\nbackdate_days = 31")],
        &["p.toml:20:1: backdate_days is there twice; remove one of the two"],
    );
    let unclosed = said_of(&[("[standing]", "[standing")]);
    assert_eq!(unclosed.lines().count(), 1, "{unclosed}");
    assert!(unclosed.starts_with("p.toml:87:10: syntax: "), "{unclosed}");
}

#[test]
fn each_fault_can_be_read_part_by_part() {
    let faults = parse("p.toml", &SAMPLE.replace("max_points = 250", "max_points = 0"), KNOWN).unwrap_err();
    assert_eq!(faults.count(), 1);
    let fault = faults.iter().next().unwrap();
    assert_eq!((fault.file(), fault.line(), fault.column()), ("p.toml", 15, 1));
    assert_eq!((fault.key(), fault.problem()), ("award.max_points", "is 0"));
    assert_eq!(fault.expected(), "expected a whole number from 1 to 1000000");
}
