//! The report: its numbers counted once more from the rows, one by one, in another way.

use std::collections::{BTreeSet, HashMap};

use niangjia::db::Fault;
use niangjia::db::entity::{
    attendance_marks, offerings, organization_ancestors, organizations, pools, programs,
    registration_events, registrations, sessions, units,
};
use niangjia::organizations::staff::Role;
use niangjia::roster::attendance::policy::{Mark, Presence, standing};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{
    OfferingId, OrganizationId, ProgramId, RegistrationId, SessionId, UnitId,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};

use super::{Staff, lecture, myself};
use crate::harness::TestServer;
use crate::registering::{DRUM, first, text};

/// Everything, as rows.
pub(crate) struct Rows {
    now: Instant,
    bodies: Vec<organizations::Model>,
    ancestors: Vec<organization_ancestors::Model>,
    programs: HashMap<ProgramId, programs::Model>,
    offerings: HashMap<OfferingId, offerings::Model>,
    sessions: Vec<sessions::Model>,
    units: Vec<units::Model>,
    pools: Vec<pools::Model>,
    pub(crate) registrations: Vec<registrations::Model>,
    pub(crate) events: Vec<registration_events::Model>,
    marks: HashMap<(SessionId, RegistrationId), Vec<Mark>>,
}

impl Rows {
    pub(crate) async fn read(server: &TestServer) -> Self {
        let db = server.db.read();
        let mut marks: HashMap<_, Vec<Mark>> = HashMap::new();
        for row in attendance_marks::Entity::find().all(db).await.unwrap() {
            let mark = Mark {
                id: row.id,
                kind: row.mark.parse().unwrap(),
                at: row.at,
            };
            marks
                .entry((row.session_id, row.registration_id))
                .or_default()
                .push(mark);
        }
        let all = programs::Entity::find().all(db).await.unwrap().into_iter();
        let programs = all.map(|row| (row.id, row)).collect();
        let all = offerings::Entity::find().all(db).await.unwrap().into_iter();
        Self {
            now: server.clock.now(),
            bodies: organizations::Entity::find().all(db).await.unwrap(),
            ancestors: organization_ancestors::Entity::find()
                .all(db)
                .await
                .unwrap(),
            programs,
            offerings: all.map(|row| (row.id, row)).collect(),
            sessions: sessions::Entity::find().all(db).await.unwrap(),
            units: units::Entity::find().all(db).await.unwrap(),
            pools: pools::Entity::find().all(db).await.unwrap(),
            registrations: registrations::Entity::find().all(db).await.unwrap(),
            events: registration_events::Entity::find().all(db).await.unwrap(),
            marks,
        }
    }

    fn body(&self, code: &str) -> OrganizationId {
        self.bodies
            .iter()
            .find(|body| body.code == code)
            .unwrap()
            .id
    }

    fn is_within(&self, body: OrganizationId, root: OrganizationId) -> bool {
        let mut pairs = self.ancestors.iter();
        pairs.any(|row| row.organization_id == body && row.ancestor_id == root)
    }

    /// The day of an instant as the offering has it.
    fn day(&self, offering: OfferingId, at: Instant) -> String {
        let zone: chrono_tz::Tz = self.offerings[&offering].time_zone.parse().unwrap();
        at.day(zone).to_string()
    }

