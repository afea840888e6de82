//! Many tiers at once: groups with a channel each, all of which helped companies that wait for approval; and then all
//! companies are approved.

use ovation::points::Points;
use ovation::points::award::AwardRequest;
use ovation::points::ids::{ContributionId, GroupId, PartnerId};
use ovation::points::rules;
use ovation::points::text::{CompanyName, GroupName, Note, Reason};
use ovation::store::outside::{Account, Channel, Server};
use ovation::store::sql::SqlStore;
use ovation::store::{
    Act, Approval, AwardOrder, Awards, GroupChoices, GroupKind, GroupProposal, Groups, LeaderRef,
    Particulars, Partners, Registration, system_clock,
};
use ovation::words::Words;

/// The server of all channels.
pub const SERVER: &str = "Storm";
const SERVER_ID: u64 = 1_000_000_000_000_009_000;
const FIRST_CHANNEL: u64 = 1_000_000_000_000_010_000;
const BY: Account = Account::new(1_000_000_000_000_009_001);
/// All groups together give a company so much: more than the tier asks.
const ENOUGH: u64 = 240;

/// How much of it.
#[derive(Clone, Copy, Debug)]
pub struct Storm {
    /// Companies, each of which reaches a tier.
    pub companies: u64,
    /// Channels in which each of these tiers is told.
    pub channels: u64,
}

impl Storm {
    /// The rules: one tier that points alone reach, and points enough for all.
    pub fn rules(sample: &str) -> String {
        sample
            .replace("points = 500", "points = 1000000")
            .replace("points = 400\nrequires = { presentation = 2 }", "points = 100")
    }

    /// The server with its channels, as a part of a world in TOML: `owner` is one of its users.
    pub fn server(&self, owner: &str) -> String {
        let channels: Vec<String> = (0..self.channels)
            .map(|number| {
                format!("{{ id = \"{}\", name = \"{}\" }}", FIRST_CHANNEL + number, self.name(number))
            })
            .collect();
        format!(
            "\n[[guild]]\nid = \"{SERVER_ID}\"\nname = \"{SERVER}\"\nowner = \"{owner}\"\napplications = [\"Ovation\"]\n\
             channel = [ {} ]\nmember = [ {{ user = \"{owner}\" }} ]\n",
            channels.join(", ")
        )
    }

    /// The name of a channel.
    pub fn name(&self, number: u64) -> String {
        format!("thanks-{number}")
    }

    /// The paths to which its messages are posted.
    pub fn paths(&self) -> Vec<String> {
        let path = |number| format!("/api/v10/channels/{}/messages", FIRST_CHANNEL + number);
        (0..self.channels).map(path).collect()
    }

    /// Writes it into a database that is new or the sample's; nobody's bot is running. Of the awards nothing is told.
    pub async fn write(&self, url: &str, rules_text: &str) {
        let words = Words::load().expect("the words");
        let known: Vec<&str> = words.languages().collect();
        let rules = rules::parse("program.toml", rules_text, &known).expect("rules");
        let store = SqlStore::open(url, rules, rules_text, system_clock()).await.expect("a database");
        let mut groups = Vec::new();
        for number in 0..self.channels {
            groups.push(group(&store, number).await);
        }
        let mut companies = Vec::new();
        for number in 0..self.companies {
            companies.push(company(&store, number).await);
        }
        let each = i64::try_from(ENOUGH / self.channels + 1).expect("a small number");
        for group in &groups {
            let thanks = companies.iter().map(|company| store.award(order(*group, *company, each)));
            for given in futures_util::future::join_all(thanks).await {
                given.expect("points are given");
            }
        }
        let approved = companies.iter().map(|company| {
            let act = act(&format!("welcome-{}", company.get()));
            store.decide_partner(act, BY, *company, Approval::Approve)
        });
        for company in futures_util::future::join_all(approved).await {
            company.expect("the company is approved");
        }
        store.close().await;
    }
}

fn act(name: &str) -> Act {
    Act { key: format!("storm:{name}"), hash: "00".repeat(32) }
}

async fn group(store: &SqlStore, number: u64) -> GroupId {
    let proposal = GroupProposal {
        act: act(&format!("group-{number}")),
        by: BY,
        server: Server::new(SERVER_ID),
        group: None,
        name: GroupName::parse(&format!("Group {number}")).expect("a name"),
        kind: GroupKind::UserGroup,
        language: "en".to_owned(),
        timezone: chrono_tz::UTC,
        shout_out_channel: Channel::new(FIRST_CHANNEL + number),
        leaders_channel: None,
        requests_channel: None,
        choices: GroupChoices { tier_news: true, ..GroupChoices::default() },
        leaders: vec![LeaderRef::User(BY)],
    };
    let group = store.propose_group(proposal).await.expect("a group").id;
    let approve = act(&format!("approve-{number}"));
    store.decide_group(approve, BY, group, Approval::Approve).await.expect("an approved group");
    group
}

async fn company(store: &SqlStore, number: u64) -> PartnerId {
    let registration = Registration {
        act: act(&format!("company-{number}")),
        by: BY,
        name: CompanyName::parse(&format!("Storm Company {number}")).expect("a name"),
        website: None,
        description: Note::parse("").expect("no note"),
        represents: false,
    };
    store.register_partner(registration).await.expect("a company").id
}

fn order(group: GroupId, partner: PartnerId, points: i64) -> AwardOrder {
    let request = AwardRequest {
        group,
        partner,
        contribution: ContributionId::parse("presentation").expect("a kind"),
        points: Points::new(points),
        reason: Reason::parse("A talk that sold nothing").expect("a reason"),
        day: Some((chrono::Utc::now() - chrono::TimeDelta::days(2)).date_naive()),
        confirmed: true,
    };
    AwardOrder {
        act: act(&format!("award-{}-{}", group.get(), partner.get())),
        by: BY,
        roles: Vec::new(),
        request,
        particulars: Particulars::default(),
        announce: false,
        settles: None,
    }
}
