//! A program with a camp (one seat for all, a quota, offers) and slots to pick, and people who
//! register through the ledger's own lanes.

use std::collections::BTreeMap;

use niangjia::db::idempotency::RequestKey;
use niangjia::db::write::commit;
use niangjia::ledger::Answer;
use niangjia::ledger::check::{self, Report};
use niangjia::ledger::command::{
    Act, Actor, Applicant, Command, Consent, Open, OpenPool, OpenUnit, Outcome, Register, Seed,
};
use niangjia::ledger::facts::{Registration, Status};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{
    AccountId, OfferingId, ParticipantId, ProgramId, RegistrationId, SessionId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::rows::{account, child, offering, organization, program, session};
use crate::harness::{Backend, TestServer};

/// Days from the start of the test to the camp's first day.
const CAMP_IN_DAYS: i64 = 36;

/// The program, and who came so far.
pub(super) struct Stage {
    pub(super) server: Box<TestServer>,
    pub(super) camp: OfferingId,
    pub(super) slots: OfferingId,
    pub(super) sessions: [SessionId; 2],
    program: ProgramId,
    people: BTreeMap<&'static str, (AccountId, ParticipantId)>,
    registrations: BTreeMap<&'static str, RegistrationId>,
}

impl Stage {
    /// A camp of three seats for everyone and one for shift workers, which is released after
    /// ten days; and two slots of one seat each.
    pub(super) async fn open(backend: Backend) -> Self {
        Box::pin(Self::build(backend)).await
    }

    async fn build(backend: Backend) -> Self {
        let server = Box::new(TestServer::start(backend).await);
        let stage = Self {
            camp: server.app.web.ids.make(),
            slots: server.app.web.ids.make(),
            sessions: [server.app.web.ids.make(), server.app.web.ids.make()],
            program: server.app.web.ids.make(),
            people: BTreeMap::new(),
            registrations: BTreeMap::new(),
            server,
        };
        stage.publish().await;
        let shift = OpenPool {
            release_at: Some(stage.now().plus_days(10)),
            ..stage.pool("shift", 1)
        };
        let pools = vec![stage.pool("", 3), shift];
        let whole = stage.unit(None, pools);
        stage.open_units(stage.camp, vec![whole]).await;
        let slot = |session: SessionId| stage.unit(Some(session), vec![stage.pool("", 1)]);
        let slots = stage.sessions.into_iter().map(slot).collect();
        stage.open_units(stage.slots, slots).await;
        stage
    }

    /// Asks for seats for a child whose name is new, or known; remembers the registration.
    pub(super) async fn register(
        &mut self,
        name: &'static str,
        class: &str,
        seats: i32,
        session: Option<SessionId>,
    ) -> Status {
        let (account_id, participant_id) = self.person(name).await;
        let seed = self.seed();
        self.registrations.insert(name, seed.id);
        let register = Register {
            offering_id: session.map_or(self.camp, |_| self.slots),
            account_id,
            applicants: vec![Applicant {
                participant_id,
                seats,
                quota_key: class.to_owned(),
            }],
            session_ids: session.into_iter().collect(),
            join_waitlist: true,
            groups: Vec::new(),
            by_phone: false,
            findings: Vec::new(),
            seeds: vec![seed],
        };
        let key = RequestKey {
            account: account_id,
            key: format!("{name} {}", self.now()),
            request_hash: "hash".to_owned(),
        };
        let command = self.command(Actor::Worker(account_id), Act::Register(register));
        let answer = self
            .server
            .app
            .ledger
            .submit(command, Some((key, 201)))
            .await;
        done(answer.unwrap()).registrations[0].status
    }

    /// Does something with the registration of `name`, as its account.
    pub(super) async fn act(&self, name: &str, act: impl FnOnce(RegistrationId) -> Act) -> Answer {
        let actor = Actor::Worker(self.people[name].0);
        let command = self.command(actor, act(self.registrations[name]));
        self.server.app.ledger.submit(command, None).await.unwrap()
    }

    /// As [`Stage::act`], and it is done.
    pub(super) async fn does(&self, name: &str, act: impl FnOnce(RegistrationId) -> Act) {
        done(self.act(name, act).await);
    }

    /// Staff does something.
    pub(super) async fn staff_does(&self, act: Act) {
        let command = self.command(Actor::Import, act);
        done(self.server.app.ledger.submit(command, None).await.unwrap());
    }

    /// Remembers another registration for `name`.
    pub(super) fn call(&mut self, name: &'static str, id: RegistrationId) {
        self.registrations.insert(name, id);
    }

    /// The registration of `name` as it is.
    pub(super) async fn registration(&self, name: &str) -> Registration {
        let ids = [self.registrations[name]];
        let mut found = self.server.app.ledger.registrations(&ids).await.unwrap();
        found.remove(0).1
    }

    #[track_caller]
    pub(super) fn id(&self, name: &str) -> RegistrationId {
        self.registrations[name]
    }

    /// A seed with a guardian's consent.
    pub(super) fn seed(&self) -> Seed {
        let ids = &self.server.app.web.ids;
        let id: RegistrationId = ids.make();
        Seed {
            id,
            door_code: id.to_string(),
            draw_code: String::new(),
            answers: Vec::new(),
            consents: vec![Consent {
                id: ids.make(),
                key: "guardian_consent".to_owned(),
                version: 1,
                paper_seen_by: None,
            }],
        }
    }

    pub(super) fn now(&self) -> Instant {
        self.server.clock.now()
    }

    /// What the check says now.
    pub(super) async fn report(&self) -> Report {
        check::run(&self.server.db, self.now()).await.unwrap()
    }

    /// Nothing is wrong.
    pub(super) async fn is_clean(&self, after: &str) {
        let report = self.report().await;
        let told: Vec<String> = report.violations.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "after {after}:\n{}", told.join("\n"));
    }

    fn command(&self, actor: Actor, act: Act) -> Command {
        Command {
            program_id: self.program,
            actor,
            received_at: self.now(),
            act,
        }
    }

    async fn open_units(&self, offering_id: OfferingId, units: Vec<OpenUnit>) {
        self.staff_does(Act::Open(Open { offering_id, units }))
            .await;
    }

    fn unit(&self, session_id: Option<SessionId>, pools: Vec<OpenPool>) -> OpenUnit {
        let starts_at = self.now().plus_days(CAMP_IN_DAYS);
        OpenUnit {
            id: self.server.app.web.ids.make(),
            session_id,
            starts_at: Some(starts_at),
            ends_at: Some(starts_at.plus_hours(2)),
            pools,
        }
    }

    fn pool(&self, quota_key: &str, capacity: i32) -> OpenPool {
        OpenPool {
            id: self.server.app.web.ids.make(),
            quota_key: quota_key.to_owned(),
            capacity: Some(capacity),
            release_at: None,
        }
    }

    async fn person(&mut self, name: &'static str) -> (AccountId, ParticipantId) {
        if let Some(known) = self.people.get(name) {
            return *known;
        }
        let ids = &self.server.app.web.ids;
        let person = (ids.make(), ids.make());
        let now = self.now();
        self.insert(account(person.0, name, now)).await;
        self.insert(child(person, name, now)).await;
        self.people.insert(name, person);
        person
    }

    async fn publish(&self) {
        let (now, ids) = (self.now(), &self.server.app.web.ids);
        let body = organization(ids.make(), now);
        let program = program(self.program, body.id.0, now);
        self.insert(body).await;
        self.insert(program).await;
        for (id, enrol, offer_hours) in [(self.camp, "all", Some(24)), (self.slots, "pick", None)] {
            self.insert(offering(id, self.program, enrol, offer_hours, now))
                .await;
        }
        for (position, id) in (0..).zip(self.sessions) {
            let starts_at = now.plus_days(CAMP_IN_DAYS);
            self.insert(session(id, self.slots, position, starts_at))
                .await;
        }
    }

    /// Writes a row that no lane writes.
    pub(super) async fn insert<A>(&self, row: impl IntoActiveModel<A>)
    where
        A: ActiveModelTrait + Send,
    {
        let tx = self.server.db.begin().await.unwrap();
        let insert = A::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&tx).await.unwrap();
        commit(tx).await.unwrap();
    }
}

#[track_caller]
fn done(answer: Answer) -> Outcome {
    match answer {
        Answer::Done(outcome) => *outcome,
        other => panic!("not done: {other:?}"),
    }
}
