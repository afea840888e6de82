//! Files for a spreadsheet: whatever people wrote, none of it is a formula there.

use discord_emulator::{CommandCall, Person, Reply};

use crate::harness::{App, OTTAWA};

/// What a spreadsheet takes for the beginning of a formula, or skips in front of one.
const BEGINS_A_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What is typed as a company's name.
const TYPED: [&str; 5] = ["=HYPERLINK(\"https://evil.example\")", "+1", "-1", "@SUM(1)", "\t=2+2"];
/// The same as it is kept: a tab in front is no part of a name.
const NAMES: [&str; 5] = ["=HYPERLINK(\"https://evil.example\")", "+1", "-1", "@SUM(1)", "=2+2"];
/// What could be in the database some other way than through Discord.
const SMUGGLED: [&str; 4] = ["\t=3+3", "\r=4+4", "\n=5+5", "＝6+6"];

fn at(who: &Person, command: &str) -> CommandCall {
    who.at(OTTAWA, "general").command(command)
}

/// The rows of the file that a message has.
async fn rows(message: &Reply) -> Vec<csv::StringRecord> {
    let address = message.json()["attachments"][0]["url"].as_str().expect("a file");
    let file = reqwest::get(address).await.expect("the file is there").bytes().await.expect("its content");
    csv::Reader::from_reader(&*file).records().collect::<Result<_, _>>().expect("a table")
}

/// Fails if a cell of the table could be a formula, and unless it has each of these texts, marked as a text.
fn has_texts_alone<'a>(rows: &[csv::StringRecord], texts: impl IntoIterator<Item = &'a str>) {
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(BEGINS_A_FORMULA), "{cell:?} could be a formula");
    }
    for text in texts {
        let marked = format!("'{text}");
        assert!(rows.iter().flatten().any(|cell| cell == marked), "{marked:?} is nowhere in {rows:?}");
    }
}

/// The files that staff and leaders get: the report's, the history's for each of them.
async fn files(app: &App) -> [Vec<csv::StringRecord>; 3] {
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let report = at(&staff, "program report").send().await.expect("the report");
    let mut files = [rows(&report).await, Vec::new(), Vec::new()];
    for (who, file) in [&staff, &leader].into_iter().zip(&mut files[1..]) {
        let page = at(who, "history").send().await.expect("a page");
        *file = rows(&page.press("CSV").await.expect("the file")).await;
    }
    files
}

#[tokio::test]
async fn no_name_and_no_reason_is_a_formula_in_a_file() {
    const REASON: &str = "=cmd|' /C calc'!A0";
    let app = App::sample().await;
    let leader = app.person("leader").await;
    for (typed, name) in TYPED.into_iter().zip(NAMES) {
        let register = at(&leader, "partner register").option("name", typed).option("i-work-there", false);
        let nominated = register.send().await.expect("an answer");
        assert!(nominated.text().contains("is nominated"), "{}", nominated.text());
        let given = app.award(&leader, name, "mentoring", 20, REASON).await;
        assert!(given.text().contains("**20** points"), "{}", given.text());
    }
    let [report, all, own] = files(&app).await;
    has_texts_alone(&report, NAMES);
    for history in [&all, &own] {
        has_texts_alone(history, NAMES.into_iter().chain([REASON]));
    }
    let row = report.iter().find(|row| &row[1] == "'-1").expect("its line");
    assert_eq!((&row[2], &row[9], &row[10]), ("nominated", "20", "1"), "numbers stay numbers");
    app.finish().await;
}

#[tokio::test]
async fn what_was_smuggled_into_a_name_is_no_formula_in_a_file_either() {
    let app = App::sample().await;
    let mut database = app.place.connect().await;
    let companies = ["Litware Labs", "Adatum Events", "Contoso Cloud", "Tailspin Travel"];
    for (name, company) in SMUGGLED.into_iter().zip(companies) {
        let rename = sqlx::query("UPDATE partner SET name = $1 WHERE name = $2").bind(name).bind(company);
        let renamed = rename.execute(&mut database).await.expect("another name").rows_affected();
        assert_eq!(renamed, 1, "{company}");
    }
    sqlx::query("UPDATE user_group SET name = '=1+1' WHERE id = 1")
        .execute(&mut database)
        .await
        .expect("another name");
    let [report, all, own] = files(&app).await;
    has_texts_alone(&report, SMUGGLED);
    for history in [&all, &own] {
        has_texts_alone(history, SMUGGLED.into_iter().chain(["=1+1"]));
    }
    app.finish().await;
}
