//! `/program merge`: one company is another one, and is its own again; and what staff see of who represents a company.

use discord_emulator::{CommandCall, Person};
use ovation::discord::request::Request;
use ovation::service::{MergeAsked, SuspendAsked};

use crate::desk::{Desk, LEADER, STAFF, award, text};
use crate::harness::{App, OTTAWA};
use crate::pictures::words;
use crate::refusals::Heard;

fn at(who: &Person, command: &str) -> CommandCall {
    who.at(OTTAWA, "general").command(command)
}

fn asked(from: &str, into: &str) -> MergeAsked {
    let reason = "One bought the other".to_owned();
    MergeAsked { from: from.to_owned(), into: into.to_owned(), since: None, take_back: false, reason }
}

/// Each refusal of a merge, and what is refused of a company that is another one.
pub async fn merges(heard: &mut Heard) {
    let desk = Desk::sample().await;
    let ask = async |asked| desk.ask(&STAFF, Request::Merge(asked)).await;
    let (contoso, litware, tailspin) = ("Contoso Cloud", "Litware Labs", "Tailspin Travel");
    let back = |from, into| MergeAsked { take_back: true, ..asked(from, into) };
    let theirs = desk.ask(&LEADER, Request::Merge(asked(litware, contoso))).await;
    heard.hear("staff-only", "/program merge", &theirs);
    heard.hear("merge-with-itself", "/program merge", &ask(asked(contoso, contoso)).await);
    heard.hear("not-merged", "/program merge take-back", &ask(back(litware, contoso)).await);
    for (key, day) in [("day-in-future", "2999-01-01"), ("day-unreadable", "Monday")] {
        let on = MergeAsked { since: Some(day.to_owned()), ..asked(litware, contoso) };
        heard.hear(key, "/program merge", &ask(on).await);
    }
    let merged = ask(asked(litware, contoso)).await;
    assert!(text(&merged).contains("**Litware Labs** is now **Contoso Cloud**"), "{}", text(&merged));
    heard.hear("merge-in-circle", "/program merge", &ask(asked(contoso, litware)).await);
    heard.hear("partner-merged", "/program merge", &ask(asked(litware, tailspin)).await);
    let given = desk.ask(&LEADER, Request::Award(award(litware, 5))).await;
    heard.hear("partner-merged", "/award", &given);
    let reason = "It sold instead of telling".to_owned();
    let suspend = SuspendAsked { partner: litware.to_owned(), resume: false, reason };
    heard.hear(
        "partner-merged",
        "/program suspend",
        &desk.ask(&STAFF, Request::SuspendPartner(suspend)).await,
    );
    ask(asked(tailspin, contoso)).await;
    heard.hear("merged-since", "/program merge take-back", &ask(back(litware, contoso)).await);
}

#[tokio::test]
async fn two_companies_are_one_with_what_both_have_and_two_again() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let partner = app.person("partner").await;
    app.award(&leader, "Litware Labs", "venue", 30, "A room for the quiz").await;
    let merge = async |take_back: bool| {
        let call =
            at(&staff, "program merge").option("from", "Litware Labs").option("into", "Fabrikam Training");
        let call = call.option("take-back", take_back).option("reason", "One bought the other");
        call.send().await.expect("an answer")
    };
    let alone = at(&partner, "mypoints").send().await.expect("an answer");
    let merged = merge(false).await;
    assert!(merged.is_ephemeral());
    assert!(merged.text().contains("**Litware Labs** is now **Fabrikam Training**"), "{}", merged.text());
    assert!(merged.text().contains("**Fabrikam Training** · "), "{}", merged.text());
    let mine = at(&partner, "mypoints").send().await.expect("an answer").text();
    assert!(mine.contains("Together with **Litware Labs**, which is this company now."), "{mine}");
    assert!(mine.contains("A room for the quiz"), "{mine}");
    let view = at(&leader, "partner view").option("partner", "Litware Labs").send().await.expect("an answer");
    assert!(view.text().contains("### Fabrikam Training · "), "{}", view.text());
    let offered = leader.at(OTTAWA, "general").command("award").complete("partner", "litware").await;
    let offered: Vec<String> = offered.expect("choices").into_iter().map(|choice| choice.name).collect();
    assert!(offered.len() == 1 && offered[0].starts_with("Fabrikam Training"), "{offered:?}");
    let refused = app.award(&leader, "Litware Labs", "venue", 10, "A quiet room").await;
    assert!(
        refused.text().contains("This company is now part of **Fabrikam Training**"),
        "{}",
        refused.text()
    );
    let choices = at(&staff, "program merge").complete("from", "litware").await.expect("choices");
    assert!(choices.iter().any(|choice| choice.name.starts_with("Litware Labs")), "{choices:?}");
    let apart = merge(true).await;
    assert!(apart.text().contains("are two companies again"), "{}", apart.text());
    assert!(apart.text().contains("**Litware Labs** · "), "{}", apart.text());
    let again = at(&partner, "mypoints").send().await.expect("an answer");
    assert_eq!(words(&again), words(&alone), "as it was before");
    let audit = at(&staff, "program audit").send().await.expect("an answer").text();
    for line in ["Company merged · Litware Labs", "Merge taken back · Litware Labs"] {
        assert!(audit.contains(line), "{line}: {audit}");
    }
    app.finish().await;
}

#[tokio::test]
async fn staff_are_told_what_a_new_representative_gave_the_company_before() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    app.award(&leader, "Litware Labs", "venue", 30, "A room for the quiz").await;
    let add = at(&staff, "partner representative").option("partner", "Litware Labs");
    let added = add.option("person", leader.id()).send().await.expect("an answer");
    assert!(added.text().contains("now represents **Litware Labs**"), "{}", added.text());
    let note = format!("<@{}> now represents **Litware Labs**, as <@{}> said", leader.id(), staff.id());
    let note = staff.wait_for(OTTAWA, "program-staff", |message| message.text().contains(&note)).await;
    let note = note.expect("the note");
    assert!(note.pings().is_empty());
    let seen = note.press("Mark as seen").await.expect("an answer");
    assert!(seen.text().contains(&format!("<@{}>", staff.id())), "{}", seen.text());
    app.finish().await;
}
