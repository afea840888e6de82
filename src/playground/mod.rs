//! The playground: the stand-in of Discord, a sample program with a history, and the real bot against it, over the
//! real gateway and REST. Nothing here takes a short cut into the bot.

pub mod history;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use discord_emulator::{Checks, DriveError, Emulator, StartError, World};
use secrecy::SecretString;

use crate::run::{RunError, run};
use crate::settings::Settings;
use crate::store::system_clock;

/// The playground's Discord, as a scenario of the stand-in.
pub const WORLD: &str = include_str!("world.toml");
/// The playground's rules.
pub const RULES: &str = include_str!("program.toml");
/// The bot's token in the playground's own Discord: no secret.
pub const TOKEN: &str = "playground";
/// What the chat page calls its link to the wall.
const WALL: &str = "Wall";
/// How often it is asked whether the bot is there.
const PULSE: Duration = Duration::from_millis(50);

/// Why the playground doesn't start, or ends.
#[derive(Debug, thiserror::Error)]
pub enum PlaygroundError {
    /// The stand-in.
    #[error("the stand-in of Discord: {0}; choose another port with --port")]
    Emulator(#[from] StartError),
    /// Its world.
    #[error("the sample servers: {0}")]
    World(#[from] discord_emulator::scenario::WorldError),
    /// The folder.
    #[error("cannot keep data in {folder}: {problem}; give another folder with --data")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system says.
        problem: std::io::Error,
    },
    /// The sample program.
    #[error("the sample program: {0}")]
    History(#[from] history::HistoryError),
    /// The bot.
    #[error(transparent)]
    Bot(#[from] RunError),
    /// The people.
    #[error(transparent)]
    Person(#[from] DriveError),
}

/// Plays until `stop` resolves. `data`: where things are kept; none: in a temporary folder.
///
/// # Errors
/// [`PlaygroundError`].
pub async fn play(
    port: u16,
    data: Option<PathBuf>,
    stop: impl Future<Output = ()>,
) -> Result<(), PlaygroundError> {
    let temporary =
        tempfile::tempdir().map_err(|problem| folder_error(Path::new("the temporary folder"), problem))?;
    let folder = data.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).map_err(|problem| folder_error(&folder, problem))?;
    let rules = folder.join("program.toml");
    std::fs::write(&rules, RULES).map_err(|problem| folder_error(&folder, problem))?;
    let emulator = Emulator::builder().world(World::from_toml(WORLD)?).port(port).checks(Checks::lint_only());
    // Held until the bot takes it: neither the stand-in nor anybody else gets the same.
    let held = free_port(port);
    let wall = held.as_ref().and_then(|held| held.local_addr().ok());
    let emulator = match wall {
        Some(wall) => emulator.link(WALL, format!("http://{wall}")),
        None => emulator,
    };
    let emulator = emulator.start().await?;
    let mut settings = settings(&emulator.url(), &folder, rules);
    settings.web.listen = wall;
    history::write(&settings.database.url, RULES).await?;
    drop(held);
    let bot = run(&settings, system_clock(), stop);
    tokio::pin!(bot);
    tokio::select! {
        ended = &mut bot => return Ok(ended?),
        ready = ready(&emulator) => ready?,
    }
    println!("Playground ready at {}", emulator.url());
    if let Some(wall) = wall {
        println!("{WALL} at http://{wall}");
    }
    println!(
        "Choose a person (leader, partner, member, staff …) and a channel, and type /award. Ctrl-C ends it."
    );
    Ok(bot.await?)
}

/// Where the wall can be: at the port behind `port`, or at any that is free.
fn free_port(port: u16) -> Option<TcpListener> {
    let behind = if port == 0 { 0 } else { port.checked_add(1).unwrap_or(0) };
    TcpListener::bind(("127.0.0.1", behind)).or_else(|_| TcpListener::bind(("127.0.0.1", 0))).ok()
}

fn folder_error(folder: &Path, problem: std::io::Error) -> PlaygroundError {
    PlaygroundError::Folder { folder: folder.display().to_string(), problem }
}

/// The settings of a bot that faces a stand-in at `url` with the playground's servers, keeping its data in `folder`.
#[must_use]
pub fn settings(url: &str, folder: &Path, rules: PathBuf) -> Settings {
    let mut settings = Settings::default();
    url.clone_into(&mut settings.discord.api);
    settings.discord.token = Some(SecretString::from(TOKEN));
    settings.database.url = format!("sqlite://{}", folder.join("ovation.db").display());
    settings.program.rules = rules;
    settings.program.server = Some(history::OWN_SERVER.into());
    settings.program.staff_roles = vec![history::STAFF_ROLE.into()];
    settings
}

/// Waits until the bot has told its commands.
async fn ready(emulator: &Emulator) -> Result<(), PlaygroundError> {
    let staff = emulator.person("staff").await?;
    loop {
        let known = staff.commands(history::SERVER_NAME).await?;
        if known.iter().any(|name| name == "award") && known.iter().any(|name| name == "program") {
            return Ok(());
        }
        tokio::time::sleep(PULSE).await;
    }
}
