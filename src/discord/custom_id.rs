//! What comes back from a button, a select or a form: `v1:<what>[:<number>…]`.
//!
//! The version is part of it, so that a click on a message of an older version gets a clear answer and never does
//! something else.

mod panel;
mod thanks;

use std::fmt;

use super::wanted_id::WantedId;
use crate::points::approval::Verdict;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::voices::Voice;
use crate::store::{Approval, ErrandId, QuestionId, Records, Turn};

pub use panel::Panel;
pub use thanks::{Thanks, ThanksPart};

const VERSION: &str = "v1";
/// Stands in an id for the outbox row where its button belongs to no message of the outbox.
pub(super) const NO_MESSAGE: ErrandId = ErrandId::from_raw(0);

/// What can be pressed on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPress {
    /// It is so.
    Confirm,
    /// It is so, but otherwise; and its form.
    Change,
    /// It isn't so; and its form.
    Decline,
    /// It isn't asked any more.
    Withdraw,
}

/// Everything that can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomId {
    /// Undo on a receipt.
    Undo(RecordId),
    /// "Change it" on an award to be put right, and its form.
    Correct(RecordId),
    /// "Take it back" on an award to be put right, and its form.
    TakeBack(RecordId),
    /// "Give it all the same" on a question.
    AllTheSame(QuestionId),
    /// 👏 on a shout-out; the number is the outbox row, by which the message is known again.
    Applaud(ErrandId),
    /// What a member says of a shout-out.
    Voice(ErrandId, Voice),
    /// The form of a report on a shout-out.
    Report(ErrandId),
    /// The person wants to be erased; the number is that of the interaction that asked for it first.
    Erase(u64),
    /// Staff's decision on a group; the last number makes the id that of one message.
    DecideGroup(GroupId, Approval, ErrandId),
    /// Staff's decision on a company.
    DecidePartner(PartnerId, Approval, ErrandId),
    /// A verdict on an award that waits; the last number is 0 where its button belongs to no message of the outbox.
    DecideReservation(RecordId, Verdict, ErrandId),
    /// A claim's button; the last number is 0 where it belongs to no message of the outbox.
    Claim(RecordId, ClaimPress, ErrandId),
    /// "Seen" on a note for staff or leaders.
    Seen(ErrandId),
    /// A part of the `/setup` panel.
    Panel(Panel),
    /// A page of `/partner list`: tier or `-`, page.
    Page(String, u32),
    /// A page of `/history`.
    History(Records, Turn),
    /// All records of `/history` as a file.
    Spreadsheet(Records),
    /// Help wanted.
    Wanted(WantedId),
    /// A board that is a message, whether of the whole program, for who wants it in their own language.
    Board(ErrandId, bool),
    /// The help that is wanted, of the whole program or here, for who reads the digest of a month.
    Digest(ErrandId, bool),
    /// What failed of a record is tried again.
    TryAgain(RecordId),
    /// Thanks that begin with a message or a person.
    Thanks(Thanks),
}

const VERDICTS: [(Verdict, &str); 3] = [
    (Verdict::Approve, "award-approve"),
    (Verdict::Decline, "award-decline"),
    (Verdict::Withdraw, "award-withdraw"),
];

const CLAIM_PRESSES: [(ClaimPress, &str); 4] = [
    (ClaimPress::Confirm, "claim-confirm"),
    (ClaimPress::Change, "claim-change"),
    (ClaimPress::Decline, "claim-decline"),
    (ClaimPress::Withdraw, "claim-withdraw"),
];

