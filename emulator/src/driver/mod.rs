//! People as values: a client of the people side and the control side, for tests and load.
//!
//! It knows the wire only, so it works against an emulator in this process and in another one.
//!
//! ```no_run
//! # async fn example(emulator: discord_emulator::Emulator) -> Result<(), discord_emulator::DriveError> {
//! let leader = emulator.person("leader").await?;
//! let place = leader.at("Ottawa Windows Server User Group", "shout-outs");
//! let partners = place.command("award").complete("partner", "con").await?;
//! let receipt = place.command("award").option("partner", partners[0].value.clone()).option("points", 50).send().await?;
//! assert!(receipt.is_ephemeral());
//! let undone = receipt.press("Undo").await?;
//! # Ok(())
//! # }
//! ```

mod ask;
mod control;
mod error;
mod modal;
mod person;
mod reply;
mod socket;
mod text;
mod upload;
mod wait;

pub use ask::{At, Choice, CommandCall};
pub use control::Control;
pub use error::DriveError;
pub use modal::Filled;
pub use person::Person;
pub use reply::Reply;
