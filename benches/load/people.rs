//! The stage: a Discord with many leaders of one group, and a ledger with a company to thank.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use discord_emulator::scenario::{ApplicationSpec, ChannelSpec, GuildSpec, MemberSpec, UserSpec};
use discord_emulator::{Control, Person, World};
use ovation::playground::RULES;
use ovation::points::rules;
use ovation::points::text::{CompanyName, GroupName, Note};
use ovation::store::outside::{Account, Channel, Server};
use ovation::store::sql::SqlStore;
use ovation::store::{
    Act, Approval, GroupKind, GroupProposal, Groups, LeaderRef, Partners, Registration, system_clock,
};
use ovation::words::Words;
use tempfile::TempDir;

use crate::Failure;
use crate::stand_in::StandIn;

/// The bot's token on this stage.
pub const TOKEN: &str = "load";
const SERVER: &str = "Stage";
const CHANNEL: &str = "shout-outs";
const SERVER_ID: u64 = 1_000_000_000_000_000_001;
const CHANNEL_ID: u64 = 1_000_000_000_000_000_002;
const FIRST_LEADER: u64 = 1_000_000_000_000_001_000;

/// Companies that are awarded.
const COMPANIES: u64 = 300;
/// Kinds of contribution that they are awarded for.
const KINDS: [&str; 6] = ["presentation", "sponsorship", "travel", "prizes", "venue", "mentoring"];

/// Rules with points enough for all.
pub fn rules_text() -> String {
    RULES.replace("points = 500", "points = 1000000").replace("backdate_days = 30", "backdate_days = 366")
}

/// A Discord, a ledger, and people.
pub struct Stage {
    emulator: StandIn,
    folder: TempDir,
    leaders: usize,
    servers: usize,
}

impl Stage {
    /// `servers` servers with the bot in each, `leaders` leaders of a group in the first.
    pub async fn set(servers: usize, leaders: usize) -> Result<Self, Failure> {
        let stage = Self::raise(&world(servers, leaders), servers, leaders, &rules_text()).await?;
        stage.write_ledger().await?;
        Ok(stage)
    }

    /// That Discord, these rules, and no ledger yet.
    pub async fn raise(world: &World, servers: usize, leaders: usize, rules: &str) -> Result<Self, Failure> {
        let emulator = StandIn::start()?;
        let control = Control::at(emulator.url());
        // The ceiling takes all servers on one connection.
        control.fault(serde_json::json!({ "kind": "shard_limit", "guilds": 0 })).await?;
        control.fault(serde_json::json!({ "kind": "identify_limit", "per_millis": 0 })).await?;
        control.world(world).await?;
        let stage = Self { emulator, folder: tempfile::tempdir()?, leaders, servers };
        std::fs::write(stage.rules(), rules)?;
        Ok(stage)
    }

    /// Where the stand-in is.
    pub fn url(&self) -> &str {
        self.emulator.url()
    }

    /// How many connections Discord recommends to a bot in so many servers.
    pub fn shards(&self) -> u64 {
        self.servers as u64 / 1_000 + 1
    }

    /// The stand-in's process.
    pub fn emulator(&self) -> u32 {
        self.emulator.process()
    }

    /// A person's client; a token is a username here.
    async fn person(&self, username: &str) -> Result<Person, Failure> {
        Ok(Person::connect(self.url(), username).await?)
    }

    /// The bot's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The bot's rules.
    pub fn rules(&self) -> PathBuf {
        self.folder.path().join("program.toml")
    }

