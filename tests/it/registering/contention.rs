//! Forty families wait, and all at once everybody acts: families answer offers and give places
//! up, organizers promote by hand and change sizes, the timers of all instances tick and letters
//! go out. No seat is given twice.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::Method;
use niangjia::app::App;
use niangjia::db::entity::{offerings, pools, registration_events, registrations, units};
use niangjia::organizations::staff::Role;
use niangjia::router;
use niangjia::values::ids::RegistrationId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{DRUM, text};
use crate::harness::{Answer, Ask, Backend, TestServer};
use crate::organizing::Staff;

const SEATS: usize = 6;
/// Of 46 families six are seated and forty wait.
const FAMILIES: usize = 46;
/// Families with two children that are placed together: the first in line, and some later.
const PAIRS: [usize; 4] = [6, 12, 20, 30];
const ROUNDS: usize = 4;

/// The offering, those who ask for it, and the instances they ask.
struct Contest {
    server: TestServer,
    others: Vec<App>,
    routers: Vec<Router>,
    staff: Staff,
    /// Whose registration it is, by its id.
    tokens: BTreeMap<RegistrationId, String>,
}

/// What somebody does, and the statuses that may answer it.
struct Deed {
    name: &'static str,
    method: Method,
    path: String,
    token: String,
    tag: Option<String>,
    body: Value,
}

impl Deed {
    fn post(name: &'static str, path: String, token: &str, body: Value) -> Self {
        Self {
            name,
            method: Method::POST,
            path,
            token: token.to_owned(),
            tag: None,
            body,
        }
    }

    /// Done, or refused since somebody else was first.
    fn is_answered_by(&self, status: u16) -> bool {
        status == 200 || status == 409 || (self.name == "resize" && status == 412)
    }
}

impl Contest {
    async fn begin(backend: Backend, instances: usize) -> Self {
        let server = TestServer::start(backend).await;
        let staff = server.drum_by(&json!({ "waitlist_limit": 100 })).await;
        let mut others = Vec::new();
        for _ in 1..instances {
            others.push(server.instance().await);
        }
        let routers = std::iter::once(&server.app).chain(&others);
        let routers = routers.map(|app| router::router(app).unwrap()).collect();
        let mut contest = Self {
            server,
            others,
            routers,
            staff,
            tokens: BTreeMap::new(),
        };
        for number in 0..FAMILIES {
            contest.arrive(number).await;
        }
        let rows = contest.rows().await;
        assert_eq!(with(&rows, "confirmed").len(), SEATS);
        assert_eq!(
            with(&rows, "waitlisted").len(),
            FAMILIES - SEATS + PAIRS.len()
        );
        contest
    }

    /// A family registers; its children are born on days of their own.
    async fn arrive(&mut self, number: usize) {
        let server = &self.server;
        let family = server.family(&format!("family{number}@example.org")).await;
        let (token, mut wanted) = (family.token.clone(), family.drum());
        let day = |year: usize| format!("{year}-{:02}-{:02}", 1 + number / 25, 1 + number % 25);
        let child = format!("/api/v1/me/participants/{}", family.child);
        let born = json!({ "birth_date": day(2019) });
        server
            .patch(&child, &born)
            .token(&token)
            .send()
            .await
            .ok(200);
        if PAIRS.contains(&number) {
            let second = json!({
                "name": "张小三", "relation": "child", "birth_date": day(2018),
            });
            let adding = server.post("/api/v1/me/participants", &second);
            let second = text(&adding.token(&token).send().await.ok(201), "id");
            let contact = json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
            wanted["participant_ids"] = json!([family.child, second]);
            wanted["linked"] = json!(true);
            wanted["answers"][&second] =
                json!({ "guardian_relation": "mother", "emergency_contact": contact });
        }
        let made = server.register(&token, DRUM, &wanted).await.ok(201);
        for one in made["registrations"].as_array().unwrap() {
            let id = text(one, "id").parse().unwrap();
            self.tokens.insert(id, token.clone());
        }
    }

    /// All registrations, in the order in which they came.
    async fn rows(&self) -> Vec<registrations::Model> {
        registrations::Entity::find()
            .order_by_asc(registrations::Column::Arrival)
            .order_by_asc(registrations::Column::Id)
            .all(self.server.db.read())
            .await
            .unwrap()
    }