    /// The numbers of the programs and days that are wanted, one by one.
    fn count(&self, wanted: &dyn Fn(&programs::Model, &str) -> bool) -> Value {
        let is_wanted = |offering: OfferingId, at: Instant| {
            let program = &self.programs[&self.offerings[&offering].program_id];
            wanted(program, &self.day(offering, at))
        };
        let (mut events, mut unmarked, mut times, mut expected, mut no_shows) = (0, 0, 0, 0, 0);
        let (mut persons, mut persons_unmarked) = (BTreeSet::new(), BTreeSet::new());
        let mut held_units = BTreeSet::new();
        for session in &self.sessions {
            let offering = &self.offerings[&session.offering_id];
            let is_over = session.ends_at <= self.now && session.state != "cancelled";
            if !is_over || offering.state != "published" || !is_wanted(offering.id, session.ends_at)
            {
                continue;
            }
            events += 1;
            let is_its = |unit: &&units::Model| {
                unit.offering_id == offering.id
                    && unit.session_id.is_none_or(|picked| picked == session.id)
            };
            let units = self.units.iter().filter(is_its).map(|unit| unit.id);
            let units: Vec<UnitId> = units.collect();
            held_units.extend(units.iter().copied());
            let was_marked = self.marks.keys().any(|(marked, _)| *marked == session.id);
            unmarked += i64::from(!was_marked);
            let rows = self.registrations.iter();
            for row in rows.filter(|row| units.contains(&row.unit_id)) {
                let marks = self.marks.get(&(session.id, row.id));
                if marks.is_some_and(|marks| standing(marks).attended()) {
                    times += 1;
                    persons.insert(row.participant_id);
                }
                if !was_marked && row.status == "confirmed" {
                    persons_unmarked.insert(row.participant_id);
                }
                if was_marked && self.had_a_place(row, session.ends_at) {
                    expected += 1;
                    no_shows += i32::from(stayed_away(marks));
                }
            }
        }
        let places: i32 = held_units.iter().map(|unit| self.places(*unit)).sum();
        let taken = self.seats_taken(&held_units);
        let rows = self.registrations.iter();
        let made: Vec<_> = rows
            .filter(|row| is_wanted(row.offering_id, row.created_at))
            .collect();
        let unmet: BTreeSet<_> = made
            .iter()
            .filter(|row| self.was_left_out(row))
            .map(|row| (row.offering_id, row.participant_id))
            .collect();
        json!({
            "events": events, "events_unmarked": unmarked, "places": places,
            "registrations": made.iter().filter(|row| row.replaces.is_none()).count(),
            "waiting": made.iter().filter(|row| row.status == "waitlisted").count(),
            "unmet": unmet.len(), "persons": persons.len(), "person_times": times,
            "persons_unmarked": persons_unmarked.len(), "hidden": [],
            "places_taken": taken, "fill_rate": rate(taken, places),
            "expected": expected, "no_shows": no_shows, "no_show_rate": rate(no_shows, expected),
        })
    }

    /// Whether somebody has a place, and had it by then.
    fn had_a_place(&self, row: &registrations::Model, by: Instant) -> bool {
        let events = self.events.iter();
        let mut given = events.filter(|event| {
            event.registration_id == row.id && event.to_status.as_deref() == Some("confirmed")
        });
        row.status == "confirmed" && given.all(|event| event.at < by)
    }

    fn is_limited(&self, unit: UnitId) -> bool {
        let mut pools = self.pools.iter().filter(|pool| pool.unit_id == unit);
        pools.all(|pool| pool.capacity.is_some())
    }

    /// Of units with a limit.
    fn seats_taken(&self, units: &BTreeSet<UnitId>) -> i32 {
        let limited = units.iter().filter(|unit| self.is_limited(**unit));
        limited.map(|unit| self.seats_of(*unit)).sum()
    }

    /// The seats of those who have a place in a unit.
    fn seats_of(&self, unit: UnitId) -> i32 {
        let rows = self.registrations.iter();
        let seated = rows.filter(|row| row.unit_id == unit && row.status == "confirmed");
        seated.map(|row| row.seats).sum()
    }

    /// The seats of a unit; none where they are not limited.
    fn places(&self, unit: UnitId) -> i32 {
        let pools = self.pools.iter().filter(|pool| pool.unit_id == unit);
        let sizes: Option<Vec<i32>> = pools.map(|pool| pool.capacity).collect();
        sizes.map_or(0, |sizes| sizes.iter().sum())
    }

