//! Every type of option as a field: what it takes, what it sends, and what it says when that doesn't fit.

use fantoccini::key::Key;
use serde_json::json;

use crate::pool::trials;
use crate::stage::Stage;
use crate::view::{View, named, test};

trials![
    an_optional_option_is_opened_and_left_out_again,
    a_required_option_that_is_missing_is_said_at_its_field,
    a_text_is_measured,
    a_whole_number_is_whole_and_within_its_limits,
    a_number_is_within_its_limits,
    a_boolean_is_chosen,
    a_person_is_found_by_name,
    a_channel_is_of_the_wanted_type,
    a_role_is_found_by_name,
    a_mentionable_is_a_person_or_a_role,
    a_choice_is_one_of_the_given,
    autocomplete_asks_the_bot,
    a_file_goes_along,
];

/// `/try` with one option typed into, and sent.
async fn sent(ana: View<'_>, option: &str, text: &str) {
    ana.begin("try").await;
    ana.option(option, text).await;
    ana.send().await;
}

/// What is typed doesn't fit, which is said at the field; then something does, and the bot gets it.
async fn is_mended(
    stage: &Stage,
    option: &str,
    wrong: &str,
    fault: &str,
    right: &str,
    value: serde_json::Value,
) {
    let ana = stage.ana().await;
    sent(ana, option, wrong).await;
    let field = format!("[data-test=option-{option}]");
    ana.when(&field, "e.getAttribute('aria-invalid') === 'true' && e === document.activeElement").await;
    ana.reads(&named("option-fault", option), fault).await;
    let clear = format!("{}a{}", char::from(Key::Control), char::from(Key::Control));
    ana.type_into(&field, &format!("{clear}{right}")).await;
    ana.when(&field, "e.getAttribute('aria-invalid') === 'false'").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({option: value}));
    ana.sees("try is done").await;
}

async fn an_optional_option_is_opened_and_left_out_again(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.option("text", "anchor").await;
    ana.has_no(&named("add-option", "text")).await;
    ana.click(&named("remove-option", "text")).await;
    ana.has_no("[data-test=option-text]").await;
    ana.option("whole", "7").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"whole": 7}));
}

async fn a_required_option_that_is_missing_is_said_at_its_field(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("say").await;
    ana.send().await;
    ana.reads(&named("option-fault", "text"), "This is needed").await;
    ana.keys("Now it is there").await;
    ana.send().await;
    ana.sees("Now it is there").await;
}

async fn a_text_is_measured(stage: Stage) {
    is_mended(&stage, "text", "ab", "At least 3 characters (now 2)", "abc", json!("abc")).await;
    is_mended(&stage, "text", "abcdefghi", "At most 8 characters (now 9)", "abcdefgh", json!("abcdefgh"))
        .await;
}

async fn a_whole_number_is_whole_and_within_its_limits(stage: Stage) {
    is_mended(&stage, "whole", "1.5", "Type a whole number", "1", json!(1)).await;
    is_mended(&stage, "whole", "0", "At least 1", "10", json!(10)).await;
    is_mended(&stage, "whole", "11", "At most 10", "3", json!(3)).await;
}

async fn a_number_is_within_its_limits(stage: Stage) {
    is_mended(&stage, "real", "x", "Type a number", "0.5", json!(0.5)).await;
    is_mended(&stage, "real", "1.6", "At most 1.5", "1.25", json!(1.25)).await;
}

async fn a_boolean_is_chosen(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.click(&named("add-option", "yes")).await;
    assert_eq!(ana.choices().await, ["True", "False"]);
    ana.choose("False").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"yes": false}));
}

async fn a_person_is_found_by_name(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.option("who", "oko").await;
    ana.choose("Ben Okoro").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"who": stage.user("ben").await}));
}

async fn a_channel_is_of_the_wanted_type(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.click(&named("add-option", "where")).await;
    assert_eq!(ana.choices().await, ["#news"]);
    ana.type_into("[data-test=option-where]", "general").await;
    ana.reads(".field:has([data-test=option-where]) .options-note", "Nothing fits").await;
    ana.send().await;
    ana.reads(&named("option-fault", "where"), "Choose one from the list").await;
    ana.type_into(
        "[data-test=option-where]",
        &format!("{}a{}", char::from(Key::Control), char::from(Key::Control)),
    )
    .await;
    ana.keys("ne").await;
    ana.choose("#news").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"where": stage.channel("news").await}));
}

async fn a_role_is_found_by_name(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.option("role", "pil").await;
    ana.choose("Pilots").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"role": stage.role("Pilots").await}));
}

async fn a_mentionable_is_a_person_or_a_role(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.click(&named("add-option", "anyone")).await;
    let choices = ana.choices().await;
    assert!(
        ["Ana Lima", "Ben Okoro", "Staff", "Pilots"].iter().all(|one| choices.contains(&(*one).into())),
        "{choices:?}"
    );
    ana.type_into("[data-test=option-anyone]", "Staff").await;
    ana.choose("Staff").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"anyone": stage.role("Staff").await}));
}

async fn a_choice_is_one_of_the_given(stage: Stage) {
    let ana = stage.ana().await;
    sent(ana, "colour", "mauve").await;
    ana.reads(&named("option-fault", "colour"), "Choose one from the list").await;
    ana.type_into(
        "[data-test=option-colour]",
        &format!("{}a{}", char::from(Key::Control), char::from(Key::Control)),
    )
    .await;
    ana.keys("gre").await;
    assert_eq!(ana.choices().await, ["Green"]);
    ana.press(Key::Return, 2).await;
    assert_eq!(stage.bot.options().await, json!({"colour": "g"}));
}

async fn autocomplete_asks_the_bot(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("try").await;
    ana.option("ship", "").await;
    ana.has(&named("choice", "Cormorant, a cutter")).await;
    ana.keys("tug").await;
    ana.has_no(&named("choice", "Cormorant, a cutter")).await;
    ana.choose("Barnacle, a tug").await;
    ana.send().await;
    assert_eq!(stage.bot.options().await, json!({"ship": "b"}));
    // What the bot did not suggest can be sent as well.
    sent(ana, "ship", "Dinghy").await;
    assert_eq!(stage.bot.options().await, json!({"ship": "Dinghy"}));
}

async fn a_file_goes_along(stage: Stage) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("chart.txt");
    std::fs::write(&path, "Here be dragons").expect("a file");
    let ana = stage.ana().await;
    sent(ana, "file", &path.display().to_string()).await;
    let data = stage.bot.heard(2).await["data"].clone();
    let id = data["options"][0]["value"].as_str().expect("an id").to_owned();
    let file = &data["resolved"]["attachments"][&id];
    assert_eq!((&file["filename"], &file["size"]), (&json!("chart.txt"), &json!(15)), "{file}");
    assert_eq!(file["content_type"], "text/plain");
    let url = file["url"].as_str().expect("an address");
    assert_eq!(
        reqwest::get(url).await.expect("it is there").text().await.expect("a text"),
        "Here be dragons"
    );
    ana.has_no(&test("command-form")).await;
}
