//! What is kept about a person, all of it, and that nothing of it is left when it is erased but what the ledger counts.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::approval::Verdict;
use ovation::points::ids::PartnerId;
use ovation::points::refusal::Refusal;
use ovation::points::text::{EventName, Reason, Website};
use ovation::points::voices::Voice;
use ovation::store::outside::{Account, Channel, Message, Server};
use ovation::store::{
    Approval, Awarded, ErrandId, Facts, Forgotten, GroupDraft, GroupProposal, LeaderRef, Particulars,
    ProgramChannels, Purpose, Question, Registration, ReportOrder, RepresentativeChange, ReservationOrder,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, SERVER, STAFF, Stage, at_once, refused};

/// Whom it is about: digits that stand nowhere else.
const WHO: Account = Account::new(987_654_321_012_345_678);
/// Words that only they write.
const WORDS: &str = "An evening of unmistakable answers";

async fn asking(database: Database) -> Stage {
    let stage =
        Stage::with(database, &RULES.replace("min_points = 25", "min_points = 25\nvoices = true")).await;
    let channels = ProgramChannels {
        staff: Some(Channel::new(131)),
        announcements: Some(Channel::new(132)),
        ..ProgramChannels::default()
    };
    stage.store.set_channels(stage.act(), STAFF, channels).await.expect("channels");
    stage
}

/// Posts all that is due.
async fn post(stage: &Stage) {
    stage.clock.pass(TimeDelta::minutes(1));
    for errand in stage.due().await {
        if stage.store.begin_errand(&errand).await.expect("no trouble").is_some() {
            let message =
                errand.edits.map_or(Message::new(9_000 + errand.id.get() as u64), |(_, message)| message);
            stage.store.errand_done(errand.id, errand.channel, message).await.expect("no trouble");
        }
    }
}

/// Somebody who does all that one can do; the shout-out of another's award.
async fn busy(stage: &Stage) -> ErrandId {
    let led = GroupProposal { by: WHO, leaders: vec![LeaderRef::User(WHO)], ..stage.proposal("Ottawa") };
    let group = stage.approved(led).await.id;
    let partner = stage.partner("Litware").await;
    let mut order = stage.order(group, partner, 60);
    order.by = WHO;
    order.request.reason = Reason::parse(WORDS).expect("a reason");
    order.particulars = Particulars {
        event: Some(EventName::parse("An unmistakable evening").expect("an event")),
        link: Some(Website::parse("https://unmistakable.example").expect("a link")),
    };
    stage.give(order).await.expect("points");
    let change = |partner| RepresentativeChange { act: stage.act(), by: STAFF, partner, who: WHO, add: true };
    stage.store.change_representative(change(partner)).await.expect("a representative");
    let other = stage.group("Toronto").await;
    let award = stage.award(other, stage.partner("Adatum").await, 20).await.record;
    post(stage).await;
    let told = format!("SELECT id FROM outbox WHERE purpose = 'award' AND record_id = {award}");
    let told = ErrandId::from_raw(stage.raw().await.number(&told).await);
    stage.store.applaud(told, WHO).await.expect("applause");
    stage.store.hear(told, WHO, Voice::Useful).await.expect("a voice");
    report(stage, told, WHO).await.expect("a report");
    let draft = GroupDraft { name: Some("Night School".to_owned()), ..GroupDraft::default() };
    stage.store.keep_draft(WHO, SERVER, &draft).await.expect("a draft");
    let names = GroupDraft { leader_users: vec![WHO, LEADER], ..GroupDraft::default() };
    stage.store.keep_draft(STAFF, SERVER, &names).await.expect("a draft");
    let question = Question { by: WHO, body: "{\"partner\":\"1\"}".to_owned() };
    stage.store.keep_question(&stage.act(), &question).await.expect("a question");
    post(stage).await;
    let note = stage.raw().await.number("SELECT id FROM outbox WHERE purpose = 'report'").await;
    stage.store.mark_seen(ErrandId::from_raw(note), WHO).await.expect("a note");
    told
}

