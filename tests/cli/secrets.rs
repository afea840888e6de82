//! However loud the log is, no secret is in it, and no text of a person.

use ovation::playground::TOKEN;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};

/// As loud as it can be made, part by part.
const LOUD: [&str; 2] = [
    "trace",
    "trace,serenity=trace,serenity::http=trace,serenity::http::client=trace,serenity::gateway=trace,hyper=trace,\
     hyper::proto=trace,hyper_util=trace,reqwest=trace,tungstenite=trace,tokio_tungstenite=trace,sqlx=trace,h2=trace,\
     rustls=trace,twilight_http_ratelimiting=trace",
];

/// Tokens of interactions, as they stand in the paths of what the bot sent.
fn interaction_tokens(requests: &[serde_json::Value]) -> Vec<String> {
    let paths = requests.iter().filter_map(|request| request["path"].as_str());
    let token = |path: &str| {
        let mut parts = path.trim_start_matches("/api/v10").trim_start_matches('/').split('/');
        let kind = parts.next()?;
        let token = parts.nth(1)?;
        matches!(kind, "interactions" | "webhooks").then(|| token.to_owned())
    };
    paths.filter_map(token).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loudest_log_has_no_token_and_no_text_of_a_person() {
    for level in LOUD {
        let mut app = App::prepare(&quick_rules(), true).await;
        app.start_process_at(level).await;
        let leader = app.person("leader").await;
        let receipt = app.award(&leader, "Contoso Cloud", "venue", 5, "Words that stay out of the log").await;
        receipt.press("custom_id:v1:undo").await.expect("an answer");
        app.award(&leader, "Contoso Cloud", "venue", 5, "Words that stay out of the log").await;
        leader
            .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Words that stay out of the log"))
            .await
            .expect("the shout-out");
        let requests = app.control().requests(0).await.expect("the requests");
        let tokens = interaction_tokens(&requests);
        assert!(tokens.len() >= 3, "{requests:?}");
        app.terminate().await;
        let log = app.log();
        app.finish().await;
        assert!(log.contains("awarded") && log.contains(r#""level":"TRACE""#), "the log is on: {log}");
        let secrets = tokens.iter().map(String::as_str).chain([TOKEN, "Words that stay out"]);
        for secret in secrets {
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{level}: {secret} is in the log");
        }
    }
}
