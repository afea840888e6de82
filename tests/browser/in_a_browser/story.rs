//! The story: the chat page as the leader, the partner and the member see it. With `OVATION_PICTURES` set to a folder, the
//! pictures of the README are taken into it.

use ovation::playground::RULES;

use crate::browser::Browser;
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS, quick_rules};

#[tokio::test]
async fn the_whole_story_in_the_chat_page() {
    let app = App::sample_with(RULES).await;
    let browser = Browser::start(&app.emulator.url()).await;
    award_by_autocomplete(&browser).await;
    partner_asks_for_points(&browser).await;
    next_tier(&browser).await;
    member_applauds(&browser).await;
    more_than_is_left(&browser).await;
    in_french(&browser).await;
    browser.close().await;
    app.finish().await;
}

#[tokio::test]
async fn an_award_that_waits_and_what_everybody_sees_of_a_period() {
    let app = App::sample_with(RULES).await;
    let browser = Browser::start(&app.emulator.url()).await;
    a_second_leader_approves(&browser).await;
    boards_and_reports(&browser).await;
    browser.close().await;
    app.finish().await;
}

/// A group asks, a company offers, a leader accepts, the day passes, they are thanked, and members say how it was: all of
/// it in French.
#[tokio::test]
async fn the_way_of_help_wanted_in_french() {
    let app = App::sample_in_french(&quick_rules()).await;
    let browser = Browser::start(&app.emulator.url()).await;
    let topic = "Des vecteurs sans larmes";
    let leader = browser.view("other-leader", RUST, "general").await;
    leader.begin("request").await;
    leader.type_into("kind", "prés").await;
    leader.choose("Présentation").await;
    leader.send().await;
    let wording = "Une heure de pratique pour quarante personnes, sans argumentaire de vente";
    let day = (chrono::Utc::now().date_naive() + chrono::Days::new(2)).to_string();
    leader.fill(&[Some(topic), Some(&day), Some("En ligne"), Some(wording)]).await;
    browser.picture("wanted-form").await;
    leader.submit().await;
    leader.sees("✅ Votre demande est publiée").await;
    let partner = browser.view("partner", RUST, SHOUT_OUTS).await;
    partner.sees(topic).await;
    browser.picture("wanted").await;
    partner.press("Nous pouvons aider", topic).await;
    partner.fill(&[Some("Notre ingénieure Kim raconte, code ouvert, pendant une heure")]).await;
    partner.submit().await;
    partner.sees("✅ Votre offre est chez les responsables").await;
    browser.picture("wanted-offered").await;
    let leader = browser.view("other-leader", RUST, topic).await;
    leader.sees("peut aider, dit").await;
    browser.picture("wanted-offer").await;
    leader.press("Accepter", "peut aider").await;
    leader.sees("accepte : merci").await;
    app.pass(chrono::TimeDelta::days(4));
    let early = app.person("leader").await;
    app.award(&early, "Contoso Cloud", "venue", 10, "A quiet room").await;
    leader.sees("Cela a-t-il eu lieu ?").await;
    browser.picture("wanted-prompt").await;
    leader.press("Dire merci…", "Cela a-t-il eu lieu").await;
    leader.fill(&[None, None, None, Some("Une heure de réponses honnêtes, pas une de vente")]).await;
    browser.picture("wanted-thanks").await;
    leader.submit().await;
    leader.sees("points à Fabrikam Training").await;
    browser.picture("wanted-thanked").await;
    let member = browser.view("member", RUST, SHOUT_OUTS).await;
    member.sees("Merci, Fabrikam Training").await;
    member.press("Utile", "Merci, Fabrikam Training").await;
    member.sees("1 avis").await;
    browser.picture("wanted-voices").await;
    browser.close().await;
    app.finish().await;
}

/// The pages that people turn to: what is asked for, what one hears of, what one may do, what is kept.
#[tokio::test]
async fn what_people_turn_to() {
    let app = App::sample_with(RULES).await;
    let browser = Browser::start(&app.emulator.url()).await;
    let leader = browser.view("leader", OTTAWA, "general").await;
    leader.begin("request").await;
    leader.type_into("kind", "spea").await;
    leader.choose("Speaker").await;
    leader.send().await;
    leader
        .fill(&[Some("Backups that survive a fire"), None, Some("Ottawa"), Some("An hour of practice")])
        .await;
    leader.submit().await;
    leader.sees("Your request is out").await;
    let partner = browser.view("partner", OTTAWA, "Backups that survive a fire").await;
    partner.sees("Speaker wanted").await;
    browser.picture("forum").await;
    let partner = browser.view("partner", OTTAWA, "general").await;
    for (command, read) in [
        ("requests", "Help wanted here"),
        ("offer subscribe", "What do you want to hear of?"),
        ("help", "You represent"),
        ("privacy view", "keeps about you"),
    ] {
        partner.begin(command).await;
        partner.send().await;
        partner.sees(read).await;
        browser.picture(&command.replace(' ', "-")).await;
    }
    let staff = browser.view("staff", OTTAWA, "general").await;
    staff.begin("setup").await;
    staff.send().await;
    staff.sees("Set up a group").await;
    browser.picture("setup").await;
    browser.close().await;
    app.finish().await;
}

