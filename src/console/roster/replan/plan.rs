//! What is planned, and the command it stands for.

use serde_json::{Map, Value, json};

use crate::catalog::model::{Enrol, Offering, Session};
use crate::console::programs::fields::{As, value, wall};
use crate::ledger::command::Act;
use crate::roster::Roster;
use crate::roster::access::AtSession;
use crate::roster::api::decisions::ReasonBody;
use crate::roster::api::sessions::MoveBody;
use crate::web::Problem;
use crate::web::extract::{Fields, valid_body};

/// What is planned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Plan<'a> {
    /// A session takes place at another time or place.
    Move(&'a Session),
    /// A session does not take place.
    Cancel(&'a Session),
    /// The offering does not take place.
    CallOff,
}

impl Plan<'_> {
    /// The session it is about.
    pub(super) const fn session(&self) -> Option<&Session> {
        match self {
            Self::Move(session) | Self::Cancel(session) => Some(session),
            Self::CallOff => None,
        }
    }

    /// Its name in the ids of texts.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Move(_) => "move",
            Self::Cancel(_) => "cancel",
            Self::CallOff => "call-off",
        }
    }

    /// The id of what becomes of those who are registered.
    pub(super) fn meaning(&self, offering: &Offering) -> &'static str {
        match (self, offering.enrol) {
            (Self::Move(_), _) => "console-replan-move-means",
            (Self::Cancel(_), Enrol::Pick) => "console-replan-cancel-means-pick",
            (Self::Cancel(_), Enrol::All) => "console-replan-cancel-means",
            (Self::CallOff, _) => "console-replan-call-off-means",
        }
    }

    /// Where its form is.
    pub(super) fn path(&self, offering: &str) -> String {
        match self.session() {
            Some(session) => format!("/console/sessions/{}/{}", session.id, self.name()),
            None => format!("/console/offerings/{offering}/call-off"),
        }
    }

    /// Where one goes on from it, done or not.
    pub(super) fn back(&self, offering: &str) -> String {
        let part = match self {
            Self::Move(_) | Self::Cancel(_) => "sessions",
            Self::CallOff => "settings",
        };
        format!("/console/offerings/{offering}/{part}")
    }

    /// The page that says that it was done.
    pub(super) fn leads_to(&self, offering: &str) -> String {
        format!("{}?done=replan-{}", self.back(offering), self.name())
    }
}

/// The reason that was typed, by the rules of the API's body.
pub(super) fn reason(fields: &Fields) -> Result<ReasonBody, Problem> {
    valid_body(&json!({ "reason": fields.get("reason") }))
}

/// The command that moves a session as it was typed.
pub(super) fn moved(roster: &Roster, on: &AtSession, fields: &Fields) -> Result<Act, Problem> {
    let zone = on.offering.time_zone;
    let mut members = Map::from_iter([("reason".to_owned(), json!(fields.get("reason")))]);
    for member in ["starts_at", "ends_at"] {
        let typed = value(fields.get(member), As::Moment, zone);
        members.insert(member.to_owned(), typed);
    }
    if let Some(site) = fields.given("site") {
        members.insert("site".to_owned(), json!(site));
    }
    valid_body::<MoveBody>(&Value::Object(members))?.act(roster, on)
}

/// A session as it stands, in the form that moves it.
pub(super) fn planned(on: &AtSession) -> Fields {
    let AtSession {
        offering, session, ..
    } = on;
    let zone = offering.time_zone;
    let fields = [
        ("starts_at", wall(session.starts_at, zone)),
        ("ends_at", wall(session.ends_at, zone)),
    ];
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