    /// The bot's database.
    pub fn database(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("ovation.db").display())
    }

    async fn write_ledger(&self) -> Result<(), Failure> {
        let words = Words::load()?;
        let known: Vec<&str> = words.languages().collect();
        let text = rules_text();
        let rules = rules::parse("program.toml", &text, &known).map_err(|faults| faults.to_string())?;
        let zone = rules.timezone();
        let store = SqlStore::open(&self.database(), rules, &text, system_clock()).await?;
        let act = |name: &str| Act { key: format!("load:{name}"), hash: "00".repeat(32) };
        let by = Account::new(FIRST_LEADER);
        let leaders =
            (0..self.leaders as u64).map(|number| LeaderRef::User(Account::new(FIRST_LEADER + number)));
        let proposal = GroupProposal {
            act: act("group"),
            by,
            server: Server::new(SERVER_ID),
            group: None,
            name: GroupName::parse(SERVER)?,
            kind: GroupKind::UserGroup,
            language: "en".to_owned(),
            timezone: zone,
            shout_out_channel: Channel::new(CHANNEL_ID),
            leaders_channel: None,
            requests_channel: None,
            choices: ovation::store::GroupChoices::default(),
            leaders: leaders.collect(),
        };
        let group = store.propose_group(proposal).await?;
        store.decide_group(act("approve"), by, group.id, Approval::Approve).await?;
        for number in 1..=COMPANIES {
            let registration = Registration {
                act: act(&format!("company-{number}")),
                by,
                name: CompanyName::parse(&format!("Contoso {number}"))?,
                website: None,
                description: Note::parse("")?,
                represents: false,
            };
            let partner = store.register_partner(registration).await?;
            let welcome = act(&format!("welcome-{number}"));
            store.decide_partner(welcome, by, partner.id, Approval::Approve).await?;
        }
        store.close().await;
        Ok(())
    }

    async fn people(&self) -> Result<Vec<Person>, Failure> {
        let mut people = Vec::new();
        for number in 0..self.leaders {
            people.push(self.person(&format!("leader-{number}")).await?);
        }
        Ok(people)
    }

    /// Waits until the bot has so many connections: what many servers bring comes behind the first READY.
    pub async fn until_connections(&self, connections: u64) -> Result<(), Failure> {
        let control = Control::at(self.url());
        while control.state().await?["gateway"]["bots"] != connections {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Waits until `/award` is there.
    pub async fn until_commands(&self) -> Result<(), Failure> {
        let person = self.person("leader-0").await?;
        while !person.commands(SERVER).await?.iter().any(|name| name == "award") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // Whatever else a start brings is over by then.
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(())
    }

    /// Awards one after the other at a fixed pace, whatever each takes.
    pub async fn calmly(&self, awards: usize, pace: Duration) -> Result<Vec<Duration>, Failure> {
        let people = self.people().await?;
        let mut clock = tokio::time::interval(pace);
        let mut under_way = Vec::new();
        for number in 0..awards {
            clock.tick().await;
            let person = people[number % people.len()].clone();
            under_way.push(tokio::spawn(award(person, number)));
        }
        let mut took = Vec::new();
        for task in under_way {
            took.push(task.await??);
        }
        // The first ones warm up.
        Ok(took.split_off(awards / 10))
    }

    /// How long the bot took for its last answers, as the stand-in sees it.
    pub async fn answer_times(&self, last: usize) -> Result<Vec<Duration>, Failure> {
        let mut all = Control::at(self.url()).answer_times().await?;
        Ok(all.split_off(all.len().saturating_sub(last)))
    }

    /// As many in flight as there are leaders.
    pub async fn at_once(&self, awards: usize) -> Result<Vec<Duration>, Failure> {
        let people = Arc::new(self.people().await?);
        let share = awards / people.len();
        let tasks: Vec<_> = (0..people.len())
            .map(|at| {
                let people = Arc::clone(&people);
                tokio::spawn(async move {
                    let mut took = Vec::with_capacity(share);
                    for number in 0..share {
                        took.push(award(people[at].clone(), number).await?);
                    }
                    Ok::<_, Failure>(took)
                })
            })
            .collect();
        let mut took = Vec::new();
        for task in tasks {
            took.extend(task.await??);
        }
        Ok(took)
    }

    /// How many awards the ledger holds.
    pub fn awards_kept(&self) -> Result<String, Failure> {
        let output = std::process::Command::new("sqlite3")
            .arg(self.folder.path().join("ovation.db"))
            .arg("SELECT COUNT(*) FROM record WHERE kind = 'award'")
            .output();
        Ok(match output {
            Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
            Err(_) => "(install sqlite3 to count)".to_owned(),
        })
    }
}

async fn award(person: Person, number: usize) -> Result<Duration, Failure> {
    // Each is for another company, contribution or day than those before, so that none looks like another.
    static AWARDS: AtomicU64 = AtomicU64::new(0);
    let cell = AWARDS.fetch_add(1, Ordering::Relaxed);
    let (company, cell) = (1 + cell % COMPANIES, cell / COMPANIES);
    let kind = KINDS[usize::try_from(cell % KINDS.len() as u64)?];
    let day = chrono::Utc::now().date_naive() - chrono::Days::new(2 + cell / KINDS.len() as u64 % 360);
    let place = person.at(SERVER, CHANNEL);
    let begun = Instant::now();
    let reply = place
        .command("award")
        .option("partner", ovation::service::choice(company))
        .option("contribution", kind)
        .option("date", day.to_string())
        .option("reason", format!("Reason number {number}, as long as reasons are"))
        .option("points", 1)
        .send()
        .await?;
    let took = begun.elapsed();
    if reply.text().contains('✅') { Ok(took) } else { Err(format!("no receipt: {}", reply.text()).into()) }
}

fn world(servers: usize, leaders: usize) -> World {
    let username = |number: usize| format!("leader-{number}");
    let channel = |id: Option<u64>| ChannelSpec {
        id: id.map(|id| id.to_string()),
        name: CHANNEL.to_owned(),
        ..ChannelSpec::default()
    };
    let first = GuildSpec {
        id: Some(SERVER_ID.to_string()),
        name: SERVER.to_owned(),
        owner: Some("owner".to_owned()),
        applications: vec!["Ovation".to_owned()],
        channel: vec![channel(Some(CHANNEL_ID))],
        member: (0..leaders)
            .map(|number| MemberSpec { user: username(number), ..MemberSpec::default() })
            .collect(),
        ..GuildSpec::default()
    };
    let others = (1..servers).map(|number| GuildSpec {
        name: format!("Server {number}"),
        owner: Some("owner".to_owned()),
        applications: vec!["Ovation".to_owned()],
        channel: vec![channel(None)],
        ..GuildSpec::default()
    });
    World {
        application: vec![ApplicationSpec {
            name: "Ovation".to_owned(),
            token: Some(TOKEN.to_owned()),
            // All connections at once, as Discord lets large bots.
            max_concurrency: Some(16),
            ..ApplicationSpec::default()
        }],
        // The first one owns every server, so that the leaders are in one alone.
        user: std::iter::once(UserSpec { username: "owner".to_owned(), ..UserSpec::default() })
            .chain((0..leaders).map(|number| UserSpec {
                id: Some((FIRST_LEADER + number as u64).to_string()),
                username: username(number),
                ..UserSpec::default()
            }))
            .collect(),
        guild: std::iter::once(first.clone()).chain(others).collect(),
    }
}
