//! The commands as Discord knows them.

use std::time::Duration;

use serde_json::json;

use crate::harness::{App, OTTAWA};

/// How often a list of commands was put in the place of the one before.
async fn told(app: &App) -> usize {
    let requests = app.control().requests(0).await.expect("the stand-in answers");
    requests
        .iter()
        .filter(|request| request["method"] == "PUT")
        .filter(|request| request["path"].as_str().is_some_and(|path| path.ends_with("/commands")))
        .count()
}

/// The commands are there from the first start, so only an answer shows that the second bot is.
async fn until_it_answers(app: &App) {
    let staff = app.person("staff").await;
    for _ in 0..600 {
        if staff.at(OTTAWA, "program-staff").command("program approve").send().await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the bot doesn't answer within 30 s");
}

#[tokio::test]
async fn commands_are_told_only_when_they_changed() {
    let mut app = App::sample().await;
    assert_eq!(told(&app).await, 2, "once for all servers, once for the program's own");
    app.stop().await;
    // A new IDENTIFY right behind the old one would be refused, as Discord does.
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("a fault");
    app.start_task().await;
    until_it_answers(&app).await;
    assert_eq!(told(&app).await, 2, "nothing changed, so nothing was told");
    app.stop().await;
    let path = &app.settings.program.rules;
    let rules = std::fs::read_to_string(path).expect("the rules");
    std::fs::write(path, rules.replace("Mentoring", "Patient mentoring")).expect("the rules are written");
    app.start_task().await;
    for _ in 0..600 {
        if told(&app).await == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        told(&app).await,
        3,
        "a contribution has another name, so the list for all servers is told anew"
    );
    app.finish().await;
}
