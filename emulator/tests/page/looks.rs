//! Light and dark, wide and narrow.

use crate::pool::trials;
use crate::stage::Stage;
use crate::view::{named, test};

trials![
    the_page_is_light_or_dark_as_the_system_is,
    a_narrow_page_has_all_of_it,
    nothing_is_cut_off_at_360_pixels
];

async fn the_page_is_light_or_dark_as_the_system_is(stage: Stage) {
    let ana = stage.ana().await;
    let ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0)";
    assert!(stage.browser.script(ground).await.as_u64() > Some(600));
    stage.browser.look(1280, true).await;
    assert!(stage.browser.script(ground).await.as_u64() < Some(150));
    ana.has(&test("composer")).await;
}

async fn a_narrow_page_has_all_of_it(stage: Stage) {
    stage.browser.look(360, false).await;
    let ana = stage.ana().await;
    ana.click(&test("menu-toggle")).await;
    ana.when(&named("channel", "general"), "e === document.activeElement").await;
    ana.click(&named("channel", "quay")).await;
    ana.reads("h2", "quay").await;
    ana.when(&test("menu-toggle"), "e.getAttribute('aria-expanded') === 'false'").await;
    ana.begin("try").await;
    ana.option("who", "ben").await;
    ana.choose("Ben Okoro").await;
    ana.send().await;
    ana.sees("try is done").await;
    ana.click(&test("people-toggle")).await;
    ana.click(&named("person", "ben")).await;
    ana.has(&named("menu-command", "Look them up")).await;
}

async fn nothing_is_cut_off_at_360_pixels(stage: Stage) {
    stage.browser.look(360, false).await;
    stage.bot_says(crate::samples::buttons()).await;
    stage.bot_says(crate::samples::selects()).await;
    stage.bot_says(crate::samples::card()).await;
    stage.bot_says(crate::samples::layout()).await;
    let ana = stage.ana().await;
    ana.sees("With a picture").await;
    let wide = "return [...document.querySelectorAll('body, .scroller, .message *')]
        .filter(e => e.getBoundingClientRect().right > 361 && !e.closest('pre, .quiet')).map(e => e.outerHTML.slice(0, 200)).join('\\n')";
    assert_eq!(ana.browser.script(wide).await, "");
}
