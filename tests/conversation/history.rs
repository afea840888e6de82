//! `/history`: who sees which records, page by page, and the file of all.

use std::collections::BTreeSet;

use discord_emulator::{CommandCall, Person, Reply as Seen};
use ovation::discord::custom_id::CustomId;
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::service::{
    AwardAsked, BaseAsked, Caller, GrantAsked, HistoryAsked, RegisterAsked, ReverseAsked,
};
use ovation::store::Program;
use ovation::store::outside::Server;

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, STAFF, Who, award, award_of, custom_id, is_private, text};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::looks::steady;
use crate::setup::approved;

const OLDER: &str = "Older ▶";
const NEWER: &str = "◀ Newer";
const NOT_YOURS: &str = "You can't see these records";

fn history(who: &Person, server: &str) -> CommandCall {
    who.at(server, "general").command("history")
}

/// The numbers of the records on a page.
fn records(page: &Seen) -> Vec<i64> {
    let text = page.text();
    let numbers = text.lines().filter_map(|line| line.strip_prefix('`')?.split_once('`')?.0.parse().ok());
    numbers.collect()
}

fn can(page: &Seen, button: &str) -> bool {
    page.buttons().iter().any(|label| label == button)
}

/// The file of a page: its rows, by the names of its columns.
async fn file(page: &Seen) -> Vec<std::collections::BTreeMap<String, String>> {
    let sent = page.press("CSV").await.expect("the file");
    assert!(sent.is_ephemeral() && sent.message_id() != page.message_id(), "{}", sent.text());
    assert!(sent.pings().is_empty());
    assert!(
        sent.text().contains("newest first") && sent.text().ends_with("(history.csv)"),
        "{}",
        sent.text()
    );
    let attachments = sent.json()["attachments"].as_array().cloned().unwrap_or_default();
    assert_eq!(attachments.len(), 1, "{attachments:?}");
    let url = attachments[0]["url"].as_str().expect("an address");
    let content = reqwest::get(url).await.expect("the file is there").bytes().await.expect("its content");
    let mut reader = csv::Reader::from_reader(&*content);
    reader.deserialize().collect::<Result<_, _>>().expect("rows under their names")
}

#[tokio::test]
async fn a_leader_turns_the_pages_of_their_group_forth_and_back() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let first = history(&leader, OTTAWA).send().await.expect("a page");
    assert!(first.is_ephemeral() && first.pings().is_empty());
    assert!(first.text().starts_with(&format!("### History of {OTTAWA}\n")), "{}", first.text());
    assert!(!can(&first, NEWER) && can(&first, OLDER) && can(&first, "CSV"));
    let mut pages = vec![first];
    while let Some(last) = pages.last().filter(|page| can(page, OLDER)) {
        pages.push(last.press(OLDER).await.expect("a page"));
    }
    let forth: Vec<Vec<i64>> = pages.iter().map(records).collect();
    assert!(forth.len() > 2 && forth[..forth.len() - 1].iter().all(|page| page.len() == 10), "{forth:?}");
    let all = forth.concat();
    assert!(all.is_sorted_by(|one, other| one > other), "{all:?}");
    let mut page = pages.pop().expect("the last page");
    for expected in forth.iter().rev().skip(1) {
        page = page.press(NEWER).await.expect("a page");
        assert_eq!(&records(&page), expected);
    }
    assert!(!can(&page, NEWER));
    let rows = file(&page).await;
    let numbers: Vec<i64> = rows.iter().map(|row| row["record"].parse().expect("a number")).collect();
    assert_eq!(numbers, all, "the file has what the pages have");
    assert!(rows.iter().all(|row| row["group"] == OTTAWA), "{rows:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_file_comes_behind_the_first_answer() {
    let app = App::sample().await;
    let page = history(&app.person("leader").await, OTTAWA).send().await.expect("a page");
    file(&page).await;
    let requests = app.control().requests(0).await.expect("the stand-in answers");
    let sent: Vec<(&str, u64)> = requests
        .iter()
        .filter_map(|request| {
            Some((request["path"].as_str()?, request["body"]["type"].as_u64().unwrap_or(0)))
        })
        .filter(|(path, _)| path.ends_with("/callback") || path.contains("/webhooks/"))
        .collect();
    let [(_, command), (_, click), (followup, _)] = sent[..] else { panic!("{sent:?}") };
    assert_eq!((command, click), (4, 6), "an answer, an acknowledgement");
    assert!(followup.contains("/webhooks/"), "{followup}");
    app.finish().await;
}

