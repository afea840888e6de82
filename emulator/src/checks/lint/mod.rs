//! The lint: Discord's documented rules that the published description misses or may not be at
//! hand for. It needs no file and costs microseconds.
//!
//! One rule is one small function and one row of a table: its id, its sentence, the page of the
//! documentation that says so. The tables stand beside the functions, one file a subject; each
//! rule has a bad and a good example in `examples`. The walk here brings each subject of a body
//! ([`Message`], [`Part`], [`Modal`], …) to the rules for its kind.
//!
//! Not in here: types of values (the description knows them; a rule passes over what has the
//! wrong type) and anything that depends on the state of the world.

mod callback;
mod command;
mod embed;
mod interactive;
mod layout;
mod localisation;
mod mention;
mod message;
mod modal;
mod option;
mod part;
mod poll;
mod report;
mod request;
mod thread;
mod walk;

use serde_json::Value;

use report::Report;

pub(super) use walk::request;

/// A rule of the lint, as a row of the tables that `discord-emulator` can print.
#[derive(Debug)]
pub struct Rule {
    /// The name by which a [`Violation`](super::Violation) cites it: `content-length`.
    pub id: &'static str,
    /// What it asks for, in a sentence.
    pub sentence: &'static str,
    /// The page below `https://discord.com/developers/docs/` that says so.
    pub page: &'static str,
    /// Whether Discord refuses the request (400). If not, it takes it and does what its author
    /// probably didn't want.
    pub refused: bool,
    check: Check,
}

/// A rule's function, by the kind of subject that it looks at.
#[derive(Debug)]
enum Check {
    Request(fn(&request::Request<'_>, &mut Report<'_>)),
    Message(fn(&message::Message<'_>, &mut Report<'_>)),
    Embed(fn(&embed::Embed<'_>, &mut Report<'_>)),
    Part(fn(&part::Part<'_, '_>, &mut Report<'_>)),
    Parts(fn(&layout::Parts<'_>, &mut Report<'_>)),
    Callback(fn(&callback::Callback<'_>, &mut Report<'_>)),
    Modal(fn(&modal::Modal<'_>, &mut Report<'_>)),
    Command(fn(&command::Command<'_>, &mut Report<'_>)),
    AllCommands(fn(&[Value], &mut Report<'_>)),
    Options(fn(&option::Options<'_>, &mut Report<'_>)),
    Option(fn(&option::CommandOption<'_>, &mut Report<'_>)),
    Named(fn(&localisation::Named<'_>, &mut Report<'_>)),
    Thread(fn(&thread::Thread<'_>, &mut Report<'_>)),
}

impl Rule {
    /// A rule whose breach Discord answers with 400.
    const fn refused(id: &'static str, page: &'static str, sentence: &'static str, check: Check) -> Rule {
        Rule { id, sentence, page, refused: true, check }
    }

    /// A rule whose breach Discord lets through.
    const fn unwise(id: &'static str, page: &'static str, sentence: &'static str, check: Check) -> Rule {
        Rule { id, sentence, page, refused: false, check }
    }
}

/// Every table, in the order of the walk.
const TABLES: &[&[Rule]] = &[
    request::RULES,
    message::RULES,
    mention::RULES,
    embed::RULES,
    poll::RULES,
    layout::RULES,
    part::RULES,
    interactive::RULES,
    callback::RULES,
    modal::RULES,
    command::RULES,
    option::RULES,
    localisation::RULES,
    thread::RULES,
];

/// All rules of the lint.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// The rule with this id; `None` for the ids of the description check, which are no rows here.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

#[cfg(test)]
pub(super) mod examples;