/// Above the limit another leader is asked where the leaders talk.
async fn a_second_leader_approves(browser: &Browser) {
    let leader = browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    let options =
        [("partner", "cont", "Contoso Cloud · Certified"), ("contribution", "spons", "💶 Sponsorship")];
    leader.command("award", &options).await;
    leader.type_into("reason", "The autumn day, all of it").await;
    leader.add_option("points").await;
    leader.type_into("points", "240").await;
    leader.send().await;
    leader.sees("waiting for an approval").await;
    browser.picture("waiting").await;
    let second = browser.view("second-leader", OTTAWA, "organizers").await;
    second.sees("An award waits for an approval").await;
    second.sees("The autumn day, all of it").await;
    browser.picture("approval").await;
    second.press("Approve", "An award waits for an approval").await;
    second.sees("Approved by").await;
    let member = browser.view("member", OTTAWA, SHOUT_OUTS).await;
    member.sees("Thank you, Contoso Cloud!").await;
}

async fn boards_and_reports(browser: &Browser) {
    let member = browser.view("member", OTTAWA, SHOUT_OUTS).await;
    member.command("leaderboard", &[]).await;
    member.send().await;
    member.sees("Companies that helped here").await;
    member.sees("Contoso Cloud · 240 points").await;
    browser.picture("leaderboard").await;
    let staff = browser.view("staff", OTTAWA, "program-staff").await;
    staff.command("program report", &[]).await;
    staff.send().await;
    staff.sees("points given, in 2 awards").await;
    staff.sees("companies.csv").await;
    browser.picture("report").await;
}

/// Typing `/award` leads through partner, contribution and reason; the receipt is private, the shout-out public.
async fn award_by_autocomplete(browser: &Browser) {
    let leader = browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    leader.begin("award").await;
    leader.type_into("partner", "litw").await;
    leader.choose("Litware Labs · Gold").await;
    leader.type_into("contribution", "pres").await;
    leader.choose("🎤 Presentation").await;
    leader.type_into("reason", "Two hours of answers, not one slide of advertising").await;
    leader.add_option("points").await;
    leader.type_into("points", "10").await;
    leader.wait_for_choice("100 · 340 left").await;
    browser.picture("award").await;
    leader.choose("100 · 340 left").await;
    leader.send().await;
    leader.sees("✅ 100 points to Litware Labs").await;
    leader.sees("Left this quarter: 240").await;
    leader.sees("Thank you, Litware Labs!").await;
    browser.picture("receipt").await;
}

/// Undo before the shout-out: nobody in public ever sees it.
#[tokio::test]
async fn an_undo_in_time_in_the_chat_page() {
    // However long two people take to look.
    let rules = RULES.replace("shout_out_delay_seconds = 3", "shout_out_delay_seconds = 600");
    let app = App::sample_with(&rules).await;
    let browser = Browser::start(&app.emulator.url()).await;
    let leader = browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    leader
        .command(
            "award",
            &[("partner", "Wide", "Wide World Hosting · Registered"), ("contribution", "venue", "🏠 Venue")],
        )
        .await;
    leader.type_into("reason", "A room that we did not need after all").await;
    leader.send().await;
    leader.sees("✅ 80 points to Wide World Hosting").await;
    leader.press("Undo (within 15 min)", "Wide World Hosting").await;
    leader.sees("Undone: 80 points to Wide World Hosting").await;
    leader.sees("Nobody in public saw it").await;
    let newest = "What everybody sees";
    app.person("leader").await.say(OTTAWA, SHOUT_OUTS, newest).await.expect("a message");
    let member = browser.view("member", OTTAWA, SHOUT_OUTS).await;
    member.sees(newest).await;
    member.does_not_see("Wide World Hosting").await;
    browser.close().await;
    app.finish().await;
}

async fn partner_asks_for_points(browser: &Browser) {
    let partner = browser.view("partner", OTTAWA, "general").await;
    partner.command("mypoints", &[]).await;
    partner.send().await;
    partner.sees("Fabrikam Training · Registered").await;
    partner.sees("340 of 400 points for Certified").await;
    browser.picture("mypoints").await;
}

async fn next_tier(browser: &Browser) {
    let leader = browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    leader
        .command(
            "award",
            &[
                ("partner", "fabri", "Fabrikam Training · Registered"),
                ("contribution", "mento", "🌱 Mentoring"),
            ],
        )
        .await;
    leader.type_into("reason", "A month of patient code reviews").await;
    leader.send().await;
    leader.sees("Fabrikam Training is now Certified").await;
    leader.sees("🏆 Fabrikam Training is now Certified!").await;
}

async fn member_applauds(browser: &Browser) {
    let member = browser.view("member", OTTAWA, SHOUT_OUTS).await;
    member.sees("Thank you, Fabrikam Training!").await;
    member.press("👏", "Thank you, Fabrikam Training!").await;
    member.sees_button("👏 1", "Thank you, Fabrikam Training!").await;
    browser.picture("shout-outs").await;
}

async fn more_than_is_left(browser: &Browser) {
    let leader = browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    leader
        .command(
            "award",
            &[("partner", "cont", "Contoso Cloud · Certified"), ("contribution", "spons", "💶 Sponsorship")],
        )
        .await;
    leader.type_into("reason", "The autumn day, half of it").await;
    leader.add_option("points").await;
    leader.type_into("points", "200").await;
    leader.send().await;
    leader.sees("more than your group has left: 180").await;
    leader.sees("The next period starts on").await;
    browser.picture("refusal").await;
}

/// The other group's leader reads and is read in French, from the choices to the shout-out.
async fn in_french(browser: &Browser) {
    let leader = browser.view("other-leader", RUST, SHOUT_OUTS).await;
    leader
        .command(
            "award",
            &[("partner", "tails", "Tailspin Travel · Inscrit"), ("contribution", "prés", "🎤 Présentation")],
        )
        .await;
    leader.type_into("reason", "Deux heures de questions, aucune publicité").await;
    leader.send().await;
    leader.sees("Reste ce trimestre").await;
    leader.sees("Merci, Tailspin Travel").await;
    browser.picture("french").await;
}
