//! The parts of the `/setup` panel.

/// A part of the `/setup` panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Which group.
    Group,
    /// Its kind.
    Kind,
    /// Its language.
    Language,
    /// The shout-out channel.
    Channel,
    /// The leaders' channel.
    LeadersChannel,
    /// Where help is asked for.
    RequestsChannel,
    /// The button that sets whether tiers are told. It says how it will be: a press that comes twice sets nothing back.
    TierNews(bool),
    /// The button that sets whether shout-outs are published. It says how it will be: a press that comes twice sets nothing back.
    Publishes(bool),
    /// The button that sets whether each month is told. It says how it will be: a press that comes twice sets nothing back.
    Digest(bool),
    /// The button that sets whether the group is on the wall. It says how it will be: a press that comes twice sets nothing back.
    Wall(bool),
    /// Persons who lead.
    Users,
    /// Roles that lead.
    Roles,
    /// The button that opens the form for name and time zone; and that form.
    Words,
    /// The button that sends it.
    Send,
}

const PANELS: [(Panel, &str); 18] = [
    (Panel::Group, "group"),
    (Panel::Kind, "kind"),
    (Panel::Language, "language"),
    (Panel::Channel, "channel"),
    (Panel::LeadersChannel, "leaders-channel"),
    (Panel::RequestsChannel, "requests-channel"),
    (Panel::TierNews(true), "tier-news-on"),
    (Panel::TierNews(false), "tier-news-off"),
    (Panel::Publishes(true), "publishes-on"),
    (Panel::Publishes(false), "publishes-off"),
    (Panel::Digest(true), "digest-on"),
    (Panel::Digest(false), "digest-off"),
    (Panel::Wall(true), "wall-on"),
    (Panel::Wall(false), "wall-off"),
    (Panel::Users, "users"),
    (Panel::Roles, "roles"),
    (Panel::Words, "words"),
    (Panel::Send, "send"),
];

impl Panel {
    /// All of them.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Self> {
        PANELS.into_iter().map(|(panel, _)| panel)
    }

    /// The word that stands in an id.
    pub(super) fn as_str(self) -> &'static str {
        PANELS.iter().find(|(known, _)| *known == self).map_or("", |(_, word)| word)
    }

    /// The inverse of [`Self::as_str`].
    pub(super) fn parse(text: &str) -> Option<Self> {
        PANELS.iter().find(|(_, word)| *word == text).map(|(panel, _)| *panel)
    }
}
