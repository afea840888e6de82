//! Chromium, driven as a person would: by what is seen and by the page's hooks (`emulator/page/README.md`).

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::{Client, Locator};
use serde_json::Value;

use crate::chromium::Chromium;

/// How long anything may take before the test fails with what was seen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked.
const PULSE: Duration = Duration::from_millis(50);

/// A browser on the chat page.
pub struct Browser {
    pub client: Client,
    chromium: Chromium,
    page: String,
}

/// One person's view.
pub struct View<'a> {
    browser: &'a Browser,
}

impl Browser {
    /// Starts chromium with an empty profile.
    pub async fn start(page: &str) -> Self {
        let chromium = Chromium::start(1180).await;
        Self { client: chromium.client.clone(), chromium, page: page.to_owned() }
    }

    /// Ends it.
    pub async fn close(self) {
        let _ = self.client.close().await;
    }

    /// A command of the developer tools' protocol.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        self.chromium.tools(command, parameters).await
    }

    /// The page as a person sees it, in a channel.
    pub async fn view(&self, person: &str, guild: &str, channel: &str) -> View<'_> {
        let guild = guild.replace(' ', "+");
        self.client.goto("about:blank").await.expect("a blank page");
        let address = format!("{}/#person={person}&guild={guild}&channel={channel}", self.page);
        self.client.goto(&address).await.expect("the page opens");
        let view = View { browser: self };
        let pane = format!("[data-test=pane][data-person={person}][data-status=ready]");
        view.wait(&format!("!!document.querySelector({pane:?})"), &pane).await;
        view.wait("!!document.querySelector('[data-test=composer]')", "the composer").await;
        view
    }

    /// Takes a picture, when pictures are wanted.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("OVATION_PICTURES").map(PathBuf::from) else { return };
        std::fs::create_dir_all(&folder).expect("the folder of pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }

    /// What a script returns; null when the page is between two states.
    pub async fn script(&self, text: &str) -> Value {
        self.chromium.script(text).await
    }
}

impl View<'_> {
    /// Waits until an expression of the page is true.
    async fn wait(&self, expression: &str, what: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            if self.browser.script(&format!("return ({expression})")).await == true {
                return;
            }
            if tokio::time::Instant::now() > end {
                let seen = self.browser.script("return document.body.innerText").await;
                let last = std::env::temp_dir().join("ovation-last-seen.png");
                if let Ok(picture) = self.browser.client.screenshot().await {
                    let _ = std::fs::write(&last, picture);
                }
                panic!("waited in vain for {what}; picture: {}; seen: {seen}", last.display());
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    /// Types `/name` and takes the suggestion by Enter.
    pub async fn begin(&self, command: &str) {
        let composer = self.find("[data-test=composer]").await;
        composer.send_keys(&format!("/{command}")).await.expect("typing");
        let suggestion = format!("[data-test=suggestion][data-name={command:?}]");
        self.wait(&format!("!!document.querySelector({suggestion:?})"), &suggestion).await;
        self.click(&suggestion).await;
        self.wait("!!document.querySelector('[data-test=command-form]')", "the command's form").await;
    }

    /// Begins a command and fills options in: (option, typed, chosen).
    pub async fn command(&self, command: &str, options: &[(&str, &str, &str)]) {
        self.begin(command).await;
        for (option, typed, chosen) in options {
            self.type_into(option, typed).await;
            self.choose(chosen).await;
        }
    }

    /// Types into an option.
    pub async fn type_into(&self, option: &str, text: &str) {
        let field = self.find(&format!("[data-test=option-{option}]")).await;
        field.click().await.expect("the field is there");
        field.send_keys(text).await.expect("typing");
    }

    /// Opens an optional option's field.
    pub async fn add_option(&self, option: &str) {
        self.click(&format!("[data-test=add-option][data-name={option:?}]")).await;
    }

    /// Waits for an entry of the list.
    pub async fn wait_for_choice(&self, label: &str) {
        let choice = format!("[data-test=choice][data-name={label:?}]");
        self.wait(&format!("!!document.querySelector({choice:?})"), &choice).await;
    }

    /// Chooses an entry of the list.
    pub async fn choose(&self, label: &str) {
        self.wait_for_choice(label).await;
        self.click(&format!("[data-test=choice][data-name={label:?}]")).await;
    }

    /// Sends what is filled in, by Enter in its last field.
    pub async fn send(&self) {
        self.click("[data-test=send]").await;
    }

    /// Fills the fields of the form that has opened: by their hook's place, from the first on; none keeps what is in it.
    pub async fn fill(&self, fields: &[Option<&str>]) {
        self.wait("!!document.querySelector('[data-test=modal]')", "a form").await;
        for (place, text) in fields.iter().enumerate() {
            let Some(text) = text else { continue };
            let inputs = self.browser.client.find_all(Locator::Css("[data-test=modal-input]")).await;
            let input = inputs.expect("fields").swap_remove(place);
            input.clear().await.expect("an empty field");
            input.send_keys(text).await.expect("typing");
        }
    }

    /// Sends the form.
    pub async fn submit(&self) {
        self.click("[data-test=modal-submit]").await;
        self.wait("!document.querySelector('[data-test=modal]')", "the form to go").await;
    }

    /// Waits until this is read in a message.
    pub async fn sees(&self, text: &str) {
        let expression = format!(
            "[...document.querySelectorAll('[data-test=message]')].some(m => m.innerText.replace(/\\s+/g, ' ').includes({text:?}))"
        );
        self.wait(&expression, text).await;
    }

    /// Nothing of this is on the page.
    pub async fn does_not_see(&self, text: &str) {
        let seen = self.browser.script("return document.body.innerText").await;
        assert!(!seen.as_str().unwrap_or_default().contains(text), "{text} is seen: {seen}");
    }

    /// Presses a button of the last message that has this text.
    pub async fn press(&self, label: &str, within: &str) {
        self.sees_button(label, within).await;
        let expression = format!("return ({}).click()", button(label, within));
        self.browser.client.execute(&expression, Vec::new()).await.expect("the button is pressed");
    }

    /// Waits for a button in the last message that has this text.
    pub async fn sees_button(&self, label: &str, within: &str) {
        self.wait(&format!("!!({})", button(label, within)), label).await;
    }

    async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        self.wait(&format!("!!document.querySelector({selector:?})"), selector).await;
        self.browser.client.find(Locator::Css(selector)).await.expect("it is there")
    }

    async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        if element.click().await.is_err() {
            // Lists are drawn anew while suggestions come; the second look finds the new one.
            self.find(selector).await.click().await.expect("it can be clicked");
        }
    }
}

/// The page's expression for a button within the last message that has a text.
fn button(label: &str, within: &str) -> String {
    format!(
        "[...document.querySelectorAll('[data-test=message]')].filter(m => m.innerText.replace(/\\s+/g, ' ').includes({within:?})) \
         .flatMap(m => [...m.querySelectorAll('[data-test=button]')]).filter(b => b.dataset.label === {label:?}).pop()"
    )
}
