//! Who may do what: each command, asked by everybody. Laws 6 and 7, in one table.

use std::collections::BTreeSet;

use ovation::discord::Ended;
use ovation::discord::definitions;
use ovation::discord::reply::Reply;
use ovation::discord::request::{Request, Wanted};
use ovation::points::ids::{GroupId, RecordId};
use ovation::points::request::RequestKind;
use ovation::points::rules;
use ovation::service::{RepresentativeAsked, RequestAsked, SuspendAsked};
use ovation::store::outside::{Account, Server};
use ovation::store::{Outbox as _, Purpose};
use ovation::words::Words;
use serde_json::{Value, json};

use crate::desk::{
    Desk, LEADER, MEMBER, OTHER_LEADER, OTTAWA, PARTNER, SHOUT_OUTS, STAFF, Who, award, award_of, custom_id,
    is_private, text,
};
use crate::everything::{all_is_told, copy, told_as};
use crate::harness::database::Place;
use crate::harness::quick_rules;
use crate::kept::{rows, the_books_are_right};
use crate::panel::propose;
use crate::wire::Sent;

/// Leads another group of the same server.
const NEIGHBOUR: Who = Who { account: 1_000_000_000_000_000_017, ..MEMBER };
/// May manage the server, and is nothing in the program.
const MANAGER: Who = Who { account: 1_000_000_000_000_000_018, manages_server: true, ..MEMBER };
/// Is of the program's staff, and nothing in the server.
const ONLY_STAFF: Who = Who { manages_server: false, ..STAFF };
/// Represents a company that is suspended.
const SUSPENDED: Who = Who { account: 1_000_000_000_000_000_019, ..MEMBER };
/// Leads a group, represents a company, is of staff and may manage the server.
const EVERYTHING: Who =
    Who { account: 1_000_000_000_000_000_020, manages_server: true, staff: true, ..MEMBER };

/// Leads group 1 by a role.
const ORGANIZER: Who =
    Who { account: 1_000_000_000_000_000_021, roles: &[1_000_000_000_000_000_112], ..MEMBER };

const PEOPLE: [(&str, Who, Option<Server>); 12] = [
    ("member", MEMBER, Some(OTTAWA)),
    ("leader", LEADER, Some(OTTAWA)),
    ("organizer", ORGANIZER, Some(OTTAWA)),
    ("neighbour", NEIGHBOUR, Some(OTTAWA)),
    ("stranger", Who { locale: "en-US", ..OTHER_LEADER }, Some(OTTAWA)),
    ("representative", PARTNER, Some(OTTAWA)),
    ("suspended", SUSPENDED, Some(OTTAWA)),
    ("manager", MANAGER, Some(OTTAWA)),
    ("staff", ONLY_STAFF, Some(OTTAWA)),
    ("all at once", EVERYTHING, Some(OTTAWA)),
    ("in private", EVERYTHING, None),
    ("elsewhere", EVERYTHING, Some(Server::new(1_000_000_000_000_000_401))),
];

const LEGEND: &str = "\
leader: of group 1, who gave the award that is there · organizer: leads group 1 by a role
neighbour: leads another group of the server · stranger: leads a group of another server
representative: of Fabrikam, active · suspended: represents a suspended company · manager: may manage the server
all at once: leads the neighbour's group, represents Fabrikam, is staff, may manage the server
in private: the same person in a direct message · elsewhere: in a server that knows nothing of Ovation
ok: it is done, or shown · form, question: it goes on from there · else: the key of the refusal";

/// What the table is asked about: an award with its shout-out, and a request for help.
struct Stage {
    place: Place,
    award: i64,
    message: u64,
}

impl Stage {
    async fn set() -> Self {
        let desk = Desk::sample().await;
        propose(&desk, "Ottawa Cloud Circle", &[&NEIGHBOUR, &EVERYTHING]).await;
        let list = desk.ask(&STAFF, Request::Pending).await;
        desk.press(&STAFF, &custom_id(&list, "v1:group-approve")).await;
        for (partner, who) in [("Adatum Events", SUSPENDED), ("Fabrikam Training", EVERYTHING)] {
            let (partner, who) = (Some(partner.to_owned()), Account::new(who.account));
            desk.ask(&STAFF, Request::Representative(RepresentativeAsked { partner, who, add: true })).await;
        }
        let (partner, reason) = ("Adatum Events".to_owned(), "It was decided on Monday".to_owned());
        desk.ask(&STAFF, Request::SuspendPartner(SuspendAsked { partner, resume: false, reason })).await;
        let help = RequestAsked {
            kind: RequestKind::Speaker,
            group: GroupId::from_raw(1),
            topic: "Backups".to_owned(),
            days: String::new(),
            place: String::new(),
            wording: "An hour of practice".to_owned(),
        };
        desk.ask(&LEADER, Request::Wanted(Wanted::Fill(help))).await;
        let award = award_of(&desk.ask(&LEADER, Request::Award(award("Contoso Cloud", 30))).await);
        let message = told_as(all_is_told(&desk).await[&Purpose::Award]);
        let of = desk.store.award_told(message).await.expect("an answer");
        assert_eq!(of.map(RecordId::get), Some(award), "the shout-out of that award");
        Self { place: desk.close().await, award, message: message.get() }
    }