async fn report(stage: &Stage, shout_out: ErrandId, by: Account) -> ovation::store::Outcome<()> {
    let why = Reason::parse("An unmistakable error").expect("a reason");
    let order = ReportOrder { act: stage.act(), by, shout_out, server: Server::new(101), why };
    stage.store.report_shout_out(order).await
}

pub async fn what_is_shown_is_all_that_the_tables_hold(database: Database) {
    let stage = asking(database).await;
    busy(&stage).await;
    let kept = stage.store.kept_of(WHO).await.expect("no trouble");
    let mut raw = stage.raw().await;
    let person = raw.number(&format!("SELECT id FROM person WHERE account = {WHO}")).await;
    for (rows, asked) in [
        (kept.leads.len(), format!("leader WHERE kind = 'user' AND subject = {WHO}")),
        (kept.represents.len(), format!("representative WHERE account = {WHO}")),
        (kept.records.len(), format!("record WHERE actor_id = {person} OR subject_id = {person}")),
        (kept.applause.len(), format!("applause WHERE person_id = {person}")),
        (kept.seen.len(), format!("seen WHERE person_id = {person}")),
        (kept.voices.len(), format!("voice WHERE person_id = {person}")),
        (kept.drafts.len(), format!("draft WHERE account = {WHO}")),
        (kept.questions.len(), format!("question WHERE account = {WHO}")),
    ] {
        assert!(rows > 0, "{asked}");
        let held = raw.number(&format!("SELECT COUNT(*) FROM {asked}")).await;
        assert_eq!(i64::try_from(rows).expect("a few"), held, "{asked}");
    }
    assert_eq!(kept.drafts_of_others, 1);
    let written = format!(
        "SELECT t.text, t.event, t.link FROM record_text t JOIN record r ON r.id = t.record_id \
          WHERE r.actor_id = {person} AND t.text <> '' ORDER BY r.id DESC"
    );
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let shown = kept.records.iter().filter(|record| record.text.is_some());
    let shown: Vec<Vec<String>> =
        shown.map(|record| vec![text(&record.text), text(&record.event), text(&record.link)]).collect();
    assert_eq!(shown, raw.words(&written).await);
    assert!(shown.iter().any(|words| words[0] == WORDS), "{shown:?}");
    assert!(stage.store.kept_of(Account::new(5)).await.expect("no trouble").is_empty());
    assert_eq!(
        raw.number("SELECT COUNT(*) FROM person WHERE account = 5").await,
        0,
        "asking leaves no trace"
    );
}

pub async fn nothing_names_who_was_erased_and_the_ledger_is_as_it_was(database: Database) {
    let stage = asking(database).await;
    let told = busy(&stage).await;
    let mut raw = stage.raw().await;
    let before = raw.mentions(&WHO.to_string()).await;
    assert_eq!(before, ["draft", "leader", "person", "question", "representative"]);
    assert_eq!(raw.mentions("nmistakable").await, ["record_text"]);
    stage.store.sequence().await.expect("the log");
    let ledger = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT), COUNT(*) FROM record WHERE id <= ";
    let last = raw.number("SELECT MAX(id) FROM record").await;
    let sums = raw.numbers(&format!("{ledger}{last}")).await;
    let erased = stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    assert_eq!((erased.led, erased.represented), (vec!["Ottawa".to_owned()], vec!["Litware".to_owned()]));
    for text in [WHO.to_string().as_str(), "nmistakable"] {
        assert_eq!(raw.mentions(text).await, Vec::<String>::new(), "{text}");
    }
    assert!(stage.store.kept_of(WHO).await.expect("no trouble").is_empty());
    assert_eq!(raw.numbers(&format!("{ledger}{last}")).await, sums);
    match stage.store.facts(told).await.expect("the facts") {
        Facts::ShoutOut(facts) => assert_eq!((facts.applause, facts.voices.total()), (0, 0)),
        other => panic!("no shout-out: {other:?}"),
    }
    let draft = stage.store.draft(STAFF, SERVER).await.expect("a draft");
    assert_eq!(draft.leader_users, [LEADER], "what others began stays without them");
    recount(&*stage.store, &mut raw).await;
    stage.store.sequence().await.expect("the log");
    recount(&*stage.store, &mut raw).await;
    let litware = PartnerId::from_raw(raw.number("SELECT id FROM partner WHERE name = 'Litware'").await);
    let covered = u64::try_from(raw.number("SELECT COUNT(*) FROM record").await).expect("some records");
    let (draft, _) =
        stage.store.statement_of(litware, covered).await.expect("no trouble").expect("a company");
    let award = draft.lines.iter().find(|(line, _)| line.kind == "award").expect("the award");
    assert!(award.0.text_hash.is_some() && award.1.is_none(), "its statement says that the text is erased");
    assert_eq!(stage.store.standing(litware, 1).await.expect("a company").thanks[0].reason, None);
}

