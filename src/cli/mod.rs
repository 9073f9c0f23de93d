//! The command line: one file a command.

mod backup;
mod check;
mod config;
mod demo;
mod draw;
mod erase;
mod fixture;
mod import;
mod logging;
mod mail;
mod metrics;
mod migrate;
mod open;
mod openapi;
mod serve;
mod staff;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Services of trade unions: publish, register, fairly and provably.
#[derive(Debug, Parser)]
#[command(name = "niangjia", version, about)]
struct Arguments {
    /// A configuration file over the defaults; `NIANGJIA__SECTION__KEY` goes over both.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves until told to stop.
    Serve(serve::Serve),
    /// Brings the database's schema up to date.
    Migrate,
    /// Gives roles to staff.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Shows what mails are owed, tries them now, and lifts suppressed addresses.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Erases people who cannot ask for it themselves, and once more whom a backup brought back.
    #[command(subcommand)]
    Erase(erase::Erase),
    /// Looks for rows that break an invariant of the ledger; writes nothing.
    Check,
    /// Copies the embedded database while it serves, and checks the copy.
    Backup {
        /// Where the copy goes; not there yet.
        file: PathBuf,
    },
    /// Puts a copy in the place of the embedded database, which must be empty, and checks it.
    Restore {
        /// The copy.
        file: PathBuf,
    },
    /// Verifies draws of lots.
    #[command(subcommand)]
    Draw(draw::Draw),
    /// Makes data for load tests.
    #[command(subcommand)]
    Fixture(fixture::Fixture),
    /// Imports organizations, sites, questions and programs, or refuses the file whole.
    Import(import::Import),
    /// Prints the configuration in force, secrets masked.
    Config,
    /// Prints the OpenAPI document.
    Openapi,
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(error) => {
            // Standard error is all that is left when this fails.
            let _ = writeln!(io::stderr(), "niangjia: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if matches!(arguments.command, Command::Config) {
        return config::print(arguments.config.as_deref());
    }
    if let Command::Draw(draw) = &arguments.command {
        return draw.run();
    }
    let config = Config::load(arguments.config.as_deref())?;
    logging::start(&config.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match &arguments.command {
            Command::Serve(serve) => Box::pin(serve::serve(&config, serve)).await,
            Command::Staff(what) => staff::staff(&config, what).await,
            Command::Mail(what) => mail::mail(&config, what).await,
            Command::Erase(what) => erase::erase(&config, what).await,
            Command::Fixture(what) => fixture::fixture(&config, what).await,
            Command::Import(what) => import::import(&config, what).await,
            Command::Migrate => migrate::migrate(&config).await,
            Command::Check => check::check(&config).await,
            Command::Backup { file } => backup::backup(&config, file).await,
            Command::Restore { file } => backup::restore(&config, file).await,
            Command::Openapi => openapi::print(&config).await,
            Command::Draw(draw) => draw.run(),
            Command::Config => config::print(arguments.config.as_deref()),
        }
    })
}

/// Writes a result to standard output, ended by a line break.
fn say(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}
