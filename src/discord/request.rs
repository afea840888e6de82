//! An interaction as a typed request: parsed once, here, whichever way it came.
//!
//! serenity's types end in this file and in `transport`; behind it there are only our own.

use serenity::all::{
    ActionRowComponent, CommandDataOption, CommandDataOptionValue, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, Interaction, Member, ModalInteraction, Permissions,
};

use super::custom_id::{CustomId, Panel};
use crate::service::{
    AwardAsked, Caller, EditAsked, GrantAsked, RegisterAsked, RepresentativeAsked, ReverseAsked,
};
use crate::store::outside::{Account, Channel, Role, Server};

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Request {
    /// `/award`.
    Award(AwardAsked),
    /// `/allocation`.
    Allocation {
        /// For which group.
        group: Option<String>,
    },
    /// `/mypoints`.
    MyPoints {
        /// Which company.
        partner: Option<String>,
    },
    /// `/help`.
    Help,
    /// `/setup`.
    Setup,
    /// `/partner register`.
    RegisterPartner(RegisterAsked),
    /// `/partner edit`.
    EditPartner(EditAsked),
    /// `/partner view`.
    ViewPartner(String),
    /// `/partner list`.
    ListPartners(Option<String>),
    /// `/partner representative`.
    Representative(RepresentativeAsked),
    /// `/program setup`.
    ProgramSetup {
        /// The staff channel.
        staff: Option<Channel>,
        /// The announcements channel.
        announcements: Option<Channel>,
    },
    /// `/program approve`.
    Pending,
    /// `/program grant`.
    Grant(GrantAsked),
    /// `/program reverse`.
    Reverse(ReverseAsked),
    /// `/program audit`.
    Audit,
    /// Somebody types and is offered choices.
    Complete(Completion),
    /// A button.
    Click(CustomId),
    /// A select of the panel: what is chosen now.
    Choose(Panel, Vec<String>),
    /// The panel's form: name and time zone.
    FillPanel {
        /// The name.
        name: String,
        /// The time zone.
        timezone: String,
    },
    /// A command or a custom id that this version doesn't know.
    Outdated,
}

/// What is typed, and what is known besides.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The command, with its subcommand: `partner edit`.
    pub command: String,
    /// The option being typed.
    pub option: String,
    /// What is in it so far.
    pub typed: String,
    /// The contribution chosen already.
    pub contribution: Option<String>,
    /// The group chosen already.
    pub group: Option<String>,
}

/// Who the program's staff are.
#[derive(Clone, Debug, Default)]
pub struct StaffPolicy {
    /// The program's own server.
    pub server: Option<Server>,
    /// The roles there that make somebody staff.
    pub roles: Vec<Role>,
}

/// A request with who asks, in which language.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What.
    pub request: Request,
    /// Who.
    pub caller: Caller,
    /// In which locale.
    pub locale: String,
}

impl Incoming {
    /// Reads an interaction; `None` for a PING, which is no request.
    #[must_use]
    pub fn read(interaction: &Interaction, staff: &StaffPolicy) -> Option<Self> {
        let (request, caller, locale) = match interaction {
            Interaction::Command(command) => {
                (asked(command).unwrap_or(Request::Outdated), of_command(command, staff), &command.locale)
            }
            Interaction::Autocomplete(command) => {
                (Request::Complete(typed(command)), of_command(command, staff), &command.locale)
            }
            Interaction::Component(click) => (clicked(click), of_click(click, staff), &click.locale),
            Interaction::Modal(form) => (filled(form), of_form(form, staff), &form.locale),
            _ => return None,
        };
        Some(Self { request, caller, locale: locale.clone() })
    }
}

/// The options of a command or of its subcommand.
struct Options<'a>(&'a [CommandDataOption]);

impl<'a> Options<'a> {
    /// The whole name, subcommand included, and the options below it.
    fn of(command: &'a CommandInteraction) -> (String, Self) {
        let options = &command.data.options;
        match options.first() {
            Some(CommandDataOption { name, value: CommandDataOptionValue::SubCommand(below), .. }) => {
                (format!("{} {name}", command.data.name), Self(below))
            }
            _ => (command.data.name.clone(), Self(options)),
        }
    }

