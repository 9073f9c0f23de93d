//! The last seat: however many ask at once, one gets it and each other one her own place.

use niangjia::app::App;
use niangjia::catalog::edit::{self, Edit};
use niangjia::catalog::model::{Audience, Offering, Program};
use niangjia::db::Fault;
use niangjia::db::idempotency::RequestKey;
use niangjia::households::Person;
use niangjia::households::policy::Relation;
use niangjia::ledger::Answer;
use niangjia::ledger::command::{
    Act, Actor, Applicant, Command, Open, OpenPool, OpenUnit, Register, Seed,
};
use niangjia::values::clock::Instant;
use niangjia::values::email::EmailAddress;
use niangjia::values::ids::{AccountId, OfferingId, ParticipantId, ProgramId};
use serde_json::json;

use super::{DRUM, first};
use crate::harness::{Backend, TestServer};

/// As many as ask at once.
const CROWD: usize = 200;

pub(super) struct Crowd {
    pub(super) program: ProgramId,
    offering: OfferingId,
    people: Vec<(AccountId, String, ParticipantId)>,
}

impl Crowd {
    /// The account of one of them.
    pub(super) fn account(&self, nth: usize) -> AccountId {
        self.people[nth].0
    }
}

/// A one-seat offering with an endless list, and a crowd that is signed in.
pub(super) async fn crowd(server: &TestServer) -> Crowd {
    server.import_demo().await;
    let app = &server.app;
    let (program, offering) = last_seat(app);
    let now = server.clock.now();
    let emails: Vec<(EmailAddress, String)> = (0..CROWD)
        .map(|n| {
            (
                format!("c{n}@example.org").parse().unwrap(),
                format!("c{n}"),
            )
        })
        .collect();
    let people = server
        .db
        .write(async |tx| {
            edit::save_program(tx, &Edit::New(program.clone()), now).await?;
            edit::save_offering(tx, &Edit::New(offering.clone()), now).await?;
            edit::announce(tx).await?;
            let made = app.accounts.open_in_bulk(tx, emails.clone()).await?;
            let me = || Person::named("我".to_owned(), Relation::Myself);
            let selves = made.iter().map(|one| (one.account, me())).collect();
            let participants = app.households.add_in_bulk(tx, selves).await?;
            let people = made.into_iter().zip(participants);
            let people = people.map(|(one, who)| (one.account, one.access_token, who));
            Ok::<_, Fault>(people.collect())
        })
        .await
        .unwrap();
    open(app, &program, &offering, now).await;
    app.catalog.refresh().await.unwrap();
    Crowd {
        program: program.id,
        offering: offering.id,
        people,
    }
}

/// The drum afternoon for anybody, with one seat and an endless list.
fn last_seat(app: &App) -> (Program, Offering) {
    let snapshot = app.catalog.snapshot();
    let drum = snapshot.offerings.all().iter().find(|one| one.code == DRUM);
    let mut offering = drum.unwrap().clone();
    let mut program = snapshot.programs.get(offering.program_id).unwrap().clone();
    program.id = app.web.ids.make();
    program.code = format!("p-{}", program.id);
    program.question_ids.clear();
    let rules = &mut program.eligibility;
    rules.audience = Audience::Anyone;
    (rules.age_min, rules.age_max) = (None, None);
    offering.id = app.web.ids.make();
    offering.code = format!("o-{}", offering.id);
    offering.program_id = program.id;
    (offering.capacity, offering.waitlist_limit) = (Some(1), None);
    for session in &mut offering.sessions {
        session.id = app.web.ids.make();
        session.code = format!("s-{}", session.id);
    }
    (program, offering)
}

async fn open(app: &App, program: &Program, offering: &Offering, now: Instant) {
    let pool = OpenPool {
        id: app.web.ids.make(),
        quota_key: String::new(),
        capacity: offering.capacity,
        release_at: None,
    };
    let unit = OpenUnit {
        id: app.web.ids.make(),
        session_id: None,
        starts_at: offering.sessions.first().map(|one| one.starts_at),
        ends_at: offering.sessions.last().map(|one| one.ends_at),
        pools: vec![pool],
    };
    let open = Act::Open(Open {
        offering_id: offering.id,
        units: vec![unit],
    });
    let command = Command {
        program_id: program.id,
        actor: Actor::Import,
        received_at: now,
        act: open,
    };
    let opened = app.ledger.submit(command, None).await.unwrap();
    assert!(matches!(opened, Answer::Done(_)));
}

