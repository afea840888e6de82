//! "Thank for this message" and "Award this person": an award that begins with who helped.

use discord_emulator::{Person, Reply};
use ovation::discord::request::Request;
use ovation::service::ThanksAsked;
use ovation::store::outside::Account;

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, Who};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::refusals::Heard;
use crate::setup::approved;

const THANK: &str = "Thank for this message";
const AWARD_PERSON: &str = "Award this person";

/// The refusals of thanks.
pub async fn thanks(desk: &Desk, heard: &mut Heard) {
    let asked = |who: &Who| ThanksAsked {
        message: None,
        person: Account::new(who.account),
        group: None,
        partner: None,
    };
    let own = Request::Thank { asked: asked(&LEADER), bot: false };
    heard.hear("own-thanks", "Award this person", &desk.ask(&LEADER, own).await);
    let bot = Request::Thank { asked: asked(&PARTNER), bot: true };
    heard.hear("thanks-to-bot", "Thank for this message", &desk.ask(&LEADER, bot).await);
    let nobody = Request::Thank { asked: asked(&PARTNER), bot: false };
    heard.hear("not-a-leader", "Award this person", &desk.ask(&MEMBER, nobody).await);
}

async fn thank(who: &Person, message: &Reply) -> Reply {
    let menu = who.at(OTTAWA, "general").message_command(THANK, message.message_id());
    menu.send().await.expect("an answer")
}

async fn award_person(who: &Person, channel: &str, person: &Person) -> Reply {
    who.at(OTTAWA, channel).user_command(AWARD_PERSON, person.id()).send().await.expect("an answer")
}

#[tokio::test]
async fn a_message_is_thanked_for_with_two_choices_and_a_reason() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let message = partner.say(OTTAWA, "general", "Here is how to restore a domain controller…").await;
    let message = message.expect("a message");
    let card = thank(&leader, &message).await;
    assert!(card.is_ephemeral());
    insta::assert_snapshot!(card.text(), @r"
    ### Thank Fabrikam Training
    <@1000000000000000014> represents it. What did it do for you?
    [For what?]
    ");
    let form = card.choose("For what?", &["mentoring"]).await.expect("the form");
    assert!(form.is_modal(), "{}", form.text());
    let all = form.json().to_string();
    let link = format!("https://discord.com/channels/{}/", app.control().guild(OTTAWA).await.expect("an id"));
    assert!(all.contains(&link) && all.contains(message.message_id()), "{all}");
    let reason = "A patient answer on restoring";
    let given = form.fill(&[("Why, in your words: everybody reads it", reason)]).submit().await;
    let receipt = given.expect("a receipt").text();
    assert!(
        receipt.contains("to **Fabrikam Training** from **Ottawa Windows Server User Group**"),
        "{receipt}"
    );
    let public = |message: &Reply| message.text().contains(reason);
    let shout_out = partner.wait_for(OTTAWA, SHOUT_OUTS, public).await.expect("the shout-out");
    assert!(shout_out.text().contains(message.message_id()), "{}", shout_out.text());
    assert!(shout_out.pings().is_empty());
    app.finish().await;
}

#[tokio::test]
async fn who_represents_nobody_is_thanked_for_a_company_that_is_chosen() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let card = award_person(&leader, "general", &member).await;
    assert!(card.is_ephemeral());
    assert!(card.text().contains("represents no company that can be thanked"), "{}", card.text());
    assert!(card.text().contains("name any other with"), "{}", card.text());
    assert!(!card.text().contains("For what?"), "{}", card.text());
    let company = leader.at(OTTAWA, "general").command("award").complete("partner", "Litware").await;
    let company = company.expect("choices")[0].value.as_str().expect("a choice").replace("number:", "");
    let card = card.choose("Which company?", &[&company]).await.expect("the card");
    assert!(card.text().contains("### Thank Litware Labs"), "{}", card.text());
    let form = card.choose("For what?", &["venue"]).await.expect("the form");
    let form = form.fill(&[("Why, in your words: everybody reads it", "A room"), ("Points", "7")]);
    let receipt = form.submit().await.expect("a receipt");
    assert!(receipt.text().contains("**7** points to **Litware Labs**"), "{}", receipt.text());
    // Once more, for the same company, kind and day.
    let card = award_person(&leader, "general", &member).await;
    let card = card.choose("Which company?", &[&company]).await.expect("the card");
    let form = card.choose("For what?", &["venue"]).await.expect("the form");
    let odd = form.fill(&[("Why, in your words: everybody reads it", "A room"), ("Points", "many")]);
    let refused = odd.submit().await.expect("an answer");
    assert!(refused.text().contains("Choose a number from 1 to 250"), "{}", refused.text());
    assert!(refused.is_ephemeral() && refused.text().contains("> A room"), "what was typed isn't lost");
    let form = refused.press("Try again…").await.expect("the form");
    assert!(form.text().contains("Thank Litware Labs"), "{}", form.text());
    let form = form.fill(&[("Why, in your words: everybody reads it", "A room"), ("Points", "7")]);
    let alike = form.submit().await.expect("an answer");
    let receipt = alike.press("Give it all the same").await.expect("a receipt");
    assert!(receipt.text().contains("**7** points to **Litware Labs**"), "{}", receipt.text());
    app.finish().await;
}