impl fmt::Display for CustomId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{VERSION}:")?;
        match self {
            Self::Undo(record) => write!(formatter, "undo:{record}"),
            Self::Correct(record) => write!(formatter, "correct:{record}"),
            Self::TakeBack(record) => write!(formatter, "take-back:{record}"),
            Self::AllTheSame(question) => write!(formatter, "all-the-same:{}", question.get()),
            Self::Applaud(errand) => write!(formatter, "applaud:{}", errand.get()),
            Self::Voice(errand, voice) => write!(formatter, "voice-{}:{}", voice.as_str(), errand.get()),
            Self::Report(errand) => write!(formatter, "report:{}", errand.get()),
            Self::Erase(interaction) => write!(formatter, "erase:{interaction}"),
            Self::DecideGroup(group, approval, card) => {
                write!(formatter, "group-{}:{group}:{}", word(*approval), card.get())
            }
            Self::DecidePartner(partner, approval, card) => {
                write!(formatter, "partner-{}:{partner}:{}", word(*approval), card.get())
            }
            Self::DecideReservation(record, verdict, card) => {
                let word = VERDICTS.iter().find(|(known, _)| known == verdict).map_or("", |(_, word)| word);
                write!(formatter, "{word}:{record}:{}", card.get())
            }
            Self::Claim(record, press, card) => {
                let word =
                    CLAIM_PRESSES.iter().find(|(known, _)| known == press).map_or("", |(_, word)| word);
                write!(formatter, "{word}:{record}:{}", card.get())
            }
            Self::Board(errand, program) => {
                write!(formatter, "board-{}:{}", if *program { "program" } else { "server" }, errand.get())
            }
            Self::Digest(errand, program) => {
                write!(formatter, "digest-{}:{}", if *program { "program" } else { "server" }, errand.get())
            }
            Self::TryAgain(record) => write!(formatter, "try-again:{record}"),
            Self::Seen(errand) => write!(formatter, "seen:{}", errand.get()),
            Self::Panel(panel) => write!(formatter, "setup:{}", panel.as_str()),
            Self::Page(tier, page) => write!(formatter, "page:{tier}:{page}"),
            Self::History(of, turn) => match turn {
                Turn::Newest => write!(formatter, "history-newest:{}", named(*of)),
                Turn::Newer(record) => write!(formatter, "history-newer:{}:{record}", named(*of)),
                Turn::Older(record) => write!(formatter, "history-older:{}:{record}", named(*of)),
            },
            Self::Spreadsheet(of) => write!(formatter, "history-csv:{}", named(*of)),
            Self::Wanted(id) => write!(formatter, "{id}"),
            Self::Thanks(thanks) => thanks.fmt(formatter),
        }
    }
}

/// A group and a company, a hyphen for none.
fn named(of: Records) -> String {
    let word = |id: Option<i64>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    format!("{}:{}", word(of.group.map(GroupId::get)), word(of.partner.map(PartnerId::get)))
}

/// The inverse, of what stands behind `history-`.
fn history(what: &str, parts: &[&str]) -> Option<CustomId> {
    let id = |text: &str| if text == "-" { Some(None) } else { text.parse::<i64>().ok().map(Some) };
    let (group, partner, rest) = match parts {
        [group, partner, rest @ ..] => (id(group)?, id(partner)?, rest),
        _ => return None,
    };
    let of = Records { group: group.map(GroupId::from_raw), partner: partner.map(PartnerId::from_raw) };
    let record = |text: &str| text.parse::<i64>().ok().map(RecordId::from_raw);
    match (what, rest) {
        ("csv", []) => Some(CustomId::Spreadsheet(of)),
        ("newest", []) => Some(CustomId::History(of, Turn::Newest)),
        ("newer", [text]) => Some(CustomId::History(of, Turn::Newer(record(text)?))),
        ("older", [text]) => Some(CustomId::History(of, Turn::Older(record(text)?))),
        _ => None,
    }
}

fn word(approval: Approval) -> &'static str {
    match approval {
        Approval::Approve => "approve",
        Approval::Decline => "decline",
    }
}