pub async fn what_names_them_is_drawn_anew_and_staff_hear_of_each_group(database: Database) {
    let stage = asking(database).await;
    busy(&stage).await;
    assert_eq!(stage.due().await, [], "all is out");
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    stage.clock.pass(TimeDelta::minutes(1));
    let (mut anew, mut notes) = (Vec::new(), 0);
    for errand in stage.due().await {
        let from = errand.edits.map_or(errand.id, |(target, _)| target);
        let facts = stage.store.facts(from).await.expect("the facts");
        match (errand.purpose, &facts) {
            (Purpose::Leaders, Facts::LeaderErased(group)) => {
                assert_eq!((group.name.as_str(), group.leaders.len()), ("Ottawa", 0), "nobody is left");
                notes += 1;
            }
            (Purpose::Redraw, _) => anew.push(facts),
            other => panic!("what is that: {other:?}"),
        }
    }
    assert_eq!(notes, 1);
    let kinds: Vec<&str> = anew
        .iter()
        .map(|facts| match facts {
            Facts::ShoutOut(facts) => {
                let is_theirs = facts.partner_name == "Litware";
                assert_eq!((facts.reason.is_none(), facts.event.as_str()), (is_theirs, ""));
                assert_eq!((facts.applause, facts.voices.total()), (0, 0), "who is erased counts no more");
                "shout-out"
            }
            Facts::Conflict { who, by, .. } => {
                assert_eq!((*who, *by), (None, Some(STAFF)));
                "conflict"
            }
            Facts::Report { by, why, .. } => {
                assert_eq!((by, why), (&None, &None));
                "report"
            }
            other => panic!("it names nobody: {other:?}"),
        })
        .collect();
    let mut sorted = kinds.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["conflict", "report", "shout-out", "shout-out"], "{kinds:?}");
}