#[tokio::test]
async fn who_represents_several_companies_is_thanked_for_the_one_that_helped() {
    let app = App::sample().await;
    let (leader, partner, staff) =
        (app.person("leader").await, app.person("partner").await, app.person("staff").await);
    let add = staff.at(OTTAWA, "general").command("partner representative").option("person", partner.id());
    add.option("partner", "Adatum Events").send().await.expect("an answer");
    let card = award_person(&leader, "general", &partner).await;
    assert!(card.text().contains("represents several companies. Which one helped?"), "{}", card.text());
    let listed = card.json()["components"].to_string();
    assert!(listed.contains("Adatum Events") && listed.contains("Fabrikam Training"), "{listed}");
    assert!(!listed.contains("Contoso"), "only that person's: {listed}");
    // Of a company that the leader represents as well nothing is offered.
    let add = staff.at(OTTAWA, "general").command("partner representative").option("person", leader.id());
    add.option("partner", "Adatum Events").send().await.expect("an answer");
    let card = award_person(&leader, "general", &partner).await;
    assert!(card.text().contains("### Thank Fabrikam Training"), "{}", card.text());
    let add = staff.at(OTTAWA, "general").command("partner representative").option("person", leader.id());
    add.option("partner", "Fabrikam Training").send().await.expect("an answer");
    let refused = award_person(&leader, "general", &partner).await;
    assert!(refused.text().contains("You represent this company"), "{}", refused.text());
    app.finish().await;
}

#[tokio::test]
async fn own_messages_and_those_of_bots_are_refused_and_so_is_who_leads_nothing() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let own = leader.say(OTTAWA, "general", "I helped myself").await.expect("a message");
    let refused = thank(&leader, &own).await;
    assert!(
        refused.is_ephemeral() && refused.text().contains("nobody thanks themselves"),
        "{}",
        refused.text()
    );
    let refused = thank(&member, &own).await;
    assert!(refused.text().contains("You don't lead a group here"), "{}", refused.text());
    app.award(&leader, "Contoso Cloud", "prizes", 20, "Stickers for all").await;
    let public = |message: &Reply| !message.is_ephemeral() && message.text().contains("Stickers for all");
    let shout_out = leader.wait_for(OTTAWA, SHOUT_OUTS, public).await.expect("the shout-out");
    let menu = leader.at(OTTAWA, SHOUT_OUTS).message_command(THANK, shout_out.message_id());
    let refused = menu.send().await.expect("an answer");
    assert!(refused.text().contains("comes from a bot"), "{}", refused.text());
    app.finish().await;
}

#[tokio::test]
async fn who_leads_two_groups_says_which_one_thanks() {
    let app = App::sample().await;
    let (staff, leader, partner) =
        (app.person("staff").await, app.person("leader").await, app.person("partner").await);
    approved(&app, &staff, "Ottawa Night School", &leader, "general").await;
    let card = award_person(&leader, "announcements", &partner).await;
    assert!(
        card.text().contains("Which of your groups?") && !card.text().contains("For what?"),
        "{}",
        card.text()
    );
    let listed = card.json()["components"].to_string();
    let groups = leader.at(OTTAWA, "announcements").command("award").complete("group", "night").await;
    let group = groups.expect("choices")[0].value.as_str().expect("a choice").replace("number:", "");
    assert!(listed.contains("Ottawa Night School"), "{listed}");
    let card = card.choose("Which of your groups?", &[&group]).await.expect("the card");
    let form = card.choose("For what?", &["prizes"]).await.expect("the form");
    let form = form.fill(&[("Why, in your words: everybody reads it", "Books for the winners")]);
    let receipt = form.submit().await.expect("a receipt");
    assert!(receipt.text().contains("from **Ottawa Night School**"), "{}", receipt.text());
    app.finish().await;
}

#[tokio::test]
async fn a_french_leader_thanks_in_french() {
    let app = App::sample().await;
    let (other, partner) = (app.person("other-leader").await, app.person("partner").await);
    let message = partner.say(RUST, "general", "Voici comment on s’y prend").await.expect("a message");
    let menu = other.at(RUST, "general").message_command(THANK, message.message_id());
    let card = menu.send().await.expect("the card");
    assert!(card.text().contains("### Remercier Fabrikam Training"), "{}", card.text());
    let form = card.choose("Pour quoi\u{202f}?", &["venue"]).await.expect("the form");
    assert!(form.text().contains("Merci à Fabrikam Training"), "{}", form.text());
    let why = "Pourquoi\u{a0}: tout le monde le lit";
    let receipt = form.fill(&[(why, "Une salle pour la soirée")]).submit().await.expect("a receipt");
    assert!(receipt.text().contains("à **Fabrikam Training**"), "{}", receipt.text());
    app.finish().await;
}
