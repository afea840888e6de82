//! What tests start: the real bot against the stand-in of Discord, over real sockets, each test with its own.
//!
//! Every request of the bot and every answer of the stand-in is checked: by the lint always, by Discord's published
//! API description where it is found (`DISCORD_OPENAPI`, or `../shared/discord-openapi.json`). In CI its absence fails
//! the test; elsewhere it is said aloud. [`App::finish`] fails on any violation.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod chance;
pub mod database;
pub mod line;
pub mod storm;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::time::Duration;

use database::{Database, Place};
use discord_emulator::{Checks, CommandCall, Control, Emulator, Person, Reply, World};
use ovation::playground::{RULES, TOKEN, WORLD, history, settings};
use ovation::settings::Settings;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The sample program's first server.
pub const OTTAWA: &str = "Ottawa Windows Server User Group";
/// The sample program's second server.
pub const RUST: &str = "Rust Study Group";
/// The channel of shout-outs in both.
pub const SHOUT_OUTS: &str = "shout-outs";

/// The sample program's rules with a shout-out delay that tests can wait for.
pub fn quick_rules() -> String {
    RULES
        .replace("shout_out_delay_seconds = 3", "shout_out_delay_seconds = 0")
        .replace("backdate_days = 30", "backdate_days = 366")
}

/// An award that looks like none of the others of a test: company, contribution and day differ with `number`. The
/// first 2,000 are of one company. For [`quick_rules`].
#[allow(dead_code)]
pub fn another(call: CommandCall, number: u64) -> CommandCall {
    const COMPANIES: [&str; 3] = ["Adatum Events", "Contoso Cloud", "Wide World Hosting"];
    const KINDS: [&str; 6] = ["prizes", "presentation", "sponsorship", "travel", "venue", "mentoring"];
    let kind = KINDS[usize::try_from(number % 6).expect("a small number")];
    let days = number / 6;
    // The group's own today may be another day than this machine's.
    // One for a whole run: at midnight another number would have the same day.
    static TODAY: OnceLock<chrono::NaiveDate> = OnceLock::new();
    let day = *TODAY.get_or_init(|| chrono::Utc::now().date_naive()) - chrono::Days::new(2 + days % 360);
    let company = COMPANIES[usize::try_from(days / 360).expect("a small number") % 3];
    call.option("partner", company).option("contribution", kind).option("date", day.to_string())
}

/// Where a bot of this process may listen: on an address of this machine that is nobody else's, so that nobody takes the port
/// before the bot does.
pub fn own_address() -> SocketAddr {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let [_, a, b, c] = std::process::id().to_be_bytes();
    let port = 8100 + GIVEN.fetch_add(1, Ordering::SeqCst);
    SocketAddr::from(([127, 128 | a, b, c], port))
}

/// The checks, as strict as this machine can be.
pub fn checks() -> Checks {
    static SAID: Once = Once::new();
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/discord-openapi.json");
    let path = std::env::var_os("DISCORD_OPENAPI").map_or(beside, PathBuf::from);
    if path.is_file() {
        return Checks::with_description(&path).expect("the published API description is readable");
    }
    assert!(std::env::var_os("CI").is_none(), "Discord's API description is missing at {}", path.display());
    SAID.call_once(|| {
        eprintln!("Discord's API description is not at {}: only the lint checks requests", path.display());
    });
    Checks::lint_only()
}

/// The bot and its Discord.
pub struct App {
    /// The stand-in of Discord.
    pub emulator: Emulator,
    /// Where the bot's rules and its log are.
    pub folder: TempDir,
    /// Where the bot keeps its data.
    pub place: Place,
    /// The bot's settings.
    pub settings: Settings,
    /// How far the bot's clock is ahead, in milliseconds.
    ahead: Arc<AtomicI64>,
    bot: Option<Bot>,
}

enum Bot {
    Task { stop: oneshot::Sender<()>, ended: JoinHandle<Result<(), String>> },
    Process(Process),
}

