//! Nobody is shut out: axe-core finds no serious or critical fault in the main views, light and dark, narrow and wide.

use serde_json::json;

use crate::axe;
use crate::pool::trials;
use crate::samples;
use crate::stage::{HARBOUR, Stage};
use crate::view::{View, named, test};

trials![
    the_start_page_shuts_nobody_out,
    a_channel_with_everything_shuts_nobody_out,
    a_command_being_filled_in_shuts_nobody_out,
    an_open_form_shuts_nobody_out,
    an_open_menu_shuts_nobody_out,
    the_panel_of_requests_shuts_nobody_out,
    a_forum_shuts_nobody_out,
    two_people_side_by_side_shut_nobody_out,
];

/// Looks at the page as it is now in each way. With pictures wanted, it takes them, at more widths.
async fn nobody_is_shut_out(stage: &Stage, what: &str) {
    let widths: &[u32] =
        if std::env::var_os("PAGE_PICTURES").is_some() { &[360, 900, 1400] } else { &[360, 1280] };
    axe::load(&stage.browser).await;
    for dark in [false, true] {
        for &width in widths {
            stage.browser.look(width, dark).await;
            let look = format!("{what}-{width}-{}", if dark { "dark" } else { "light" });
            stage.browser.picture(&look).await;
            axe::finds_nothing_serious(&stage.browser, &look).await;
        }
    }
}

/// A channel with a message of every kind.
async fn with_everything(stage: &Stage) -> View<'_> {
    let (ben, pilots, news) =
        (stage.user("ben").await, stage.role("Pilots").await, stage.channel("news").await);
    stage.says("ben", "Morning, all").await;
    stage.bot_says(json!({"content": samples::markup(&ben, &pilots, &news)})).await;
    stage.bot_says(samples::card()).await;
    stage.bot_says(samples::selects()).await;
    let said = stage.bot_says(samples::layout()).await;
    stage.react("ben", &said, "👏").await;
    let ana = stage.ana().await;
    ana.begin("secret").await;
    ana.send().await;
    ana.sees("For your eyes only").await;
    // Discord: five messages in five seconds; the rest comes by another way.
    stage.bot.follow_up(samples::buttons()).await;
    ana.sees("Some buttons").await;
    ana
}

async fn the_start_page_shuts_nobody_out(stage: Stage) {
    stage.open("").await;
    stage.as_seen_by("ana").is_ready().await;
    nobody_is_shut_out(&stage, "start").await;
}

async fn a_channel_with_everything_shuts_nobody_out(stage: Stage) {
    with_everything(&stage).await;
    nobody_is_shut_out(&stage, "channel").await;
}

async fn a_command_being_filled_in_shuts_nobody_out(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "/").await;
    ana.has(&named("suggestion", "try")).await;
    nobody_is_shut_out(&stage, "suggestions").await;
    ana.click(&named("suggestion", "try")).await;
    ana.option("whole", "11").await;
    ana.click(&named("add-option", "file")).await;
    ana.send().await;
    ana.option("colour", "").await;
    ana.has(&named("choice", "Green")).await;
    nobody_is_shut_out(&stage, "command").await;
}

async fn an_open_form_shuts_nobody_out(stage: Stage) {
    let ana = stage.ana().await;
    for kind in ["new", "more"] {
        ana.begin("form").await;
        ana.type_into("[data-test=option-kind]", kind).await;
        ana.choose(kind).await;
        ana.send().await;
        ana.click(&test("modal-submit")).await;
        ana.reads(&test("modal"), "Some answers need another look").await;
        nobody_is_shut_out(&stage, &format!("form-{kind}")).await;
        ana.click(&test("modal-cancel")).await;
        ana.has_no(&test("modal")).await;
    }
}

async fn an_open_menu_shuts_nobody_out(stage: Stage) {
    let said = stage.says("ben", "Morning, all").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=message-menu]", ana.of(&said))).await;
    ana.has(&test("menu")).await;
    nobody_is_shut_out(&stage, "menu").await;
}

async fn the_panel_of_requests_shuts_nobody_out(stage: Stage) {
    let channel = stage.channel("general").await;
    stage
        .bot
        .is_refused("POST", &format!("/channels/{channel}/messages"), json!({"content": "x".repeat(2001)}))
        .await;
    let ana = stage.ana().await;
    ana.click(&test("requests-toggle")).await;
    ana.click(".request-faulty summary").await;
    ana.has(".request-faulty pre").await;
    nobody_is_shut_out(&stage, "requests").await;
}

async fn a_forum_shuts_nobody_out(stage: Stage) {
    let forum = stage.channel("ideas").await;
    let post = json!({"name": "A new crane", "message": {"content": "The old one squeaks"}});
    stage.bot.ask("POST", &format!("/channels/{forum}/threads"), Some(post)).await;
    let ana = stage.view("ana", HARBOUR, "ideas").await;
    ana.click(&test("new-post")).await;
    ana.has(&named("post", "A new crane")).await;
    nobody_is_shut_out(&stage, "forum").await;
}

async fn two_people_side_by_side_shut_nobody_out(stage: Stage) {
    stage.says("ben", "Morning, all").await;
    let ana = stage.ana().await;
    ana.click(&test("beside-toggle")).await;
    let ben = stage.as_seen_by("ben");
    ben.is_ready().await;
    ben.click(&test("people-toggle")).await;
    ben.has(&named("person", "ana")).await;
    nobody_is_shut_out(&stage, "beside").await;
}
