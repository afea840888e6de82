//! The card of a new tier in every channel that is told of it: whose language it speaks, and whose name it can't draw.

use discord_emulator::Reply;
use ovation::picture::{Picture, TierCard};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS, quick_rules};
use crate::pictures::{alt, fetched, words};

/// The colour of Certified in the sample's rules.
const CERTIFIED: u32 = 0x2E_86_C1;
const PROGRAM: &str = "Northwind Partner Network";

/// How a language tells of the tier that the sample's company reaches.
struct Told {
    /// In the message, behind the company's name.
    news: &'static str,
    /// In the card's description, around the company's name.
    alt: [&'static str; 2],
    /// On the card.
    label: &'static str,
    tier: &'static str,
}

const ENGLISH: Told = Told {
    news: "is now Certified",
    alt: ["A medal, and the words: ", " · new tier Certified · "],
    label: "New tier",
    tier: "Certified",
};
const FRENCH: Told = Told {
    news: "passe au niveau Certifié",
    alt: ["Une médaille et les mots\u{A0}: ", " · nouveau niveau Certifié · "],
    label: "Nouveau niveau",
    tier: "Certifié",
};

/// The sample, whose program speaks these languages, and whose French group wants to hear of tiers, too.
async fn hearing(languages: &str) -> App {
    let app = App::sample_with(&quick_rules().replace("[\"en\", \"fr\"]", languages)).await;
    let other = app.person("other-leader").await;
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202F}?", &["2"]).await.expect("the panel");
    let button = "⬜ Annoncer ici quand une entreprise remerciée change de niveau";
    let panel = panel.press(button).await.expect("the panel");
    panel.press("Enregistrer les modifications").await.expect("an answer");
    app
}

/// The sample's company reaches Certified; the news in a channel, which names it so.
async fn news(app: &App, (server, channel): (&str, &str), name: &str, told: &Told) -> Reply {
    let says = format!("🏆 {name} {}", told.news);
    let member = app.person("member").await;
    member.wait_for(server, channel, |message| message.text().contains(&says)).await.expect("the news")
}

/// Fails unless the news has its card: described with this name, drawn with that one.
async fn has_its_card(news: &Reply, told: &Told, name: &str, drawn: &str) {
    let shown = alt(news.json()).expect("a card");
    let begins = format!("{}{name}{}{PROGRAM} · ", told.alt[0], told.alt[1]);
    let day = shown.strip_prefix(&begins).unwrap_or_else(|| panic!("{shown}"));
    let card = TierCard {
        program: PROGRAM.to_owned(),
        partner: drawn.to_owned(),
        label: told.label.to_owned(),
        tier: told.tier.to_owned(),
        color: CERTIFIED,
        note: day.to_owned(),
    };
    let expected = Picture::Tier(card).png().expect("a picture");
    assert!(fetched(news.json()).await == expected, "another picture: {shown}");
}

#[tokio::test]
async fn the_card_of_a_new_tier_is_in_each_channel_in_its_language() {
    const FABRIKAM: &str = "Fabrikam Training";
    for (languages, programs) in [("[\"en\", \"fr\"]", &ENGLISH), ("[\"fr\", \"en\"]", &FRENCH)] {
        let app = hearing(languages).await;
        let leader = app.person("leader").await;
        app.award(&leader, FABRIKAM, "mentoring", 60, "Answers for a week").await;
        for (place, told) in [
            ((OTTAWA, SHOUT_OUTS), &ENGLISH),
            ((RUST, SHOUT_OUTS), &FRENCH),
            ((OTTAWA, "announcements"), programs),
        ] {
            let news = news(&app, place, FABRIKAM, told).await;
            has_its_card(&news, told, FABRIKAM, FABRIKAM).await;
        }
        app.finish().await;
    }
}

#[tokio::test]
async fn a_name_that_can_t_be_drawn_is_in_the_words_and_the_card_does_without() {
    const NAME: &str = "东方云计算 Contoso";
    let app = hearing("[\"en\", \"fr\"]").await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let rename = partner.at(OTTAWA, "general").command("partner edit").option("name", NAME).send().await;
    let renamed = rename.expect("an answer").text();
    assert!(renamed.contains(&format!("**{NAME}** is changed")), "{renamed}");
    app.award(&leader, NAME, "mentoring", 60, "Answers for a week").await;
    for (place, told) in [
        ((OTTAWA, SHOUT_OUTS), &ENGLISH),
        ((RUST, SHOUT_OUTS), &FRENCH),
        ((OTTAWA, "announcements"), &ENGLISH),
    ] {
        let news = news(&app, place, NAME, told).await;
        assert!(words(&news).matches(NAME).count() > 1, "{}", words(&news));
        // Half a name would be another name, so none of it is on the card.
        has_its_card(&news, told, NAME, "").await;
    }
    app.finish().await;
}
