//! An interaction as a typed request: parsed once, here, whichever way it came.
//!
//! serenity's types end in this room, in the gateway and in the client; behind it there are only our own. What a request
//! is stands here; how it is read from a command (`command`), from a message's parts and forms (`message`), and who
//! asks (`caller`) in files of their own. Nothing is looked up or decided here.

mod caller;
mod command;
mod message;
mod thank;
mod typed;
mod wanted;

pub(super) use command::{CORRECT, REPORT};
pub(super) use thank::{AWARD_PERSON, THANK};
pub(super) use typed::Typed;
pub use wanted::Wanted;

use serenity::all::Interaction;

use super::custom_id::{CustomId, Panel, ThanksPart};
use crate::points::ids::RecordId;
use crate::service::{
    AwardAsked, AwardWords, BaseAsked, BoardAsked, Caller, ClaimAsked, CloseAsked, CorrectionAsked,
    EditAsked, GrantAsked, HistoryAsked, MergeAsked, MoveAsked, PrivacyAsked, RegisterAsked,
    RepresentativeAsked, ReverseAsked, SuspendAsked, ThanksAsked, ThanksFilled,
};
use crate::store::outside::{Message, Role, Server};
use crate::store::{ErrandId, ProgramChannels};

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Request {
    /// `/award`.
    Award(AwardAsked),
    /// `/claim`.
    Claim(ClaimAsked),
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
    /// `/history`.
    History(HistoryAsked),
    /// `/leaderboard`.
    Leaderboard(BoardAsked),
    /// `/leaderboard`, posted here as a message.
    PostBoard(BoardAsked),
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
    ProgramSetup(ProgramChannels),
    /// `/program approve`.
    Pending,
    /// `/program grant`.
    Grant(GrantAsked),
    /// `/program base`.
    SetBase(BaseAsked),
    /// `/program close`.
    CloseGroup(CloseAsked),
    /// `/program move`.
    MoveGroup(MoveAsked),
    /// `/program suspend`.
    SuspendPartner(SuspendAsked),
    /// `/program merge`.
    Merge(MergeAsked),
    /// `/program reverse`.
    Reverse(ReverseAsked),
    /// `/program audit`.
    Audit,
    /// `/program audit` of one record.
    AuditRecord(RecordId),
    /// `/program report`: of the period before the open one?
    Report {
        /// The period before.
        last: bool,
    },
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
    /// "Correct this award" in a message's menu.
    CorrectMessage(Message),
    /// `/program correct`.
    CorrectRecord(i64),
    /// The form of what is to be put right.
    FillCorrection(CorrectionAsked),
    /// The form of what is to be taken back.
    FillTakeBack {
        /// The award.
        award: RecordId,
        /// Why.
        reason: String,
    },
    /// Help wanted.
    Wanted(Wanted),
    /// The form of how a claim should have been; the number is that of its card, 0 for none.
    FillClaim {
        /// The claim.
        claim: RecordId,
        /// Its card; 0 where it belongs to no message of the outbox.
        card: ErrandId,
        /// What was typed.
        words: AwardWords,
    },
    /// The form of why a claim is declined.
    FillDecline {
        /// The claim.
        claim: RecordId,
        /// Its card, 0 for none.
        card: ErrandId,
        /// Why.
        reason: String,
    },
    /// `/privacy`.
    Privacy(PrivacyAsked),
    /// "Report to staff" in a message's menu.
    ReportMessage(Message),
    /// The form of a report.
    FillReport {
        /// What is reported.
        shout_out: ErrandId,
        /// What is wrong with it.
        why: String,
    },
    /// "Thank for this message" and "Award this person".
    Thank {
        /// Who helped, and with which message.
        asked: ThanksAsked,
        /// Whether that is a bot.
        bot: bool,
    },
    /// A select on the card of thanks: which, what is known, what is chosen now.
    ChooseThanks(ThanksPart, ThanksAsked, String),
    /// The form of thanks.
    FillThanks(ThanksFilled),
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
                let request = command::asked(command).unwrap_or(Request::Outdated);
                (request, caller::of_command(command, staff), &command.locale)
            }
            Interaction::Autocomplete(command) => {
                let request = Request::Complete(command::typed(command));
                (request, caller::of_command(command, staff), &command.locale)
            }
            Interaction::Component(click) => {
                (message::clicked(click), caller::of_click(click, staff), &click.locale)
            }
            Interaction::Modal(form) => (message::filled(form), caller::of_form(form, staff), &form.locale),
            _ => return None,
        };
        Some(Self { request, caller, locale: locale.clone() })
    }
}
