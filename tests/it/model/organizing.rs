//! What organizers ask, as requests.

use niangjia::values::clock::Instant;
use serde_json::{Value, json};

use super::wire::{Told, Wire};
use crate::decide::oracle::{Number, Organize};
use crate::decide::tally::Tally;

/// Why, in somebody's words.
const WHY: &str = "because";

impl Wire<'_> {
    /// Asks in the organizer's name; every so often looks first at what it would do.
    pub(super) async fn organize(&mut self, organize: &Organize, tally: &mut Tally) -> Told {
        let (path, body) = self.call(organize);
        let path = format!("/api/v1/{path}");
        let token = self.people.organizer.clone();
        let preview = if self.chance.percent(50) {
            let looking = self.server.post(&format!("{path}?preview=true"), &body);
            Some(looking.token(&token).send().await)
        } else {
            None
        };
        let answer = self.send(&path, &body, &token, tally).await;
        if let Some(preview) = preview {
            assert_eq!(preview.status, answer.status);
            if answer.status == 200 {
                is_the_effect(preview.json(), answer.json());
            } else {
                assert_eq!(preview.json()["type"], answer.json()["type"]);
            }
            tally.one("a preview came true".to_owned());
        }
        if answer.status != 200 {
            let slug = answer.json()["type"].as_str().unwrap().to_owned();
            let slug = slug.trim_start_matches("/problems/").to_owned();
            answer.is_problem(answer.status, &slug);
            return Told::refused(slug);
        }
        let about = answer.json();
        let about = about["registrations"].as_array().unwrap().clone();
        if let Organize::Move {
            registration,
            number,
            ..
        } = organize
        {
            let id = about[0]["registration_id"].as_str().unwrap();
            let person = self.names.person(*registration);
            self.names.call(*number, id.parse().unwrap(), person);
        }
        let number = |one: &Value| -> Number {
            let id = one["registration_id"].as_str().unwrap();
            self.names.number_of(id.parse().unwrap())
        };
        Told::about(about.iter().map(number).collect())
    }

    /// Where it is asked, and with what.
    fn call(&self, organize: &Organize) -> (String, Value) {
        let registration = |number: &Number, act: &str| {
            let id = self.names.registration(*number);
            format!("registrations/{id}/{act}")
        };
        let offering = |number: &Number, act: &str| {
            let id = self.names.offerings[*number];
            format!("offerings/{id}/{act}")
        };
        let session = |number: &Number, act: &str| {
            let id = self.names.session(*number);
            format!("sessions/{id}/{act}")
        };
        let why = || json!({ "reason": WHY });
        match organize {
            Organize::Approve {
                registration: one,
                points,
            } => (
                registration(one, "approve"),
                json!({ "granted_points": points }),
            ),
            Organize::Reject(one) => (registration(one, "reject"), why()),
            Organize::Promote(one) => (registration(one, "promote"), why()),
            Organize::Cancel(one) => (registration(one, "cancel"), why()),
            Organize::Admit(one) => (offering(one, "admit"), json!({})),
            Organize::CallOff(one) => (offering(one, "call-off"), why()),
            Organize::CancelSession { session: one, .. } => (session(one, "cancel"), why()),
            Organize::MoveSession {
                session: one,
                starts,
                ends,
                ..
            } => (
                session(one, "move"),
                json!({ "starts_at": Instant(*starts), "ends_at": Instant(*ends), "reason": WHY }),
            ),
            Organize::Move {
                registration: one,
                offering: to,
                session,
                ..
            } => (
                registration(one, "move"),
                json!({
                    "offering_id": self.names.offerings[*to],
                    "session_id": session.map(|session| self.names.session(session)),
                }),
            ),
            Organize::Freeze { .. } | Organize::Run { .. } | Organize::Void(_) => {
                unreachable!("lots are drawn elsewhere")
            }
        }
    }
}

/// What was done is what was foreseen: who moves from what to what, why, who is told, and how the
/// pools stand; ids of what is made are made anew.
#[track_caller]
fn is_the_effect(mut foreseen: Value, mut done: Value) {
    for seen in [&mut foreseen, &mut done] {
        for one in seen["moves"].as_array_mut().unwrap() {
            if one["from"].is_null() {
                one["registration_id"] = json!("new");
            }
        }
        for one in seen["registrations"].as_array_mut().unwrap() {
            one["registration_id"] = json!("this");
        }
    }
    assert_eq!(foreseen, done);
}
