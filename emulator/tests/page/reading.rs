//! What is read in messages.

use serde_json::json;

use crate::pool::trials;
use crate::samples;
use crate::stage::{HARBOUR, Stage};
use crate::view::{named, test};

trials![
    markup_is_read_as_it_is_meant,
    a_spoiler_is_uncovered,
    mentions_open_what_they_name,
    a_timestamp_is_read_in_ones_own_language,
    a_card_shows_all_its_parts,
    a_layout_shows_all_its_parts,
    a_picture_is_seen_and_opened,
    a_picture_of_a_component_is_seen_with_what_it_shows,
    a_file_is_fetched,
    reactions_are_seen_given_and_taken_back,
    a_change_is_seen_in_place,
    a_deleted_message_is_gone,
    earlier_messages_are_fetched,
    the_end_is_followed_until_the_reader_moves_up,
    markup_of_another_kind_stays_text,
    who_is_typing_is_seen,
];

async fn markup_is_read_as_it_is_meant(stage: Stage) {
    let ana = stage.ana().await;
    let (ben, pilots, news) =
        (stage.user("ben").await, stage.role("Pilots").await, stage.channel("news").await);
    let message = ana.of(&stage.bot_says(json!({"content": samples::markup(&ben, &pilots, &news)})).await);
    for (part, text) in [
        (".heading-1", "Heading"),
        ("strong", "bold"),
        ("em", "italic"),
        ("u", "underlined"),
        ("s", "struck"),
        ("p > code", "code"),
        ("blockquote", "quoted"),
        (".text ul li + li", "second"),
        (".small-text", "small"),
        ("a[href='https://example.org/'][rel~=noopener]", "a link"),
        ("pre code", "let x = 1;"),
        (".text", "@Ben Okoro @Pilots #news"),
    ] {
        ana.reads(&format!("{message} {part}"), text).await;
    }
}

async fn a_spoiler_is_uncovered(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(json!({"content": "The butler: ||did it||"})).await);
    ana.when(&message, "!e.innerText.includes('did it')").await;
    ana.click(&format!("{message} .spoiler")).await;
    ana.reads(&message, "did it").await;
}

async fn mentions_open_what_they_name(stage: Stage) {
    let ana = stage.ana().await;
    let (ben, news) = (stage.user("ben").await, stage.channel("news").await);
    let message = ana.of(&stage.bot_says(json!({"content": format!("<@{ben}> in <#{news}>")})).await);
    ana.click(&format!("{message} .mention")).await;
    ana.reads(&test("menu"), "Ben Okoro").await;
    ana.press(fantoccini::key::Key::Escape, 1).await;
    ana.click(&format!("{message} .mention:last-of-type")).await;
    ana.reads("h2", "news").await;
}

async fn a_timestamp_is_read_in_ones_own_language(stage: Stage) {
    stage.bot_says(json!({"content": "Sailing <t:1893553445:D>, <t:1893553445:t>, <t:1893553445:R>"})).await;
    let ana = stage.ana().await;
    let message = ana.message("Sailing January 2, 2030, 3:04 AM, in").await;
    ana.when(&format!("{message} .text time"), "e.title === 'Wednesday, January 2, 2030 at 3:04 AM'").await;
    let otto = stage.view("otto", HARBOUR, "general").await;
    otto.sees("Sailing 2. Januar 2030, 03:04, in").await;
}

async fn a_card_shows_all_its_parts(stage: Stage) {
    let ana = stage.ana().await;
    let card = format!("{} .embed", ana.of(&stage.bot_says(samples::card()).await));
    for text in ["Harbour master", "The harbour", "Open all night", "Depth 9 m", "Berths 40", "No warranty"] {
        ana.reads(&card, text).await;
    }
    ana.has(&format!("{card} .embed-title a[href='https://example.org/harbour']")).await;
    // What another host serves is not loaded, but can be opened.
    ana.has(&format!("{card} a[href='https://example.org/harbour.png']")).await;
    ana.has_no(&format!("{card} img")).await;
}

