//! `/partner`: companies join, change, are looked at.

use discord_emulator::{CommandCall, Person, Reply};
use ovation::discord::request::Request;
use ovation::service::{GrantAsked, RegisterAsked};

use crate::desk::{Desk, LEADER, MEMBER, STAFF, award, text};
use crate::harness::{App, OTTAWA, SHOUT_OUTS};

/// A command in a channel that belongs to no group.
fn at(who: &Person, command: &str) -> CommandCall {
    who.at(OTTAWA, "general").command(command)
}

async fn card(staff: &Person, name: &str) -> Reply {
    let asks = |card: &Reply| {
        card.text().contains("A company asks to take part") && card.text().contains(&format!("**{name}**"))
    };
    staff.wait_for(OTTAWA, "program-staff", asks).await.expect("the card")
}

#[tokio::test]
async fn who_brings_in_their_own_company_represents_it_once_staff_approve() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let register = at(&member, "partner register").option("name", "Northbay Networks");
    let register = register.option("i-work-there", true).option("website", "https://northbay.example");
    let proposed =
        register.option("description", "Switches, and people for them.").send().await.expect("an answer");
    assert!(proposed.is_ephemeral());
    assert!(proposed.text().contains("**Northbay Networks** is proposed"), "{}", proposed.text());
    let early = at(&member, "mypoints").send().await.expect("an answer");
    assert!(early.text().contains("That is for those who represent the company"), "{}", early.text());
    let card = card(&staff, "Northbay Networks").await;
    assert!(card.text().contains(&format!("<@{}> says they work there", member.id())), "{}", card.text());
    assert!(card.text().contains("> Switches, and people for them."), "{}", card.text());
    assert!(card.text().contains("<https://northbay.example/>"), "{}", card.text());
    assert!(card.pings().is_empty());
    let approved = card.press("Approve").await.expect("an answer");
    assert!(approved.text().contains("Company approved"), "{}", approved.text());
    let mine = at(&member, "mypoints").send().await.expect("an answer");
    assert!(mine.text().contains("### Northbay Networks · Registered"), "{}", mine.text());
    assert!(mine.text().contains("No awards yet"), "{}", mine.text());
    app.finish().await;
}

#[tokio::test]
async fn a_nominated_company_is_awarded_at_once_and_a_declined_one_gives_it_back() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let register = at(&leader, "partner register").option("name", "Proseware").option("i-work-there", false);
    let nominated = register.send().await.expect("an answer");
    assert!(nominated.text().contains("**Proseware** is nominated"), "{}", nominated.text());
    let receipt = app.award(&leader, "Proseware", "venue", 80, "Their meeting room, twice").await;
    assert!(receipt.text().contains("Proseware: 0 → **80** points · no tier yet"), "{}", receipt.text());
    let shout_out = leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Thank you, Proseware!"))
        .await
        .expect("the shout-out");
    let view = at(&leader, "partner view").option("partner", "Proseware").send().await.expect("an answer");
    assert!(view.text().contains("### Proseware · waits for approval"), "{}", view.text());
    assert!(view.text().contains("It gets a tier when the program's staff approve it"), "{}", view.text());
    let declined = card(&staff, "Proseware").await.press("Decline").await.expect("an answer");
    assert!(declined.text().contains("Company declined"), "{}", declined.text());
    let left = at(&leader, "allocation").send().await.expect("an answer");
    assert!(left.text().contains("Granted by staff: 80"), "{}", left.text());
    leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| {
            message.message_id() == shout_out.message_id() && message.text().contains("was withdrawn")
        })
        .await
        .expect("the shout-out is withdrawn");
    let list = at(&leader, "partner list").send().await.expect("an answer");
    assert!(!list.text().contains("Proseware"), "{}", list.text());
    app.finish().await;
}

#[tokio::test]
async fn a_representative_changes_the_entry_and_staff_change_any() {
    let app = App::sample().await;
    let (staff, partner) = (app.person("staff").await, app.person("partner").await);
    let edit = at(&partner, "partner edit").option("name", "Fabrikam Academy");
    let changed = edit.option("description", "Courses, and a library.").send().await.expect("an answer");
    assert!(changed.text().contains("**Fabrikam Academy** is changed"), "{}", changed.text());
    let view = at(&staff, "partner view").option("partner", "fabrikam academy").send().await;
    let view = view.expect("an answer");
    assert!(view.is_ephemeral());
    assert!(view.text().contains("> Courses, and a library."), "{}", view.text());
    assert!(!view.text().contains("<@"), "nobody's Discord name is in it: {}", view.text());
    let other = at(&partner, "partner edit").option("partner", "Litware Labs").option("name", "Mine");
    let refused = other.send().await.expect("an answer");
    assert!(refused.text().contains("That is for those who represent the company"), "{}", refused.text());
    let by_staff = at(&staff, "partner edit").option("partner", "Litware Labs").option("name", "Litware");
    let changed = by_staff.send().await.expect("an answer");
    assert!(changed.text().contains("**Litware** is changed"), "{}", changed.text());
    app.finish().await;
}