    async fn pool(&self) -> pools::Model {
        let db = self.server.db.read();
        let offering = offerings::Entity::find().filter(offerings::Column::Code.eq(DRUM));
        let offering = offering.one(db).await.unwrap().unwrap();
        let unit = units::Entity::find().filter(units::Column::OfferingId.eq(offering.id));
        let unit = unit.one(db).await.unwrap().unwrap();
        let pool = pools::Entity::find().filter(pools::Column::UnitId.eq(unit.id));
        let mut pools = pool.all(db).await.unwrap();
        assert_eq!(pools.len(), 1);
        pools.remove(0)
    }

    /// What a family does with her registration.
    fn by_family(&self, row: &registrations::Model, act: &'static str) -> Deed {
        let path = format!("/api/v1/registrations/{}/{act}", row.id);
        Deed::post(act, path, &self.tokens[&row.id], json!({}))
    }

    fn promote(&self, row: &registrations::Model) -> Deed {
        let path = format!("/api/v1/registrations/{}/promote", row.id);
        let reason = json!({ "reason": "家里有急事" });
        Deed::post("promote", path, &self.staff.token, reason)
    }

    /// All of it at once, each at the next instance; meanwhile all timers tick and letters go
    /// out. How many of each were done.
    async fn at_once(&self, deeds: Vec<Deed>) -> BTreeMap<&'static str, usize> {
        let mut asked = Vec::new();
        for (nth, deed) in deeds.into_iter().enumerate() {
            let router = self.routers[nth % self.routers.len()].clone();
            let ask = Ask::new(router, deed.method.clone(), &deed.path).token(&deed.token);
            let ask = ask.json(&deed.body);
            let ask = match &deed.tag {
                Some(tag) => ask.header("if-match", tag),
                None => ask,
            };
            asked.push((deed, tokio::spawn(ask.send())));
        }
        let (mut looks, mut letters) = (Vec::new(), Vec::new());
        for app in std::iter::once(&self.server.app).chain(&self.others) {
            let (timer, courier) = (app.timer.clone(), app.notices.courier.clone());
            looks.push(tokio::spawn(async move { timer.look().await }));
            letters.push(tokio::spawn(async move { courier.deliver_due().await }));
        }
        let mut done = BTreeMap::new();
        for (deed, asked) in asked {
            let answer: Answer = asked.await.unwrap();
            let (name, said) = (deed.name, String::from_utf8_lossy(&answer.bytes));
            assert!(
                deed.is_answered_by(answer.status),
                "{name}: {} {said}",
                answer.status
            );
            *done.entry(name).or_default() += usize::from(answer.status == 200);
        }
        let mut ticked = 0;
        for look in looks {
            ticked += usize::from(look.await.unwrap().unwrap());
        }
        assert_eq!(ticked, 1, "one instance has the lease");
        for letters in letters {
            letters.await.unwrap().unwrap();
        }
        done
    }

    /// No seat is given twice, everybody in line has a place of her own, `check` is clean.
    async fn is_sound(&self) {
        let (rows, pool) = (self.rows().await, self.pool().await);
        let seated = rows.iter().filter(|row| row.pool_id == Some(pool.id));
        let seated = seated.filter(|row| ["confirmed", "offered"].contains(&row.status.as_str()));
        let taken: i32 = seated.map(|row| row.seats).sum();
        assert_eq!(pool.taken, taken, "{pool:?}");
        assert!(pool.taken + pool.held <= pool.capacity.unwrap(), "{pool:?}");
        let waiting: Vec<RegistrationId> =
            with(&rows, "waitlisted").iter().map(|row| row.id).collect();
        for app in std::iter::once(&self.server.app).chain(&self.others) {
            let places = app.ledger.places_in_line(&waiting).await.unwrap();
            let mut places: Vec<i64> = places.into_values().collect();
            places.sort_unstable();
            let each: Vec<i64> = (1..).take(waiting.len()).collect();
            assert_eq!(places, each, "places in line, each once");
        }
        let overdue = self.server.clock.now().plus_seconds(-30);
        for row in with(&rows, "offered") {
            assert!(row.offer_expires_at.unwrap() >= overdue, "{row:?}");
        }
        self.server.all_is_well().await;
    }

    /// The first in line are two who need two seats. Two seats pass them by, and the third that
    /// falls free is held for them: that one three organizers give away at once.
    async fn one_held_seat(&self) {
        for row in with(&self.rows().await, "confirmed").into_iter().take(3) {
            let (token, id) = (&self.tokens[&row.id], row.id.to_string());
            self.server.act(token, &id, "cancel").await.ok(200);
        }
        let pool = self.pool().await;
        assert_eq!((pool.taken, pool.held), (5, 1), "{pool:?}");
        let rows = self.rows().await;
        let singles = with(&rows, "waitlisted");
        let singles = singles.iter().filter(|row| row.group_id.is_none()).take(3);
        let deeds = singles.map(|row| self.promote(row)).collect();
        assert_eq!(self.at_once(deeds).await["promote"], 1, "one seat, once");
        let pool = self.pool().await;
        assert_eq!((pool.taken, pool.held), (6, 0), "{pool:?}");
        self.is_sound().await;
    }

    /// Three organizers who have read the same offering want other sizes of it.
    async fn resizes(&self, by: [i32; 3]) -> Vec<Deed> {
        let path = format!("/api/v1/offerings/{DRUM}");
        let settings = self.server.get(&format!("{path}/settings"));
        let seen = settings.token(&self.staff.token).send().await;
        let wide = i32::try_from(seen.ok(200)["capacity"].as_i64().unwrap()).unwrap();
        let deeds = by.map(|more| Deed {
            method: Method::PATCH,
            tag: Some(seen.header("etag").to_owned()),
            ..Deed::post(
                "resize",
                path.clone(),
                &self.staff.token,
                json!({ "capacity": wide + more, "when_free": true }),
            )
        });
        deeds.into()
    }

    /// Everybody acts. In every second round the deadlines of all offers have passed.
    async fn round(&mut self, number: usize) {
        let is_late = number % 2 == 1;
        self.server.advance_hours(if is_late { 36 } else { 3 });
        self.staff = self.server.staff("wz-lc", Role::Organizer).await;
        self.server.prove(&self.staff).await;
        let rows = self.rows().await;
        let mut deeds = self
            .resizes(if is_late { [-1, -1, -1] } else { [1, 1, 2] })
            .await;
        for (nth, row) in with(&rows, "offered").into_iter().enumerate() {
            match nth % 3 {
                0 => deeds.push(self.by_family(row, "accept")),
                1 => {
                    deeds.push(self.by_family(row, "accept"));
                    deeds.push(self.by_family(row, "decline"));
                }
                _ => {}
            }
        }
        for row in with(&rows, "confirmed").into_iter().take(2) {
            // From two telephones of the family.
            deeds.push(self.by_family(row, "cancel"));
            deeds.push(self.by_family(row, "cancel"));
        }
        let waiting = with(&rows, "waitlisted");
        assert!(waiting.len() > 2, "round {number}: nobody waits any more");
        let (first, last) = (waiting[0], waiting[waiting.len() - 1]);
        for row in [last, first, last, waiting[waiting.len() / 2], last, first] {
            deeds.push(self.promote(row));
        }
        // A family in the middle of the line gives up while it is promoted.
        deeds.push(self.by_family(waiting[waiting.len() / 2], "cancel"));
        // Whatever order they are listed in, none always comes first.
        let shift = number % deeds.len();
        deeds.rotate_left(shift);
        let done = self.at_once(deeds).await;
        assert_eq!(
            done["resize"], 1,
            "who has read what is no longer so changes nothing"
        );
        self.is_sound().await;
    }

    /// What happened to the registrations, by the codes of the reasons.
    async fn reasons(&self) -> BTreeMap<String, usize> {
        let events = registration_events::Entity::find().all(self.server.db.read());
        let mut reasons = BTreeMap::new();
        for event in events.await.unwrap() {
            *reasons.entry(event.reason).or_default() += 1;
        }
        reasons
    }
}

fn with<'a>(rows: &'a [registrations::Model], status: &str) -> Vec<&'a registrations::Model> {
    rows.iter().filter(|row| row.status == status).collect()
}

async fn everybody_at_once(backend: Backend, instances: usize) {
    let mut contest = Box::pin(Contest::begin(backend, instances)).await;
    contest.one_held_seat().await;
    for number in 0..ROUNDS {
        contest.round(number).await;
    }
    let reasons = contest.reasons().await;
    for reason in ["promoted", "promoted-by-hand", "offer-expired", "by-person"] {
        assert!(
            reasons.contains_key(reason),
            "{reason} never happened: {reasons:?}"
        );
    }
    for app in &contest.others {
        app.drain().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_instances_on_postgres() {
    Box::pin(everybody_at_once(Backend::Postgres, 3)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_instance_on_sqlite() {
    Box::pin(everybody_at_once(Backend::Sqlite, 1)).await;
}
