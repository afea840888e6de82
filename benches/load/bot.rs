//! The bot as a process of its own: the real one, or the ceiling.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::sync::oneshot;

use crate::Failure;
use crate::people::{Stage, TOKEN};

/// Where the bot tells its figures.
pub const METRICS: &str = "127.0.0.1:9137";

/// A running bot; it ends when it is dropped.
pub struct Bot {
    child: Child,
    connected: Option<oneshot::Receiver<()>>,
}

impl Bot {
    /// Starts a bot and waits until it has told its commands and is connected.
    pub async fn start(stage: &Stage, ceiling: bool) -> Result<Self, Failure> {
        let mut bot = Self::spawn(stage, ceiling)?;
        bot.until_connected().await?;
        stage.until_connections(if ceiling { 1 } else { stage.shards() }).await?;
        stage.until_commands().await?;
        Ok(bot)
    }

    /// Starts a bot.
    pub fn spawn(stage: &Stage, ceiling: bool) -> Result<Self, Failure> {
        let mut command = if ceiling {
            let mut command = Command::new(std::env::current_exe()?);
            command.args(["ceiling", stage.url()]);
            command
        } else {
            let mut command = Command::new(env!("CARGO_BIN_EXE_ovation"));
            command.arg("run").current_dir(stage.folder());
            command.env("OVATION_WEB_METRICS_LISTEN", METRICS);
            command.env("OVATION_DATABASE_URL", stage.database()).env("OVATION_PROGRAM_RULES", stage.rules());
            command
                .env("OVATION_DISCORD_API", stage.url())
                .env("OVATION_LOG_LEVEL", "warn,ovation::discord::gateway=info");
            command
        };
        command.env("OVATION_DISCORD_TOKEN", TOKEN).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let log = BufReader::new(child.stderr.take().ok_or("no log")?);
        let (tell, connected) = oneshot::channel();
        std::thread::spawn(move || {
            let mut tell = Some(tell);
            for line in log.lines().map_while(Result::ok) {
                if !line.contains("connected") {
                    eprintln!("{line}");
                } else if let Some(tell) = tell.take() {
                    // Nobody may be waiting any more.
                    let _ = tell.send(());
                }
            }
        });
        Ok(Self { child, connected: Some(connected) })
    }

    /// Waits until it says that it is connected: READY has come.
    pub async fn until_connected(&mut self) -> Result<(), Failure> {
        match self.connected.take() {
            Some(connected) => Ok(connected.await.map_err(|_| "the bot ended before it was connected")?),
            None => Ok(()),
        }
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
