//! The menus of a message and of a person from which thanks begin, and their form.

use serenity::all::CommandInteraction;

use super::Request;
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::service::{ThanksAsked, ThanksFilled};
use crate::store::outside::{Account, Message};

/// The command of a message's menu that thanks its author's company.
pub(in crate::discord) const THANK: &str = "Thank for this message";
/// The command of a person's menu that awards the person's company.
pub(in crate::discord) const AWARD_PERSON: &str = "Award this person";

/// From a message's menu.
pub(super) fn of_message(command: &CommandInteraction) -> Option<Request> {
    let message = command.data.resolved.messages.values().next()?;
    let asked = ThanksAsked {
        message: Some(Message::new(message.id.get())),
        person: Account::new(message.author.id.get()),
        group: None,
        partner: None,
    };
    Some(Request::Thank { asked, bot: message.author.bot || message.webhook_id.is_some() })
}

/// From a person's menu.
pub(super) fn of_person(command: &CommandInteraction) -> Option<Request> {
    let person = command.data.resolved.users.values().next()?;
    let person_id = Account::new(person.id.get());
    let asked = ThanksAsked { message: None, person: person_id, group: None, partner: None };
    Some(Request::Thank { asked, bot: person.bot })
}

/// The form, with the values of its fields.
pub(super) fn filled(
    group: GroupId,
    partner: PartnerId,
    contribution: ContributionId,
    value: impl Fn(&str) -> Option<String>,
) -> Request {
    let text = |field| value(field).unwrap_or_default();
    Request::FillThanks(ThanksFilled {
        group,
        partner,
        contribution,
        points: text("points"),
        reason: text("reason"),
        day: text("day"),
        link: text("link"),
    })
}
