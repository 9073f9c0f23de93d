//! The fields of an act, as they were typed.

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::Deed;
use crate::catalog::model::{Enrol, Offering, OfferingState, Program, SessionState};
use crate::console::Console;
use crate::console::roster::words::Choice;
use crate::db::Fault;
use crate::ledger::command::Act;
use crate::roster::Roster;
use crate::roster::access::AtRegistration;
use crate::roster::api::decisions::{ApproveBody, ReasonBody, RejectBody};
use crate::roster::api::leaving::{CancelBody, MoveToBody};
use crate::values::clock::Instant;
use crate::values::locale::{Bilingual, Locale};
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::extract::{Fields, valid_body};

/// Days one has to object, unless she types another day.
const OBJECT_DAYS: u64 = 7;

/// What was typed.
#[derive(Clone, Debug)]
pub(in crate::console::roster) struct Typed {
    pub(in crate::console::roster) deed: Deed,
    reason: String,
    points: String,
    proofs: Vec<String>,
    object_until: String,
    /// The offering's code, and after a slash the session.
    to: String,
}

/// The form with what was typed, and what can be chosen.
#[derive(Debug)]
pub(in crate::console::roster) struct Form {
    pub(in crate::console::roster) reason: String,
    pub(in crate::console::roster) points: String,
    pub(in crate::console::roster) has_points: bool,
    /// Papers that the program asks for.
    pub(in crate::console::roster) proofs: Vec<Choice>,
    pub(in crate::console::roster) object_until: String,
    /// Where one can be moved.
    pub(in crate::console::roster) places: Vec<Choice>,
}

impl Typed {
    /// A form that nobody typed into.
    pub(in crate::console::roster) fn new(
        deed: Deed,
        offering: &Offering,
        (points, now): (String, Instant),
    ) -> Self {
        let today = now.day(offering.time_zone);
        Self {
            deed,
            reason: String::new(),
            points,
            proofs: Vec::new(),
            object_until: (today + Days::new(OBJECT_DAYS)).to_string(),
            to: String::new(),
        }
    }

    /// What was sent.
    pub(in crate::console::roster) fn read(deed: Deed, fields: &Fields) -> Self {
        Self {
            deed,
            reason: fields.get("reason").to_owned(),
            points: fields.get("granted_points").to_owned(),
            proofs: fields.all("proofs_seen").map(str::to_owned).collect(),
            object_until: fields.get("object_until").to_owned(),
            to: fields.get("to").to_owned(),
        }
    }

    /// The command it stands for, by the rules of the API's bodies.
    pub(in crate::console::roster) async fn act(
        &self,
        roster: &Roster,
        on: &AtRegistration,
    ) -> Result<Act, Problem> {
        let reason = || json!({ "reason": self.reason });
        Ok(match self.deed {
            Deed::Approve => {
                let points: i64 = match self.points.as_str() {
                    "" => on.registration.points.into(),
                    typed => typed.parse().map_err(|_| no_number())?,
                };
                let body = json!({ "granted_points": points, "proofs_seen": self.proofs });
                valid_body::<ApproveBody>(&body)?.act(on)?
            }
            Deed::Reject => {
                let mut members = Map::from_iter([("reason".to_owned(), json!(self.reason))]);
                if !self.object_until.is_empty() {
                    let day: NaiveDate = self.object_until.parse().map_err(|_| no_day())?;
                    members.insert("object_until".to_owned(), json!(day));
                }
                let body: RejectBody = valid_body(&Value::Object(members))?;
                body.act(on, roster.clock.now())?
            }
            Deed::Promote => valid_body::<ReasonBody>(&reason())?.promotion(on),
            Deed::Cancel => valid_body::<CancelBody>(&reason())?.by_staff(on)?,
            Deed::Move => {
                let (offering, session) = match self.to.split_once('/') {
                    Some((offering, session)) => (offering, Some(session)),
                    None => (self.to.as_str(), None),
                };
                let body = json!({
                    "offering_id": offering, "session_id": session, "reason": self.reason,
                });
                valid_body::<MoveToBody>(&body)?.act(roster, on).await?
            }
        })
    }
}

impl Console {
    /// The form of an act about a registration.
    pub(in crate::console::roster) async fn form(
        &self,
        typed: Typed,
        program: &Program,
        locale: Locale,
    ) -> Result<Form, Fault> {
        let places = if typed.deed == Deed::Move {
            let offerings = self.roster.offerings(&[program.id]).await?;
            places(&offerings, &typed.to, self.roster.clock.now(), locale)
        } else {
            Vec::new()
        };
        let snapshot = self.roster.catalog.snapshot();
        let proof = |key: &String| Choice {
            label: snapshot
                .question_label(key)
                .map_or(key.as_str(), |label| label.pick(locale))
                .to_owned(),
            is_chosen: typed.proofs.contains(key),
            word: key.clone(),
        };
        Ok(Form {
            has_points: !program.eligibility.priority.is_empty(),
            proofs: program.eligibility.proofs.iter().map(proof).collect(),
            reason: typed.reason,
            points: typed.points,
            object_until: typed.object_until,
            places,
        })
    }
}

/// Where one can be moved: offerings as a whole, or their sessions where those are picked.
fn places(offerings: &[Offering], chosen: &str, now: Instant, locale: Locale) -> Vec<Choice> {
    let mut places = Vec::new();
    let closed = [OfferingState::Draft, OfferingState::CalledOff];
    for offering in offerings.iter().filter(|one| !closed.contains(&one.state)) {
        let wall = Wall::new(offering.time_zone, locale, now);
        let title = offering.title.pick(locale);
        let mut place = |word: String, label: String| {
            let is_chosen = word == chosen;
            places.push(Choice {
                word,
                label,
                is_chosen,
            });
        };
        if offering.enrol == Enrol::Pick {
            let live = offering.sessions.iter();
            let live =
                live.filter(|one| one.state != SessionState::Cancelled && one.starts_at > now);
            for session in live {
                let label = format!("{title} · {}", wall.moment(session.starts_at));
                place(format!("{}/{}", offering.code, session.id), label);
            }
        } else {
            let first = offering.sessions.iter().map(|one| one.starts_at).min();
            let label = first.map_or_else(
                || title.to_owned(),
                |at| format!("{title} · {}", wall.moment(at)),
            );
            place(offering.code.clone(), label);
        }
    }
    places
}

fn no_number() -> Problem {
    let words = Bilingual::new("请写一个整数", "Write a whole number");
    Problem::invalid("/granted_points", "type", words)
}

fn no_day() -> Problem {
    let words = Bilingual::new(
        "请写一个日期，例如 2027-06-30",
        "Write a day, such as 2027-06-30",
    );
    Problem::invalid("/object_until", "type", words)
}
