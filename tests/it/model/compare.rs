//! Everything that is kept, shown to its people and shown to the public, against the oracle.

use std::collections::BTreeMap;

use niangjia::db::entity::{pools, registrations};
use niangjia::ledger::facts::{Pool, Registration};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{RegistrationId, SessionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::wire::Wire;
use crate::decide::oracle::{self, Class, Number, Oracle, Unit, is_live};
use crate::decide::standing::{Numbers, Standing};
use crate::decide::translate::key;

/// How things stand after a command.
pub(super) struct Moment<'a> {
    pub(super) wire: &'a Wire<'a>,
    pub(super) oracle: &'a Oracle,
    pub(super) now: i64,
}

impl Moment<'_> {
    /// The roster in the database, each one's own list, and the public places.
    pub(super) async fn stands_alike(&self) {
        self.compare_roster().await;
        for token in &self.wire.people.tokens {
            self.is_shown_in(&self.list(token).await);
        }
        let opened = |offering: &Number| self.units(*offering).next().is_some();
        for offering in (0..self.oracle.offerings.len()).filter(opened) {
            self.compare_places(offering).await;
        }
    }

    async fn compare_roster(&self) {
        let (db, program) = (self.wire.server.db.read(), self.wire.names.program);
        let rows = registrations::Entity::find()
            .filter(registrations::Column::ProgramId.eq(program))
            .all(db)
            .await
            .unwrap();
        let pools = pools::Entity::find()
            .filter(pools::Column::ProgramId.eq(program))
            .all(db)
            .await
            .unwrap();
        let pools: Vec<Pool> = pools.into_iter().map(Pool::from).collect();
        assert_eq!(rows.len(), self.oracle.registrations.len());
        for row in rows {
            let actual = Registration::try_from(row).unwrap();
            let number = self.wire.names.number_of(actual.id);
            let expected = self.registration(number);
            assert_eq!(
                Standing::of(&actual, &pools),
                Standing::from(expected),
                "registration {number}"
            );
            let unit = &self.oracle.units[expected.unit];
            let unit = self.wire.names.unit(unit.offering, unit.session);
            assert_eq!(actual.unit_id, unit, "registration {number}");
        }
        for (at, unit) in self.oracle.units.iter().enumerate() {
            let id = self.wire.names.unit(unit.offering, unit.session);
            for place in places(unit) {
                let of_place = |pool: &&Pool| pool.id == self.wire.names.pool(id, place);
                assert_eq!(
                    Numbers::of(pools.iter().find(of_place).expect("a pool")),
                    Numbers::by_oracle(self.oracle, at, place, self.now),
                    "pool {place} of unit {at}"
                );
            }
        }
    }

    /// All registrations of an account, page by page.
    async fn list(&self, token: &str) -> Vec<Value> {
        let (mut views, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/me/registrations?limit=100{after}");
            let page = self
                .wire
                .server
                .get(&path)
                .token(token)
                .send()
                .await
                .ok(200);
            views.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(cursor) => after = format!("&cursor={cursor}"),
                None => return views,
            }
        }
    }

    /// Each registration is shown as it is.
    pub(super) fn is_shown_in(&self, views: &[Value]) {
        for view in views {
            let id: RegistrationId = view["id"].as_str().unwrap().parse().unwrap();
            let number = self.wire.names.number_of(id);
            let expected = self.view(number);
            for (member, value) in expected.as_object().unwrap() {
                assert_eq!(&view[member], value, "{member} of registration {number}");
            }
            let has_code = view["door_code"].is_string();
            assert_eq!(has_code, view["status"] == "confirmed", "{view}");
            self.was_told_its_place(number, view);
        }
    }

    /// Whoever began to wait was told the place of that moment.
    fn was_told_its_place(&self, number: Number, view: &Value) {
        let first = &view["history"][0];
        if first["to"] == "waitlisted" {
            let told = &first["reason"]["facts"]["place"];
            assert_eq!(*told, json!(self.registration(number).told_place));
        }
    }

    /// What a person must see of a registration.
    fn view(&self, number: Number) -> Value {
        let at = self.oracle.find(number).unwrap();
        let registration = &self.oracle.registrations[at];
        let unit = &self.oracle.units[registration.unit];
        let Standing {
            status, deadline, ..
        } = registration.into();
        json!({
            "offering_id": self.wire.names.offerings[unit.offering],
            "session_id": unit.session.map(|session| self.wire.names.session(session)),
            "status": status,
            "seats": registration.seats,
            "quota_key": (registration.class > 0).then(|| key(registration.class)),
            "place_in_line": self.oracle.place_in_line(at),
            "offer_expires_at": deadline.map(Instant),
            "actions": self.actions(registration, unit),
        })
    }

    fn actions(&self, registration: &oracle::Registration, unit: &Unit) -> Vec<&'static str> {
        let mut actions = Vec::new();
        let in_time = registration
            .deadline
            .is_none_or(|deadline| self.now <= deadline);
        if registration.status == "offered" && in_time {
            actions.extend(["accept", "decline"]);
        }
        let begun = unit.starts.is_some_and(|starts| starts <= self.now);
        if is_live(registration.status) && !begun {
            actions.push("cancel");
            if registration.status == "confirmed" && unit.session.is_some() {
                actions.push("change");
            }
        }
        actions
    }

    async fn compare_places(&self, offering: Number) {
        let id = self.wire.names.offerings[offering];
        let path = format!("/api/v1/offerings/{id}/places");
        let shown = self.wire.server.get(&path).send().await.ok(200);
        let pool = |pool: &Value| {
            let name = (text(pool, "unit"), text(pool, "quota_key"));
            let numbers = ["capacity", "taken", "places_left", "waiting"];
            (name, numbers.map(|number| pool[number].as_i64()))
        };
        let pools: BTreeMap<_, _> = shown["pools"]
            .as_array()
            .unwrap()
            .iter()
            .map(pool)
            .collect();
        let mut expected = BTreeMap::new();
        let mut total = [Some(0); 4];
        for (at, unit) in self.units(offering) {
            let session = unit.session.map(|session| self.wire.names.session(session));
            let of = session.map_or(id.0, |session| session.0).to_string();
            let is_over = session.is_some_and(|session| self.is_over(offering, session));
            for place in places(unit) {
                let numbers = Numbers::by_oracle(self.oracle, at, place, self.now);
                let left = numbers
                    .capacity
                    .map(|all| all - numbers.taken - numbers.held);
                let waiting = i64::try_from(numbers.waiting).unwrap();
                let mut numbers = [numbers.capacity, Some(numbers.taken), left, Some(waiting)];
                expected.insert((of.clone(), key(place)), numbers);
                if is_over {
                    numbers[2] = Some(0);
                }
                for (total, number) in total.iter_mut().zip(numbers) {
                    *total = total.zip(number).map(|(a, b)| a + b);
                }
            }
        }
        assert_eq!(pools, expected, "the places of offering {offering}");
        let ((_, shown), all) = (pool(&shown), format!("all places of offering {offering}"));
        assert_eq!(shown, total, "{all}");
    }

    /// Whether a session is over by the catalogue.
    fn is_over(&self, offering: Number, session: SessionId) -> bool {
        let snapshot = self.wire.server.app.catalog.snapshot();
        let offering = snapshot.offerings.get(self.wire.names.offerings[offering]);
        let mut sessions = offering.unwrap().sessions.iter();
        let session = sessions.find(|one| one.id == session).unwrap();
        session.ends_at.millis() <= self.now
    }

    fn registration(&self, number: Number) -> &oracle::Registration {
        &self.oracle.registrations[self.oracle.find(number).expect("a known registration")]
    }

    fn units(&self, offering: Number) -> impl Iterator<Item = (usize, &Unit)> {
        let all = self.oracle.units.iter().enumerate();
        all.filter(move |(_, unit)| unit.offering == offering)
    }
}

/// The quotas of a unit, and the general seats.
fn places(unit: &Unit) -> impl Iterator<Item = Class> {
    unit.quotas.iter().map(|quota| quota.class).chain([0])
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
