use proptest::prelude::*;

use super::sheet::{GroupNamed, Sheet, read};
use crate::points::ids::GroupId;
use crate::points::rules::{Rules, parse};

fn rules() -> Rules {
    parse("program.toml", include_str!("../../../config/program.toml"), &["en", "fr"]).expect("the sample")
}

fn groups() -> Vec<GroupNamed> {
    let group = |id, name: &str| GroupNamed { id: GroupId::from_raw(id), name: name.to_owned() };
    vec![group(1, "Ottawa"), group(2, "Toronto"), group(3, "Toronto")]
}

fn sheet(bytes: &[u8]) -> Sheet {
    read(bytes, &rules(), &groups())
}

/// The faults of a file, a line each.
fn faults(text: &str) -> String {
    let told = sheet(text.as_bytes()).faults.into_iter();
    let told =
        told.map(|fault| format!("{}: {} {}; {}", fault.line, fault.column, fault.problem, fault.mend));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_line_of_each_kind_is_read() {
    let read = sheet(
        "\u{FEFF}Name;Points;Day;Tier;Contribution;Group;Representative\r\n\
         Contoso;1200;2026-01-31;Gold;Présentation;ottawa;100000000000000001\r\n\
         \r\n\
         ;;;;;;\r\n\
         Litware;;;;;;\r\n"
            .as_bytes(),
    );
    assert_eq!(read.faults, []);
    assert_eq!(read.lines, [2, 5]);
    let [contoso, litware] = &read.orders[..] else { panic!("two companies") };
    assert_eq!((contoso.name.as_str(), contoso.points.get()), ("Contoso", 1200));
    assert_eq!(contoso.tier.as_deref(), Some("gold"));
    assert_eq!(contoso.contribution.as_ref().map(|kind| kind.as_str()), Some("presentation"));
    assert_eq!(contoso.group, Some(GroupId::from_raw(1)));
    assert_eq!(contoso.representative.map(|who| who.get()), Some(100_000_000_000_000_001));
    assert!(!litware.has_balance());
}

#[test]
fn every_fault_is_told_with_its_line_and_column() {
    let text = "name,points,day,tier,contribution,group,representative,website,city\n\
        \n\
        C,many,31.01.2026,golden,presentations,Ottawwa,1.0E+17,http://contoso.example,Ottawa\n\
        Litware,1000000001,2026-02-30,,juggling,Toronto,,ftp,x\n\
        ,5,,,,,,,\n\
        LITWARE,,2026-01-01,,venue,Ottawa,,,\n\
        Adatum,5\n\
        \"Tail\nspin\",5,,,,,,,\n";
    insta::assert_snapshot!(faults(text), @r#"
    1: "city" is no column; expected one of name, website, description, tier, points, day, contribution, group, representative
    3: name is too short (1); expected at least 2 characters
    3: website doesn't begin with https://; expected an address such as https://contoso.example
    3: tier is "golden"; did you mean gold?
    3: points is "many"; expected a whole number from 0 to 1000000000
    3: day is "31.01.2026"; expected a day as YYYY-MM-DD, such as 2026-01-31
    3: contribution is "presentations"; did you mean presentation?
    3: group is "Ottawwa"; did you mean Ottawa?
    3: representative is "1.0E+17"; expected a Discord user id, 17 to 19 digits; in a spreadsheet make the column text, which keeps them all
    4: website can't be read as an address; expected an address such as https://contoso.example
    4: points is "1000000001"; expected a whole number from 0 to 1000000000
    4: day is "2026-02-30"; expected a day as YYYY-MM-DD, such as 2026-01-31
    4: contribution is "juggling"; expected one of presentation, sponsorship, travel, prizes, venue, mentoring
    4: group is the name of 2 groups; give the number: 2 or 3
    5: name is missing; expected the company's name
    6: day is given without points or a tier; give one of them, or leave it empty
    6: contribution is given without points; give them, or leave it empty
    6: group is given without points; give them, or leave it empty
    6: name is that of line 4 as well; leave one of both out: a balance is brought once
    7: the line has 2 values for 9 columns; each column has its place, an empty one too
    8: name goes over several lines; close its quotes
    "#);
}

#[test]
fn files_that_are_none_are_told() {
    insta::assert_snapshot!(faults(""), @"1:  the file is empty; expected a first line with the names of the columns, `name` among them");
    insta::assert_snapshot!(faults("company,point\nContoso,5\n"), @r#"
    1: "company" is no column; expected one of name, website, description, tier, points, day, contribution, group, representative
    1: "point" is no column; did you mean points?
    1: name is no column of the file; expected a first line with the names of the columns, `name` among them
    "#);
    insta::assert_snapshot!(faults("name,name,\nContoso,5,6\n"), @"
    1: name is there twice; leave one of both out
    1:  a column has no name; name it, or leave it out
    ");
    let wide: Vec<u8> = "\u{FEFF}name\nContoso\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(sheet(&wide).faults[0].mend, "save the file as \"CSV UTF-8\"");
    assert_eq!(sheet(b"name\nContos\xF3\n").faults[0].problem, "is no UTF-8 text");
}

/// The act is the balance alone: other words beside it don't bring it again.
#[test]
fn the_same_balance_is_the_same_act() {
    let act = |text: &str| sheet(text.as_bytes()).orders[0].act.clone();
    let first = act("name,points,description\nContoso,5,Hosting\n");
    assert_eq!(act("description,points,name\nClouds,05,  CONTOSO \n"), first);
    assert_ne!(act("name,points\nContoso,6\n"), first);
    assert_ne!(act("name,points,day\nContoso,5,2026-01-01\n"), first);
}

/// What a person may have in such a file, and what may come in between.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "name",
        "points",
        "day",
        "tier",
        "group",
        "contribution",
        "website",
        "representative",
        "gold",
        "Contoso",
        "5",
        "2026-01-31",
        "Ottawa",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        " ",
        "\u{FEFF}",
        "\u{202E}",
        "=1+1",
        "é",
        "-1",
        "99999999999999999999",
        "1969-12-31",
    ]);
    prop_oneof![
        9 => words.prop_map(|word| word.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ]
}

proptest! {
    /// Whatever the bytes: it ends, says where, and nothing that it gives out has a fault.
    #[test]
    fn hostile_bytes_are_read_or_told(pieces in prop::collection::vec(piece(), 0..60), named in any::<bool>()) {
        let mut bytes = if named { b"name,points,day,tier,group\n".to_vec() } else { Vec::new() };
        bytes.extend(pieces.concat());
        let read = sheet(&bytes);
        let lines = 2 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
        prop_assert_eq!(read.orders.len(), read.lines.len());
        prop_assert!(read.lines.windows(2).all(|pair| pair[0] < pair[1]));
        for fault in &read.faults {
            prop_assert!((1..lines).contains(&fault.line) || fault.line == 1, "{:?}", fault);
            prop_assert!(!read.lines.contains(&fault.line), "{:?}", fault);
            let told = format!("{} {} {}", fault.column, fault.problem, fault.mend);
            prop_assert!(!told.chars().any(char::is_control), "{}", told);
        }
    }

    /// Any bytes at all.
    #[test]
    fn chance_is_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let read = sheet(&bytes);
        prop_assert!(read.orders.is_empty() || bytes.windows(4).any(|word| word.eq_ignore_ascii_case(b"name")));
    }
}
