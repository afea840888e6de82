//! Late, second and foreign presses: everything that can come back from a message, a select or a form gets a clear
//! answer, whoever presses it, whenever, and however often.

use ovation::discord::Ended;
use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::request::Request;
use ovation::service::{CloseAsked, RepresentativeAsked, SuspendAsked};
use ovation::store::outside::Account;

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, SECOND_LEADER, Who, is_private, text};
use crate::everything::{Copies, Stage};
use crate::kept::{Rows, rows, the_books_are_right};
use crate::looks::steady;
use crate::matrix::{laid_out, told};
use crate::pressable::{Press, title};

/// Somebody who sees it, and is nothing in the program.
const PASSER_BY: Who = Who { account: 1_000_000_000_000_000_030, ..MEMBER };

const SORRY: &str =
    "That is from an older version of me. Type the command again; `/help` shows what there is.";

/// Where each thing that can come back has its title: all of them are pressed.
const TITLES: &str = include_str!("pressable.rs");

/// The programs in which it is pressed: everything waits; the group was closed; the company is no more; nobody leads or
/// represents any more who did.
const ALL: usize = 0;
const CLOSED: usize = 1;
const GONE: usize = 2;
const STRIPPED: usize = 3;

/// What is kept, without what somebody is being asked and wants to hear of, which is their own and may change.
async fn of_the_program(desk: &Desk) -> Rows {
    let mut rows = rows(desk).await;
    rows.retain(|table, _| !["question", "subscription"].contains(&table.as_str()));
    rows
}

/// What presses came to, and what was wrong with them.
#[derive(Default)]
struct Found {
    wrong: Vec<String>,
}

impl Found {
    fn must(&mut self, held: bool, wrong: impl FnOnce() -> String) {
        if !held {
            self.wrong.push(wrong());
        }
    }

    /// A cell of the table, and what the person reads.
    async fn cell(&mut self, desk: &Desk, press: &Press, who: &Who, when: &str) -> (String, String) {
        let before = rows(desk).await;
        let (reply, ended) = press.by(desk, who).await;
        let after = rows(desk).await;
        let name = format!("{}, {when}", press.title());
        self.must(ended != Ended::Failed, || format!("{name}: an apology"));
        if let Ended::Refused(_) = ended {
            self.must(is_private(&reply), || format!("{name}: refused for all to see"));
            self.must(before == after, || format!("{name}: refused, and yet something changed"));
        } else {
            the_books_are_right(desk).await;
        }
        self.must(!text(&reply).contains(SORRY), || format!("{name}: outdated"));
        (told(&reply, ended), steady(&text(&reply)))
    }

    async fn of_older_version(&mut self, desk: &Desk, press: &Press) {
        let before = rows(desk).await;
        let old = press.id.to_string().replacen("v1:", "v0:", 1);
        let (reply, _) = desk.take(&press.sent(&press.who, &old)).await;
        let sorry = text(&reply).starts_with(SORRY) && is_private(&reply) && rows(desk).await == before;
        self.must(sorry, || format!("{} of an older version: {}", press.title(), text(&reply)));
    }

    /// Its line of the table.
    async fn line(&mut self, copies: &mut [Copies<'_>; 4], press: &Press) -> Vec<String> {
        let desk = copies[ALL].next().await;
        self.of_older_version(&desk, press).await;
        let (once, first) = self.cell(&desk, press, &press.who, "once").await;
        let after = of_the_program(&desk).await;
        let (mut twice, second) = self.cell(&desk, press, &press.who, "twice").await;
        let more = of_the_program(&desk).await != after;
        self.must(!more, || format!("{}: a second press did something more", press.title()));
        if (&once, &first) == (&twice, &second) {
            twice = "the same".to_owned();
        }
        let desk = copies[ALL].next().await.restarted().await;
        let restarted = self.cell(&desk, press, &press.who, "after a restart").await;
        let alike = restarted == (once.clone(), first);
        self.must(alike, || format!("{}: a restart makes a difference", press.title()));
        let mut line = vec![press.title(), once, twice];
        let other = if press.who.account == SECOND_LEADER.account { LEADER } else { SECOND_LEADER };
        let former = Who { staff: false, manages_server: false, ..press.who };
        for (of, who, when) in [
            (ALL, &PASSER_BY, "a passer-by"),
            (ALL, &other, "another leader"),
            (CLOSED, &press.who, "group closed"),
            (GONE, &press.who, "company out"),
            (STRIPPED, &former, "rights gone"),
        ] {
            let desk = copies[of].next().await;
            let cell = self.cell(&desk, press, who, when).await.0;
            if !["ok", "question"].contains(&cell.as_str()) {
                copies[of].untouched(desk);
            }
            line.push(cell);
        }
        line
    }
}

#[tokio::test]
async fn a_late_a_second_and_a_foreign_press_get_a_clear_answer_and_change_nothing() {
    let stage = Stage::set().await;
    let reason = || "It was decided on Monday".to_owned();
    let pressed = |wanted: &str| {
        let found = stage.presses.iter().find(|press| title(&press.id) == wanted);
        Request::Click(found.expect("a button").id.clone())
    };
    let close = Request::CloseGroup(CloseAsked { group: "number:1".to_owned(), reason: reason() });
    let closed = stage.after(vec![close, pressed("Decline a group")]).await;
    let partner = "Fabrikam Training".to_owned();
    let suspend = Request::SuspendPartner(SuspendAsked { partner, resume: false, reason: reason() });
    let gone = stage.after(vec![suspend, pressed("Decline a company")]).await;
    let choose = |panel, values: &[&str]| {
        Request::Choose(panel, values.iter().map(|value| (*value).to_owned()).collect())
    };
    let (partner, who) = (Some("Fabrikam Training".to_owned()), Account::new(PARTNER.account));
    let stripped = vec![
        choose(Panel::Group, &["1"]),
        choose(Panel::Users, &["1000000000000000077"]),
        choose(Panel::Roles, &[]),
        Request::Click(CustomId::Panel(Panel::Send)),
        Request::Representative(RepresentativeAsked { partner, who, add: false }),
    ];
    let stripped = stage.after(stripped).await;
    let titles =
        ["", "once", "twice", "a passer-by", "another leader", "group closed", "company out", "rights gone"];
    let mut table = vec![titles.map(str::to_owned).to_vec()];
    let mut found = Found::default();
    let mut copies = [&stage.place, &closed, &gone, &stripped].map(Copies::of);
    for press in &stage.presses {
        table.push(found.line(&mut copies, press).await);
    }
    for known in TITLES.lines().filter_map(|line| line.split("=> \"").nth(1)) {
        let pressed = stage.presses.iter().any(|press| known.starts_with(title(&press.id)));
        found.must(pressed, || format!("{known} is never pressed"));
    }
    insta::assert_snapshot!("clicks", laid_out(&table));
    assert_eq!(found.wrong, Vec::<String>::new());
}
