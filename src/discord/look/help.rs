//! `/help`.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::{PLAIN, framed};

/// A command and what it is for.
pub(in crate::discord) struct HelpLine {
    /// Its name, that can be clicked where Discord lets it.
    pub(in crate::discord) command: String,
    /// What it does.
    pub(in crate::discord) text: String,
}

/// What somebody may do for one reason.
pub(in crate::discord) struct HelpSection {
    /// The reason.
    pub(in crate::discord) title: String,
    /// The commands.
    pub(in crate::discord) lines: Vec<HelpLine>,
}

/// What somebody may do here.
pub(in crate::discord) struct HelpPage<'a> {
    /// The program's name.
    pub(in crate::discord) program: &'a str,
    /// What is to be done before anything else.
    pub(in crate::discord) first: Option<String>,
    /// The rest, by reason.
    pub(in crate::discord) sections: Vec<HelpSection>,
    /// Whether there is more in the servers that take part.
    pub(in crate::discord) elsewhere: bool,
}

/// The card; a section without a command is left out.
pub(in crate::discord) fn help(speaker: &Speaker, page: &HelpPage<'_>) -> Card {
    let mut parts = vec![say!(speaker, "help-title", program = safe(page.program))];
    parts.extend(page.first.iter().map(|first| format!("👉 {first}")));
    for section in page.sections.iter().filter(|section| !section.lines.is_empty()) {
        let lines = section.lines.iter().map(|line| format!("{} · {}", line.command, line.text));
        parts.push(format!("{}\n{}", section.title, lines.collect::<Vec<_>>().join("\n")));
    }
    if page.elsewhere {
        parts.push(format!("-# {}", say!(speaker, "help-elsewhere")));
    }
    framed(PLAIN, parts.into_iter().map(Component::Text).collect())
}