#[tokio::test]
async fn what_people_wrote_is_text_on_the_card_and_in_the_file() {
    const REASON: &str = "=HYPERLINK(\"https://evil.example\") # **Big** @everyone <@1000000000000000016>";
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let receipt = app.award(&leader, "Fabrikam Training", "mentoring", 20, REASON).await;
    receipt.press("custom_id:v1:undo").await.expect("undone");
    let page = history(&leader, OTTAWA).option("partner", "Fabrikam Training").send().await.expect("a page");
    assert!(
        page.text().starts_with(&format!("### History of {OTTAWA} and Fabrikam Training\n")),
        "{}",
        page.text()
    );
    let shown = "\n> =HYPERLINK\\(\"https\\://evil.example\"\\) # \\*\\*Big\\*\\* @\u{200B}everyone \\<@\u{200B}1000000000000000016\\>\n";
    assert!(page.text().contains(shown), "{}", page.text().escape_debug());
    assert!(page.text().contains("~~ taken back") && page.text().contains("**−20**"), "{}", page.text());
    assert!(page.pings().is_empty(), "{:?}", page.pings());
    let rows = file(&page).await;
    let given = rows.iter().find(|row| row["kind"] == "award").expect("the award");
    assert_eq!(given["reason"], format!("'{REASON}"));
    assert_eq!((given["points"].as_str(), given["by"].as_str()), ("20", leader.id()));
    let back = rows.iter().find(|row| row["kind"] == "reversal").expect("the reversal");
    assert_eq!(back["reverses"], given["record"]);
    app.finish().await;
}

#[tokio::test]
async fn each_sees_what_is_theirs_and_staff_see_all() {
    let app = App::sample().await;
    let (partner, other, staff) =
        (app.person("partner").await, app.person("other-leader").await, app.person("staff").await);
    let mine = file(&history(&partner, OTTAWA).send().await.expect("a page")).await;
    assert!(mine.iter().all(|row| row["company"] == "Fabrikam Training"), "{mine:?}");
    let groups: BTreeSet<&str> = mine.iter().map(|row| row["group"].as_str()).collect();
    assert_eq!(groups, BTreeSet::from(["", OTTAWA, RUST]), "from all its groups");
    let here = history(&partner, OTTAWA).option("group", RUST).send().await.expect("a page");
    let here = file(&here).await;
    assert!(here.iter().all(|row| row["company"] == "Fabrikam Training" && row["group"] == RUST), "{here:?}");
    let french = history(&other, RUST).send().await.expect("a page");
    assert!(french.text().starts_with("### Historique\u{A0}: Rust Study Group\n"), "{}", french.text());
    assert!(can(&french, "Plus ancien ▶"));
    let all = file(&history(&staff, OTTAWA).send().await.expect("a page")).await;
    assert_eq!(all.last().expect("the first record")["kind"], "rules");
    assert_eq!(all.len().to_string(), all[0]["record"], "every record that there is");
    let both = history(&staff, OTTAWA).option("group", RUST).option("partner", "Litware Labs");
    let both = file(&both.send().await.expect("a page")).await;
    let expected = all.iter().filter(|row| row["group"] == RUST && row["company"] == "Litware Labs");
    assert!(!both.is_empty());
    assert_eq!(both, expected.cloned().collect::<Vec<_>>());
    app.finish().await;
}

#[tokio::test]
async fn others_are_told_why_not_and_a_right_that_is_gone_is_gone_at_the_next_press() {
    let app = App::sample().await;
    let (member, partner, leader, staff) = (
        app.person("member").await,
        app.person("partner").await,
        app.person("leader").await,
        app.person("staff").await,
    );
    for asked in [
        history(&member, OTTAWA),
        history(&member, OTTAWA).option("partner", "Fabrikam Training"),
        history(&member, OTTAWA).option("group", OTTAWA),
        history(&partner, OTTAWA).option("partner", "Litware Labs"),
        history(&leader, OTTAWA).option("group", RUST),
        history(&partner, OTTAWA).option("group", "Nowhere"),
    ] {
        let refused = asked.send().await.expect("an answer");
        assert!(refused.is_ephemeral() && records(&refused).is_empty(), "{}", refused.text());
        let why = [NOT_YOURS, "No group of that name can be chosen here"];
        assert!(why.iter().any(|why| refused.text().contains(why)), "{}", refused.text());
    }
    for kind in ["prizes", "venue", "mentoring"] {
        app.award(&leader, "Fabrikam Training", kind, 20, "Stickers for all").await;
    }
    let page = history(&partner, OTTAWA).send().await.expect("a page");
    let again = page.press("CSV").await.expect("the file");
    assert!(again.text().contains("newest first"), "{}", again.text());
    let remove = staff.at(OTTAWA, "general").command("partner representative").option("person", partner.id());
    let remove = remove.option("partner", "Fabrikam Training").option("remove", true).send().await;
    assert!(remove.expect("an answer").text().contains("no longer represents"));
    for button in [OLDER, "CSV"] {
        let refused = page.press(button).await.expect("an answer");
        assert!(refused.is_ephemeral() && refused.text().contains(NOT_YOURS), "{button}: {}", refused.text());
        assert!(records(&refused).is_empty() && !refused.text().contains("history.csv"));
    }
    app.finish().await;
}

