//! Buttons, selects and modals of the bot on serenity.

use serenity::all::{
    ActionRowComponent, ChannelType, ComponentInteraction, ComponentInteractionDataKind as Kind, Context,
    CreateActionRow, CreateInputText, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
    InputTextStyle, ModalInteraction, UserId,
};

use super::commands::whisper;

type Done = serenity::Result<()>;

/// Selects of each kind.
pub fn menu() -> CreateInteractionResponseMessage {
    let options = ["one", "two", "three"].map(|word| CreateSelectMenuOption::new(word, word)).to_vec();
    let kinds = [
        ("Word", 2, CreateSelectMenuKind::String { options }),
        ("Person", 1, CreateSelectMenuKind::User { default_users: None }),
        ("Role", 1, CreateSelectMenuKind::Role { default_roles: None }),
        ("Anyone", 2, CreateSelectMenuKind::Mentionable { default_users: None, default_roles: None }),
        (
            "Place",
            1,
            CreateSelectMenuKind::Channel {
                channel_types: Some(vec![ChannelType::Text]),
                default_channels: None,
            },
        ),
    ];
    let row = |(name, most, kind): (&str, u8, CreateSelectMenuKind)| {
        let select = CreateSelectMenu::new(name.to_lowercase(), kind).placeholder(name).max_values(most);
        CreateActionRow::SelectMenu(select)
    };
    CreateInteractionResponseMessage::new().content("Choose").components(kinds.into_iter().map(row).collect())
}

/// Names of what was chosen. Serenity doesn't read `resolved` of components, so it asks.
async fn names(ctx: &Context, component: &ComponentInteraction) -> serenity::Result<Vec<String>> {
    let http = &ctx.http;
    let roles = component.guild_id.expect("in a guild").roles(http).await?;
    let mut names = Vec::new();
    match &component.data.kind {
        Kind::StringSelect { values } => names.clone_from(values),
        Kind::UserSelect { values } => {
            for user in values {
                names.push(user.to_user(http).await?.name);
            }
        }
        Kind::RoleSelect { values } => names.extend(values.iter().map(|role| roles[role].name.clone())),
        Kind::MentionableSelect { values } => {
            let is_role = |id: u64| roles.iter().find(|(role, _)| role.get() == id);
            for user in values.iter().filter(|id| is_role(id.get()).is_none()) {
                names.push(UserId::new(user.get()).to_user(http).await?.name);
            }
            names.extend(values.iter().filter_map(|id| is_role(id.get())).map(|(_, role)| role.name.clone()));
        }
        Kind::ChannelSelect { values } => {
            for channel in values {
                names.push(channel.name(http).await?);
            }
        }
        other => panic!("{other:?}"),
    }
    Ok(names)
}

/// Answers a press or a choice.
pub async fn used(ctx: &Context, component: &ComponentInteraction) -> Done {
    let http = &ctx.http;
    let update = CreateInteractionResponse::UpdateMessage;
    let changed = CreateInteractionResponseMessage::new();
    match component.data.custom_id.as_str() {
        "again" => {
            let changed = changed.content("Hello again").components(Vec::new());
            component.create_response(http, update(changed)).await
        }
        "write" => {
            let text = CreateInputText::new(InputTextStyle::Paragraph, "Text", "text");
            let modal = CreateModal::new("letter", "A letter");
            let modal = modal.components(vec![CreateActionRow::InputText(text)]);
            component.create_response(http, CreateInteractionResponse::Modal(modal)).await
        }
        "later" => {
            component.defer(http).await?;
            let edit = EditInteractionResponse::new().content("Later it is");
            component.edit_response(http, edit).await.map(|_| ())
        }
        "forget" => {
            component.defer(http).await?;
            component.delete_response(http).await
        }
        select => {
            let names = names(ctx, component).await?;
            let changed = changed.content(format!("{select}: {}", names.join(", ")));
            component.create_response(http, update(changed)).await
        }
    }
}

/// Answers a modal.
pub async fn submitted(ctx: &Context, modal: &ModalInteraction) -> Done {
    let ActionRowComponent::InputText(text) = &modal.data.components[0].components[0] else {
        panic!("{modal:?}")
    };
    let text = format!("You wrote {}", text.value.as_deref().unwrap_or_default());
    modal.create_response(&ctx.http, CreateInteractionResponse::Message(whisper(text))).await
}