    fn was_left_out(&self, row: &registrations::Model) -> bool {
        let last = self
            .events
            .iter()
            .filter(|event| event.registration_id == row.id);
        let last = last.max_by_key(|event| event.sequence).unwrap();
        let left_out = row.status == "not_drawn"
            || ["list-closed", "no-place-left"].contains(&last.reason.as_str());
        let elsewhere = self.registrations.iter().any(|other| {
            other.offering_id == row.offering_id
                && other.participant_id == row.participant_id
                && other.status == "confirmed"
        });
        left_out && !elsewhere
    }
}

/// Whether the last word about somebody is that she did not come, or there is none.
fn stayed_away(marks: Option<&Vec<Mark>>) -> bool {
    let stands = standing(marks.map_or(&[][..], |marks| &marks[..])).presence;
    [Presence::Absent, Presence::Expected].contains(&stands)
}

/// A part of a whole in thousandths.
fn rate(part: i32, whole: i32) -> Option<f64> {
    let thousandths = || (f64::from(part) * 1000.0 / f64::from(whole)).round();
    (whole > 0).then(|| thousandths() / 1000.0)
}

impl TestServer {
    pub(crate) async fn report(&self, staff: &Staff, query: &str) -> Value {
        let path = format!("/api/v1/organizations/{query}");
        self.get(&path).token(&staff.token).send().await.ok(200)
    }
}

/// The numbers of a group without what it is called.
fn figures(group: &Value) -> Value {
    let mut figures = group.clone();
    for name in ["month", "kind", "brand", "organization"] {
        figures.as_object_mut().unwrap().remove(name);
    }
    figures
}

/// Compares every group of a report with the count of its rows.
pub(crate) fn compare(rows: &Rows, report: &Value, root: &str, (from, to): (&str, &str)) {
    let root = rows.body(root);
    let in_span = |program: &programs::Model, day: &str| {
        let body = program.organization_id;
        (from..=to).contains(&day)
            && rows.is_within(body, root)
            && program.sensitivity != "confidential"
    };
    assert_eq!(report["totals"], rows.count(&in_span));
    let groups = |name: &str| report[name].as_array().unwrap().clone();
    for group in groups("by_month") {
        let month = text(&group, "month");
        let counted = rows.count(&|program, day| in_span(program, day) && day.starts_with(&month));
        assert_eq!(figures(&group), counted, "{month}");
    }
    for group in groups("by_kind") {
        let kind = text(&group, "kind");
        let counted = rows.count(&|program, day| in_span(program, day) && program.kind == kind);
        assert_eq!(figures(&group), counted, "{kind}");
    }
    for group in groups("by_brand") {
        let brand = text(&group, "brand");
        let counted = rows.count(&|program, day| in_span(program, day) && program.brand == brand);
        assert_eq!(figures(&group), counted, "{brand}");
    }
    for group in groups("by_organization") {
        let branch = rows.body(&text(&group["organization"], "code"));
        let counted = rows.count(&|program, day| {
            let body = program.organization_id;
            let counts = if branch == root {
                body == root
            } else {
                rows.is_within(body, branch)
            };
            in_span(program, day) && counts
        });
        assert_eq!(
            figures(&group),
            counted,
            "{}",
            group["organization"]["code"]
        );
    }
    // No group is missing: what adds up does.
    for name in ["by_month", "by_kind", "by_brand", "by_organization"] {
        for measure in [
            "events",
            "registrations",
            "person_times",
            "expected",
            "no_shows",
        ] {
            let sum: i64 = groups(name)
                .iter()
                .map(|group| group[measure].as_i64().unwrap())
                .sum();
            assert_eq!(json!(sum), report["totals"][measure], "{name}: {measure}");
        }
    }
}

