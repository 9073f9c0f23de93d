//! `niangjia erase`: for people who cannot ask for it themselves, and once more after a backup was put
//! back. The instance that serves does the rest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::open;
use crate::app::App;
use crate::config::Config;
use crate::households::ZONE;
use crate::privacy::{Loss, Named, Privacy, Standing};
use crate::values::clock::{Instant, local_instant};
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, RegistrationId};

/// What `erase` does.
#[derive(Debug, Subcommand)]
pub(super) enum Erase {
    /// Says what erasing an account takes, and begins it with --yes.
    Account(Account),
    /// Lists whom the database names as erased, or as being erased: to be kept apart from its backups.
    List {
        /// Those who asked from this day on, as YYYY-MM-DD.
        #[arg(long, value_name = "DATE")]
        since: Option<NaiveDate>,
    },
    /// Erases once more whom a backup that was put back may have brought back.
    Again {
        /// Begins each line with an account, as `erase list` writes it; all that were erased in this
        /// database when left out.
        file: Option<PathBuf>,
        /// Does it.
        #[arg(long)]
        yes: bool,
    },
}

/// What `erase account` takes.
#[derive(Debug, Args)]
pub(super) struct Account {
    #[command(flatten)]
    named: Name,
    /// Erases it.
    #[arg(long)]
    yes: bool,
}

/// Which account.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Name {
    /// By its id.
    id: Option<AccountId>,
    /// By one of its registrations, as rosters name them.
    #[arg(long, value_name = "ID")]
    registration: Option<RegistrationId>,
    /// By its address.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<EmailAddress>,
}

/// Runs `erase`.
pub(super) async fn erase(config: &Config, what: &Erase) -> anyhow::Result<ExitCode> {
    let app = open::open(config).await?;
    let outcome = run(&app, what).await;
    app.db.close().await?;
    let text = outcome?;
    if !text.is_empty() {
        super::say(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn run(app: &App, what: &Erase) -> anyhow::Result<String> {
    let privacy = &app.privacy;
    match what {
        Erase::Account(account) => one(privacy, account).await,
        Erase::List { since } => list(privacy, *since).await,
        Erase::Again { file, yes } => again(privacy, file.as_deref(), *yes).await,
    }
}

async fn one(privacy: &Privacy, wanted: &Account) -> anyhow::Result<String> {
    let Name {
        id,
        registration,
        email,
    } = &wanted.named;
    let named = id.map(Named::Id);
    let named = named.or_else(|| registration.map(Named::Registration));
    let named = named.or_else(|| email.clone().map(Named::Address));
    let account = privacy.find(&named.context("which account?")?).await?;
    let account = account.context("there is no such account")?;
    match privacy.standing(account).await? {
        Standing::Lives => {}
        Standing::Unknown => bail!("there is no such account"),
        Standing::UnderWay => bail!("account {account} is being erased"),
        Standing::Done => bail!("account {account} is erased; `erase again` goes through it again"),
    }
    let taken = format!(
        "Account {account}: {}",
        losses(&privacy.loss(account).await?)
    );
    if !wanted.yes {
        return Ok(format!("{taken} Nothing was done; --yes erases it."));
    }
    privacy.erase(account).await?;
    Ok(format!(
        "{taken} Nobody can sign in to it any more; the server that runs does the rest within minutes."
    ))
}

fn losses(loss: &Loss) -> String {
    let cancelled = loss.cancelled.iter().filter(|(_, many)| *many > 0);
    let cancelled: Vec<String> = cancelled
        .map(|(status, many)| format!("{many} {}", status.as_str()))
        .collect();
    let cancelled = match cancelled.as_slice() {
        [] => "no registrations".to_owned(),
        some => some.join(", "),
    };
    let Loss {
        staying,
        roles,
        letters,
        ..
    } = loss;
    format!(
        "{cancelled} are cancelled, {staying} registrations stay without a name, {roles} roles end, \
         {letters} letters are not sent."
    )
}

async fn list(privacy: &Privacy, since: Option<NaiveDate>) -> anyhow::Result<String> {
    let since = since.map_or(Instant::from_millis(0), |day| local_instant(day, 0, ZONE));
    let asked = privacy.asked_since(since).await?;
    let lines = asked.iter().map(|(account, at)| format!("{account} {at}"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

async fn again(privacy: &Privacy, file: Option<&Path>, yes: bool) -> anyhow::Result<String> {
    let accounts = if let Some(file) = file {
        read(file)?
    } else {
        let all = privacy.asked_since(Instant::from_millis(0)).await?;
        all.into_iter().map(|(account, _)| account).collect()
    };
    let mut stood = Vec::with_capacity(accounts.len());
    for account in accounts {
        stood.push(if yes {
            privacy.erase(account).await?
        } else {
            privacy.standing(account).await?
        });
    }
    let many = |wanted: Standing| stood.iter().filter(|one| **one == wanted).count();
    let counts = format!(
        "{} to be erased, {} once more, {} under way, {} not in this database.",
        many(Standing::Lives),
        many(Standing::Done),
        many(Standing::UnderWay),
        many(Standing::Unknown)
    );
    Ok(if yes {
        format!("{counts} The server that runs does it within minutes.")
    } else {
        format!("{counts} Nothing was done; --yes does it.")
    })
}

/// The accounts that the lines of a file begin with, each once.
fn read(file: &Path) -> anyhow::Result<BTreeSet<AccountId>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let words = text.lines().enumerate();
    let words = words.filter_map(|(at, line)| Some((at + 1, line.split_whitespace().next()?)));
    words
        .map(|(line, word)| {
            let account = word.parse();
            account.with_context(|| format!("{}, line {line}: no account", file.display()))
        })
        .collect()
}
