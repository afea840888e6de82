//! axe-core in the page: finds what shuts people out.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;

fn source() -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what was built");
    let path = target.join("axe-core/axe.min.js");
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is missing ({}: {error}); get it with: scripts/axe", path.display())
    })
}

async fn evaluate(browser: &Browser, expression: &str) -> Value {
    let order = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
    let answer = browser.tools("Runtime.evaluate", order).await;
    assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
    answer["result"]["value"].clone()
}

/// Brings axe into the page; once for each page that is loaded.
pub async fn load(browser: &Browser) {
    // Its last value would be a function, which has no JSON.
    evaluate(browser, &format!("{}; null", source())).await;
}

/// Nothing on the page as it is now is a serious or critical fault.
pub async fn finds_nothing_serious(browser: &Browser, what: &str) {
    let script = "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .flatMap(({id, impact, nodes}) => nodes.map(({target, failureSummary}) => `${impact} ${id} at ${target}: ${failureSummary}`)))";
    let faults = evaluate(browser, script).await;
    let faults: Vec<String> = serde_json::from_value(faults).expect("a list of faults");
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}
