//! Forms that the bot opens.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::pool::trials;
use crate::stage::Stage;
use crate::view::{View, named, test};

trials![
    text_inputs_in_rows_are_filled_in,
    the_fields_of_labels_are_filled_in,
    the_rest_of_them_is_filled_in,
    what_is_missing_is_said_at_each_field,
    a_form_is_given_up,
];

/// Opens a form of `/form`.
async fn open(ana: View<'_>, kind: &str) {
    ana.begin("form").await;
    ana.type_into("[data-test=option-kind]", kind).await;
    ana.choose(kind).await;
    ana.send().await;
    ana.has(&test("modal")).await;
}

fn input(custom_id: &str) -> String {
    format!("[data-test=modal-input][data-custom-id={custom_id}]")
}

async fn text_inputs_in_rows_are_filled_in(stage: Stage) {
    let ana = stage.ana().await;
    open(ana, "old").await;
    ana.reads(&test("modal"), "The log book").await;
    ana.when(
        &input("ship"),
        "e === document.activeElement && e.placeholder === 'Her name' && e.maxLength === 20",
    )
    .await;
    ana.when(&input("story"), "e.value === 'A calm day' && e.localName === 'textarea'").await;
    ana.type_into(&input("ship"), "Albatross").await;
    ana.click(&test("modal-submit")).await;
    ana.has_no(&test("modal")).await;
    ana.sees("The form is here").await;
    let data = stage.bot.heard(5).await["data"].clone();
    let values: Vec<&Value> =
        data["components"].as_array().unwrap().iter().map(|row| &row["components"][0]["value"]).collect();
    assert_eq!(values, [&json!("Albatross"), &json!("A calm day")]);
}

async fn the_fields_of_labels_are_filled_in(stage: Stage) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("papers.txt");
    std::fs::write(&path, "All in order").expect("a file");
    let ana = stage.ana().await;
    open(ana, "new").await;
    ana.type_into(&input("ship"), "Barnacle").await;
    ana.click("[data-test=modal] [data-test=select]").await;
    ana.choose("Evening").await;
    ana.type_into(&input("papers"), &path.display().to_string()).await;
    ana.click(&format!("[data-test=modal] fieldset:has([type=radio]) {}", named("modal-tick", "Morning")))
        .await;
    ana.click(&named("modal-tick", "rules")).await;
    ana.click(&test("modal-submit")).await;
    ana.sees("The form is here").await;
    let data = stage.bot.heard(5).await["data"].clone();
    let field = |number: usize| &data["components"][number]["component"];
    assert_eq!(field(0)["value"], "Barnacle");
    assert_eq!(field(1)["values"], json!(["pm"]));
    assert_eq!(field(3)["value"], "am");
    assert_eq!(field(4)["value"], true);
    let id = field(2)["values"][0].as_str().expect("an id");
    assert_eq!(data["resolved"]["attachments"][id]["filename"], "papers.txt", "{data}");
}

async fn the_rest_of_them_is_filled_in(stage: Stage) {
    let ana = stage.ana().await;
    open(ana, "more").await;
    ana.reads("[data-test=modal] strong", "one").await;
    ana.click(&named("modal-tick", "Water")).await;
    ana.click(&named("modal-tick", "Power")).await;
    ana.click("[data-test=modal] [data-test=select][data-custom-id=pilot]").await;
    ana.type_into(&test("select-filter"), "ben").await;
    ana.choose("Ben Okoro").await;
    ana.click("[data-test=modal] [data-test=select][data-custom-id=where]").await;
    assert_eq!(ana.choices().await, ["#news"]);
    ana.choose("#news").await;
    ana.click(&test("modal-submit")).await;
    let data = stage.bot.heard(5).await["data"].clone();
    let field = |number: usize| &data["components"][number]["component"];
    assert_eq!(field(1)["values"], json!(["water", "power"]));
    assert_eq!(field(2)["values"], json!([stage.user("ben").await]));
    assert_eq!(field(3)["values"], json!([stage.channel("news").await]));
}

async fn what_is_missing_is_said_at_each_field(stage: Stage) {
    let ana = stage.ana().await;
    open(ana, "new").await;
    ana.type_into(&input("ship"), "x").await;
    ana.click(&test("modal-submit")).await;
    ana.reads(&test("modal"), "Some answers need another look").await;
    for (field, fault) in [
        (input("ship"), "At least 2 characters (now 1)."),
        (test("select"), "Choose at least one."),
        (input("papers"), "Choose a file."),
        (named("modal-tick", "Evening"), "Choose one."),
    ] {
        ana.reads(&format!("[data-test=modal] .modal-field:has({field})"), fault).await;
    }
    ana.when(&input("ship"), "e === document.activeElement && e.getAttribute('aria-invalid') === 'true'")
        .await;
    ana.keys("y").await;
    ana.when(&input("ship"), "e.getAttribute('aria-invalid') === 'false'").await;
}

async fn a_form_is_given_up(stage: Stage) {
    let ana = stage.ana().await;
    open(ana, "old").await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("modal")).await;
    open(ana, "old").await;
    ana.click(&test("modal-cancel")).await;
    ana.has_no(&test("modal")).await;
    ana.when(&test("composer"), "e === document.activeElement").await;
}