/// A process that doesn't outlive its test, however that ends.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already, most likely.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl App {
    /// The sample program with its history, the bot as a task of this process; shout-outs come at once.
    pub async fn sample() -> Self {
        let mut app = Self::prepare(&quick_rules(), true).await;
        app.start_task().await;
        app
    }

    /// The sample program with these rules.
    pub async fn sample_with(rules: &str) -> Self {
        let mut app = Self::prepare(rules, true).await;
        app.start_task().await;
        app
    }

    /// The sample servers and an empty ledger.
    pub async fn blank() -> Self {
        let mut app = Self::prepare(&quick_rules(), false).await;
        app.start_task().await;
        app
    }

    /// The sample program, where everybody reads French.
    pub async fn sample_in_french(rules: &str) -> Self {
        let person = |line: &str| match line.strip_prefix("display_name = ") {
            Some(_) if !line.contains("Otto") => format!("{line}\nlocale = \"fr\""),
            _ => line.to_owned(),
        };
        let world: Vec<String> = WORLD.lines().map(person).collect();
        let mut app = Self::prepare_in(&world.join("\n"), Database::of_this_run(), rules, true).await;
        app.start_task().await;
        app
    }

    /// Everything but the bot.
    pub async fn prepare(rules: &str, with_history: bool) -> Self {
        Self::prepare_on(Database::of_this_run(), rules, with_history).await
    }

    /// Everything but the bot, on that database.
    pub async fn prepare_on(database: Database, rules: &str, with_history: bool) -> Self {
        Self::prepare_in(WORLD, database, rules, with_history).await
    }

    /// Everything but the bot, in that Discord.
    pub async fn prepare_in(world: &str, database: Database, rules: &str, with_history: bool) -> Self {
        let world = World::from_toml(world).expect("the sample servers");
        let emulator =
            Emulator::builder().world(world).checks(checks()).start().await.expect("the stand-in starts");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("program.toml");
        std::fs::write(&path, rules).expect("the rules are written");
        let place = database.make().await;
        let mut settings = settings(&emulator.url(), folder.path(), path);
        settings.database.url.clone_from(&place.url);
        if with_history {
            history::write(&settings.database.url, rules).await.expect("the history is written");
        }
        Self { emulator, folder, place, settings, ahead: Arc::default(), bot: None }
    }

    /// Starts the bot as a task and waits until its commands are there.
    pub async fn start_task(&mut self) {
        let (stop, stopped) = oneshot::channel::<()>();
        let settings = self.settings.clone();
        let ahead = Arc::clone(&self.ahead);
        let clock: ovation::store::Clock = Arc::new(move || {
            chrono::Utc::now() + chrono::TimeDelta::milliseconds(ahead.load(Ordering::SeqCst))
        });
        let ended = tokio::spawn(async move {
            let stop = async move {
                let _ = stopped.await;
            };
            ovation::run::run(&settings, clock, stop).await.map_err(|error| error.to_string())
        });
        self.bot = Some(Bot::Task { stop, ended });
        self.ready().await;
    }

    /// Sets the clock of the bot, which is a task, ahead.
    #[allow(dead_code)]
    pub fn pass(&self, time: chrono::TimeDelta) {
        self.ahead.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }

    /// Starts the bot's binary and waits until it answers, also when another one told the commands before it.
    pub async fn start_process(&mut self) {
        self.start_process_at("info").await;
    }

    /// The same, with the log as loud as told.
    pub async fn start_process_at(&mut self, level: &str) {
        let mut command = self.command();
        command.env("OVATION_LOG_LEVEL", level);
        self.start_command(command).await;
    }

    /// The bot's process as a command line of its own starts it.
    pub async fn start_command(&mut self, mut command: Command) {
        let path = self.folder.path().join("bot.log");
        let log = std::fs::File::options().create(true).append(true).open(&path).expect("a log");
        let connected = |log: &str| log.matches(r#""message":"connected""#).count();
        let before = connected(&self.log());
        command.env("OVATION_LOG_FORMAT", "json").stderr(log);
        self.bot = Some(Bot::Process(Process(command.spawn().expect("the bot starts"))));
        for _ in 0..3000 {
            if connected(&self.log()) > before {
                return self.ready().await;
            }
            if let Some(Bot::Process(Process(child))) = &mut self.bot
                && let Some(status) = child.try_wait().expect("the bot can be asked after")
            {
                panic!("the bot ended with {status}:\n{}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the bot didn't connect within 30 s:\n{}", self.log());
    }

    /// What the bot's processes logged so far, a JSON object a line.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("bot.log")).unwrap_or_default()
    }

    /// The bot's command line, with everything set by the environment.
    pub fn command(&self) -> Command {
        self.program("run")
    }

    /// One of the program's commands on the bot's data.
    pub fn program(&self, what: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ovation"));
        command
            .arg(what)
            .current_dir(self.folder.path())
            .env("OVATION_DISCORD_TOKEN", TOKEN)
            .env("OVATION_DISCORD_API", self.emulator.url())
            .env("OVATION_DATABASE_URL", &self.settings.database.url)
            .env("OVATION_PROGRAM_RULES", &self.settings.program.rules)
            .env("OVATION_PROGRAM_SERVER", history::OWN_SERVER.to_string())
            .env("OVATION_PROGRAM_STAFF_ROLES", format!("[{}]", history::STAFF_ROLE))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The number of the bot's process.
    pub fn process(&self) -> u32 {
        match &self.bot {
            Some(Bot::Process(Process(child))) => child.id(),
            _ => panic!("the bot is no process"),
        }
    }

    /// Kills the bot's process at once (SIGKILL): it gets no chance to finish anything.
    pub fn kill(&mut self) {
        if let Some(Bot::Process(mut bot)) = self.bot.take() {
            bot.0.kill().expect("the bot can be killed");
            bot.0.wait().expect("the bot ends");
        }
    }

    /// Ends the bot's process as a service manager does, by SIGTERM; how it ended.
    pub async fn terminate(&mut self) -> std::process::ExitStatus {
        let Some(Bot::Process(mut bot)) = self.bot.take() else { panic!("no process runs") };
        let sent = Command::new("kill").arg("-TERM").arg(bot.0.id().to_string()).status();
        assert!(sent.expect("kill can be run").success(), "SIGTERM can be sent");
        tokio::task::spawn_blocking(move || bot.0.wait()).await.expect("no panic").expect("the bot ends")
    }

    /// Waits until the bot is connected and its commands are told.
    pub async fn ready(&mut self) {
        let staff = self.person("staff").await;
        for _ in 0..600 {
            if let Some(Bot::Task { ended, .. }) = &mut self.bot
                && ended.is_finished()
            {
                panic!("the bot ended: {:?}", ended.await);
            }
            let known = staff.commands(OTTAWA).await.unwrap_or_default();
            if known.iter().any(|name| name == "award") && known.iter().any(|name| name == "program") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the bot told no commands within 30 s");
    }

    /// A person of the sample.
    pub async fn person(&self, username: &str) -> Person {
        self.emulator.person(username).await.expect("a person of the sample")
    }

    /// The stand-in's control side.
    pub fn control(&self) -> Control {
        self.emulator.control()
    }

    /// Stops the bot as a signal does and fails on a violation of Discord's rules.
    pub async fn finish(mut self) {
        let violations = self.control().violations().await.expect("the stand-in answers");
        self.stop().await;
        assert!(violations.is_empty(), "Discord's rules are broken:\n{}", violations.join("\n"));
    }

    /// Stops the bot; its Discord and its data stay.
    pub async fn stop(&mut self) {
        match self.bot.take() {
            Some(Bot::Task { stop, ended }) => {
                let _ = stop.send(());
                ended.await.expect("the bot doesn't panic").expect("the bot ends well");
            }
            Some(Bot::Process(mut bot)) => {
                bot.0.kill().expect("the bot can be killed");
                bot.0.wait().expect("the bot ends");
            }
            None => {}
        }
    }

    /// Gives points as `leader`, the company by its name.
    pub async fn award(
        &self,
        leader: &Person,
        partner: &str,
        contribution: &str,
        points: i64,
        reason: &str,
    ) -> Reply {
        let answer = leader
            .at(OTTAWA, SHOUT_OUTS)
            .command("award")
            .option("partner", partner)
            .option("contribution", contribution)
            .option("reason", reason)
            .option("points", points)
            .send()
            .await
            .expect("an answer");
        meant(answer).await
    }
}

/// Who awards twice means it: answers the question whether it is another award.
#[allow(dead_code)]
pub async fn meant(answer: Reply) -> Reply {
    const YES: &str = "Give it all the same";
    if answer.text().contains(YES) { answer.press(YES).await.expect("an answer") } else { answer }
}
