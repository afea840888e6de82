//! A wall of its own for each test, and the ways to change what is on it.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ovation::gallery::Gallery;
use ovation::playground::{RULES, history};
use ovation::points::Points;
use ovation::points::award::AwardRequest;
use ovation::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use ovation::points::request::RequestKind;
use ovation::points::rules;
use ovation::points::text::{CompanyName, Note, PlaceName, Reason, Topic, Wording};
use ovation::service::Service;
use ovation::store::outside::{Account, Channel};
use ovation::store::sql::SqlStore;
use ovation::store::{
    Act, Approval, AwardOrder, Awards as _, AwardsWanted, ErrandId, Found, Lists as _, MergeOrder,
    Particulars, PartnerEdit, Partners as _, Persons as _, Program as _, ProgramChannels, Registration,
    RequestOrder, Requests as _, ReversalOrder, Staff as _, Suspension, Wall as _, WallSearch, system_clock,
};
use ovation::web::{Pace, Site, serve, watched};
use ovation::words::Words;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use sqlx::{AssertSqlSafe, Executor};
use tokio::net::TcpListener;

use crate::harness::database::{Database, Place};

/// One of the sample's staff.
const STAFF: Account = Account::new(1_000_000_000_000_000_016);

/// Who leads the sample's first group.
const LEADER: Account = Account::new(1_000_000_000_000_000_011);

/// The sample's people, who must be on no page.
pub const PEOPLE: [u64; 6] = [
    1_000_000_000_000_000_011,
    1_000_000_000_000_000_012,
    1_000_000_000_000_000_013,
    1_000_000_000_000_000_014,
    1_000_000_000_000_000_015,
    1_000_000_000_000_000_016,
];

/// A pace of the API that no test reaches.
const FAST: u32 = 1_000_000;

/// Longer than a test takes on any machine.
const LONG: Duration = Duration::from_secs(600);

pub struct Wall {
    pub url: String,
    watch: String,
    pub store: SqlStore,
    client: Client,
    acts: AtomicI64,
    place: Place,
}

/// What came of a question.
pub struct Page {
    pub status: u16,
    pub body: String,
    response_headers: reqwest::header::HeaderMap,
}

impl Page {
    async fn of(response: Response) -> Self {
        let (status, response_headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, body: response.text().await.expect("a text"), response_headers }
    }

    /// A header's value, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.response_headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }

    /// What it says as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Fails unless each of these is on the page.
    #[track_caller]
    pub fn shows(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.body.contains(text), "{text:?} isn't on the page:\n{}", self.body);
        }
        self
    }

    /// Fails if one of these is on the page.
    #[track_caller]
    pub fn lacks(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(!self.body.contains(text), "{text:?} is on the page:\n{}", self.body);
        }
        self
    }
}

fn pace(per_minute: u32) -> Pace {
    Pace::new(NonZeroU32::new(per_minute).expect("some"), Vec::new())
}

/// What takes long changes nothing here: no answer gets old by itself, and every card gets drawn.
pub fn calm(site: Site) -> Site {
    site.with_pace(pace(FAST)).with_aging(LONG).with_gallery(Gallery::new(1, LONG))
}

impl Wall {
    /// The sample's.
    pub async fn sample() -> Self {
        Self::sample_with(RULES).await
    }

    /// The sample's, whose members are asked how talks were, and whose shout-outs come at once.
    pub async fn asking() -> Self {
        let rules = RULES.replacen("min_points = 25", "min_points = 25\nvoices = true", 1);
        Self::sample_with(&rules.replace("shout_out_delay_seconds = 3", "shout_out_delay_seconds = 0")).await
    }

    async fn sample_with(rules: &str) -> Self {
        Self::on(Self::history(rules).await, rules, calm).await
    }

    /// The sample's, as it is in use but for this.
    pub async fn sample_but(change: impl FnOnce(Site) -> Site) -> Self {
        Self::on(Self::history(RULES).await, RULES, change).await
    }

    async fn history(rules: &str) -> Place {
        let place = Database::of_this_run().make().await;
        history::write(&place.url, rules).await.expect("the history is written");
        place
    }

    /// An empty one.
    pub async fn blank() -> Self {
        Self::on(Database::of_this_run().make().await, RULES, calm).await
    }

