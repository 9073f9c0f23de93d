//! `niangjia staff add`: gives an account a role.

use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::open;
use crate::accounts::NewAccount;
use crate::app::App;
use crate::config::Config;
use crate::db::Fault;
use crate::households::policy::Relation;
use crate::households::{Person, ZONE};
use crate::organizations::staff::{Role, WantedGrant};
use crate::values::clock::{Instant, local_instant};
use crate::values::email::EmailAddress;
use crate::values::ids::Reference;
use crate::values::locale::Locale;

/// A grant without `--until` ends after this many days.
const DEFAULT_DAYS: i64 = 365;

/// What `staff` does.
#[derive(Debug, Subcommand)]
pub(super) enum Staff {
    /// Gives an account a role in an organization and all below it.
    Add(Add),
}

/// What `staff add` takes.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The address of the account; an account is made when there is none.
    email: EmailAddress,
    /// The organization's code, such as hz-gs.
    #[arg(long, value_name = "CODE")]
    organization: String,
    /// viewer, checker, organizer, admin, or counsellor of one program.
    #[arg(long)]
    role: Role,
    /// The code of a counsellor's program, of the organization or below it.
    #[arg(long, value_name = "CODE")]
    program: Option<String>,
    /// The last day of the grant, as YYYY-MM-DD, within two years; a year from now when left
    /// out.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

/// Runs `staff`.
pub(super) async fn staff(config: &Config, what: &Staff) -> anyhow::Result<ExitCode> {
    let Staff::Add(add) = what;
    let app = open::open(config).await?;
    let outcome = grant(&app, add, config.clock.clock().now()).await;
    app.db.close().await?;
    super::say(&outcome?)?;
    Ok(ExitCode::SUCCESS)
}

/// Gives the role and says what was done.
async fn grant(app: &App, add: &Add, now: Instant) -> anyhow::Result<String> {
    let code = Reference::read(&add.organization);
    let found = app.organizations.find(&code).await?;
    let body = found.with_context(|| format!("there is no organization {}", add.organization))?;
    let wanted = WantedGrant {
        email: add.email.clone(),
        role: add.role,
        until: end(add.until, now)?,
        program: add.program.as_deref().map(Reference::read),
    };
    let until = wanted.until;
    let checked = app.organizations.check(app.db.read(), body.id, &wanted);
    let program = checked.await?;
    let opened = app
        .db
        .write(async |tx| {
            let name = add.email.as_str().split('@').next().unwrap_or_default();
            let new = NewAccount {
                email: add.email.clone(),
                name: name.to_owned(),
                locale: Locale::Chinese,
                password_hash: None,
            };
            let person = Person::named(name.to_owned(), Relation::Myself);
            let opened = app.households.open_account(tx, new, person).await?;
            let account = opened.account.id;
            let organizations = &app.organizations;
            if let Some(program) = program {
                let place = (body.id, program);
                organizations
                    .grant_program(tx, account, place, until)
                    .await?;
            } else {
                let role = add.role;
                organizations
                    .grant(tx, account, body.id, role, until)
                    .await?;
            }
            Ok::<_, Fault>(opened)
        })
        .await?;
    let made = if opened.made {
        " An account was made for this address: it signs in with a code sent there."
    } else {
        ""
    };
    let (email, role) = (&add.email, add.role);
    let place = add.program.as_ref().unwrap_or(&body.code);
    Ok(format!("{email} is {role} in {place} until {until}.{made}"))
}

/// The first instant after the last day, where the union is.
fn end(last_day: Option<NaiveDate>, now: Instant) -> anyhow::Result<Instant> {
    let Some(last_day) = last_day else {
        return Ok(now.plus_days(DEFAULT_DAYS));
    };
    let next = last_day.succ_opt().context("this day is too far away")?;
    let until = local_instant(next, 0, ZONE);
    if until <= now {
        bail!("{last_day} has passed");
    }
    Ok(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_lasts_to_the_end_of_its_last_day_where_the_union_is() {
        let now = local_instant("2027-06-14".parse().unwrap(), 20, ZONE);
        let last = end(Some("2027-06-14".parse().unwrap()), now).unwrap();
        assert_eq!(last.to_string(), "2027-06-14T16:00:00Z");
        assert!(end(Some("2027-06-13".parse().unwrap()), now).is_err());
        assert_eq!(end(None, now).unwrap(), now.plus_days(365));
    }
}