#[tokio::test]
async fn who_leads_two_groups_says_which_and_a_closed_group_keeps_its_history() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("leader").await, app.person("staff").await);
    approved(&app, &staff, "Ottawa Night School", &leader, "general").await;
    let asked = leader.at(OTTAWA, "announcements").command("history").send().await.expect("an answer");
    assert!(asked.text().contains("You lead several groups here"), "{}", asked.text());
    for (channel, group) in [("general", "Ottawa Night School"), (SHOUT_OUTS, OTTAWA)] {
        let page = leader.at(OTTAWA, channel).command("history").send().await.expect("a page");
        assert!(page.text().starts_with(&format!("### History of {group}\n")), "{}", page.text());
    }
    let offered = history(&leader, OTTAWA).complete("group", "night").await.expect("choices");
    assert_eq!(offered.len(), 1, "{offered:?}");
    let close =
        staff.at(OTTAWA, "general").command("program close").option("group", offered[0].value.clone());
    close.option("reason", "It met for the last time").send().await.expect("an answer");
    let closed =
        history(&leader, OTTAWA).option("group", offered[0].value.clone()).send().await.expect("a page");
    assert!(closed.text().contains("· Group closed ·"), "{}", closed.text());
    assert!(closed.text().contains("> It met for the last time"), "{}", closed.text());
    let page = leader.at(OTTAWA, "announcements").command("history").send().await.expect("a page");
    assert!(
        page.text().starts_with(&format!("### History of {OTTAWA}\n")),
        "the active one: {}",
        page.text()
    );
    app.finish().await;
}

#[tokio::test]
async fn groups_and_companies_are_offered_to_those_who_may_ask_for_them() {
    let app = App::sample().await;
    let mut offered = Vec::new();
    for who in ["leader", "partner", "member", "staff"] {
        let who = app.person(who).await;
        let groups = history(&who, OTTAWA).complete("group", "").await.expect("choices");
        let partners = history(&who, OTTAWA).complete("partner", "").await.expect("choices");
        offered.push((groups.len(), partners.len()));
    }
    assert_eq!(offered, [(1, 6), (2, 1), (0, 0), (2, 6)]);
    app.finish().await;
}

/// The sample's role whose people lead Ottawa's group.
const ORGANIZER: Who = Who { roles: &[1_000_000_000_000_000_112], ..MEMBER };

#[tokio::test]
async fn a_role_gives_and_takes_the_right() {
    let desk = Desk::sample().await;
    let page = desk.ask(&ORGANIZER, Request::History(HistoryAsked::default())).await;
    let older = custom_id(&page, "v1:history-older");
    assert!(text(&desk.press(&ORGANIZER, &older).await).contains("### History of"));
    let staffs = desk.ask(&STAFF, Request::History(HistoryAsked::default())).await;
    let all = custom_id(&staffs, "v1:history-older");
    assert!(text(&desk.press(&STAFF, &all).await).contains("### History of the program"));
    for (who, id) in
        [(MEMBER, &older), (PARTNER, &older), (ORGANIZER, &all), (Who { staff: false, ..STAFF }, &all)]
    {
        for id in [id.clone(), id.replace("older", "csv").rsplit_once(':').expect("a number").0.to_owned()] {
            let refused = desk.press(&who, &id).await;
            assert!(is_private(&refused) && text(&refused).contains(NOT_YOURS), "{id}: {}", text(&refused));
        }
    }
    let elsewhere = Caller { server: Some(Server::new(77)), ..desk.caller(&ORGANIZER) };
    let refused = desk.ask_as(elsewhere, "en", Request::Click(CustomId::parse(&older).expect("an id"))).await;
    assert!(text(&refused).contains(NOT_YOURS), "a role of another server: {}", text(&refused));
}