fn expect_one_seat(mut outcomes: Vec<(String, Option<i64>)>) {
    assert_eq!(outcomes.len(), CROWD);
    let seated: Vec<_> = outcomes
        .iter()
        .filter(|(status, _)| status == "confirmed")
        .collect();
    assert_eq!(seated.len(), 1);
    outcomes.retain(|(status, _)| status == "waitlisted");
    let mut places: Vec<i64> = outcomes
        .into_iter()
        .filter_map(|(_, place)| place)
        .collect();
    places.sort_unstable();
    let all: Vec<i64> = (1..i64::try_from(CROWD).unwrap()).collect();
    assert_eq!(places, all, "places 1 to 199, each once");
}

on_both_databases! {
    async fn two_hundred_ask_for_the_last_seat(server) {
        let crowd = crowd(&server).await;
        let asked: Vec<_> = crowd.people.iter().map(|(_, token, who)| {
            let path = format!("/api/v1/offerings/{}/registrations", crowd.offering);
            let ask = server.post(&path, &json!({ "participant_ids": [who] })).token(token);
            tokio::spawn(ask.send())
        }).collect();
        for asked in asked {
            assert_eq!(asked.await.unwrap().status, 201);
        }
        let mut outcomes = Vec::new();
        for (_, token, _) in &crowd.people {
            let mine = server.get("/api/v1/me/registrations").token(token).send().await.ok(200);
            let mine = json!({ "registrations": mine["items"] });
            let status = first(&mine)["status"].as_str().unwrap().to_owned();
            outcomes.push((status, first(&mine)["place_in_line"].as_i64()));
        }
        expect_one_seat(outcomes);
    }
}

/// What the ledger is asked for one of the crowd.
pub(super) fn command(server: &TestServer, crowd: &Crowd, nth: usize) -> Command {
    let (account_id, _, participant_id) = crowd.people[nth];
    let register = Register {
        offering_id: crowd.offering,
        account_id,
        applicants: vec![Applicant {
            participant_id,
            seats: 1,
            quota_key: String::new(),
        }],
        session_ids: Vec::new(),
        join_waitlist: true,
        groups: Vec::new(),
        by_phone: false,
        findings: Vec::new(),
        seeds: vec![Seed {
            id: server.app.web.ids.make(),
            door_code: participant_id.to_string(),
            draw_code: String::new(),
            answers: Vec::new(),
            consents: Vec::new(),
        }],
    };
    Command {
        program_id: crowd.program,
        actor: Actor::Worker(account_id),
        received_at: server.clock.now(),
        act: Act::Register(register),
    }
}

/// The server and two more, each with lanes of its own, on one PostgreSQL.
pub(super) async fn three_instances(server: &TestServer) -> Vec<App> {
    let mut instances = vec![server.app.clone()];
    for _ in 0..2 {
        instances.push(server.instance().await);
    }
    instances
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_instances_share_the_last_seat() {
    let server = TestServer::start(Backend::Postgres).await;
    let crowd = crowd(&server).await;
    let instances = three_instances(&server).await;
    let asked: Vec<_> = (0..CROWD)
        .map(|nth| {
            let ledger = instances[nth % 3].ledger.clone();
            let command = command(&server, &crowd, nth);
            tokio::spawn(async move { ledger.submit(command, None).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for asked in asked {
        let Answer::Done(done) = asked.await.unwrap().unwrap() else {
            panic!("refused")
        };
        let place = done.events[0].reason.facts["place"].as_i64();
        let status = done.registrations[0].status.as_str();
        outcomes.push((status.to_owned(), place));
    }
    expect_one_seat(outcomes);
    for app in &instances[1..] {
        app.drain().await;
    }
}

/// A retry that meets another instance while the first try is still on its way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_at_three_instances_acts_once() {
    let server = TestServer::start(Backend::Postgres).await;
    let crowd = crowd(&server).await;
    let instances = three_instances(&server).await;
    let mut asked = Vec::new();
    for nth in 0..CROWD {
        for app in &instances {
            let key = RequestKey {
                account: crowd.people[nth].0,
                key: "the-same".to_owned(),
                request_hash: "the same".to_owned(),
            };
            let (ledger, command) = (app.ledger.clone(), command(&server, &crowd, nth));
            let asking = async move { ledger.submit(command, Some((key, 201))).await };
            asked.push((nth, tokio::spawn(asking)));
        }
    }
    let mut done = [0; CROWD];
    let mut replayed = [0; CROWD];
    for (nth, asked) in asked {
        match asked.await.unwrap().unwrap() {
            Answer::Done(_) => done[nth] += 1,
            Answer::Replayed(_) => replayed[nth] += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((done, replayed), ([1; CROWD], [2; CROWD]));
    for app in &instances[1..] {
        app.drain().await;
    }
}