    /// What is asked, by whom. The first word of a title that isn't an option's is the command's.
    fn asked(&self) -> Vec<(&'static str, &'static str, Value)> {
        let text = |name: &str, value: &str| json!({ "name": name, "type": 3, "value": value });
        let number = |name: &str, value: i64| json!({ "name": name, "type": 4, "value": value });
        let truth = |name: &str, value: bool| json!({ "name": name, "type": 5, "value": value });
        let person =
            |name: &str, who: &Who| json!({ "name": name, "type": 6, "value": who.account.to_string() });
        let channel = |name: &str| json!({ "name": name, "type": 7, "value": SHOUT_OUTS.to_string() });
        let (one, why) = (text("group", "number:1"), text("reason", "An evening of answers"));
        let (fabrikam, venue) = (text("partner", "Fabrikam Training"), text("contribution", "venue"));
        let given = [text("partner", "Litware Labs"), venue.clone(), why.clone(), number("points", 5)];
        let presentation = text("contribution", "presentation");
        let alike = [text("partner", "Contoso Cloud"), presentation, why.clone(), number("points", 30)];
        let [litware, ..] = given.clone();
        vec![
            ("award", "", json!(given)),
            ("award", "group:1", json!([given[0], given[1], given[2], given[3], one])),
            ("award", "an own company", json!([fabrikam, venue, why, number("points", 5)])),
            ("award", "above the limit", json!([litware, venue, why, number("points", 210)])),
            ("award", "alike", json!(alike)),
            ("Correct this award", "", json!([])),
            ("Report to staff", "", json!([])),
            ("Thank for this message", "", json!([])),
            ("Award this person", "", json!([])),
            ("allocation", "", json!([])),
            ("allocation", "group:1", json!([one])),
            ("mypoints", "", json!([])),
            ("mypoints", "partner:Fabrikam", json!([fabrikam])),
            ("claim", "", json!([one, venue, why])),
            ("claim", "partner:Litware", json!([one, venue, why, litware])),
            ("history", "", json!([])),
            ("history", "group:1", json!([one])),
            ("history", "partner:Fabrikam", json!([fabrikam])),
            ("leaderboard", "", json!([])),
            ("leaderboard", "scope:program", json!([text("scope", "program")])),
            ("leaderboard", "post", json!([truth("post", true)])),
            ("request", "", json!([text("kind", "speaker")])),
            ("request", "group:1", json!([text("kind", "speaker"), one])),
            ("requests", "", json!([])),
            ("requests", "scope:program", json!([text("scope", "program")])),
            ("offer make", "", json!([text("request", "Backups")])),
            ("offer list", "", json!([])),
            ("offer subscribe", "", json!([])),
            ("setup", "", json!([])),
            ("partner register", "one's own", json!([text("name", "Northbay"), truth("i-work-there", true)])),
            ("partner register", "another", json!([text("name", "Northbay"), truth("i-work-there", false)])),
            ("partner edit", "", json!([text("description", "We do more now")])),
            ("partner edit", "partner:Litware", json!([litware, text("description", "We do more now")])),
            ("partner view", "", json!([litware])),
            ("partner list", "", json!([])),
            ("partner representative", "", json!([person("person", &OTHER_LEADER)])),
            ("partner representative", "partner:Litware", json!([person("person", &OTHER_LEADER), litware])),
            ("privacy view", "", json!([])),
            ("privacy export", "", json!([])),
            ("privacy delete", "", json!([])),
            ("help", "", json!([])),
            ("program setup", "", json!([channel("staff-channel")])),
            ("program approve", "", json!([])),
            ("program grant", "", json!([one, number("points", 50), why])),
            ("program base", "", json!([one, why, number("base", 700)])),
            ("program close", "", json!([one, why])),
            ("program move", "", json!([one, text("server", "1000000000000000201"), why])),
            ("program suspend", "", json!([litware, why])),
            (
                "program merge",
                "",
                json!([text("into", "Contoso Cloud"), text("from", "Tailspin Travel"), why]),
            ),
            ("program reverse", "", json!([number("record", self.award), why])),
            ("program correct", "", json!([number("record", self.award)])),
            ("program report", "", json!([])),
            ("program audit", "", json!([])),
            ("program audit", "record", json!([number("record", self.award)])),
        ]
    }

