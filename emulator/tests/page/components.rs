//! Buttons and selects of messages.

use fantoccini::key::Key;
use serde_json::json;

use crate::pool::trials;
use crate::samples;
use crate::stage::Stage;
use crate::view::{View, named, test};

trials![
    a_button_is_pressed,
    buttons_have_their_styles,
    a_disabled_button_does_nothing,
    a_link_leads_away,
    several_are_chosen_within_the_limits,
    one_is_chosen_at_once,
    a_select_shows_what_the_bot_chose,
    a_person_is_selected,
    a_role_is_selected,
    a_mentionable_is_selected,
    a_channel_of_the_wanted_type_is_selected,
    a_select_is_gone_through_by_keys,
    a_silent_bot_is_told_at_the_message,
];

async fn a_button_is_pressed(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::buttons()).await);
    ana.click(&format!("{message} [data-label=Danger]")).await;
    assert_eq!(stage.bot.heard(3).await["data"]["custom_id"], "Danger");
    ana.sees("You used \"Danger\"").await;
    ana.click(&format!("{message} [data-label='👏']")).await;
    assert_eq!(stage.bot.heard(3).await["data"]["custom_id"], "clap");
}

async fn buttons_have_their_styles(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::buttons()).await);
    for style in ["Primary", "Secondary", "Success", "Danger"] {
        ana.has(&format!("{message} .button-{}[data-label={style}]", style.to_lowercase())).await;
    }
    let colours = "new Set([...e.querySelectorAll('.row:first-child .button')].map(b => getComputedStyle(b).backgroundColor)).size === 4";
    ana.when(&message, colours).await;
}

async fn a_disabled_button_does_nothing(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::buttons()).await);
    ana.when(&format!("{message} [data-label=Closed]"), "e.disabled && (e.click(), true)").await;
    ana.click(&format!("{message} [data-label=Primary]")).await;
    assert_eq!(stage.bot.heard(3).await["data"]["custom_id"], "Primary");
}

async fn a_link_leads_away(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::buttons()).await);
    ana.has(&format!(
        "{message} a[data-label=Map][href='https://example.org/map'][target=_blank][rel~=noopener]"
    ))
    .await;
}

/// Opens the select of a message with this placeholder.
async fn open(ana: View<'_>, message: &str, placeholder: &str) {
    ana.click(&format!("{message} [data-test=select][data-placeholder={placeholder:?}]")).await;
    ana.has(&test("select-filter")).await;
}

async fn several_are_chosen_within_the_limits(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::selects()).await);
    open(ana, &message, "Fish").await;
    ana.choose("Cod").await;
    // Fewer than two: nothing is sent, and what is missing is said.
    ana.reads(".select-foot", "1 of 2 choices").await;
    ana.click(&test("select-done")).await;
    ana.reads(".select-foot", "Choose at least 2").await;
    ana.press(Key::Escape, 1).await;
    ana.reads(&format!("{message} [data-custom-id=Fish]"), "Fish").await;
    open(ana, &message, "Fish").await;
    ana.choose("Cod").await;
    ana.choose("Ray").await;
    ana.choose("Eel").await;
    ana.reads(".select-foot", "2 of 2 choices").await;
    ana.click(&test("select-done")).await;
    assert_eq!(stage.bot.heard(3).await["data"]["values"], json!(["cod", "ray"]));
    ana.reads(&format!("{message} [data-custom-id=Fish]"), "Cod, Ray").await;
}

async fn one_is_chosen_at_once(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::one_of_three()).await);
    open(ana, &message, "Which").await;
    ana.type_into(&test("select-filter"), "ke").await;
    assert_eq!(ana.choices().await, ["Keel"]);
    ana.choose("Keel").await;
    assert_eq!(stage.bot.heard(3).await["data"]["values"], json!(["keel"]));
}

async fn a_select_shows_what_the_bot_chose(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::one_of_three()).await);
    ana.reads(&format!("{message} [data-test=select]"), "Stern").await;
}

/// Chooses in a select of ids, and compares what the bot got.
async fn selects(stage: &Stage, placeholder: &str, label: &str, id: String, kind: &str) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::selects()).await);
    open(ana, &message, placeholder).await;
    ana.choose(label).await;
    let data = stage.bot.heard(3).await["data"].clone();
    assert_eq!(data["values"], json!([id]));
    assert!(data["resolved"][kind][&id].is_object(), "{data}");
}

async fn a_person_is_selected(stage: Stage) {
    selects(&stage, "Person", "Ben Okoro", stage.user("ben").await, "users").await;
}

async fn a_role_is_selected(stage: Stage) {
    selects(&stage, "Role", "Pilots", stage.role("Pilots").await, "roles").await;
}

async fn a_mentionable_is_selected(stage: Stage) {
    selects(&stage, "Mentionable", "Ben Okoro", stage.user("ben").await, "users").await;
    selects(&stage, "Mentionable", "Staff", stage.role("Staff").await, "roles").await;
}

async fn a_channel_of_the_wanted_type_is_selected(stage: Stage) {
    selects(&stage, "Channel", "#news", stage.channel("news").await, "channels").await;
    let ana = stage.ana().await;
    open(ana, &ana.message("Some selects").await, "Channel").await;
    assert_eq!(ana.choices().await, ["#news"]);
}

async fn a_select_is_gone_through_by_keys(stage: Stage) {
    let ana = stage.ana().await;
    let message = ana.of(&stage.bot_says(samples::one_of_three()).await);
    ana.has(&message).await;
    let focus = format!("document.querySelector({:?}).focus()", format!("{message} [data-test=select]"));
    stage.browser.script(&focus).await;
    ana.press(Key::Return, 1).await;
    ana.when(&test("select-filter"), "e === document.activeElement").await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("select-filter")).await;
    ana.press(Key::Return, 1).await;
    ana.has(&named("choice", "Stern")).await;
    ana.press(Key::Down, 2).await;
    ana.press(Key::Return, 1).await;
    assert_eq!(stage.bot.heard(3).await["data"]["values"], json!(["keel"]));
}

async fn a_silent_bot_is_told_at_the_message(stage: Stage) {
    stage.clock(0.05).await;
    let ana = stage.ana().await;
    let row =
        json!([{"type": 1, "components": [{"type": 2, "style": 2, "label": "Sleep", "custom_id": "sleep"}]}]);
    let message = ana.of(&stage.bot_says(json!({"content": "Do not wake", "components": row})).await);
    ana.click(&format!("{message} [data-label=Sleep]")).await;
    ana.reads(&format!("{message} .failure"), "The application did not respond").await;
    ana.when(&format!("{message} [data-label=Sleep]"), "!e.hasAttribute('aria-busy')").await;
}
