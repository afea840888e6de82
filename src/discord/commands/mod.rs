//! The handlers: each is parse (done in `request`) → service → reply.

mod audit;
mod award;
mod board;
mod claim;
mod complete;
mod correct;
mod help;
mod history;
mod partner;
mod privacy;
mod program;
mod report;
mod setup;
mod thank;
mod wanted;

use super::custom_id::{CustomId, Thanks};
use super::dispatch::Desk;
use super::look;
use super::reply::Reply;
use super::request::{Request, Wanted};
use super::words::say;
use crate::service::Answer;

/// Hands a request to its handler.
pub(super) async fn handle(desk: &Desk<'_>, request: Request) -> Answer<Reply> {
    match request {
        Request::Award(asked) => award::award(desk, &asked).await,
        Request::Claim(asked) => claim::claim(desk, &asked).await,
        Request::Allocation { group } => award::allocation(desk, group.as_deref()).await,
        Request::MyPoints { partner } => partner::mypoints(desk, partner.as_deref()).await,
        Request::History(asked) => history::open(desk, &asked).await,
        Request::Leaderboard(asked) => board::show(desk, &asked).await,
        Request::PostBoard(asked) => board::post(desk, &asked).await,
        Request::Help => Ok(Reply::Private(help::help(desk).await?)),
        Request::Setup => setup::open(desk).await,
        Request::RegisterPartner(asked) => partner::register(desk, &asked).await,
        Request::EditPartner(asked) => partner::edit(desk, &asked).await,
        Request::ViewPartner(asked) => partner::view(desk, &asked).await,
        Request::ListPartners(tier) => partner::list(desk, tier.as_deref()).await,
        Request::Representative(asked) => partner::representative(desk, &asked).await,
        Request::ProgramSetup(wanted) => program::setup(desk, wanted).await,
        Request::Pending => program::pending(desk).await,
        Request::Grant(asked) => program::grant(desk, &asked).await,
        Request::Reverse(asked) => program::reverse(desk, &asked).await,
        Request::SetBase(asked) => program::set_base(desk, &asked).await,
        Request::CloseGroup(asked) => program::close_group(desk, &asked).await,
        Request::MoveGroup(asked) => program::move_group(desk, &asked).await,
        Request::SuspendPartner(asked) => program::suspend_partner(desk, &asked).await,
        Request::Merge(asked) => program::merge(desk, &asked).await,
        Request::Report { last } => program::report(desk, last).await,
        Request::Audit => program::audit(desk).await,
        Request::AuditRecord(record) => audit::record(desk, record).await,
        Request::Complete(completion) => complete::complete(desk, &completion).await,
        Request::Click(id) => click(desk, id).await,
        Request::Choose(panel, values) => setup::choose(desk, panel, &values).await,
        Request::FillPanel { name, timezone } => setup::fill(desk, name, timezone).await,
        Request::CorrectMessage(message) => correct::open(desk, message).await,
        Request::CorrectRecord(record) => correct::open_record(desk, record).await,
        Request::FillCorrection(asked) => correct::changed(desk, &asked).await,
        Request::FillTakeBack { award, reason } => correct::taken_back(desk, award, &reason).await,
        Request::Privacy(asked) => privacy::open(desk, asked).await,
        Request::ReportMessage(message) => report::open(desk, message).await,
        Request::FillReport { shout_out, why } => report::sent(desk, shout_out, &why).await,
        Request::FillClaim { claim, card, words } => claim::changed(desk, claim, card, &words).await,
        Request::FillDecline { claim, card, reason } => claim::declined(desk, claim, card, &reason).await,
        Request::Wanted(wanted) => wanted::handle(desk, wanted).await,
        Request::Thank { asked, bot } => thank::open(desk, asked, bot).await,
        Request::ChooseThanks(part, asked, value) => thank::choose(desk, part, asked, &value).await,
        Request::FillThanks(filled) => thank::give(desk, &filled).await,
        Request::Outdated => outdated(desk).await,
    }
}

async fn click(desk: &Desk<'_>, id: CustomId) -> Answer<Reply> {
    match id {
        CustomId::Undo(award) => award::undo(desk, award).await,
        CustomId::Correct(award) => correct::change(desk, award).await,
        CustomId::TakeBack(award) => correct::take_back(desk, award).await,
        CustomId::AllTheSame(question) => award::all_the_same(desk, question).await,
        CustomId::Applaud(shout_out) => award::applaud(desk, shout_out).await,
        CustomId::Voice(shout_out, voice) => award::voice(desk, shout_out, voice).await,
        CustomId::Erase(asked) => privacy::erase(desk, asked).await,
        CustomId::Report(shout_out) => Ok(report::again(desk, shout_out)),
        CustomId::DecideGroup(group, approval, card) => {
            program::decide_group(desk, group, approval, card).await
        }
        CustomId::DecidePartner(partner, approval, card) => {
            program::decide_partner(desk, partner, approval, card).await
        }
        CustomId::DecideReservation(record, verdict, card) => {
            award::decide(desk, record, verdict, card).await
        }
        CustomId::Claim(claim, press, card) => claim::press(desk, claim, press, card).await,
        CustomId::Board(message, program) => board::mine(desk, message, program).await,
        CustomId::Digest(_, program) => wanted::handle(desk, Wanted::List { program }).await,
        CustomId::TryAgain(record) => audit::try_again(desk, record).await,
        CustomId::Seen(errand) => program::seen(desk, errand).await,
        CustomId::Panel(panel) => setup::press(desk, panel).await,
        CustomId::History(of, turn) => history::turn(desk, of, turn).await,
        CustomId::Spreadsheet(of) => history::spreadsheet(desk, of).await,
        CustomId::Wanted(id) => wanted::press(desk, id).await,
        CustomId::Thanks(Thanks::Again(group, partner, kind)) => {
            thank::again(desk, group, partner, kind).await
        }
        // Selects and a form, never buttons.
        CustomId::Thanks(_) => outdated(desk).await,
        CustomId::Page(tier, page) => partner::turn_page(desk, &tier, page).await,
    }
}

/// What this version doesn't know: said so, with what there is instead.
async fn outdated(desk: &Desk<'_>) -> Answer<Reply> {
    let mut card = look::trouble_card(say!(desk.speaker, "outdated"));
    card.0.extend(help::help(desk).await?.0);
    Ok(Reply::Private(card))
}
