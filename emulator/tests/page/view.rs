//! One person's view, by what is seen and by the page's hooks (`emulator/page/README.md`).

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::Value;

use crate::browser::Browser;

/// One person's view.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub browser: &'a Browser,
    pub person: &'static str,
}

/// `test("send")` is the selector of that hook.
pub fn test(hook: &str) -> String {
    format!("[data-test={hook}]")
}

/// A hook with its `data-name`.
pub fn named(hook: &str, name: &str) -> String {
    format!("[data-test={hook}][data-name={name:?}]")
}

impl View<'_> {
    /// A selector within this person's view. Dialogs and menus stand outside of it and are found as they are.
    fn within(&self, selector: &str) -> String {
        let outside = [
            "[data-test=modal",
            "[data-test=menu",
            "[data-test=select-",
            "[data-test=emoji",
            "[data-test=choice",
            "[data-test=request",
            "[data-test=beside-toggle",
            "[data-test=ask",
            ".select-foot",
            ".request",
            "dialog",
        ];
        if outside.iter().any(|start| selector.starts_with(start)) {
            selector.to_owned()
        } else {
            format!("[data-test=pane][data-person={}] {selector}", self.person)
        }
    }

    /// The view is connected and a channel is shown.
    pub async fn is_ready(&self) {
        let pane = format!(
            "document.querySelector('[data-test=pane][data-person={}][data-status=ready]')",
            self.person
        );
        self.browser.wait(&pane, &format!("the view of {}", self.person)).await;
        self.browser.wait("!document.querySelector('[aria-busy=true].scroller')", "the messages").await;
    }

    /// Waits for an element.
    #[track_caller]
    pub fn has(&self, selector: &str) -> impl Future<Output = ()> + use<> {
        let selector = self.within(selector);
        let browser = self.browser.clone();
        let caller = std::panic::Location::caller();
        async move { browser.wait_for(&format!("document.querySelector({selector:?})"), &selector, caller).await }
    }

    /// Waits until there is no such element.
    #[track_caller]
    pub fn has_no(&self, selector: &str) -> impl Future<Output = ()> + use<> {
        let selector = self.within(selector);
        let browser = self.browser.clone();
        let caller = std::panic::Location::caller();
        async move {
            browser
                .wait_for(
                    &format!("!document.querySelector({selector:?})"),
                    &format!("no {selector}"),
                    caller,
                )
                .await;
        }
    }

    /// Waits until an expression about the element `e` is true.
    #[track_caller]
    pub fn when(&self, selector: &str, expression: &str) -> impl Future<Output = ()> + use<> {
        let selector = self.within(selector);
        let browser = self.browser.clone();
        let caller = std::panic::Location::caller();
        let script = format!("(e => e && ({expression}))(document.querySelector({selector:?}))");
        async move { browser.wait_for(&script, &format!("{selector}: {script}"), caller).await }
    }

    /// Waits until an element reads so.
    #[track_caller]
    pub fn reads(&self, selector: &str, text: &str) -> impl Future<Output = ()> + use<> {
        self.when(selector, &format!("e.innerText.replace(/\\s+/g, ' ').includes({text:?})"))
    }

    /// Waits until this is read in a message.
    #[track_caller]
    pub fn sees(&self, text: &str) -> impl Future<Output = ()> + use<> {
        let expression = format!("{}.length", self.messages_with(text));
        let (browser, what) = (self.browser.clone(), format!("{} to see {text:?}", self.person));
        let caller = std::panic::Location::caller();
        async move { browser.wait_for(&expression, &what, caller).await }
    }

    /// Waits until no message reads so.
    #[track_caller]
    pub fn sees_no(&self, text: &str) -> impl Future<Output = ()> + use<> {
        let expression = format!("!{}.length", self.messages_with(text));
        let (browser, what) = (self.browser.clone(), format!("{} not to see {text:?}", self.person));
        let caller = std::panic::Location::caller();
        async move { browser.wait_for(&expression, &what, caller).await }
    }

    fn messages_with(&self, text: &str) -> String {
        let all = self.within("[data-test=message]");
        format!(
            "[...document.querySelectorAll({all:?})].filter(m => m.innerText.replace(/\\s+/g, ' ').includes({text:?}))"
        )
    }

    /// The selector of the last message that reads so.
    pub async fn message(&self, text: &str) -> String {
        self.sees(text).await;
        let id = self
            .browser
            .script(&format!("return {}.pop().dataset.messageId", self.messages_with(text)))
            .await;
        format!("[data-message-id={id}]")
    }

    /// The selector of a message by its JSON.
    pub fn of(&self, message: &Value) -> String {
        format!("[data-message-id={}]", message["id"])
    }

    async fn find(&self, selector: &str) -> Element {
        self.has(selector).await;
        self.browser.client.find(Locator::Css(&self.within(selector))).await.expect("it is there")
    }

    /// Clicks on it.
    pub async fn click(&self, selector: &str) {
        // Lists are drawn anew while news come; a second look finds the new one.
        for _ in 0..3 {
            if let Ok(()) = self.find(selector).await.click().await {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
        self.find(selector).await.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Types into it.
    pub async fn type_into(&self, selector: &str, text: &str) {
        self.find(selector).await.send_keys(text).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Types where the focus is.
    pub async fn keys(&self, text: &str) {
        let focused = self.browser.client.active_element().await.expect("something has the focus");
        focused.send_keys(text).await.expect("typing");
    }

    /// Presses a key where the focus is, some times.
    pub async fn press(&self, key: Key, times: usize) {
        for _ in 0..times {
            self.keys(&char::from(key).to_string()).await;
        }
    }

    /// Types `/name` and takes the suggestion.
    pub async fn begin(&self, command: &str) {
        self.type_into("[data-test=composer]", &format!("/{command}")).await;
        self.click(&named("suggestion", command)).await;
        self.has("[data-test=command-form]").await;
    }

    /// Opens an optional option's field and types into it.
    pub async fn option(&self, name: &str, text: &str) {
        self.click(&named("add-option", name)).await;
        self.type_into(&format!("[data-test=option-{name}]"), text).await;
    }

    /// Chooses an entry of the list that is open.
    pub async fn choose(&self, label: &str) {
        self.click(&named("choice", label)).await;
    }

    /// The names of the entries of the list that is open.
    pub async fn choices(&self) -> Vec<String> {
        self.has("[data-test=choice]").await;
        let script = "return [...document.querySelectorAll('[data-test=choice]')].map(e => e.dataset.name)";
        serde_json::from_value(self.browser.script(script).await).unwrap_or_default()
    }

    /// Puts a file on the disk into the tray of the next message.
    pub async fn attach(&self, path: &str) {
        let input = self.within("[data-test=files]");
        self.has("[data-test=attach]").await;
        let input = self.browser.client.find(Locator::Css(&input)).await.expect("the input of files");
        input.send_keys(path).await.expect("the file is chosen");
    }

    /// Sends what is there.
    pub async fn send(&self) {
        self.click("[data-test=send]").await;
    }
}
