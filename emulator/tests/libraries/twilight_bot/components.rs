//! Buttons, selects and modals of the bot on twilight.

use serde_json::{Value, json};
use twilight_model::application::interaction::message_component::MessageComponentInteractionData;
use twilight_model::application::interaction::modal::{ModalInteractionComponent, ModalInteractionData};
use twilight_model::channel::message::Component;
use twilight_model::http::interaction::{InteractionResponseData, InteractionResponseType};
use twilight_model::id::Id;
use twilight_model::id::marker::GenericMarker;

use super::{Asked, Bot, Done};

fn parts(parts: Value) -> Option<Vec<Component>> {
    Some(serde_json::from_value(parts).expect("components of twilight's"))
}

/// A row of buttons.
pub fn buttons(buttons: &[(&str, &str)]) -> InteractionResponseData {
    let button = |(id, label): &(&str, &str)| json!({"type": 2, "style": 1, "custom_id": id, "label": label});
    let buttons: Vec<Value> = buttons.iter().map(button).collect();
    let components = parts(json!([{"type": 1, "components": buttons}]));
    InteractionResponseData { components, ..Default::default() }
}

/// Selects of each kind.
pub fn menu() -> InteractionResponseData {
    let options = ["one", "two", "three"].map(|word| json!({"label": word, "value": word}));
    let selects = [
        json!({"type": 3, "custom_id": "word", "placeholder": "Word", "max_values": 2, "options": options}),
        json!({"type": 5, "custom_id": "person", "placeholder": "Person"}),
        json!({"type": 6, "custom_id": "role", "placeholder": "Role"}),
        json!({"type": 7, "custom_id": "anyone", "placeholder": "Anyone", "max_values": 2}),
        json!({"type": 8, "custom_id": "place", "placeholder": "Place", "channel_types": [0]}),
    ];
    let components =
        parts(selects.into_iter().map(|select| json!({"type": 1, "components": [select]})).collect());
    InteractionResponseData { content: Some("Choose".into()), components, ..Default::default() }
}

fn modal(id: &str, title: &str, inside: Value) -> InteractionResponseData {
    InteractionResponseData {
        custom_id: Some(id.into()),
        title: Some(title.into()),
        components: parts(inside),
        ..Default::default()
    }
}

/// A modal with labels.
pub fn form() -> InteractionResponseData {
    let colours =
        [("Red", "red"), ("Blue", "blue")].map(|(label, value)| json!({"label": label, "value": value}));
    modal(
        "form",
        "A form",
        json!([
            {"type": 18, "label": "Name", "description": "Yours", "component": {"type": 4, "style": 1, "custom_id": "name"}},
            {"type": 18, "label": "Colour", "component": {"type": 3, "custom_id": "colour", "options": colours}},
            {"type": 18, "label": "Friend", "component": {"type": 5, "custom_id": "friend"}},
            {"type": 18, "label": "Proof", "component": {"type": 19, "custom_id": "proof"}},
        ]),
    )
}

impl Bot {
    /// Answers a press or a choice.
    pub async fn used(&self, asked: &Asked, data: &MessageComponentInteractionData) -> Done {
        let token = &asked.interaction.token;
        let update = InteractionResponseType::UpdateMessage;
        match data.custom_id.as_str() {
            "again" => {
                let (content, components) = (Some("Hello again".into()), Some(Vec::new()));
                let changed = InteractionResponseData { content, components, ..Default::default() };
                self.respond(asked, update, Some(changed)).await
            }
            "write" => {
                let text = json!({"type": 4, "style": 2, "custom_id": "text", "label": "Text"});
                let letter = modal("letter", "A letter", json!([{"type": 1, "components": [text]}]));
                self.respond(asked, InteractionResponseType::Modal, Some(letter)).await
            }
            "later" => {
                self.respond(asked, InteractionResponseType::DeferredUpdateMessage, None).await?;
                self.edit(asked, "Later it is").await
            }
            "forget" => {
                self.respond(asked, InteractionResponseType::DeferredUpdateMessage, None).await?;
                self.api().delete_response(token).await?;
                Ok(())
            }
            select => {
                let content = Some(format!("{select}: {}", names(data)?.join(", ")));
                let changed = InteractionResponseData { content, ..Default::default() };
                self.respond(asked, update, Some(changed)).await
            }
        }
    }

    /// Answers a modal.
    pub async fn submitted(&self, asked: &Asked, data: &ModalInteractionData) -> Done {
        let mut words = Vec::new();
        for part in &data.components {
            let part = match part {
                ModalInteractionComponent::ActionRow(row) => &row.components[0],
                ModalInteractionComponent::Label(label) => &*label.component,
                other => panic!("{other:?}"),
            };
            words.push(match part {
                ModalInteractionComponent::TextInput(text) => text.value.clone(),
                ModalInteractionComponent::StringSelect(select) => select.values.join(" "),
                ModalInteractionComponent::UserSelect(select) => {
                    data.resolved.as_ref().expect("someone").users[&select.values[0]].name.clone()
                }
                ModalInteractionComponent::FileUpload(upload) => {
                    let file = &data.resolved.as_ref().expect("a file").attachments[&upload.values[0]];
                    format!("{}: {}", file.filename, reqwest::get(&file.url).await?.text().await?)
                }
                other => panic!("{other:?}"),
            });
        }
        let said = if data.custom_id == "letter" { "You wrote " } else { "" };
        self.whisper(asked, format!("{said}{}", words.join(", "))).await
    }
}

/// Names of what was chosen: people before roles.
fn names(data: &MessageComponentInteractionData) -> Result<Vec<String>, super::Failure> {
    let Some(resolved) = &data.resolved else { return Ok(data.values.clone()) };
    let ids: Result<Vec<Id<GenericMarker>>, _> = data.values.iter().map(|id| id.parse()).collect();
    let ids = ids?;
    let users = ids.iter().filter_map(|id| resolved.users.get(&id.cast())).map(|user| user.name.clone());
    let roles = ids.iter().filter_map(|id| resolved.roles.get(&id.cast())).map(|role| role.name.clone());
    let places =
        ids.iter().filter_map(|id| resolved.channels.get(&id.cast())).map(|place| place.name.clone());
    Ok(users.chain(roles).chain(places).collect())
}
