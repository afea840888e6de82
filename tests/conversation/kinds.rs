//! Of every kind of request there are some among those that `arbitrary` asks.

use std::collections::BTreeSet;

use ovation::discord::request::{Request, Wanted};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::whatever_asked::request;

/// What it is called. There is no other case: who adds one, makes some in `whatever_asked`.
fn name(request: &Request) -> &'static str {
    match request {
        Request::Award(_) => "award",
        Request::Claim(_) => "claim",
        Request::Allocation { .. } => "allocation",
        Request::MyPoints { .. } => "mypoints",
        Request::History(_) => "history",
        Request::Leaderboard(_) => "leaderboard",
        Request::PostBoard(_) => "leaderboard post",
        Request::Help => "help",
        Request::Setup => "setup",
        Request::RegisterPartner(_) => "partner register",
        Request::EditPartner(_) => "partner edit",
        Request::ViewPartner(_) => "partner view",
        Request::ListPartners(_) => "partner list",
        Request::Representative(_) => "partner representative",
        Request::ProgramSetup { .. } => "program setup",
        Request::Pending => "program approve",
        Request::Grant(_) => "program grant",
        Request::SetBase(_) => "program base",
        Request::CloseGroup(_) => "program close",
        Request::MoveGroup(_) => "program move",
        Request::SuspendPartner(_) => "program suspend",
        Request::Merge(_) => "program merge",
        Request::Reverse(_) => "program reverse",
        Request::Audit => "program audit",
        Request::AuditRecord(_) => "program audit record",
        Request::Report { .. } => "program report",
        Request::Complete(_) => "typing",
        Request::Click(_) => "a press",
        Request::Choose(..) => "a choice of the panel",
        Request::FillPanel { .. } => "the form of the panel",
        Request::CorrectMessage(_) => "correct a message",
        Request::CorrectRecord(_) => "program correct",
        Request::FillCorrection(_) => "the form of a correction",
        Request::FillTakeBack { .. } => "the form of a reversal",
        Request::Wanted(Wanted::Ask { .. }) => "request",
        Request::Wanted(Wanted::Fill(_)) => "the form of a request",
        Request::Wanted(Wanted::List { .. }) => "requests",
        Request::Wanted(Wanted::Offer { .. }) => "offer make",
        Request::Wanted(Wanted::FillOffer { .. }) => "the form of an offer",
        Request::Wanted(Wanted::OwnOffers) => "offer list",
        Request::Wanted(Wanted::Subscribe) => "offer subscribe",
        Request::Wanted(Wanted::Choose(..)) => "a choice of notices",
        Request::Wanted(Wanted::FillPromised { .. }) => "the form of thanks for what was promised",
        Request::FillClaim { .. } => "the form of a claim",
        Request::FillDecline { .. } => "the form of a refusal",
        Request::Privacy(_) => "privacy",
        Request::ReportMessage(_) => "report a message",
        Request::FillReport { .. } => "the form of a report",
        Request::Thank { .. } => "thank",
        Request::ChooseThanks(..) => "a choice of thanks",
        Request::FillThanks(_) => "the form of thanks",
        Request::Outdated => "outdated",
    }
}

#[test]
fn requests_of_every_kind_are_made() {
    const NAMES: &str = include_str!("kinds.rs");
    let known: BTreeSet<&str> =
        NAMES.lines().filter_map(|line| line.split("=> \"").nth(1)?.split('"').next()).collect();
    let mut made = BTreeSet::new();
    let (mut runner, requests) = (TestRunner::deterministic(), request(&["v1:undo:1".to_owned()]));
    for _ in 0..3_000 {
        made.insert(name(&requests.new_tree(&mut runner).expect("a request").current()));
    }
    assert_eq!(made, known);
}
