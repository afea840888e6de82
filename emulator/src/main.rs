//! `discord-emulator`: the emulator as a program.

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use discord_emulator::{Checks, Emulator, World};

/// A local stand-in of Discord for developing and testing bots.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// TOML file with applications, people and servers
    #[arg(long)]
    scenario: Option<PathBuf>,
    /// Don't check what bots send and what is answered
    #[arg(long)]
    no_checks: bool,
    /// Discord's published API description (openapi.json), to check requests and answers against
    #[arg(long, conflicts_with = "no_checks")]
    openapi: Option<PathBuf>,
    /// Let bots identify as often as they like
    #[arg(long)]
    no_identify_limit: bool,
    /// A link in the head of the chat page; may be given several times
    #[arg(long, value_name = "TITLE=URL", value_parser = link)]
    link: Vec<(String, String)>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check requests in a JSON file: `{method, path, body}`, or a list of those
    Check {
        /// The file
        file: PathBuf,
        /// Discord's published API description (openapi.json)
        #[arg(long)]
        openapi: Option<PathBuf>,
    },
}

fn link(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((title, url)) if !title.is_empty() && !url.is_empty() => Ok((title.to_owned(), url.to_owned())),
        _ => Err("expected TITLE=URL"),
    }
}

type Failure = Box<dyn std::error::Error>;

fn checks(openapi: Option<&PathBuf>) -> Result<Checks, Failure> {
    Ok(match openapi {
        Some(path) => Checks::with_description(path)?,
        None => Checks::lint_only(),
    })
}

/// Checks a file; says what is wrong, and whether anything is.
fn check(file: &PathBuf, openapi: Option<&PathBuf>) -> Result<ExitCode, Failure> {
    let violations = discord_emulator::checks::check_file(file, &checks(openapi)?)?;
    for violation in &violations {
        println!("{violation}");
    }
    println!("{} violations", violations.len());
    Ok(if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let world = match &arguments.scenario {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            World::from_toml(&text).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => World::sample(),
    };
    let checks = if arguments.no_checks { Checks::off() } else { checks(arguments.openapi.as_ref())? };
    let builder = Emulator::builder()
        .world(world)
        .host(arguments.host)
        .port(arguments.port)
        .checks(checks)
        .identify_limit(!arguments.no_identify_limit);
    let linked = arguments.link.into_iter().fold(builder, |builder, (title, url)| builder.link(title, url));
    let emulator = linked.start().await?;
    println!("Emulator ready at {}", emulator.url());
    tokio::signal::ctrl_c().await?;
    Ok(ExitCode::SUCCESS)
}

// One thread: all there is stands behind one lock, and what threads would gain they lose in waking each other.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let outcome = match &arguments.command {
        Some(Command::Check { file, openapi }) => check(file, openapi.as_ref()),
        None => run(arguments).await,
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("discord-emulator: {error}");
        ExitCode::FAILURE
    })
}