    fn find(&self, name: &str) -> Option<&'a CommandDataOptionValue> {
        self.0.iter().find(|option| option.name == name).map(|option| &option.value)
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.find(name)? {
            CommandDataOptionValue::String(text) => Some(text.clone()),
            CommandDataOptionValue::Autocomplete { value, .. } => Some(value.clone()),
            _ => None,
        }
    }

    fn integer(&self, name: &str) -> Option<i64> {
        match self.find(name)? {
            CommandDataOptionValue::Integer(number) => Some(*number),
            _ => None,
        }
    }

    fn boolean(&self, name: &str) -> Option<bool> {
        match self.find(name)? {
            CommandDataOptionValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn user(&self, name: &str) -> Option<Account> {
        match self.find(name)? {
            CommandDataOptionValue::User(id) => Some(Account::new(id.get())),
            _ => None,
        }
    }

    fn channel(&self, name: &str) -> Option<Channel> {
        match self.find(name)? {
            CommandDataOptionValue::Channel(id) => Some(Channel::new(id.get())),
            _ => None,
        }
    }
}

/// `None` for a command that this version doesn't know, or one without an option that it needs: Discord's clients
/// send neither, so the command is of an older registration.
fn asked(command: &CommandInteraction) -> Option<Request> {
    let (name, options) = Options::of(command);
    let text = |name| options.text(name);
    Some(match name.as_str() {
        "award" => Request::Award(AwardAsked {
            partner: text("partner")?,
            contribution: text("contribution")?,
            reason: text("reason")?,
            points: options.integer("points"),
            date: text("date"),
            event: text("event"),
            link: text("link"),
            group: text("group"),
        }),
        "allocation" => Request::Allocation { group: text("group") },
        "mypoints" => Request::MyPoints { partner: text("partner") },
        "help" => Request::Help,
        "setup" => Request::Setup,
        "partner register" => Request::RegisterPartner(RegisterAsked {
            name: text("name")?,
            website: text("website"),
            description: text("description"),
            represents: options.boolean("i-work-there")?,
        }),
        "partner edit" => Request::EditPartner(EditAsked {
            partner: text("partner"),
            name: text("name"),
            website: text("website"),
            description: text("description"),
        }),
        "partner view" => Request::ViewPartner(text("partner")?),
        "partner list" => Request::ListPartners(text("tier")),
        "partner representative" => Request::Representative(RepresentativeAsked {
            partner: text("partner"),
            who: options.user("person")?,
            add: !options.boolean("remove").unwrap_or(false),
        }),
        "program setup" => Request::ProgramSetup {
            staff: options.channel("staff-channel"),
            announcements: options.channel("announcements-channel"),
        },
        "program approve" => Request::Pending,
        "program grant" => Request::Grant(GrantAsked {
            group: text("group")?,
            points: options.integer("points")?,
            reason: text("reason")?,
        }),
        "program reverse" => {
            Request::Reverse(ReverseAsked { record: options.integer("record")?, reason: text("reason")? })
        }
        "program audit" => Request::Audit,
        _ => return None,
    })
}

fn typed(command: &CommandInteraction) -> Completion {
    let (name, options) = Options::of(command);
    let focused = options.0.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::Autocomplete { value, .. } => Some((option.name.clone(), value.clone())),
        _ => None,
    });
    let (option, typed) = focused.unwrap_or_default();
    let (contribution, group) = (options.text("contribution"), options.text("group"));
    Completion { command: name, option, typed, contribution, group }
}

fn clicked(click: &ComponentInteraction) -> Request {
    let Some(id) = CustomId::parse(&click.data.custom_id) else { return Request::Outdated };
    let values: Vec<String> = match &click.data.kind {
        ComponentInteractionDataKind::Button => return Request::Click(id),
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::UserSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::ChannelSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::MentionableSelect { .. } | ComponentInteractionDataKind::Unknown(_) => {
            return Request::Outdated;
        }
    };
    match id {
        CustomId::Panel(panel) => Request::Choose(panel, values),
        _ => Request::Outdated,
    }
}

fn filled(form: &ModalInteraction) -> Request {
    let value = |wanted: &str| {
        form.data.components.iter().flat_map(|row| &row.components).find_map(|part| match part {
            ActionRowComponent::InputText(input) if input.custom_id == wanted => input.value.clone(),
            _ => None,
        })
    };
    match CustomId::parse(&form.data.custom_id) {
        Some(CustomId::Panel(Panel::Words)) => Request::FillPanel {
            name: value("name").unwrap_or_default(),
            timezone: value("timezone").unwrap_or_default(),
        },
        _ => Request::Outdated,
    }
}

fn of_command(command: &CommandInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (command.guild_id.map(|id| id.get()), command.member.as_deref());
    caller(command.id.get(), command.user.id.get(), server, command.channel_id.get(), member, staff)
}

fn of_click(click: &ComponentInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (click.guild_id.map(|id| id.get()), click.member.as_ref());
    caller(click.id.get(), click.user.id.get(), server, click.channel_id.get(), member, staff)
}

fn of_form(form: &ModalInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (form.guild_id.map(|id| id.get()), form.member.as_ref());
    caller(form.id.get(), form.user.id.get(), server, form.channel_id.get(), member, staff)
}

fn caller(
    interaction: u64,
    account: u64,
    server: Option<u64>,
    channel: u64,
    member: Option<&Member>,
    policy: &StaffPolicy,
) -> Caller {
    let roles: Vec<Role> = member
        .map(|member| member.roles.iter().map(|role| Role::new(role.get())).collect())
        .unwrap_or_default();
    let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
    let server = server.map(Server::new);
    Caller {
        interaction,
        account: Account::new(account),
        server,
        channel: Some(Channel::new(channel)),
        manages_server: permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR),
        staff: server.is_some()
            && server == policy.server
            && roles.iter().any(|role| policy.roles.contains(role)),
        roles,
    }
}
