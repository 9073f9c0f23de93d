//! `niangjia mail`: what is owed, and who is not written to any more.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::open;
use crate::app::App;
use crate::config::Config;
use crate::notices::Suppressions;
use crate::notices::queue::{Owed, Queue, Standing};
use crate::notices::suppression::Refused;
use crate::values::email::EmailAddress;
use crate::values::ids::DeliveryId;

/// How many of the owed mails are listed one by one.
const LISTED: u64 = 10;

/// What `mail` does.
#[derive(Debug, Subcommand)]
pub(super) enum Mail {
    /// Counts what is owed and what ended unsent, and lists what is due first.
    Queue,
    /// Makes owed mails due now, as after an outage. What waits for the day goes on waiting.
    Retry(Retry),
    /// Lists the addresses that refused and get no mails, as far as it is kept: not which they are.
    Suppressions {
        /// Sends to this address again.
        #[arg(long, value_name = "ADDRESS")]
        lift: Option<EmailAddress>,
    },
}

/// What `mail retry` takes.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Retry {
    /// The mail, as `mail queue` names it.
    id: Option<DeliveryId>,
    /// All that are owed.
    #[arg(long)]
    all: bool,
}

/// Runs `mail`.
pub(super) async fn mail(config: &Config, what: &Mail) -> anyhow::Result<ExitCode> {
    let app = open::open(config).await?;
    let outcome = run(&app, what).await;
    app.db.close().await?;
    super::say(&outcome?)?;
    Ok(ExitCode::SUCCESS)
}

async fn run(app: &App, what: &Mail) -> anyhow::Result<String> {
    let queue = &app.notices.queue;
    match what {
        Mail::Queue => show(queue).await,
        Mail::Retry(Retry { id, .. }) => match queue.retry(*id).await? {
            0 if id.is_some() => bail!("no such mail is owed"),
            many => Ok(format!("{many} mails are due now.")),
        },
        Mail::Suppressions { lift } => suppressions(&app.notices.suppressions, lift.as_ref()).await,
    }
}

async fn show(queue: &Queue) -> anyhow::Result<String> {
    let standings = queue.standings().await?;
    let mut lines: Vec<String> = standings.iter().map(standing).collect();
    if lines.is_empty() {
        lines.push("Nothing is owed, and nothing ended unsent.".to_owned());
    }
    let first = queue.first_due(LISTED).await?;
    if !first.is_empty() {
        lines.push("Due first:".to_owned());
        lines.extend(first.iter().map(owed));
    }
    Ok(lines.join("\n"))
}

fn standing(one: &Standing) -> String {
    let Standing {
        state, kind, many, ..
    } = one;
    let cause = one.cause.as_deref();
    let cause = cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
    let due = match state.as_str() {
        "owed" => format!(", next due {}", one.next_due),
        _ => String::new(),
    };
    format!("{many:>8} {state}{cause} {kind}{due}")
}

fn owed(one: &Owed) -> String {
    let Owed {
        id,
        kind,
        due_at,
        attempts,
        ..
    } = one;
    let error = one.last_error.as_deref();
    let error = error.map(|error| format!(": {error}")).unwrap_or_default();
    format!("  {id} {kind} due {due_at}, tried {attempts} times{error}")
}

async fn suppressions(
    suppressions: &Suppressions,
    lift: Option<&EmailAddress>,
) -> anyhow::Result<String> {
    if let Some(address) = lift {
        if suppressions.lift(address).await? {
            return Ok("Mails go to this address again.".to_owned());
        }
        bail!("this address is not suppressed");
    }
    let all = suppressions.all().await?;
    let mut lines = vec![format!("{} addresses get no mails.", all.len())];
    lines.extend(all.iter().map(suppressed));
    Ok(lines.join("\n"))
}

fn suppressed(one: &Refused) -> String {
    let Refused {
        refusals,
        refused_at,
        status,
        stage,
        ..
    } = one;
    let since = one.since.unwrap_or(*refused_at);
    format!("  since {since}: {refusals} refused, last {refused_at} with {status} to the {stage}")
}
