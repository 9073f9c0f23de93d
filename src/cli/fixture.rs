//! `niangjia fixture`: data for load tests.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::open;
use crate::app::App;
use crate::catalog::edit::{self, Edit};
use crate::catalog::model::{Offering, OfferingState, Program, ProgramKind, Session, SessionState};
use crate::config::Config;
use crate::db::Fault;
use crate::households::Person;
use crate::households::policy::Relation;
use crate::ledger::Answer;
use crate::ledger::command::{Act, Actor, Command, Open, OpenPool, OpenUnit};
use crate::organizations::tree::{self, Organization, OrganizationKind};
use crate::values::clock::{Instant, local_instant};
use crate::values::email::EmailAddress;
use crate::values::ids::{OfferingId, OrganizationId, ParticipantId, ProgramId};
use crate::values::locale::Bilingual;

/// Accounts written in one transaction.
const CHUNK: usize = 1000;
/// Days until the session of each offering.
const DAYS_AHEAD: i64 = 14;

/// What to make.
#[derive(Debug, Subcommand)]
pub(super) enum Fixture {
    /// Workers with tokens, and open first-come offerings to rush at.
    Rush(Rush),
}

/// The sizes of a rush.
#[derive(Debug, Args)]
pub(super) struct Rush {
    /// Verified accounts, each with a `self` participant and a token.
    #[arg(long)]
    workers: u32,
    /// Seats of each offering.
    #[arg(long)]
    capacity: i32,
    /// Offerings, each of a program of its own.
    #[arg(long, default_value_t = 1)]
    offerings: u32,
    /// Hours for which a freed seat is offered; given to whoever waits at once when absent.
    #[arg(long)]
    offer_hours: Option<i32>,
    /// Where to write the ids and tokens, as JSON.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// The file of a rush.
#[derive(Debug, Serialize)]
struct RushFile {
    offerings: Vec<OfferingId>,
    workers: Vec<Worker>,
}

#[derive(Debug, Serialize)]
struct Worker {
    email: String,
    token: String,
    participant_id: ParticipantId,
}

/// Makes the fixture and writes its file.
pub(super) async fn fixture(config: &Config, what: &Fixture) -> anyhow::Result<ExitCode> {
    let Fixture::Rush(rush) = what;
    if rush.capacity < 0 {
        bail!("--capacity: write a number of seats, 0 or more");
    }
    let app = open::open(config).await?;
    let file = make(&app, rush).await?;
    let text = serde_json::to_vec(&file)?;
    std::fs::write(&rush.out, text).with_context(|| rush.out.display().to_string())?;
    app.drain().await;
    super::say(&format!(
        "{} workers and {} offerings; ids and tokens in {}\n",
        file.workers.len(),
        file.offerings.len(),
        rush.out.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

async fn make(app: &App, rush: &Rush) -> Result<RushFile, Fault> {
    let now = app.catalog.now();
    // Fixtures can be made again on one database: each has its own codes and addresses.
    let mark = now.millis();
    let mut offerings = Vec::new();
    let runs: Vec<Run> = (0..rush.offerings)
        .map(|at| Run::new(app, mark, at))
        .collect();
    let body = Organization {
        id: app.web.ids.make(),
        version: 1,
        code: format!("rush-{mark}"),
        parent_id: None,
        kind: OrganizationKind::ServiceTeam,
        name: Bilingual::new("压力测试", "Load test"),
        region_code: "330000".to_owned(),
        details: serde_json::Map::new(),
    };
    app.db
        .write(async |tx| {
            tree::save(tx, std::slice::from_ref(&body), now).await?;
            for run in &runs {
                run.save(tx, body.id, rush, now).await?;
            }
            edit::announce(tx).await
        })
        .await?;
    for run in &runs {
        run.open(app, rush.capacity, now).await?;
        offerings.push(run.offering);
    }
    let mut workers = Vec::new();
    let numbers: Vec<u32> = (0..rush.workers).collect();
    for chunk in numbers.chunks(CHUNK) {
        workers.extend(
            app.db
                .write(async |tx| workers_of(app, tx, mark, chunk).await)
                .await?,
        );
    }
    Ok(RushFile { offerings, workers })
}

async fn workers_of(
    app: &App,
    tx: &DatabaseTransaction,
    mark: i64,
    numbers: &[u32],
) -> Result<Vec<Worker>, Fault> {
    let mut people = Vec::new();
    for number in numbers {
        let email = format!("rush-{mark}-{number}@example.org");
        let address: EmailAddress = email
            .parse()
            .map_err(|_| Fault::broken("an address of the fixture"))?;
        people.push((address, format!("rush {number}")));
    }
    let names: Vec<String> = people.iter().map(|(_, name)| name.clone()).collect();
    let emails: Vec<String> = people.iter().map(|(email, _)| email.to_string()).collect();
    let made = app.accounts.open_in_bulk(tx, people).await?;
    let selves = made
        .iter()
        .zip(names)
        .map(|(made, name)| (made.account, Person::named(name, Relation::Myself)));
    let participants = app.households.add_in_bulk(tx, selves.collect()).await?;
    let workers = emails.into_iter().zip(made).zip(participants);
    Ok(workers
        .map(|((email, made), participant_id)| Worker {
            email,
            token: made.access_token,
            participant_id,
        })
        .collect())
}

/// One program with one offering.
struct Run {
    program: ProgramId,
    offering: OfferingId,
    code: String,
    session: Session,
    opens: Instant,
}

impl Run {
    fn new(app: &App, mark: i64, at: u32) -> Self {
        let code = format!("rush-{mark}-{at}");
        let now = app.catalog.now();
        let zone = chrono_tz::Asia::Shanghai;
        let starts_at = local_instant(now.day(zone) + TimeDelta::days(DAYS_AHEAD), 10, zone);
        Self {
            program: app.web.ids.make(),
            offering: app.web.ids.make(),
            session: Session {
                id: app.web.ids.make(),
                code: format!("{code}-01-s01"),
                starts_at,
                ends_at: starts_at.plus_hours(2),
                title: Bilingual::default(),
                role: None,
                capacity: None,
                state: SessionState::Planned,
                also_show_time_zone: None,
                site_id: None,
            },
            code,
            opens: now.plus_hours(-1),
        }
    }

    async fn save(
        &self,
        tx: &DatabaseTransaction,
        body: OrganizationId,
        rush: &Rush,
        now: Instant,
    ) -> Result<(), Fault> {
        edit::save_program(tx, &Edit::New(self.program(body)), now).await?;
        edit::save_offering(tx, &Edit::New(self.offering(rush)), now).await
    }

    async fn open(&self, app: &App, capacity: i32, now: Instant) -> Result<(), Fault> {
        let pool = OpenPool {
            id: app.web.ids.make(),
            quota_key: String::new(),
            capacity: Some(capacity),
            release_at: None,
        };
        let unit = OpenUnit {
            id: app.web.ids.make(),
            session_id: None,
            starts_at: Some(self.session.starts_at),
            ends_at: Some(self.session.ends_at),
            pools: vec![pool],
        };
        let open = Open {
            offering_id: self.offering,
            units: vec![unit],
        };
        let command = Command {
            program_id: self.program,
            actor: Actor::Import,
            received_at: now,
            act: Act::Open(open),
        };
        match app.ledger.submit(command, None).await {
            Ok(Answer::Done(_)) => Ok(()),
            other => Err(Fault::broken(format!(
                "an offering did not open: {other:?}"
            ))),
        }
    }

    fn program(&self, body: OrganizationId) -> Program {
        Program {
            code: self.code.clone(),
            kind: ProgramKind::Course,
            title: Bilingual::new("压力测试", "Load test"),
            ..Program::blank(self.program, body)
        }
    }

    fn offering(&self, rush: &Rush) -> Offering {
        Offering {
            code: format!("{}-01", self.code),
            state: OfferingState::Published,
            online: true,
            registration_opens: self.opens,
            capacity: Some(rush.capacity),
            offer_hours: rush.offer_hours,
            sessions: vec![self.session.clone()],
            ..Offering::blank(self.offering, self.program)
        }
    }
}
