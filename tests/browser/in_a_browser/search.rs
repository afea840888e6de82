//! The search of the wall's lists, with its script.

use fantoccini::Locator;
use serde_json::Value;

use super::wall::{evaluate, walled};
use crate::browser::Browser;

#[tokio::test]
async fn a_list_narrows_down_while_one_types() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    browser.client.goto(&format!("{wall}/partners?lang=en")).await.expect("the page opens");
    evaluate(&browser, "document.body.dataset.same = 'yes'; null").await;
    let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
    field.send_keys("litw").await.expect("it can be typed into");
    turns(&browser, "document.getElementById('count').textContent.trim()", "1 company").await;
    let seen =
        evaluate(&browser, "[...document.querySelectorAll('#found li a')].map(a => a.textContent).join()")
            .await;
    assert_eq!(seen, "Litware Labs");
    turns(&browser, "location.pathname + location.search", "/partners?q=litw&lang=en").await;
    assert_eq!(evaluate(&browser, "document.getElementById('count').getAttribute('role')").await, "status");
    field.send_keys("zz").await.expect("it can be typed into");
    turns(&browser, "document.getElementById('count').textContent.trim()", "No company is called so.").await;
    let french =
        evaluate(&browser, "document.querySelector('.languages a[lang=fr]').getAttribute('href')").await;
    assert_eq!(french, "?q=litwzz&lang=fr", "the other language finds the same");
    // All of it on the page that was opened, and Enter asks for no other.
    field.send_keys("\n").await.expect("it can be typed into");
    turns(&browser, "document.body.dataset.same", "yes").await;
    browser.client.goto(&format!("{wall}/requests")).await.expect("the page opens");
    let change = "const kind = document.getElementById('kind'); kind.value = 'venue'; kind.dispatchEvent(new Event('input', { bubbles: true })); null";
    evaluate(&browser, change).await;
    turns(&browser, "document.getElementById('count').textContent.trim()", "1 request").await;
    browser.close().await;
    app.finish().await;
}

/// While one types, trouble is passed over in silence; who presses Enter gets an answer, or the browser's own page.
#[tokio::test]
async fn who_presses_enter_gets_a_page_though_the_script_gets_no_answer() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    for trouble in [
        "Promise.reject(new TypeError('the network is gone'))",
        "Promise.resolve(new Response('', {status: 503}))",
        "Promise.resolve(new Response('<p>Sign in to this network</p>'))",
    ] {
        browser.client.goto(&format!("{wall}/partners?lang=en")).await.expect("the page opens");
        let lost = "window.asked = 0; document.body.dataset.same = 'yes'";
        evaluate(&browser, &format!("{lost}; window.fetch = () => {{ asked += 1; return {trouble} }}; null"))
            .await;
        let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
        field.send_keys("litw").await.expect("it can be typed into");
        turns(&browser, "window.asked > 0", true).await;
        assert_eq!(evaluate(&browser, "document.body.dataset.same").await, "yes", "{trouble}");
        field.send_keys("\n").await.expect("it can be typed into");
        turns(&browser, "document.readyState + location.search", "complete?q=litw&lang=en").await;
        turns(&browser, "document.getElementById('count').textContent.trim()", "1 company").await;
        turns(&browser, "document.body.dataset.same === undefined", true).await;
    }
    browser.close().await;
    app.finish().await;
}

/// An answer that comes after that to what was typed later changes nothing.
#[tokio::test]
async fn answers_that_come_out_of_order_leave_what_was_typed_last() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    browser.client.goto(&format!("{wall}/partners?lang=en")).await.expect("the page opens");
    // The first answer is held until the second is shown.
    let held = "const real = window.fetch; window.late = 0; window.release = null;
        const let_go = new Promise((go) => { window.release = go });
        window.fetch = async (address, how) => {
            if (!address.includes('q=litw&')) return real(address, how);
            window.late = 1;
            const answer = await real(address);
            const text = await answer.text();
            await let_go;
            window.late = 2;
            if (how.signal.aborted) throw new DOMException('aborted', 'AbortError');
            return new Response(text);
        }; null";
    evaluate(&browser, held).await;
    let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
    field.send_keys("litw").await.expect("it can be typed into");
    turns(&browser, "window.late", 1).await;
    field.clear().await.expect("it can be emptied");
    field.send_keys("tailspin").await.expect("it can be typed into");
    let names = "[...document.querySelectorAll('#found li a')].map(a => a.textContent).join()";
    turns(&browser, names, "Tailspin Travel").await;
    evaluate(&browser, "window.release(); null").await;
    turns(&browser, "window.late", 2).await;
    assert_eq!(evaluate(&browser, names).await, "Tailspin Travel");
    turns(&browser, "location.search", "?q=tailspin&lang=en").await;
    browser.close().await;
    app.finish().await;
}

/// Waits until an expression of the page has a value; it has none between two pages.
async fn turns(browser: &Browser, expression: &str, wanted: impl Into<Value>) {
    let wanted = wanted.into();
    let end = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    loop {
        let seen = browser.script(&format!("return ({expression})")).await;
        if seen == wanted {
            return;
        }
        assert!(tokio::time::Instant::now() < end, "{expression} is {seen}, not {wanted}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