impl CustomId {
    /// Reads what came back; `None` for what this version didn't make.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        if parts.next() != Some(VERSION) {
            return None;
        }
        let what = parts.next()?;
        if let Some(of) = what.strip_prefix("history-") {
            return history(of, &parts.collect::<Vec<_>>());
        }
        if let Some(of) = what.strip_prefix("wanted-") {
            return WantedId::parse(of, &parts.collect::<Vec<_>>()).map(Self::Wanted);
        }
        if let Some(of) = what.strip_prefix("thank-") {
            return Thanks::parse(of, &parts.collect::<Vec<_>>()).map(Self::Thanks);
        }
        let (first, second) = (parts.next()?, parts.next());
        let number = |text: &str| text.parse::<i64>().ok();
        let card = || second.and_then(number).map(ErrandId::from_raw);
        let alone = || if second.is_none() { number(first) } else { None };
        let parsed = match what {
            "undo" => Self::Undo(RecordId::from_raw(alone()?)),
            "correct" => Self::Correct(RecordId::from_raw(alone()?)),
            "take-back" => Self::TakeBack(RecordId::from_raw(alone()?)),
            "all-the-same" => Self::AllTheSame(QuestionId::from_raw(alone()?)),
            "applaud" => Self::Applaud(ErrandId::from_raw(alone()?)),
            "voice-useful" | "voice-so-so" | "voice-pitch" => {
                Self::Voice(ErrandId::from_raw(alone()?), Voice::parse(what.strip_prefix("voice-")?)?)
            }
            "report" => Self::Report(ErrandId::from_raw(alone()?)),
            "erase" if second.is_none() => Self::Erase(first.parse().ok()?),
            "group-approve" => {
                Self::DecideGroup(GroupId::from_raw(number(first)?), Approval::Approve, card()?)
            }
            "group-decline" => {
                Self::DecideGroup(GroupId::from_raw(number(first)?), Approval::Decline, card()?)
            }
            "partner-approve" => {
                Self::DecidePartner(PartnerId::from_raw(number(first)?), Approval::Approve, card()?)
            }
            "partner-decline" => {
                Self::DecidePartner(PartnerId::from_raw(number(first)?), Approval::Decline, card()?)
            }
            "award-approve" | "award-decline" | "award-withdraw" => {
                let verdict = VERDICTS.iter().find(|(_, word)| *word == what)?.0;
                Self::DecideReservation(RecordId::from_raw(number(first)?), verdict, card()?)
            }
            "claim-confirm" | "claim-change" | "claim-decline" | "claim-withdraw" => {
                let press = CLAIM_PRESSES.iter().find(|(_, word)| *word == what)?.0;
                Self::Claim(RecordId::from_raw(number(first)?), press, card()?)
            }
            "board-program" | "board-server" => {
                Self::Board(ErrandId::from_raw(alone()?), what == "board-program")
            }
            "digest-program" | "digest-server" => {
                Self::Digest(ErrandId::from_raw(alone()?), what == "digest-program")
            }
            "try-again" => Self::TryAgain(RecordId::from_raw(alone()?)),
            "seen" => Self::Seen(ErrandId::from_raw(alone()?)),
            "setup" if second.is_none() => Self::Panel(Panel::parse(first)?),
            "page" => Self::Page(first.to_owned(), second?.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(parsed)
    }

    /// Whether a text is the marker of the message that an outbox row became.
    #[must_use]
    pub fn marks(text: &str, errand: ErrandId) -> bool {
        match Self::parse(text) {
            Some(
                Self::Applaud(marked) | Self::Seen(marked) | Self::Board(marked, _) | Self::Digest(marked, _),
            ) => marked == errand,
            Some(Self::Wanted(id)) => id.marks() == Some(errand),
            Some(
                Self::DecideGroup(_, _, marked)
                | Self::DecidePartner(_, _, marked)
                | Self::DecideReservation(_, _, marked)
                | Self::Claim(_, _, marked),
            ) => marked == errand,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_goes_out_comes_back_the_same() {
        let ids = [
            CustomId::Undo(RecordId::from_raw(7)),
            CustomId::Correct(RecordId::from_raw(7)),
            CustomId::TakeBack(RecordId::from_raw(7)),
            CustomId::AllTheSame(QuestionId::from_raw(9)),
            CustomId::Applaud(ErrandId::from_raw(8)),
            CustomId::DecideGroup(GroupId::from_raw(1), Approval::Approve, ErrandId::from_raw(2)),
            CustomId::DecidePartner(PartnerId::from_raw(1), Approval::Decline, ErrandId::from_raw(2)),
            CustomId::DecideReservation(RecordId::from_raw(4), Verdict::Withdraw, ErrandId::from_raw(0)),
            CustomId::Claim(RecordId::from_raw(4), ClaimPress::Change, ErrandId::from_raw(0)),
            CustomId::Board(ErrandId::from_raw(8), true),
            CustomId::Board(ErrandId::from_raw(8), false),
            CustomId::Digest(ErrandId::from_raw(8), true),
            CustomId::Digest(ErrandId::from_raw(8), false),
            CustomId::TryAgain(RecordId::from_raw(7)),
            CustomId::Seen(ErrandId::from_raw(3)),
            CustomId::Voice(ErrandId::from_raw(8), Voice::SoSo),
            CustomId::Report(ErrandId::from_raw(8)),
            CustomId::Erase(u64::MAX),
            CustomId::Page("gold".to_owned(), 4),
        ];
        let most = RecordId::from_raw(i64::MIN);
        let pairs =
            [None, Some(i64::MIN)].into_iter().flat_map(|group| [(group, None), (group, Some(i64::MIN))]);
        let histories = pairs.flat_map(|(group, partner)| {
            let of =
                Records { group: group.map(GroupId::from_raw), partner: partner.map(PartnerId::from_raw) };
            let turns = [Turn::Newest, Turn::Newer(most), Turn::Older(most)];
            turns.map(|turn| CustomId::History(of, turn)).into_iter().chain([CustomId::Spreadsheet(of)])
        });
        let panels = Panel::all().map(CustomId::Panel);
        for id in ids.into_iter().chain(panels).chain(histories) {
            assert!(id.to_string().len() <= 100, "{id}");
            assert_eq!(CustomId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn what_another_version_made_is_not_understood() {
        for text in [
            "",
            "v0:undo:7",
            "undo:7",
            "v1:undo",
            "v1:undo:x",
            "v1:undo:1:2",
            "v1:undo:1:2:3",
            "v1:else:1",
            "v1:setup:x",
            "v1:voice-other:1",
            "v1:erase:-1",
            "v1:setup:send:1",
            "v1:history-newer:1:2",
            "v1:history-csv:1:2:3",
            "v1:history-csv:1",
            "v1:history-else:1:2",
        ] {
            assert_eq!(CustomId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_message_is_known_by_its_own_row_alone() {
        let card = CustomId::Applaud(ErrandId::from_raw(8)).to_string();
        assert!(CustomId::marks(&card, ErrandId::from_raw(8)));
        assert!(!CustomId::marks(&card, ErrandId::from_raw(9)));
        assert!(!CustomId::marks("v1:undo:8", ErrandId::from_raw(8)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_comes_back_is_refused_or_read_in_one_way(
            text in prop_oneof![
                any::<String>(),
                "v1:(undo|correct|take-back|all-the-same|applaud|try-again|(board|digest)-(program|server)|seen|setup|page|report|erase|voice-(useful|so-so|pitch)|(group|partner|award)-(approve|decline|withdraw)|claim-(confirm|change|decline|withdraw)|history-(newest|newer|older|csv)|wanted-(ask|help|as|accept|decline|withdraw|end|not-happened|thank|offers|page|notices|stop))(:[+-]?[0-9a-z]{0,20}){0,4}",
            ]
        ) {
            if let Some(read) = CustomId::parse(&text) {
                prop_assert_eq!(CustomId::parse(&read.to_string()), Some(read));
            }
        }
    }
}