/// A June and a July: eight families want six places, three of them come to the morning as well,
/// and one client comes to a counselling slot.
pub(crate) async fn a_summer(server: &TestServer) {
    server.import_demo().await;
    let mut seated = Vec::new();
    for number in 1..=8 {
        let family = server.family(&format!("parent{number}@example.org")).await;
        let made = server
            .register(&family.token, DRUM, &family.drum())
            .await
            .ok(201);
        seated.push(text(first(&made), "id"));
        if number > 5 {
            let made = server
                .register(&family.token, "p-open-drum-01", &family.drum())
                .await;
            assert_eq!(first(&made.ok(201))["status"], "confirmed");
        }
    }
    let (slot, client) = a_client(server).await;
    // On 3 July at 16:00, half an hour after it.
    server.advance_minutes(18 * 24 * 60 + 19 * 60 + 40);
    server.tick().await;
    let checker = server.staff("wz-lc", Role::Checker).await;
    server.prove(&checker).await;
    let drum = server
        .get(&format!("/api/v1/offerings/{DRUM}"))
        .send()
        .await
        .ok(200);
    let at = |number: usize, mark: &str, at: &str| {
        json!({
            "registration_id": seated[number], "mark": mark, "at": format!("2027-07-03T{at}:00+08:00"),
        })
    };
    let mut out = at(1, "out", "15:30");
    out["reason"] = json!("和姐姐一起回家");
    let marks = json!({ "marks": [
        at(0, "in", "13:55"), at(1, "in", "13:56"), out, at(2, "in", "13:57"),
        at(3, "absent", "14:15"), at(4, "in", "13:58"), at(4, "excused", "14:05"),
    ]});
    let path = format!(
        "/api/v1/sessions/{}/attendance",
        text(&drum["sessions"][0], "id")
    );
    server
        .post(&path, &marks)
        .token(&checker.token)
        .send()
        .await
        .ok(200);
    the_client_comes(server, &slot, &client).await;
}

/// A client with a place in a counselling slot of 17 June: the slot and the registration.
async fn a_client(server: &TestServer) -> (String, String) {
    let token = server.worker("client@example.org").await;
    lecture(server, &token).await;
    let me = myself(server, &token).await;
    let slots = server
        .get("/api/v1/offerings/p-mind-pujiang-01")
        .send()
        .await
        .ok(200);
    let slot = text(&slots["sessions"][0], "id");
    let wanted = json!({
        "participant_ids": [me], "session_ids": [slot],
        "answers": { &me: { "contact_way": "inbox" } },
    });
    let client = server
        .register(&token, "p-mind-pujiang-01", &wanted)
        .await
        .ok(201);
    (slot, text(first(&client), "id"))
}

async fn the_client_comes(server: &TestServer, slot: &str, client: &str) {
    let counsellor = server.counsellor("p-mind-pujiang").await;
    let marks = json!({ "marks": [
        { "registration_id": client, "mark": "in", "at": "2027-06-17T14:00:00+08:00" },
    ]});
    let path = format!("/api/v1/sessions/{slot}/attendance");
    server
        .post(&path, &marks)
        .token(&counsellor.token)
        .send()
        .await
        .ok(200);
}

