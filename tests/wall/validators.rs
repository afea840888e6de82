//! What others made to check such things: a validator reads every page, and a fuzzer tries the API by its own description.
//! Both are brought by `scripts/validators`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discord_emulator::Emulator;

use crate::stage::Wall;

/// A program that was brought.
fn brought(path: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what was built");
    let program = target.join("libraries").join(path);
    assert!(program.exists(), "{} is missing; get it with: scripts/validators", program.display());
    program
}

async fn ran(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().expect("it runs")).await.expect("no panic")
}

fn said(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_valid_html() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups & <b>fires</b>").await;
    let folder = tempfile::tempdir().expect("a folder");
    let paths = wall.all_pages().await;
    let more = [
        "/partners?q=nobody",
        "/partners?q=a&page=2",
        "/groups?q=x",
        "/requests?kind=speaker&q=b",
        "/nowhere",
    ];
    let mut pages = 0;
    let mut keep = async |of: &Wall, what: &str, path: &str| {
        for language in ["en", "fr"] {
            let page = of.ask(path, &[("accept-language", language)]).await;
            if page.header("content-type").starts_with("text/html") {
                let name = format!("{what}{}-{language}.html", path.replace(['/', '?', '&'], "_"));
                std::fs::write(folder.path().join(name), &page.body).expect("a file");
                pages += 1;
            }
        }
    };
    for path in paths.iter().map(String::as_str).chain(more) {
        keep(&wall, "sample", path).await;
    }
    // Where little is, or much, or nothing can be had.
    let bare = Wall::blank().await;
    for path in ["/", "/partners", "/groups", "/requests"] {
        keep(&bare, "blank", path).await;
    }
    for number in 1..=65 {
        bare.company(&format!("Company {number:02}"), true).await;
    }
    for path in ["/", "/partners?page=2", "/partners?q=company&page=3"] {
        keep(&bare, "long", path).await;
    }
    bare.store.close().await;
    for path in ["/groups?q=x", "/requests", "/partners/company-65"] {
        keep(&bare, "lost", path).await;
    }
    assert!(pages >= 36 + 20, "{pages}");
    let emulator = Emulator::start().await.expect("the stand-in starts");
    let chat = reqwest::get(emulator.url()).await.expect("the chat page").text().await.expect("a text");
    assert!(chat.contains("<noscript>"), "{chat}");
    std::fs::write(folder.path().join("chat.html"), chat).expect("a file");
    // How long a title may be is a matter of taste: the program and the company name themselves.
    std::fs::write(
        folder.path().join("rules.json"),
        r#"{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"],
            "rules": {"long-title": "off", "heading-level": "error"}}"#,
    )
    .expect("a file");
    let mut validate = Command::new("node");
    validate.arg(brought("html_validate/node_modules/html-validate/bin/html-validate.mjs"));
    validate.arg("--config").arg(folder.path().join("rules.json")).arg("--ext=html").arg(folder.path());
    let output = ran(validate).await;
    assert!(output.status.success(), "{}", said(&output));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_asked_by_the_description_is_answered_by_it() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    let folder = tempfile::tempdir().expect("a folder");
    // A cursor or a name that is made up is well formed and yet none of ours.
    std::fs::write(
        folder.path().join("schemathesis.toml"),
        "[checks]\npositive_data_acceptance.expected-statuses = [\"2xx\", \"3xx\", 400, 404]\n",
    )
    .expect("a file");
    let mut tries = Command::new(brought("schemathesis/bin/schemathesis"));
    tries.current_dir(folder.path()).env("NO_COLOR", "1");
    tries.arg("run").arg(format!("{}/api/v1/openapi.json", wall.url)).args(["--checks", "all"]);
    tries.args([
        "--phases",
        "examples,coverage,fuzzing,stateful",
        "--max-examples",
        "40",
        "--seed",
        "7",
        "--workers",
        "2",
    ]);
    let output = ran(tries).await;
    assert!(output.status.success() && said(&output).contains("Tested: 8"), "{}", said(&output));
}
