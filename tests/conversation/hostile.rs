//! Text that wants to be more than text: it is shown as it was written, and does nothing.

use discord_emulator::Reply;

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

/// Everything at once: markdown, mentions, a link, marks of direction, characters without width, line breaks.
const WILD: &str = "# **Big** @everyone @here <@1000000000000000016> <@&1000000000000000111> <#1000000000000000124> \
    [free](https://evil.example)\n- ~~no~~ ||spoiler|| `code` \u{202E}txt.exe\u{200B}\u{2066}<t:0:R> </award:1> :tada:";
/// How it looks: on one line, each mark escaped, each mention broken.
const TAMED: &str = "\\# \\*\\*Big\\*\\* @\u{200B}everyone @\u{200B}here \\<@\u{200B}1000000000000000016\\> \
    \\<@\u{200B}&1000000000000000111\\> \\<#1000000000000000124\\> \\[free\\]\\(https\\://evil.example\\) \
    - \\~\\~no\\~\\~ \\|\\|spoiler\\|\\| \\`code\\` txt.exe\\<t\\:0\\:R\\> \\</award\\:1\\> \\:tada\\:";

/// Fails where a message rings for somebody, or holds a mark that nobody sees.
pub fn is_harmless(message: &Reply) {
    assert!(message.pings().is_empty(), "{:?}", message.pings());
    for unseen in ['\u{202E}', '\u{2066}', '\u{FEFF}'] {
        assert!(!message.text().contains(unseen), "{}", message.text().escape_debug());
    }
}

#[tokio::test]
async fn a_reason_is_shown_as_written_and_pings_nobody() {
    let app = App::sample().await;
    let (leader, member, partner) =
        (app.person("leader").await, app.person("member").await, app.person("partner").await);
    let award = leader.at(OTTAWA, SHOUT_OUTS).command("award").option("partner", "Fabrikam Training");
    let award = award.option("contribution", "mentoring").option("points", 20).option("reason", WILD);
    let award =
        award.option("event", "# @everyone **[x](y)**").option("link", "https://a.example/?q=<@&1>**x**");
    let receipt = award.send().await.expect("a receipt");
    assert!(receipt.text().contains("**20** points"), "{}", receipt.text());
    let shout_out = member
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Thank you, Fabrikam Training!"))
        .await
        .expect("the shout-out");
    assert!(shout_out.text().contains(&format!("> {TAMED}\n")), "{}", shout_out.text().escape_debug());
    assert!(
        shout_out.text().contains("\\# @\u{200B}everyone \\*\\*\\[x\\]\\(y\\)\\*\\*"),
        "{}",
        shout_out.text()
    );
    assert!(shout_out.text().contains("<https://a.example/?q=%3C@&1%3E**x**>"), "{}", shout_out.text());
    is_harmless(&shout_out);
    let mine = partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    assert!(mine.text().contains(&format!("> {TAMED}\n")), "{}", mine.text().escape_debug());
    is_harmless(&mine);
    app.finish().await;
}

#[tokio::test]
async fn a_companys_name_and_description_are_shown_as_written_and_ping_nobody() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("leader").await, app.person("staff").await);
    let name = "||@everyone|| **<@&1000000000000000111>**\u{202E}";
    let tamed = "\\|\\|@\u{200B}everyone\\|\\| \\*\\*\\<@\u{200B}&1000000000000000111\\>\\*\\*";
    let register = leader.at(OTTAWA, "general").command("partner register").option("name", name);
    let register = register.option("i-work-there", false).option("description", &WILD[..160]);
    let nominated = register.send().await.expect("an answer");
    assert!(nominated.text().contains(&format!("**{tamed}** is nominated")), "{}", nominated.text());
    let card =
        staff.wait_for(OTTAWA, "program-staff", |card| card.text().contains(tamed)).await.expect("the card");
    assert!(card.text().contains("> \\# \\*\\*Big\\*\\* @\u{200B}everyone"), "{}", card.text());
    is_harmless(&card);
    let offered = leader.at(OTTAWA, "general").command("award").complete("partner", "everyone").await;
    let offered = offered.expect("choices");
    assert_eq!(offered[0].name, "||@everyone|| **<@&1000000000000000111>** · waits for approval");
    let award = leader.at(OTTAWA, "general").command("award").option("partner", offered[0].value.clone());
    let award = award.option("contribution", "venue").option("reason", "A room").send().await;
    assert!(award.expect("a receipt").text().contains(&format!("**{tamed}**")));
    let shout_out = leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("> A room"))
        .await
        .expect("the shout-out");
    assert!(shout_out.text().contains(&format!("## Thank you, {tamed}!")), "{}", shout_out.text());
    is_harmless(&shout_out);
    app.finish().await;
}

#[tokio::test]
async fn writing_from_right_to_left_keeps_its_direction_to_itself() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let register = leader.at(OTTAWA, "general").command("partner register").option("name", "תודה בע\u{5F4}מ");
    register.option("i-work-there", false).send().await.expect("an answer");
    app.award(&leader, "תודה בע\u{5F4}מ", "venue", 20, "שלום 100").await;
    let shout_out = leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("100\u{2069}"))
        .await
        .expect("the shout-out");
    assert!(
        shout_out.text().contains("## Thank you, \u{2068}תודה בע\u{5F4}מ\u{2069}!"),
        "{}",
        shout_out.text()
    );
    assert!(shout_out.text().contains("> \u{2068}שלום 100\u{2069}"), "{}", shout_out.text());
    app.finish().await;
}

#[tokio::test]
async fn five_megabytes_of_reason_are_refused_with_their_length() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let long = "é".repeat(2_621_440);
    let refused = app.award(&leader, "Litware Labs", "venue", 20, &long).await;
    assert!(refused.is_ephemeral());
    assert_eq!(refused.text(), "The reason is too long: 2,621,440 characters. Write at most 300.");
    let unknown = app.award(&leader, &long, "venue", 20, "A room").await;
    assert!(unknown.text().starts_with("There is no company called “éé"), "{:.200}", unknown.text());
    let left = leader.at(OTTAWA, "general").command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**340** of 500 points left"), "{}", left.text());
    app.finish().await;
}