    fn sent<'a>(&self, who: &'a Who, command: &str, options: &Value) -> Sent<'a> {
        match command {
            "Award this person" => Sent::of_person(who, command, &PARTNER),
            menu if menu.starts_with(char::is_uppercase) => {
                Sent::of_message(who, command, self.message, &PARTNER)
            }
            _ => Sent::command(who, command, options),
        }
    }
}

/// The commands as Discord knows them, each with its subcommands.
fn known() -> BTreeSet<String> {
    let words = Words::load().expect("the words");
    let languages: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", &quick_rules(), &languages).expect("the rules");
    let (everywhere, own) = definitions(&words, &rules);
    let commands = everywhere.as_array().into_iter().chain(own.as_array()).flatten();
    let names = commands.flat_map(|command| {
        let name = command["name"].as_str().expect("a name");
        let below = command["options"].as_array().into_iter().flatten().filter(|option| option["type"] == 1);
        let below: Vec<String> =
            below.map(|below| format!("{name} {}", below["name"].as_str().expect("a name"))).collect();
        if below.is_empty() { vec![name.to_owned()] } else { below }
    });
    names.collect()
}

/// What a cell of the table says.
pub fn told(reply: &Reply, ended: Ended) -> String {
    match (ended, reply) {
        (Ended::Refused(key), _) => key.to_owned(),
        (Ended::Failed, _) => "FAULT".to_owned(),
        (Ended::Answered, Reply::Form(_)) => "form".to_owned(),
        (Ended::Answered, _) if reply.callback().to_string().contains("v1:all-the-same") => {
            "question".to_owned()
        }
        // Refused, with the form once more.
        (Ended::Answered, _) if reply.callback().to_string().contains("v1:thank-again") => {
            "once more".to_owned()
        }
        (Ended::Answered, _) => "ok".to_owned(),
    }
}

#[tokio::test]
async fn each_command_does_for_everybody_what_they_may_and_no_more() {
    let stage = Stage::set().await;
    let asked = stage.asked();
    let rows_of: BTreeSet<String> = asked.iter().map(|(command, ..)| (*command).to_owned()).collect();
    assert_eq!(rows_of, known(), "the table has a row for each command");
    let mut table = vec![[vec!["".to_owned()], PEOPLE.map(|(title, ..)| title.to_owned()).to_vec()].concat()];
    let mut desk = copy(&stage.place).await;
    for (command, with, options) in &asked {
        let mut line = vec![format!("{command} {with}").trim().to_owned()];
        for (title, who, server) in &PEOPLE {
            let before = rows(&desk).await;
            let (reply, ended) = desk.take(&stage.sent(who, command, options).at(*server)).await;
            let cell = format!("/{command} {with} by {title}");
            assert!(matches!(reply, Reply::Form(_)) || is_private(&reply), "{cell}: {reply:?}");
            assert!(!text(&reply).contains("an older version of me"), "{cell} is outdated");
            let after = rows(&desk).await;
            if ended != Ended::Answered {
                assert_eq!(before, after, "{cell}: refused, and yet something changed");
            }
            // Each cell is asked of the same program.
            if before != after {
                the_books_are_right(&desk).await;
                desk = copy(&stage.place).await;
            }
            line.push(told(&reply, ended));
        }
        table.push(line);
    }
    insta::assert_snapshot!("matrix", format!("{LEGEND}\n\n{}", laid_out(&table)));
}

/// Lines of cells, each column as wide as it must be.
pub fn laid_out(table: &[Vec<String>]) -> String {
    let columns = table.iter().map(Vec::len).max().unwrap_or_default();
    let length = |line: &Vec<String>, column: usize| line.get(column).map_or(0, |cell| cell.chars().count());
    let widest = |column| table.iter().map(|line| length(line, column)).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned()
    };
    table.iter().map(line).collect::<Vec<_>>().join("\n")
}
