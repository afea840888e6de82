//! The stand-in of Discord as a process of its own, so that its processor time is counted apart from the people's.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use discord_emulator::{Checks, Emulator, World};
use tokio::runtime::Builder;

use crate::Failure;

/// The word by which this program becomes the stand-in.
pub const ROLE: &str = "stand-in";

/// A running stand-in; it ends when it is dropped.
pub struct StandIn {
    child: Child,
    url: String,
}

impl StandIn {
    /// Starts one without people and servers.
    pub fn start() -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?).arg(ROLE).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut url)?;
        Ok(Self { child, url: url.trim().to_owned() })
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Is the stand-in until the process is ended; says its address first. One thread, as `discord-emulator` has it.
pub fn serve() -> Result<(), Failure> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let emulator = Emulator::builder().world(World::default()).checks(Checks::off()).start().await?;
        println!("{}", emulator.url());
        std::future::pending::<Result<(), Failure>>().await
    })
}
