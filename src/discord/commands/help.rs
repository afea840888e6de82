//! `/help`: what this person may do here. What is shown to whom is a table; each command that is registered has a line.

use super::super::dispatch::Desk;
use super::super::look::{self, HelpLine, HelpPage, HelpSection};
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::say;
use crate::service::{Answer, Welcome};

/// To whom a command is shown; the sections of the help, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Leader,
    Representative,
    Manager,
    Staff,
    Everybody,
}

/// What is shown of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// A slash command, subcommand included. Its text is its own description.
    Slash(&'static str),
    /// A command of a menu: the keys of its name and of what it does.
    Menu(&'static str, &'static str),
}

use Shown::{Menu, Slash};

/// Every command: to whom it is shown, and whether it works in direct messages, or only in servers that Ovation is in.
const COMMANDS: &[(For, bool, Shown)] = &[
    (For::Leader, false, Slash("award")),
    (For::Leader, false, Menu("menu-thank", "help-thank")),
    (For::Leader, false, Menu("menu-award-person", "help-award-person")),
    (For::Leader, false, Menu("menu-correct", "help-correct")),
    (For::Leader, false, Slash("allocation")),
    (For::Leader, false, Slash("request")),
    (For::Leader, true, Slash("history")),
    (For::Representative, true, Slash("mypoints")),
    (For::Representative, false, Slash("claim")),
    (For::Representative, false, Slash("offer make")),
    (For::Representative, false, Slash("offer list")),
    (For::Representative, false, Slash("offer subscribe")),
    (For::Representative, true, Slash("history")),
    (For::Representative, false, Slash("partner edit")),
    (For::Representative, false, Slash("partner representative")),
    (For::Manager, false, Slash("setup")),
    (For::Staff, false, Slash("program approve")),
    (For::Staff, false, Slash("program grant")),
    (For::Staff, false, Slash("program base")),
    (For::Staff, false, Slash("program close")),
    (For::Staff, false, Slash("program move")),
    (For::Staff, false, Slash("program suspend")),
    (For::Staff, false, Slash("program merge")),
    (For::Staff, false, Slash("program reverse")),
    (For::Staff, false, Slash("program correct")),
    (For::Staff, false, Menu("menu-correct", "help-correct")),
    (For::Staff, false, Slash("program report")),
    (For::Staff, false, Slash("program audit")),
    (For::Staff, false, Slash("program setup")),
    (For::Staff, true, Slash("history")),
    (For::Everybody, false, Slash("requests")),
    (For::Everybody, false, Menu("menu-report", "help-report")),
    (For::Everybody, false, Slash("leaderboard")),
    (For::Everybody, false, Slash("partner list")),
    (For::Everybody, false, Slash("partner view")),
    (For::Everybody, false, Slash("partner register")),
    (For::Everybody, true, Slash("privacy view")),
    (For::Everybody, true, Slash("privacy export")),
    (For::Everybody, true, Slash("privacy delete")),
    (For::Everybody, true, Slash("help")),
];

/// The help of who asks.
pub(super) async fn help(desk: &Desk<'_>) -> Answer<Card> {
    let welcome = desk.service.welcome(&desk.caller).await?;
    let in_server = desk.caller.server.is_some();
    let mut shown: Vec<&str> = Vec::new();
    let mut sections = Vec::new();
    for section in [For::Leader, For::Representative, For::Manager, For::Staff, For::Everybody] {
        let Some(title) = title(desk, &welcome, section) else { continue };
        let mut lines = Vec::new();
        for (who, anywhere, what) in COMMANDS {
            if *who == section && (in_server || *anywhere) {
                let (name, line) = line(desk, *what);
                // Who leads and represents reads about a command once.
                if !shown.contains(&name) {
                    shown.push(name);
                    lines.push(line);
                }
            }
        }
        sections.push(HelpSection { title, lines });
    }
    let page = HelpPage {
        program: desk.service.rules().name(),
        first: first(desk, &welcome),
        sections,
        elsewhere: !in_server,
    };
    Ok(look::help(&desk.speaker, &page))
}