async fn a_layout_shows_all_its_parts(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::layout()).await);
    ana.reads(&format!("{message} .heading-1"), "A layout").await;
    ana.when(
        &format!("{message} .container"),
        "getComputedStyle(e).getPropertyValue('--accent-line') === '#0f836e'",
    )
    .await;
    ana.reads(&format!("{message} .section"), "A section").await;
    ana.reads(&format!("{message} .section [data-test=button]"), "Beside").await;
    ana.has(&format!("{message} hr.spacing-2")).await;
    ana.reads(&format!("{message} .gallery"), "The mole").await;
    ana.has(&format!("{message} .container [data-test=select]")).await;
    ana.when(&message, "!e.innerText.includes('Kept under cover')").await;
    ana.click(&format!("{message} .cover")).await;
    ana.reads(&message, "Kept under cover").await;
}

async fn a_picture_is_seen_and_opened(stage: Stage) {
    let ana = stage.ana().await;
    stage.bot_uploads("gull.png", "image/png", samples::PIXEL, json!({"content": "Here it is"})).await;
    let message = ana.message("Here it is").await;
    ana.when(&format!("{message} img"), "e.complete && e.naturalWidth === 1 && e.alt === 'gull.png'").await;
    ana.has(&format!("{message} a.picture-link[target=_blank][href^='/attachments/']")).await;
}

async fn a_picture_of_a_component_is_seen_with_what_it_shows(stage: Stage) {
    let ana = stage.ana().await;
    let item = json!({"media": {"url": "attachment://gull.png"}, "description": "A gull on a post"});
    let layout = json!({"flags": 32768, "components": [
        {"type": 17, "components": [{"type": 10, "content": "A gallery"}, {"type": 12, "items": [item]}]}]});
    stage.bot_uploads("gull.png", "image/png", samples::PIXEL, layout).await;
    let message = ana.message("A gallery").await;
    let seen = "e.complete && e.naturalWidth === 1 && e.alt === 'A gull on a post'";
    ana.when(&format!("{message} .gallery img"), seen).await;
    // The component shows it; the file doesn't stand beside it once more.
    ana.has_no(&format!("{message} .attachments")).await;
}

async fn a_file_is_fetched(stage: Stage) {
    let ana = stage.ana().await;
    let layout = json!({"flags": 32768, "components": [
        {"type": 10, "content": "A file"}, {"type": 13, "file": {"url": "attachment://log.csv"}}]});
    stage.bot_uploads("log.csv", "text/csv", b"day,miles\n1,20\n", layout).await;
    let message = ana.message("A file").await;
    ana.reads(&format!("{message} .file-card"), "log.csv 15 bytes").await;
    let script =
        format!("return document.querySelector({:?}).href", format!("{message} .file-card a[download]"));
    let address = stage.browser.script(&script).await;
    let answer = reqwest::get(address.as_str().expect("an address")).await.expect("an answer");
    assert_eq!(answer.text().await.expect("a text"), "day,miles\n1,20\n");
}

async fn reactions_are_seen_given_and_taken_back(stage: Stage) {
    let ana = stage.ana().await;
    let said = stage.bot_says(json!({"content": "A fine day"})).await;
    let path = format!(
        "/channels/{}/messages/{}/reactions/👏/@me",
        said["channel_id"].as_str().unwrap(),
        said["id"].as_str().unwrap()
    );
    stage.bot.ask("PUT", &path, None).await;
    let reaction = format!("{} {}", ana.of(&said), named("reaction", "👏"));
    ana.when(&reaction, "e.getAttribute('aria-pressed') === 'false' && e.innerText.includes('1')").await;
    ana.click(&reaction).await;
    ana.when(&reaction, "e.getAttribute('aria-pressed') === 'true' && e.innerText.includes('2')").await;
    ana.click(&reaction).await;
    ana.when(&reaction, "e.getAttribute('aria-pressed') === 'false' && e.innerText.includes('1')").await;
    ana.click(&format!("{} [data-test=react]", ana.of(&said))).await;
    ana.click(&named("emoji", "🚀")).await;
    ana.has(&format!("{} {}[aria-pressed=true]", ana.of(&said), named("reaction", "🚀"))).await;
}

