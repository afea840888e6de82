//! What can be pressed, chosen or filled, and what each is called in a test.

use ovation::discord::Ended;
use ovation::discord::custom_id::{ClaimPress, CustomId, Panel, Thanks, ThanksPart};
use ovation::discord::reply::Reply;
use ovation::discord::wanted_id::{NoticePart, WantedId};
use ovation::points::approval::Verdict;
use ovation::points::request::{Ending, OfferVerdict};
use ovation::points::voices::Voice;
use ovation::store::{Approval, Turn};

use crate::desk::{Desk, Who};
use crate::wire::Sent;

/// How it comes back.
pub enum How {
    Button,
    Select(u8, String),
    Form(Vec<(&'static str, String)>),
}

/// One thing to press: whose it is, and how.
pub struct Press {
    pub id: CustomId,
    pub who: Who,
    pub how: How,
}

impl Press {
    pub fn sent<'a>(&self, who: &'a Who, custom_id: &str) -> Sent<'a> {
        match &self.how {
            How::Button => Sent::click(who, custom_id),
            How::Select(of, value) => Sent::choice(who, custom_id, *of, &[value.as_str()]),
            How::Form(fields) => {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                Sent::form(who, custom_id, &fields)
            }
        }
    }

    pub async fn by(&self, desk: &Desk, who: &Who) -> (Reply, Ended) {
        desk.take(&self.sent(who, &self.id.to_string())).await
    }

    pub fn title(&self) -> String {
        let form = if matches!(self.how, How::Form(_)) { ", its form" } else { "" };
        format!("{}{form}", title(&self.id))
    }
}

/// What it is called here. There is no other case: who adds one, presses it below.
pub fn title(id: &CustomId) -> &'static str {
    match id {
        CustomId::Undo(_) => "Undo",
        CustomId::Correct(_) => "Change an award",
        CustomId::TakeBack(_) => "Take an award back",
        CustomId::AllTheSame(_) => "Give it all the same",
        CustomId::Applaud(_) => "👏",
        CustomId::Voice(_, Voice::Useful) => "Useful",
        CustomId::Voice(_, Voice::SoSo) => "So-so",
        CustomId::Voice(_, Voice::Pitch) => "A sales pitch",
        CustomId::Report(_) => "Report to staff",
        CustomId::Erase(_) => "Erase all",
        CustomId::Thanks(Thanks::Choose(ThanksPart::Group, _)) => "thanks: group",
        CustomId::Thanks(Thanks::Choose(ThanksPart::Company, _)) => "thanks: company",
        CustomId::Thanks(Thanks::Choose(ThanksPart::Kind, _)) => "thanks: contribution",
        CustomId::Thanks(Thanks::Give(..)) => "give thanks",
        CustomId::Thanks(Thanks::Again(..)) => "give thanks, once more",
        CustomId::DecideGroup(_, Approval::Approve, _) => "Approve a group",
        CustomId::DecideGroup(_, Approval::Decline, _) => "Decline a group",
        CustomId::DecidePartner(_, Approval::Approve, _) => "Approve a company",
        CustomId::DecidePartner(_, Approval::Decline, _) => "Decline a company",
        CustomId::DecideReservation(_, Verdict::Approve, _) => "Approve an award",
        CustomId::DecideReservation(_, Verdict::Decline, _) => "Decline an award",
        CustomId::DecideReservation(_, Verdict::Withdraw, _) => "Ask no more for an award",
        CustomId::Claim(_, ClaimPress::Confirm, _) => "Confirm a claim",
        CustomId::Claim(_, ClaimPress::Change, _) => "Change a claim",
        CustomId::Claim(_, ClaimPress::Decline, _) => "Decline a claim",
        CustomId::Claim(_, ClaimPress::Withdraw, _) => "Take a claim back",
        CustomId::Seen(_) => "Seen",
        CustomId::Board(..) => "a board in one's own language",
        CustomId::Digest(..) => "help wanted, from a digest",
        CustomId::TryAgain(_) => "Try again",
        CustomId::Panel(Panel::Group) => "/setup: group",
        CustomId::Panel(Panel::Kind) => "/setup: kind",
        CustomId::Panel(Panel::Language) => "/setup: language",
        CustomId::Panel(Panel::Channel) => "/setup: channel",
        CustomId::Panel(Panel::LeadersChannel) => "/setup: leaders' channel",
        CustomId::Panel(Panel::RequestsChannel) => "/setup: requests' channel",
        CustomId::Panel(Panel::TierNews(_)) => "/setup: news of tiers",
        CustomId::Panel(Panel::Publishes(_)) => "/setup: publishing",
        CustomId::Panel(Panel::Digest(_)) => "/setup: each month",
        CustomId::Panel(Panel::Wall(_)) => "/setup: the wall",
        CustomId::Panel(Panel::Users) => "/setup: leaders",
        CustomId::Panel(Panel::Roles) => "/setup: leaders' roles",
        CustomId::Panel(Panel::Words) => "/setup: name",
        CustomId::Panel(Panel::Send) => "/setup: send",
        CustomId::Page(..) => "a page of companies",
        CustomId::History(_, Turn::Newest) => "the newest records",
        CustomId::History(_, Turn::Newer(_)) => "newer records",
        CustomId::History(_, Turn::Older(_)) => "older records",
        CustomId::Spreadsheet(_) => "records as a file",
        CustomId::Wanted(WantedId::Ask(..)) => "ask for help",
        CustomId::Wanted(WantedId::Help(..)) => "We can help",
        CustomId::Wanted(WantedId::HelpWhich(_)) => "We can help: which company",
        CustomId::Wanted(WantedId::HelpAs(..)) => "We can help, as a company",
        CustomId::Wanted(WantedId::Answer(_, OfferVerdict::Accept, _)) => "Accept an offer",
        CustomId::Wanted(WantedId::Answer(_, OfferVerdict::Decline, _)) => "Decline an offer",
        CustomId::Wanted(WantedId::Answer(_, OfferVerdict::Withdraw, _)) => "Take an offer back",
        CustomId::Wanted(WantedId::End(_, Ending::Withdraw, _)) => "No longer needed",
        CustomId::Wanted(WantedId::End(_, Ending::NotHappened, _)) => "It didn't happen",
        CustomId::Wanted(WantedId::Thank(..)) => "Thank them",
        CustomId::Wanted(WantedId::Offers(_)) => "offers that wait",
        CustomId::Wanted(WantedId::Page(..)) => "a page of requests",
        CustomId::Wanted(WantedId::Notices(NoticePart::Kinds)) => "notices: kinds",
        CustomId::Wanted(WantedId::Notices(NoticePart::Language)) => "notices: language",
        CustomId::Wanted(WantedId::Notices(NoticePart::Own)) => "notices: own companies",
        CustomId::Wanted(WantedId::Notices(NoticePart::Direct)) => "notices: direct",
        CustomId::Wanted(WantedId::Stop(_)) => "No more of these",
    }
}
