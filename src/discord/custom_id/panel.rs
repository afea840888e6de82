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
    /// The button that turns round whether tiers are told.
    TierNews,
    /// The button that turns round whether shout-outs are published.
    Publishes,
    /// The button that turns round whether each month is told.
    Digest,
    /// The button that turns round whether the group is on the wall.
    Wall,
    /// Persons who lead.
    Users,
    /// Roles that lead.
    Roles,
    /// The button that opens the form for name and time zone; and that form.
    Words,
    /// The button that sends it.
    Send,
}

const PANELS: [(Panel, &str); 14] = [
    (Panel::Group, "group"),
    (Panel::Kind, "kind"),
    (Panel::Language, "language"),
    (Panel::Channel, "channel"),
    (Panel::LeadersChannel, "leaders-channel"),
    (Panel::RequestsChannel, "requests-channel"),
    (Panel::TierNews, "tier-news"),
    (Panel::Publishes, "publishes"),
    (Panel::Digest, "digest"),
    (Panel::Wall, "wall"),
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