    /// An empty one, of whose API so much is answered a minute.
    pub async fn at_pace(per_minute: u32) -> Self {
        let change = |site| calm(site).with_pace(pace(per_minute));
        Self::on(Database::of_this_run().make().await, RULES, change).await
    }

    /// One in a database that is there.
    pub async fn on(place: Place, text: &str, change: impl FnOnce(Site) -> Site) -> Self {
        let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
        let store =
            SqlStore::open(&place.url, rules.clone(), text, system_clock()).await.expect("a database");
        let service = Service::new(Arc::new(store.clone()), Arc::new(rules), system_clock());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let watching_service = service.clone();
        let site = change(Site::new(service, Words::load().expect("the texts"), &url));
        let watching = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let watch = format!("http://{}", watching.local_addr().expect("an address"));
        tokio::spawn(serve(listener, site.pages(), std::future::pending()));
        tokio::spawn(serve(watching, watched(watching_service), std::future::pending()));
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { url, watch, store, client, acts: AtomicI64::new(0), place }
    }

    /// A page, in English unless its address says otherwise.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(path, &[("accept-language", "en")]).await
    }

    pub async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request = self.client.get(format!("{}{path}", self.url));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Page::of(request.send().await.expect("the wall answers")).await
    }

    /// What who watches over the server is answered.
    pub async fn watched(&self, path: &str) -> Page {
        Page::of(self.client.get(format!("{}{path}", self.watch)).send().await.expect("an answer")).await
    }

    pub async fn send(&self, method: &str, path: &str) -> Page {
        self.send_with(method, path, &[]).await
    }

    pub async fn send_with(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Page {
        let method = method.parse().expect("a method");
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Page::of(request.send().await.expect("an answer")).await
    }

    pub fn act(&self) -> Act {
        let number = self.acts.fetch_add(1, Ordering::SeqCst);
        Act { key: format!("wall:{number}"), hash: format!("{number:064x}") }
    }

    /// The company that is called so.
    pub async fn partner(&self, name: &str) -> PartnerId {
        self.store.partner_named(name).await.expect("the store answers").expect("a company").id
    }

    /// A new company that staff have approved, or that waits for them.
    pub async fn company(&self, name: &str, approved: bool) -> PartnerId {
        let registration = Registration {
            act: self.act(),
            by: STAFF,
            name: CompanyName::parse(name).expect("a name"),
            website: None,
            description: Note::parse("").expect("a note"),
            represents: false,
        };
        let id = self.store.register_partner(registration).await.expect("a new company").id;
        if approved {
            let approve = self.store.decide_partner(self.act(), STAFF, id, Approval::Approve);
            approve.await.expect("a company that waits");
        }
        id
    }

    pub async fn rename(&self, partner: PartnerId, name: &str) {
        let name = Some(CompanyName::parse(name).expect("a name"));
        self.edit(partner, name, None).await;
    }

    pub async fn put_on_the_wall(&self, partner: PartnerId, on: bool) {
        self.edit(partner, None, Some(on)).await;
    }

    async fn edit(&self, partner: PartnerId, name: Option<CompanyName>, on_the_wall: Option<bool>) {
        let act = self.act();
        let edit =
            PartnerEdit { act, by: STAFF, partner, name, website: None, description: None, on_the_wall };
        self.store.edit_partner(edit).await.expect("a change");
    }

    pub async fn suspend(&self, partner: PartnerId, resume: bool) {
        let reason = Reason::parse("It sold instead of telling").expect("a reason");
        let order = Suspension { act: self.act(), by: STAFF, partner, resume, reason };
        self.store.suspend_partner(order).await.expect("a suspension");
    }

    pub async fn merge(&self, from: PartnerId, into: PartnerId) {
        let reason = Reason::parse("It was bought").expect("a reason");
        let (act, by, absorbed, since, take_back) = (self.act(), STAFF, from, None, false);
        let order = MergeOrder { act, by, absorbed, into, since, take_back, reason };
        self.store.merge_partners(order).await.expect("a merge");
    }

    async fn ottawa(&self) -> GroupId {
        match self.store.wall_group("ottawa-windows-server-user-group").await {
            Ok(Some(Found::Here(group))) => group.id,
            other => panic!("{other:?}"),
        }
    }

    /// The Ottawa group thanks a company for a talk; its shout-out.
    pub async fn thank(&self, partner: PartnerId) -> ErrandId {
        let request = AwardRequest {
            group: self.ottawa().await,
            partner,
            contribution: ContributionId::parse("presentation").expect("a contribution"),
            points: Some(Points::new(30).expect("points")),
            reason: Reason::parse("An hour of answers").expect("a reason"),
            day: None,
            confirmed: true,
        };
        let (act, roles, particulars) = (self.act(), Vec::new(), Particulars::default());
        let order =
            AwardOrder { act, by: LEADER, roles, request, particulars, announce: true, settles: None };
        self.store.award(order).await.expect("an award");
        let newest = "SELECT MAX(id) FROM outbox WHERE purpose = 'award'";
        let mut connection = self.place.connect().await;
        let id: i64 = sqlx::query_scalar(newest).fetch_one(&mut connection).await.expect("a shout-out");
        ErrandId::from_raw(id)
    }

    /// Whoever leads the Ottawa group has all that is kept of them erased.
    pub async fn erase_leader(&self) {
        self.store.erase(self.act(), LEADER).await.expect("an erasure");
    }

    /// The Ottawa group asks for help.
    pub async fn ask_for_help(&self, topic: &str) {
        let group = self.ottawa().await;
        let order = RequestOrder {
            act: self.act(),
            by: LEADER,
            roles: Vec::new(),
            group,
            kind: RequestKind::Speaker,
            topic: Topic::parse(topic).expect("a topic"),
            span: None,
            place: PlaceName::parse("Ottawa").expect("a place"),
            wording: Wording::parse("An hour of practice, no sales pitch").expect("a text"),
        };
        self.store.ask_for_help(order).await.expect("a request");
    }

    /// Takes the newest award back that is shown; its reason.
    pub async fn reverse_newest(&self) -> String {
        let newest = self.store.awards_part(&AwardsWanted::default(), None, 1).await;
        let newest = newest.expect("the store answers").lines.remove(0);
        self.reverse(newest.record.get()).await;
        newest.reason.expect("a reason")
    }

    /// Takes the award of that number back.
    pub async fn reverse(&self, award: i64) {
        let reason = "The talk was another company's".to_owned();
        let order = ReversalOrder {
            act: self.act(),
            by: STAFF,
            roles: Vec::new(),
            staff: true,
            award: RecordId::from_raw(award),
            reason,
        };
        self.store.reverse(order).await.expect("a reversal");
    }

    /// The addresses of all pages.
    pub async fn all_pages(&self) -> Vec<String> {
        let mut pages: Vec<String> =
            ["/", "/partners", "/groups", "/requests", "/feed.atom", "/log/head", "/robots.txt", "/api"]
                .map(str::to_owned)
                .to_vec();
        for path in
            ["program", "partners", "groups", "awards?limit=100", "requests", "leaderboard?period=all"]
        {
            pages.push(format!("/api/v1/{path}"));
        }
        pages.push("/api/v1/leaderboard?period=all&of=groups".to_owned());
        let search = WallSearch { limit: 1000, ..WallSearch::default() };
        for partner in self.store.wall_partners(&search).await.expect("companies").0 {
            pages.push(format!("/partners/{}", partner.named.slug));
            pages.push(format!("/api/v1/partners/{}", partner.named.slug));
            pages.push(format!("/badge/{}.svg", partner.named.slug));
        }
        for group in self.store.wall_groups("", 0, 1000).await.expect("groups").0 {
            pages.push(format!("/groups/{}", group.named.slug));
            pages.push(format!("/api/v1/groups/{}", group.named.slug));
        }
        pages
    }

    /// Runs a statement behind the store's back, and has the store notice by an act that nobody sees.
    pub async fn meddle(&self, sql: &str) {
        self.meddle_unseen(sql).await;
        let elsewhere = self.acts.load(Ordering::SeqCst).unsigned_abs() + 1;
        let channels =
            ProgramChannels { announcements: Some(Channel::new(elsewhere)), ..ProgramChannels::default() };
        self.store.set_channels(self.act(), STAFF, channels).await.expect("an act");
    }

    /// Runs a statement behind the store's back.
    pub async fn meddle_unseen(&self, sql: &str) {
        let mut connection = self.place.connect().await;
        connection.execute(AssertSqlSafe(sql.to_owned())).await.expect(sql);
    }
}