async fn a_change_is_seen_in_place(stage: Stage) {
    let ana = stage.ana().await;
    let said = stage.bot_says(json!({"content": "Low tide"})).await;
    ana.sees("Low tide").await;
    let path = format!(
        "/channels/{}/messages/{}",
        said["channel_id"].as_str().unwrap(),
        said["id"].as_str().unwrap()
    );
    stage.bot.ask("PATCH", &path, Some(json!({"content": "High tide"}))).await;
    ana.reads(&ana.of(&said), "High tide (edited)").await;
    ana.sees_no("Low tide").await;
}

async fn a_deleted_message_is_gone(stage: Stage) {
    let ana = stage.ana().await;
    let said = stage.bot_says(json!({"content": "Forget this"})).await;
    ana.sees("Forget this").await;
    let path = format!(
        "/channels/{}/messages/{}",
        said["channel_id"].as_str().unwrap(),
        said["id"].as_str().unwrap()
    );
    stage.bot.ask("DELETE", &path, None).await;
    ana.has_no(&ana.of(&said)).await;
}

async fn earlier_messages_are_fetched(stage: Stage) {
    for fault in [
        json!({"kind": "channel_limit", "limit": 100, "per_millis": 1000}),
        json!({"kind": "global_limit", "per_second": 0}),
    ] {
        stage.emulator.control().fault(fault).await.expect("it is set");
    }
    for number in 1..=53 {
        stage.bot_says(json!({"content": format!("Number {number}.")})).await;
    }
    let ana = stage.ana().await;
    ana.sees("Number 53.").await;
    ana.sees_no("Number 3.").await;
    ana.click(&test("earlier")).await;
    ana.sees("Number 1.").await;
    ana.when(".beginning", "!e.hidden").await;
}

async fn the_end_is_followed_until_the_reader_moves_up(stage: Stage) {
    for fault in [
        json!({"kind": "channel_limit", "limit": 100, "per_millis": 1000}),
        json!({"kind": "global_limit", "per_second": 0}),
    ] {
        stage.emulator.control().fault(fault).await.expect("it is set");
    }
    let ana = stage.ana().await;
    let tall = |number: usize| json!({"content": format!("Number {number}.{}", "\nand more".repeat(20))});
    for number in 1..=40 {
        stage.bot_says(tall(number)).await;
    }
    ana.sees("Number 40.").await;
    let at_end = "e.scrollHeight - e.scrollTop - e.clientHeight < 2";
    ana.when(".scroller", at_end).await;
    ana.when(".scroller", "(e.scrollTop = 100, true)").await;
    ana.when(".jump", "e.hidden").await;
    stage.bot_says(tall(41)).await;
    ana.when(".jump", "!e.hidden").await;
    ana.when(".scroller", "e.scrollTop === 100").await;
    ana.click(".jump").await;
    ana.when(".scroller", at_end).await;
}

async fn markup_of_another_kind_stays_text(stage: Stage) {
    let ana = stage.ana().await;
    let text = "<img src=x onerror=document.title='taken'> <b>not bold</b> [x](javascript:alert)";
    let message = ana.of(&stage.bot_says(json!({"content": text})).await);
    ana.reads(&message, text).await;
    ana.has_no(&format!("{message} b, {message} img, {message} a")).await;
}

async fn who_is_typing_is_seen(stage: Stage) {
    let ana = stage.ana().await;
    let channel = stage.channel("general").await;
    stage.bot.ask("POST", &format!("/channels/{channel}/typing"), None).await;
    ana.reads(&test("typing"), "Helper is typing…").await;
    stage.bot_says(json!({"content": "There"})).await;
    ana.when(&test("typing"), "!e.innerText").await;
}
