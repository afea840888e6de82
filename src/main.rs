//! The command line of Ovation: arguments → settings → log → the bot → shutdown on a signal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ovation::cli::{
    Cli, Command, KeyCommand, backup, erasures, import, key, preview, statement, transfer, verify,
    verify_statement, why,
};
use ovation::run::{RunError, read_rules, run};
use ovation::settings::{Settings, SettingsError};
use ovation::store::system_clock;
use ovation::words::Words;
use ovation::{log, signal};

/// The settings' file when none is named.
const SETTINGS: &str = "config/ovation.toml";

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match begin(cli).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ovation: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn begin(cli: Cli) -> Result<ExitCode, Box<dyn std::error::Error>> {
    // Some commands need no settings, and are of use where there are none.
    let settings = || {
        let file = cli.config.clone().unwrap_or_else(|| PathBuf::from(SETTINGS));
        Settings::read(&file, cli.config.is_some())
    };
    match cli.command {
        Command::Run => {
            let settings = settings()?;
            log::start(&settings.log)?;
            run(&settings, system_clock(), signal::stop()).await?;
        }
        Command::Check { rules } => {
            let settings = settings()?;
            settings.signer()?;
            check(rules.as_deref().unwrap_or(&settings.program.rules))?;
        }
        Command::Preview { rules, json } => {
            let previewed = preview::preview(&settings()?, &rules, json).await?;
            println!("{}", previewed.text);
            if !previewed.usable {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Why { partner, on, json } => {
            println!("{}", why::why(&settings()?, &partner, &on, json).await?)
        }
        Command::Import { file, dry_run } => {
            println!("{}", import::import(&settings()?, &file, dry_run).await?);
        }
        Command::Backup { file } => println!("{}", backup::backup(&settings()?, &file).await?),
        Command::Restore { file } => println!("{}", backup::restore(&settings()?, &file).await?),
        Command::Erasures { export, apply } => {
            let settings = settings()?;
            if let Some(file) = export {
                println!("{}", erasures::export(&settings, &file).await?);
            }
            if let Some(file) = apply {
                println!("{}", erasures::apply(&settings, &file).await?);
            }
        }
        Command::Move { to } => println!("{}", transfer::transfer_to(&settings()?, &to).await?),
        Command::Key(KeyCommand::New) => print!("{}", key::new()?),
        Command::Key(KeyCommand::Public) => println!("{}", key::public(&settings()?)?),
        Command::Verify { group } => return Ok(checked(settings(), group.as_deref()).await),
        Command::Statement { partner, out } => {
            let settings = settings()?;
            let (rules, _) = read_rules(&settings.program.rules, &Words::load()?)?;
            println!("{}", statement::statement(&settings, rules.name(), &partner, &out).await?);
        }
        Command::VerifyStatement { file, key } => return Ok(verify_statement::verify_statement(&file, &key)),
        #[cfg(feature = "playground")]
        Command::Playground { port, data } => {
            log::start(&settings()?.log)?;
            ovation::playground::play(port, data, signal::stop()).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Settings that can't be read are no difference: scripts are told that nothing was checked.
async fn checked(settings: Result<Settings, SettingsError>, group: Option<&str>) -> ExitCode {
    match settings {
        Ok(settings) => verify::verify(&settings, group).await,
        Err(error) => {
            eprintln!("ovation: nothing is known: {error}");
            ExitCode::from(verify::UNCHECKED)
        }
    }
}

fn check(path: &Path) -> Result<(), RunError> {
    let (rules, _) = read_rules(path, &Words::load()?)?;
    println!(
        "{}: good. {}: {} contributions, {} tiers.",
        path.display(),
        rules.name(),
        rules.contributions().len(),
        rules.tiers().len()
    );
    println!("Who would move by them: ovation preview --rules {}", path.display());
    Ok(())
}