/// What is to be done first where no group takes part yet.
fn first(desk: &Desk<'_>, welcome: &Welcome) -> Option<String> {
    let setup = desk.commands.mention("setup");
    match (welcome.without_group, welcome.manages_server) {
        (false, _) => None,
        (true, true) => Some(say!(desk.speaker, "help-first", setup = setup)),
        (true, false) => Some(say!(desk.speaker, "help-first-other", setup = setup)),
    }
}

/// A section's title; none when it isn't this person's.
fn title(desk: &Desk<'_>, welcome: &Welcome, section: For) -> Option<String> {
    let names = |names: Vec<&str>| {
        names.into_iter().map(|name| format!("**{}**", safe(name))).collect::<Vec<_>>().join(", ")
    };
    let speaker = &desk.speaker;
    match section {
        For::Leader if !welcome.leads.is_empty() => {
            let groups = names(welcome.leads.iter().map(|group| group.name.as_str()).collect());
            Some(say!(speaker, "help-leader", groups = groups))
        }
        For::Representative if !welcome.represents.is_empty() => {
            let partners = names(welcome.represents.iter().map(|one| one.name.as_str()).collect());
            Some(say!(speaker, "help-representative", partners = partners))
        }
        For::Manager if welcome.manages_server => Some(say!(speaker, "help-manager")),
        For::Staff if welcome.staff => Some(say!(speaker, "help-staff")),
        For::Everybody => Some(say!(speaker, "help-all")),
        _ => None,
    }
}

/// What a command is known by, and its line.
fn line(desk: &Desk<'_>, what: Shown) -> (&'static str, HelpLine) {
    let speaker = &desk.speaker;
    match what {
        Slash(path) => {
            let key = format!("command-{}", path.replace(' ', "-"));
            let text = say!(speaker, key.as_str());
            (path, HelpLine { command: speaker.own_names(desk.commands.mention(path)), text })
        }
        Menu(name, text) => {
            let command = format!("**{}**", say!(speaker, name));
            (name, HelpLine { command, text: say!(speaker, text) })
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::discord::register::definitions;
    use crate::points::rules;
    use crate::words::Words;

    /// Each command that can be typed or found in a menu, and whether it works in direct messages.
    fn registered(words: &Words) -> Vec<(String, bool)> {
        let text = include_str!("../../../config/program.toml");
        let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
        let (everywhere, own) = definitions(words, &rules);
        let mut paths = Vec::new();
        for command in [everywhere, own].iter().filter_map(Value::as_array).flatten() {
            let name = command["name"].as_str().expect("a name");
            let contexts = command["contexts"].as_array().into_iter().flatten();
            let anywhere = contexts.into_iter().any(|context| *context == 1);
            let below = command["options"].as_array().into_iter().flatten();
            let below: Vec<&str> =
                below.filter(|option| option["type"] == 1).filter_map(|one| one["name"].as_str()).collect();
            if below.is_empty() {
                paths.push((name.to_owned(), anywhere));
            }
            paths.extend(below.into_iter().map(|sub| (format!("{name} {sub}"), anywhere)));
        }
        paths
    }

    #[test]
    fn each_registered_command_has_a_line_and_each_line_a_command() {
        let words = Words::load().expect("the words");
        let speaker = words.speak("en");
        let mut lines: Vec<(String, bool)> = COMMANDS
            .iter()
            .map(|(_, anywhere, what)| match what {
                Slash(path) => ((*path).to_owned(), *anywhere),
                Menu(name, _) => (say!(speaker, *name), *anywhere),
            })
            .collect();
        lines.sort();
        lines.dedup();
        let mut commands = registered(&words);
        commands.sort();
        assert_eq!(lines, commands);
    }
}