on_both_databases! {
    async fn every_number_is_what_the_rows_say(server) {
        a_summer(&server).await;
        let rows = Rows::read(&server).await;
        let viewer = server.staff("zj", Role::Viewer).await;
        let span = ("2027-01-01", "2027-07-31");
        for body in ["zj", "wz", "wz-lc", "hz"] {
            let query = format!("{body}/report?from={}&to={}", span.0, span.1);
            let report = server.report(&viewer, &query).await;
            compare(&rows, &report, body, span);
        }
        let report = server.report(&viewer, "wz-lc/report").await;
        assert_eq!((&report["from"], &report["to"]), (&json!("2027-01-01"), &json!("2027-07-03")));
        compare(&rows, &report, "wz-lc", ("2027-01-01", "2027-07-03"));
        let months: Vec<_> = report["by_month"].as_array().unwrap().iter()
            .map(|month| text(month, "month")).collect();
        assert_eq!(months.len(), 7);
        let june = &report["by_month"][5];
        let told = |name: &str| june[name].as_i64().unwrap();
        assert_eq!((told("registrations"), told("unmet"), told("waiting")), (11, 2, 0));
        let one_day = server.report(&viewer, "wz-lc/report?from=2027-07-03&to=2027-07-03").await;
        compare(&rows, &one_day, "wz-lc", ("2027-07-03", "2027-07-03"));
        let drum = one_day["by_brand"].as_array().unwrap().iter()
            .find(|group| group["brand"] == "红蜻蜓员工子女夏令营").unwrap();
        let told = |name: &str| drum[name].as_i64().unwrap();
        assert_eq!((told("events"), told("events_unmarked")), (2, 1));
        assert_eq!((told("persons"), told("person_times")), (3, 3));
        assert_eq!((told("persons_unmarked"), told("places")), (3, 30));
        assert_eq!((told("places_taken"), &drum["fill_rate"]), (9, &json!(0.3)));
        // One is marked absent, of one there is no word; the fifth is excused.
        assert_eq!((told("expected"), told("no_shows")), (6, 2));
        assert_eq!(drum["no_show_rate"], 0.333);
    }

    async fn small_numbers_of_confidential_programs_are_nobodys(server) {
        a_summer(&server).await;
        let viewer = server.staff("jh-pj", Role::Viewer).await;
        let report = server.report(&viewer, "jh-pj/report").await;
        let totals = &report["confidential"]["totals"];
        assert!(totals["events"].as_i64().unwrap() > 0);
        for name in ["registrations", "persons", "person_times", "waiting", "unmet", "places_taken",
            "expected", "no_shows", "events_unmarked"] {
            assert_eq!(totals[name], json!(null), "{name}");
            assert!(totals["hidden"].as_array().unwrap().contains(&json!(name)));
        }
        assert_eq!((&totals["fill_rate"], &totals["no_show_rate"]), (&json!(null), &json!(null)));
        // Nor can they be computed from what is told of the others.
        compare(&Rows::read(&server).await, &report, "jh-pj", ("2027-01-01", "2027-07-03"));
        // Called off, a session counts by who came; here that alone would tell.
        let calling_off = "UPDATE offerings SET state = 'called_off' WHERE program_id IN
            (SELECT id FROM programs WHERE sensitivity = 'confidential')";
        let calling_off = server.db.write(async |tx| Ok::<_, Fault>(tx.execute_unprepared(calling_off).await?));
        calling_off.await.unwrap();
        let report = server.report(&viewer, "jh-pj/report").await;
        assert_eq!(report["confidential"]["totals"]["events"], 0, "{report}");
    }

    async fn who_may_ask_and_for_what(server) {
        server.import_demo().await;
        let viewer = server.staff("wz", Role::Viewer).await;
        let ask = |query: &str| {
            let path = format!("/api/v1/organizations/{query}");
            server.get(&path).token(&viewer.token).send()
        };
        ask("wz-lc/report").await.ok(200);
        ask("hz/report").await.is_problem(404, "not-found");
        ask("zj/report").await.is_problem(404, "not-found");
        for query in ["from=2027-06-15", "from=2020-01-01", "from=x", "since=2027-01-01"] {
            ask(&format!("wz/report?{query}")).await.is_problem(422, "invalid");
        }
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let path = "/api/v1/organizations/jh-pj/report";
        server.get(path).token(&counsellor.token).send().await.is_problem(404, "not-found");
        // A body without programs has nothing to tell, and says so.
        let admin = server.staff("zj", Role::Admin).await;
        let english = server.get("/api/v1/organizations/zj/report").token(&admin.token).english();
        let report = english.send().await.ok(200);
        assert_eq!(report["organization"]["code"], "zj");
    }
}