#[tokio::test]
async fn representatives_add_colleagues_and_nobody_adds_themselves() {
    let app = App::sample().await;
    let (staff, partner, member) =
        (app.person("staff").await, app.person("partner").await, app.person("member").await);
    let change = |who: &Person, person: &Person| {
        at(who, "partner representative").option("person", person.id()).option("partner", "Fabrikam Training")
    };
    let himself = change(&member, &member).send().await.expect("an answer");
    assert!(himself.text().contains("That is for those who represent the company"), "{}", himself.text());
    let herself = change(&staff, &staff).send().await.expect("an answer");
    assert!(herself.text().contains("Nobody makes themselves a representative"), "{}", herself.text());
    let added = change(&partner, &member).send().await.expect("an answer");
    let text = format!("<@{}> now represents **Fabrikam Training**", member.id());
    assert!(added.text().contains(&text), "{}", added.text());
    assert!(added.pings().is_empty());
    let mine = at(&member, "mypoints").send().await.expect("an answer");
    assert!(mine.text().contains("### Fabrikam Training · Registered"), "{}", mine.text());
    let removed = change(&partner, &member).option("remove", true).send().await.expect("an answer");
    assert!(removed.text().contains("no longer represents"), "{}", removed.text());
    let mine = at(&member, "mypoints").send().await.expect("an answer");
    assert!(mine.text().contains("That is for those who represent the company"), "{}", mine.text());
    app.finish().await;
}

#[tokio::test]
async fn a_long_list_has_pages_and_a_tier_has_its_own() {
    let app = App::sample().await;
    let member = app.person("member").await;
    for number in 1..=12 {
        let name = format!("Company {number:02}");
        let register = at(&member, "partner register").option("name", name).option("i-work-there", false);
        assert!(register.send().await.expect("an answer").text().contains("is nominated"));
    }
    let first = at(&member, "partner list").send().await.expect("the list");
    assert!(first.text().contains("### Companies: 18\n-# Page 1 of 2"), "{}", first.text());
    assert!(first.text().contains("- Adatum Events · Certified"), "{}", first.text());
    assert!(!first.text().contains("Wide World"), "{}", first.text());
    assert_eq!(first.buttons(), ["Next"], "nothing lies before the first page");
    let second = first.press("Next").await.expect("the second page");
    assert!(second.text().contains("-# Page 2 of 2"), "{}", second.text());
    assert!(second.text().contains("- Wide World Hosting"), "{}", second.text());
    assert_eq!(second.buttons(), ["Previous"]);
    let again = second.press("Previous").await.expect("the first page");
    assert_eq!(again.text(), first.text());
    let gold = at(&member, "partner list").option("tier", "gold").send().await.expect("the list");
    assert!(gold.text().contains("### Gold: 1\n- Litware Labs · Gold"), "{}", gold.text());
    assert!(gold.buttons().is_empty());
    app.finish().await;
}

/// A choice is sent as the number of what was chosen, marked as one.
#[tokio::test]
async fn a_name_that_is_a_number_is_no_choice_of_what_has_that_number() {
    let desk = Desk::sample().await;
    let give = async |typed: &str| text(&desk.ask(&LEADER, Request::Award(award(typed, 5))).await);
    assert!(give("number:1").await.contains("points to **Litware Labs**"), "a choice");
    for (name, shown) in [("+1", "\\+1"), ("1", "1")] {
        let unknown = give(name).await;
        assert!(unknown.contains(&format!("There is no company called “{shown}”")), "{unknown}");
    }
    for (name, shown) in [("+1", "\\+1"), ("007", "007"), ("-1", "\\-1"), ("42", "42")] {
        let (website, description) = (None, None);
        let register = RegisterAsked { name: name.to_owned(), website, description, represents: false };
        desk.ask(&MEMBER, Request::RegisterPartner(register)).await;
        let given = give(name).await;
        assert!(given.contains(&format!("**5** points to **{shown}**")), "{given}");
        let seen = text(&desk.ask(&MEMBER, Request::ViewPartner(name.to_owned())).await);
        assert!(seen.contains(shown) && !seen.contains("Litware"), "{seen}");
    }
    let grant = async |group: &str| {
        let (group, reason) = (group.to_owned(), "The autumn day".to_owned());
        text(&desk.ask(&STAFF, Request::Grant(GrantAsked { group, points: 10, reason })).await)
    };
    assert!(grant("number:1").await.contains("granted to **Ottawa Windows Server User Group**"));
    for name in ["+1", "01", "1"] {
        let refused = grant(name).await;
        assert!(refused.contains("No group of that name"), "{refused}");
    }
}