#[tokio::test]
async fn ten_records_have_room_whatever_is_written() {
    let desk = Desk::sample().await;
    let wild = |marks: &str, length: usize| marks.chars().cycle().take(length).collect::<String>();
    for number in 0..12 {
        let name = format!("{number}{}", wild("*_~", 58));
        let (website, description) = (None, None);
        let register = RegisterAsked { name: name.clone(), website, description, represents: false };
        desk.ask(&MEMBER, Request::RegisterPartner(register)).await;
        let given = AwardAsked { reason: wild("|*", 300), ..award(&name, 1) };
        desk.ask(&LEADER, Request::Award(given)).await;
    }
    for who in [LEADER, STAFF] {
        let page = text(&desk.ask(&who, Request::History(HistoryAsked::default())).await);
        assert_eq!(page.lines().filter(|line| line.starts_with('`')).count(), 10, "{page}");
        let reasons: Vec<usize> = page.lines().filter(|line| line.starts_with("> ")).map(str::len).collect();
        assert!(reasons.iter().all(|length| *length > 100), "{reasons:?}");
        let content: usize = page.lines().map(|line| line.chars().count() + 1).sum();
        assert!(content > 3_500, "room is used: {content}");
    }
}

/// More records than a file takes, written in one go.
const MANY: &str = "INSERT INTO record (id, kind, at, rules) \
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50001) \
    SELECT m.most + n.i, 'program', m.at, 1 FROM n CROSS JOIN (SELECT MAX(id) AS most, MAX(at) AS at FROM record) m";

#[tokio::test]
async fn a_file_that_lacks_the_oldest_says_so() {
    let desk = Desk::sample().await;
    let mut connection = desk.place.connect().await;
    sqlx::raw_sql(MANY).execute(&mut connection).await.expect("many records");
    let page = desk.ask(&STAFF, Request::History(HistoryAsked::default())).await;
    let sent = desk.press(&STAFF, &custom_id(&page, "v1:history-csv")).await;
    assert!(text(&sent).contains("The newest 50,000 records"), "{}", text(&sent));
    let Reply::File(_, file) = sent else { panic!("{sent:?}") };
    let rows =
        csv::Reader::from_reader(&*file.content).into_records().map(|row| row.expect("a row")[0].to_owned());
    let rows: Vec<String> = rows.collect();
    let newest = desk.store.newest_records(1).await.expect("the newest")[0].record.get();
    assert_eq!((rows.len(), &rows[0]), (50_000, &newest.to_string()));
    assert_eq!(rows.last(), Some(&(newest - 49_999).to_string()));
}

#[tokio::test]
async fn pages_look_like_this() {
    let mut seen = Vec::new();
    for locale in ["en-US", "fr"] {
        let desk = Desk::sample().await;
        let speaking = |who: Who| Who { locale, ..who };
        let (leader, partner, staff) = (speaking(LEADER), speaking(PARTNER), speaking(STAFF));
        let given = desk.ask(&leader, Request::Award(award("Fabrikam Training", 60))).await;
        let record = award_of(&given);
        let reason = || "It was another company's talk".to_owned();
        desk.ask(&staff, Request::Reverse(ReverseAsked { record, reason: reason() })).await;
        let group = || "number:1".to_owned();
        for points in [50, -20] {
            desk.ask(&staff, Request::Grant(GrantAsked { group: group(), points, reason: reason() })).await;
        }
        for base in [Some(700), None] {
            desk.ask(&staff, Request::SetBase(BaseAsked { group: group(), base, reason: reason() })).await;
        }
        for (title, who, asked) in [
            ("leader", &leader, HistoryAsked::default()),
            ("representative", &partner, HistoryAsked::default()),
            ("staff", &staff, HistoryAsked::default()),
            (
                "nothing",
                &staff,
                HistoryAsked { partner: Some("number:6".to_owned()), group: Some("number:2".to_owned()) },
            ),
        ] {
            let reply = desk.ask(who, Request::History(asked)).await;
            seen.push(format!("--- {title}\n{}", steady(&text(&reply))));
        }
    }
    insta::assert_snapshot!("history", seen.join("\n\n"));
}
