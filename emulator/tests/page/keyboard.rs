//! A whole story without a mouse: only keys, from where the focus is.

use fantoccini::key::Key;
use serde_json::json;

use crate::pool::trials;
use crate::stage::{HARBOUR, Stage};
use crate::view::{View, named, test};

trials![
    a_whole_story_is_told_by_keys,
    a_slash_anywhere_begins_a_command,
    everything_has_a_focus_that_is_seen
];

/// Goes by Tab (or backwards) until the focus is there.
async fn go_to(ana: View<'_>, selector: &str, backwards: bool) {
    let there = format!("return document.activeElement.matches({selector:?})");
    for _ in 0..60 {
        if ana.browser.script(&there).await == true {
            return;
        }
        let (shift, tab) = (char::from(Key::Shift), char::from(Key::Tab));
        ana.keys(&if backwards { format!("{shift}{tab}{shift}") } else { tab.to_string() }).await;
    }
    panic!("Tab never comes to {selector}");
}

async fn a_whole_story_is_told_by_keys(stage: Stage) {
    stage.view("ana", HARBOUR, "quay").await;
    let ana = stage.as_seen_by("ana");
    // To another channel, and a word there.
    go_to(ana, "[data-test=channel][data-name=general]", false).await;
    ana.press(Key::Return, 1).await;
    ana.reads("h2", "general").await;
    go_to(ana, "[data-test=composer]", false).await;
    ana.keys("Good morning").await;
    ana.press(Key::Return, 1).await;
    ana.sees("Good morning").await;
    // A command with a required option.
    ana.keys("/form").await;
    ana.has(&named("suggestion", "form")).await;
    ana.press(Key::Return, 1).await;
    ana.has(&named("choice", "old")).await;
    ana.press(Key::Return, 2).await;
    // Its form.
    ana.has(&test("modal")).await;
    ana.keys("Albatross").await;
    go_to(ana, "[data-test=modal-submit]", false).await;
    ana.press(Key::Return, 1).await;
    ana.sees("The form is here").await;
    assert_eq!(stage.bot.heard(5).await["data"]["components"][0]["components"][0]["value"], "Albatross");
    // A button of the bot, a reaction, and the private answer away.
    let said = stage.bot_says(crate::samples::buttons()).await;
    ana.has(&ana.of(&said)).await;
    go_to(ana, "[data-test=button][data-label=Success]", true).await;
    ana.press(Key::Return, 1).await;
    assert_eq!(stage.bot.heard(3).await["data"]["custom_id"], "Success");
    let private = ana.message("You used \"Success\"").await;
    go_to(ana, &format!("{} [data-test=react]", ana.of(&said)), false).await;
    ana.press(Key::Return, 1).await;
    ana.when(&test("emoji"), "e === document.activeElement").await;
    ana.press(Key::Return, 1).await;
    ana.has(&format!("{} {}", ana.of(&said), named("reaction", "👍"))).await;
    go_to(ana, &format!("{private} [data-test=dismiss]"), false).await;
    ana.press(Key::Return, 1).await;
    ana.has_no(&private).await;
    ana.when(&test("composer"), "e === document.activeElement").await;
}

async fn a_slash_anywhere_begins_a_command(stage: Stage) {
    let ana = stage.ana().await;
    go_to(ana, "[data-test=guild]", false).await;
    ana.keys("/").await;
    ana.when(&test("composer"), "e === document.activeElement && e.value === '/'").await;
    ana.has(&named("suggestion", "say")).await;
}

async fn everything_has_a_focus_that_is_seen(stage: Stage) {
    stage.bot_says(json!({"content": "Hello", "components": crate::samples::buttons()["components"]})).await;
    let ana = stage.ana().await;
    ana.sees("Hello").await;
    // A ring around it, or around what it stands in.
    let unseen = "const rings = e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; };
        const e = document.activeElement;
        return e === document.body || [e, e.parentElement, e.parentElement.parentElement].some(rings) ? '' : e.outerHTML";
    for _ in 0..25 {
        ana.press(Key::Tab, 1).await;
        assert_eq!(ana.browser.script(unseen).await, "", "it has the focus, and nobody sees it");
    }
}
