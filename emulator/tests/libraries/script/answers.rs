//! What the bot answers to people.

use super::{GUILDS, Scene};

pub async fn commands_and_suggestions(scene: &Scene) {
    let Scene { emulator, bob, place, .. } = scene;
    let choices = place.command("hello").complete("to", "con").await.unwrap();
    assert_eq!(choices[0].name, "Contoso for con");
    assert_eq!(choices[0].value, "Contoso");
    let control = emulator.control();
    let general = control.channel(GUILDS[0], "general").await.unwrap();
    let staff = control.role(GUILDS[0], "Staff").await.unwrap();
    let hello = place.command("hello").option("to", "Contoso").option("person", bob.id());
    let hello = hello.option("place", general).option("role", staff).send().await.unwrap();
    assert_eq!(hello.text(), "Hello Contoso, bob, #general, @Staff\n[Again]\n[Write]");
    assert!(hello.is_ephemeral());
}

pub async fn buttons_and_selects(scene: &Scene) {
    let Scene { emulator, alice, bob, place, .. } = scene;
    let hello = place.command("hello").send().await.unwrap();
    assert_eq!(hello.text(), "Hello you\n[Again]\n[Write]");
    assert_eq!(hello.press("Again").await.unwrap().text(), "Hello again");

    let menu = place.command("menu").send().await.unwrap();
    assert_eq!(menu.text(), "Choose\n[Word]\n[Person]\n[Role]\n[Anyone]\n[Place]");
    assert!(!menu.is_ephemeral());
    let control = emulator.control();
    let general = control.channel(GUILDS[0], "general").await.unwrap();
    let staff = control.role(GUILDS[0], "Staff").await.unwrap();
    let choices: [(&str, &[&str], &str); 5] = [
        ("Word", &["one", "two"], "word: one, two"),
        ("Person", &[bob.id()], "person: bob"),
        ("Role", &[&staff], "role: Staff"),
        ("Anyone", &[&staff, alice.id()], "anyone: alice, Staff"),
        ("Place", &[&general], "place: general"),
    ];
    for (select, values, shown) in choices {
        let changed = menu.choose(select, values).await.unwrap();
        assert_eq!(changed.text().lines().next(), Some(shown));
    }
    // Someone else may choose as well.
    let changed = menu.seen_by(bob).choose("Word", &["three"]).await.unwrap();
    assert_eq!(changed.text().lines().next(), Some("word: three"));
}

pub async fn modals(scene: &Scene) {
    let hello = scene.place.command("hello").send().await.unwrap();
    let letter = hello.press("Write").await.unwrap();
    assert_eq!(letter.text(), "A letter\nText");
    let thanks = letter.fill(&[("Text", "dear Contoso")]).submit().await.unwrap();
    assert_eq!(thanks.text(), "You wrote dear Contoso");
    if !scene.reads_labels {
        return;
    }
    let form = scene.place.command("form").send().await.unwrap();
    assert!(form.text().starts_with("A form\nName\nYours\nColour"), "{}", form.text());
    let filled = form.fill(&[("Name", "Ada")]).choose("Colour", &["red"]);
    let filled = filled.choose("Friend", &[scene.bob.id()]).file("Proof", "slides.txt", "42 slides");
    assert_eq!(filled.submit().await.unwrap().text(), "Ada, red, bob, slides.txt: 42 slides");
}

pub async fn deferral_follow_ups_edits_and_deletes(scene: &Scene) {
    let place = &scene.place;
    let slow = place.command("slow").send().await.unwrap();
    assert_eq!(slow.text(), "It took its time");
    assert!(slow.is_ephemeral());

    let first = place.command("talk").send().await.unwrap();
    place.wait_for(|message| message.text() == "Done").await.unwrap();
    let there: Vec<String> = place.messages().await.unwrap().iter().map(|message| message.text()).collect();
    let from = there.iter().position(|text| text.starts_with("First")).expect("it is there");
    assert_eq!(there[from..], ["First, edited\n[Later]\n[Forget]", "Second, edited", "Done"]);
    let later = first.press("Later").await.unwrap();
    assert_eq!(later.text(), "Later it is\n[Later]\n[Forget]");
    first.press("Forget").await.unwrap();
    let id = first.message_id().to_owned();
    scene.alice.wait_for_event("MESSAGE_DELETE", |gone| gone["id"] == id.as_str()).await.unwrap();
    assert!(first.again().await.is_err(), "it is deleted");
}

pub async fn files(scene: &Scene) {
    let file = scene.place.command("file").send().await.unwrap();
    let id = file.message_id().to_owned();
    let now =
        scene.place.wait_for(|message| message.message_id() == id && message.text().starts_with("Here is"));
    assert_eq!(now.await.unwrap().text(), "Here is one,two\n(list.txt)");
    let given = scene.place.command("hello").file("file", "points.csv", "p1,50").send().await.unwrap();
    assert_eq!(given.text().lines().next(), Some("Hello you, points.csv: p1,50"));
    let url = file.json()["attachments"][0]["url"].as_str().unwrap().to_owned();
    assert_eq!(reqwest::get(url).await.unwrap().text().await.unwrap(), "one,two");
}

pub async fn context_menus(scene: &Scene) {
    let Scene { bob, place, .. } = scene;
    let greeted = place.user_command("Greet", bob.id()).send().await.unwrap();
    assert_eq!(greeted.text(), "Greetings to bob");
    let said = bob.say(GUILDS[0], "general", "well done").await.unwrap();
    let quoted = place.message_command("Quote", said.message_id()).send().await.unwrap();
    assert_eq!(quoted.text(), "> well done");
}
