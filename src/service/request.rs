//! `/request` and `/requests`: a group asks for help, everybody sees what is asked for.

use super::{Answer, Caller, Service};
use crate::points::ids::{GroupId, RecordId};
use crate::points::request::{Ending, RequestKind};
use crate::points::text::{PlaceName, Topic, Wording, parse_days};
use crate::store::{EndingOrder, HelpRequest, Led, RequestOrder, RequestScope};

/// Open requests on a page: each has four components, and a message holds 40.
const ON_A_PAGE: u32 = 5;
/// What was promised is on the first page, so many of them.
const PROMISED: usize = 3;

/// What the form of `/request` says, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestAsked {
    /// What kind of help.
    pub kind: RequestKind,
    /// For which group.
    pub group: GroupId,
    /// What it is about, in a line.
    pub topic: String,
    /// When: nothing, a day, or a first and a last one.
    pub days: String,
    /// Where.
    pub place: String,
    /// What is asked for.
    pub wording: String,
}

/// A page of `/requests`.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestsPage {
    /// Of the whole program, or of this server.
    pub program: bool,
    /// Which page, from 0 on.
    pub page: u32,
    /// What is asked for.
    pub open: Vec<HelpRequest>,
    /// There are more.
    pub more: bool,
    /// What was promised to groups that the reader leads, on the first page.
    pub promised: Vec<HelpRequest>,
    /// The groups that the reader leads here.
    pub led: Vec<GroupId>,
}

impl Service {
    /// The group for which somebody begins to ask for help.
    ///
    /// # Errors
    /// Refusals of the group.
    pub async fn asking_group(&self, caller: &Caller, group: Option<&str>) -> Answer<Led> {
        self.acting_group(caller, group).await
    }

    /// A group asks for help.
    ///
    /// # Errors
    /// Those of the group and of the texts, and every refusal of `points::request::ask`.
    pub async fn ask_for_help(&self, caller: &Caller, asked: &RequestAsked) -> Answer<HelpRequest> {
        let topic = Topic::parse(&asked.topic)?;
        let span = parse_days(&asked.days)?;
        let place = PlaceName::parse(&asked.place)?;
        let wording = Wording::parse(&asked.wording)?;
        let (kind, group) = (asked.kind, asked.group);
        let days = span.map_or_else(String::new, |(first, last)| format!("{first} {last}"));
        let texts = [topic.as_str(), days.as_str(), place.as_str(), wording.as_str()];
        let act = caller.act(&[&kind.as_str(), &group, &texts[0], &texts[1], &texts[2], &texts[3]]);
        let (by, roles) = (caller.account, caller.roles.clone());
        self.store
            .ask_for_help(RequestOrder { act, by, roles, group, kind, topic, span, place, wording })
            .await
    }

    /// A group needs the help no more, or what was promised didn't happen.
    ///
    /// # Errors
    /// `UnknownRecord`, and every refusal of `points::request::end`.
    pub async fn end_request(
        &self,
        caller: &Caller,
        request: RecordId,
        ending: Ending,
    ) -> Answer<HelpRequest> {
        let word = match ending {
            Ending::Withdraw => "withdraw",
            Ending::NotHappened => "not-happened",
        };
        let act = caller.act(&[&request, &word]);
        let (by, roles) = (caller.account, caller.roles.clone());
        self.store.end_request(EndingOrder { act, by, roles, request, ending }).await
    }

    /// What is asked for: in this server, or in the whole program.
    ///
    /// # Errors
    /// Faults.
    pub async fn requests(&self, caller: &Caller, program: bool, page: u32) -> Answer<RequestsPage> {
        // Outside of a server there is only the whole.
        let (program, scope) = match caller.server {
            Some(server) if !program => (false, RequestScope::Server(server)),
            _ => (true, RequestScope::Program),
        };
        let page = page.min(u32::MAX / ON_A_PAGE - 1);
        let skip = page * ON_A_PAGE;
        let mut open = self.store.open_requests(scope, skip, ON_A_PAGE + 1).await?;
        let more = open.len() > ON_A_PAGE as usize;
        open.truncate(ON_A_PAGE as usize);
        let led = self.suggest_led(caller).await?;
        let mut promised = Vec::new();
        for group in led.iter().filter(|_| page == 0) {
            let of_group = self.store.requests_of(group.id).await?;
            promised.extend(of_group.into_iter().filter(|request| request.accepted.is_some()));
        }
        promised.truncate(PROMISED);
        let led = led.into_iter().map(|group| group.id).collect();
        Ok(RequestsPage { program, page, open, more, promised, led })
    }
}