pub async fn cards_and_notes_that_name_them_are_drawn_anew_as_seen_as_they_were(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let channels = ProgramChannels { staff: Some(Channel::new(131)), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.expect("channels");
    let led = GroupProposal {
        by: WHO,
        leaders: vec![LeaderRef::User(WHO), LeaderRef::User(LEADER)],
        leaders_channel: Some(Channel::new(122)),
        ..stage.proposal("Ottawa")
    };
    let led = stage.store.propose_group(led).await.expect("a group");
    post(&stage).await;
    stage.store.decide_group(stage.act(), STAFF, led.id, Approval::Approve).await.expect("it waits");
    let named = Registration { by: WHO, ..stage.registration("Litware") };
    let partner = stage.store.register_partner(named).await.expect("a company").id;
    let other = stage.group("Hull").await;
    let change = GroupProposal {
        by: WHO,
        group: Some(other),
        leaders: vec![LeaderRef::User(Account::new(12))],
        ..stage.proposal("Hull")
    };
    stage.store.propose_group(change).await.expect("other leaders");
    let mut order = stage.order(led.id, partner, 200);
    order.by = WHO;
    let Awarded::Reserved(waits) = stage.store.award(order).await.expect("set aside") else {
        panic!("given at once")
    };
    post(&stage).await;
    let note = stage.raw().await.number("SELECT id FROM outbox WHERE purpose = 'leaders'").await;
    let note = ErrandId::from_raw(note);
    assert_eq!(stage.store.mark_seen(note, WHO).await.expect("a note"), Some(WHO));
    assert_eq!(stage.store.mark_seen(note, STAFF).await.expect("a note"), Some(WHO), "who was first");
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    assert_eq!(stage.store.seen_by(note).await.expect("a note"), Some(None), "somebody has seen it");
    stage.clock.pass(TimeDelta::minutes(1));
    let mut kinds = Vec::new();
    for errand in stage.due().await.into_iter().filter(|errand| errand.purpose == Purpose::Redraw) {
        let (target, _) = errand.edits.expect("a message");
        let facts = stage.store.facts(target).await.expect("the facts");
        assert!(!format!("{facts:?}").contains(&WHO.to_string()), "{facts:?}");
        kinds.push(match facts {
            Facts::Proposal(_) => "proposal",
            Facts::Nomination { .. } => "nomination",
            Facts::Leaders { .. } => "leaders",
            Facts::Approval { .. } => "approval",
            other => panic!("it names nobody: {other:?}"),
        });
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["approval", "leaders", "nomination", "proposal"]);
    let verdict = ReservationOrder {
        act: stage.act(),
        by: LEADER,
        roles: Vec::new(),
        staff: false,
        reservation: waits.record,
        verdict: Verdict::Approve,
    };
    assert_eq!(refused(stage.store.decide_reservation(verdict).await), Refusal::AskerLeft);
    let approve = stage.store.decide_partner(stage.act(), STAFF, partner, Approval::Approve);
    assert_eq!(approve.await.expect("it waits").representatives, [], "nobody asked to represent it");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn who_comes_back_is_somebody_new(database: Database) {
    let mut stage = asking(database).await;
    busy(&stage).await;
    let act = stage.act();
    stage.store.erase(act.clone(), WHO).await.expect("no trouble");
    let back = GroupProposal { by: WHO, leaders: vec![LeaderRef::User(WHO)], ..stage.proposal("Hull") };
    stage.approved(back).await;
    assert!(stage.store.erase(act, WHO).await.expect("no trouble").again, "that was for who they were");
    stage.restart().await;
    let kept = stage.store.kept_of(WHO).await.expect("no trouble");
    assert_eq!(kept.leads.len(), 1);
    assert!(kept.records.iter().all(|record| record.kind != "award"), "{kept:?}");
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    assert_eq!(stage.store.erasures().await.expect("the list").len(), 2);
    assert_eq!(stage.raw().await.mentions(&WHO.to_string()).await, Vec::<String>::new());
}

pub async fn who_is_on_the_list_is_erased_again_before_anything_else(database: Database) {
    let mut stage = asking(database).await;
    busy(&stage).await;
    let mut raw = stage.raw().await;
    let person = raw.number(&format!("SELECT id FROM person WHERE account = {WHO}")).await;
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    // As a backup from before it has them, with the list of now.
    for sql in [
        format!("UPDATE person SET account = {WHO} WHERE id = {person}"),
        format!("INSERT INTO leader (group_id, kind, subject) SELECT MIN(id), 'user', {WHO} FROM user_group"),
    ] {
        raw.run(&sql).await.expect("a backup");
    }
    stage.restart().await;
    assert_eq!(raw.mentions(&WHO.to_string()).await, Vec::<String>::new());
    assert_eq!(stage.store.erasures().await.expect("the list").len(), 1);
    recount(&*stage.store, &mut raw).await;
    // Somebody else got that number in another copy.
    raw.run(&format!("UPDATE person SET account = 5 WHERE id = {person}")).await.expect("another");
    assert_eq!(stage.store.take_erasures(&stage.store.erasures().await.unwrap()).await.unwrap(), 0);
}

pub async fn awards_at_the_same_time_are_given_or_refused(database: Database) {
    let stage = asking(database).await;
    busy(&stage).await;
    let group = stage.store.groups_led(SERVER, WHO, &[]).await.expect("groups")[0].id;
    let partner = stage.partner("Proseware").await;
    let orders: Vec<_> =
        (0..16).map(|_| ovation::store::AwardOrder { by: WHO, ..stage.order(group, partner, 5) }).collect();
    let act = stage.act();
    let given = at_once(17, |number| {
        let (store, order, act) = (Arc::clone(&stage.store), orders.get(number).cloned(), act.clone());
        async move {
            match order {
                Some(order) => store.award(order).await.map(drop),
                None => store.erase(act, WHO).await.map(drop),
            }
        }
    })
    .await;
    for one in given.into_iter().filter(Result::is_err) {
        assert_eq!(refused(one), Refusal::NotALeader);
    }
    let mut raw = stage.raw().await;
    assert_eq!(raw.mentions(&WHO.to_string()).await, Vec::<String>::new());
    recount(&*stage.store, &mut raw).await;
}

pub async fn five_reports_a_day_are_taken_and_each_shout_out_once(database: Database) {
    let stage = asking(database).await;
    let told = busy(&stage).await;
    assert_eq!(refused(report(&stage, told, WHO).await), Refusal::ReportedAlready);
    let (group, partner) = (stage.group("Hull").await, stage.partner("Proseware").await);
    let mut shout_outs = Vec::new();
    for _ in 0..5 {
        let award = stage.award(group, partner, 1).await.record;
        let told = format!("SELECT id FROM outbox WHERE purpose = 'award' AND record_id = {award}");
        shout_outs.push(ErrandId::from_raw(stage.raw().await.number(&told).await));
    }
    assert_eq!(refused(report(&stage, shout_outs[0], WHO).await), Refusal::UnknownRecord, "it isn't out");
    post(&stage).await;
    for shout_out in &shout_outs[..4] {
        report(&stage, *shout_out, WHO).await.expect("it is taken");
    }
    assert_eq!(refused(report(&stage, shout_outs[4], WHO).await), Refusal::TooManyReports);
    let message = Message::new(9_000 + shout_outs[4].get() as u64);
    assert_eq!(refused(stage.store.reportable(message, WHO).await), Refusal::TooManyReports);
    assert_eq!(stage.store.reportable(message, LEADER).await.unwrap(), Some(shout_outs[4]));
    assert_eq!(stage.store.reportable(Message::new(1), LEADER).await.unwrap(), None);
    stage.clock.pass(TimeDelta::days(1));
    report(&stage, shout_outs[4], WHO).await.expect("a new day");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_is_kept_for_a_time_is_forgotten_after_it(database: Database) {
    let stage = asking(database).await;
    busy(&stage).await;
    assert_eq!(stage.store.forget_old().await.unwrap(), Forgotten::default());
    let mut seen = Vec::new();
    for (days, _) in [(2, "the question"), (28, "the panels"), (59, "nothing"), (1, "the report's words")] {
        stage.clock.pass(TimeDelta::days(days));
        let Forgotten { reports, drafts, questions } = stage.store.forget_old().await.unwrap();
        seen.push([reports, drafts, questions]);
    }
    assert_eq!(seen, [[0, 0, 1], [0, 2, 0], [0, 0, 0], [1, 0, 0]]);
    assert_eq!(stage.store.forget_old().await.unwrap(), Forgotten::default(), "once");
    let kept = stage.store.kept_of(WHO).await.unwrap();
    assert!(kept.records.iter().any(|record| record.kind == "reported" && record.text.is_none()));
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(
    what_is_shown_is_all_that_the_tables_hold,
    nothing_names_who_was_erased_and_the_ledger_is_as_it_was,
    what_names_them_is_drawn_anew_and_staff_hear_of_each_group,
    cards_and_notes_that_name_them_are_drawn_anew_as_seen_as_they_were,
    who_comes_back_is_somebody_new,
    who_is_on_the_list_is_erased_again_before_anything_else,
    awards_at_the_same_time_are_given_or_refused,
    five_reports_a_day_are_taken_and_each_shout_out_once,
    what_is_kept_for_a_time_is_forgotten_after_it,
);
