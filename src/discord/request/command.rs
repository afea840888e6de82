//! A command's options as a request, and what is typed into one of them.

use serenity::all::{CommandDataOption, CommandDataOptionValue, CommandInteraction};

use super::{Completion, Request, Wanted, thank};
use crate::points::ids::RecordId;
use crate::points::request::RequestKind;
use crate::service::{
    AwardAsked, BaseAsked, BoardAsked, ClaimAsked, CloseAsked, EditAsked, GrantAsked, HistoryAsked,
    MergeAsked, MoveAsked, PrivacyAsked, RegisterAsked, RepresentativeAsked, ReverseAsked, SuspendAsked,
};
use crate::store::outside::{Account, Channel, Message};
use crate::store::{BoardPeriod, ProgramChannels};

/// The command of a message's menu that puts the award right which the message tells of.
pub(in crate::discord) const CORRECT: &str = "Correct this award";

/// The command of a message's menu that tells staff that something is wrong with the message.
pub(in crate::discord) const REPORT: &str = "Report to staff";

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
pub(super) fn asked(command: &CommandInteraction) -> Option<Request> {
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
            settles: None,
        }),
        "claim" => Request::Claim(ClaimAsked {
            group: text("group")?,
            contribution: text("contribution")?,
            reason: text("reason")?,
            date: text("date"),
            link: text("link"),
            partner: text("partner"),
        }),
        "allocation" => Request::Allocation { group: text("group") },
        "mypoints" => Request::MyPoints { partner: text("partner") },
        "history" => Request::History(HistoryAsked { partner: text("partner"), group: text("group") }),
        "leaderboard" => {
            let asked = BoardAsked {
                program: text("scope").as_deref() == Some("program"),
                group: text("group"),
                contribution: text("contribution"),
                period: text("period").as_deref().and_then(BoardPeriod::parse).unwrap_or_default(),
            };
            match options.boolean("post") {
                Some(true) => Request::PostBoard(asked),
                _ => Request::Leaderboard(asked),
            }
        }
        "help" => Request::Help,
        "request" => {
            Request::Wanted(Wanted::Ask { kind: RequestKind::parse(&text("kind")?)?, group: text("group") })
        }
        "requests" => Request::Wanted(Wanted::List { program: text("scope").as_deref() == Some("program") }),
        "offer make" => Request::Wanted(Wanted::Offer { request: text("request")? }),
        "offer list" => Request::Wanted(Wanted::OwnOffers),
        "offer subscribe" => Request::Wanted(Wanted::Subscribe),
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
            on_the_wall: options.boolean("on-the-wall"),
        }),
        "partner view" => Request::ViewPartner(text("partner")?),
        "partner list" => Request::ListPartners(text("tier")),
        "partner representative" => Request::Representative(RepresentativeAsked {
            partner: text("partner"),
            who: options.user("person")?,
            add: !options.boolean("remove").unwrap_or(false),
        }),
        "program setup" => Request::ProgramSetup(ProgramChannels {
            staff: options.channel("staff-channel"),
            announcements: options.channel("announcements-channel"),
            requests: options.channel("requests-channel"),
            digest: options.boolean("digest"),
        }),
        "program approve" => Request::Pending,
        "program grant" => Request::Grant(GrantAsked {
            group: text("group")?,
            points: options.integer("points")?,
            reason: text("reason")?,
        }),
        "program base" => Request::SetBase(BaseAsked {
            group: text("group")?,
            base: options.integer("base"),
            reason: text("reason")?,
        }),
        "program close" => Request::CloseGroup(CloseAsked { group: text("group")?, reason: text("reason")? }),
        "program move" => Request::MoveGroup(MoveAsked {
            group: text("group")?,
            server: text("server")?,
            reason: text("reason")?,
        }),
        "program suspend" => Request::SuspendPartner(SuspendAsked {
            partner: text("partner")?,
            resume: options.boolean("resume").unwrap_or(false),
            reason: text("reason")?,
        }),
        "program merge" => Request::Merge(MergeAsked {
            from: text("from")?,
            into: text("into")?,
            since: text("since"),
            take_back: options.boolean("take-back").unwrap_or(false),
            reason: text("reason")?,
        }),
        "program reverse" => {
            Request::Reverse(ReverseAsked { record: options.integer("record")?, reason: text("reason")? })
        }
        "program correct" => Request::CorrectRecord(options.integer("record")?),
        thank::THANK => thank::of_message(command)?,
        thank::AWARD_PERSON => thank::of_person(command)?,
        CORRECT => Request::CorrectMessage(Message::new(command.data.target_id?.get())),
        REPORT => Request::ReportMessage(Message::new(command.data.target_id?.get())),
        "privacy view" => Request::Privacy(PrivacyAsked::View),
        "privacy export" => Request::Privacy(PrivacyAsked::Export),
        "privacy delete" => Request::Privacy(PrivacyAsked::Delete),
        "program audit" => match options.integer("record") {
            Some(record) => Request::AuditRecord(RecordId::from_raw(record)),
            None => Request::Audit,
        },
        "program report" => Request::Report { last: text("period").as_deref() == Some("last") },
        _ => return None,
    })
}

/// What is being typed, and what is known besides.
pub(super) fn typed(command: &CommandInteraction) -> Completion {
    let (name, options) = Options::of(command);
    let focused = options.0.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::Autocomplete { value, .. } => Some((option.name.clone(), value.clone())),
        _ => None,
    });
    let (option, typed) = focused.unwrap_or_default();
    let (contribution, group) = (options.text("contribution"), options.text("group"));
    Completion { command: name, option, typed, contribution, group }
}
