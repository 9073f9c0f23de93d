//! The sizes of an offering as fields of a form.

use serde_json::{Value, json};

use crate::catalog::model::{Enrol, Offering, SessionState};
use crate::values::clock::Instant;
use crate::values::locale::{Bilingual, Locale};
use crate::values::say::say;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::extract::Fields;

/// A size that can be typed.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    /// What was typed.
    pub(super) value: String,
    /// What it is now.
    pub(super) now: Option<i32>,
    /// Where it stands in the body of the call.
    pub(super) at: At,
}

#[derive(Debug)]
pub(super) enum At {
    /// The offering's own.
    Whole,
    /// Of a quota, by its key.
    Quota(String),
    /// Of a session, by its id.
    Session(String),
}

impl Field {
    /// The sizes of an offering, as they were typed or as they are.
    pub(super) fn all(
        offering: &Offering,
        sent: Option<&Fields>,
        (locale, now): (Locale, Instant),
    ) -> Vec<Self> {
        let field = |name: String, label: String, size: Option<i32>, at: At| Self {
            value: match sent {
                Some(sent) => sent.get(&name).to_owned(),
                None => size.map_or_else(String::new, |size| size.to_string()),
            },
            name,
            label,
            now: size,
            at,
        };
        let whole = say(locale, "console-capacity-whole", &[]);
        let mut fields = vec![field(
            "capacity".to_owned(),
            whole,
            offering.capacity,
            At::Whole,
        )];
        for (at, quota) in offering.quotas.iter().enumerate() {
            let label = quota.label.pick(locale).to_owned();
            let name = format!("quotas-{at}");
            fields.push(field(
                name,
                label,
                Some(quota.seats),
                At::Quota(quota.key.clone()),
            ));
        }
        if offering.enrol == Enrol::Pick {
            let wall = Wall::new(offering.time_zone, locale, now);
            let coming = offering.sessions.iter();
            let coming =
                coming.filter(|one| one.state != SessionState::Cancelled && one.starts_at > now);
            for session in coming {
                let (name, label) = (
                    format!("session-{}", session.code),
                    wall.moment(session.starts_at),
                );
                fields.push(field(
                    name,
                    label,
                    session.capacity,
                    At::Session(session.id.to_string()),
                ));
            }
        }
        fields
    }

    /// Whether nothing else was typed than it is now.
    pub(super) fn is_as_it_was(&self) -> bool {
        let now = self.now.map_or_else(String::new, |size| size.to_string());
        self.value == now
    }

    /// What was typed; nothing is no limit, or for a session that of the offering.
    pub(super) fn capacity(&self) -> Result<Value, Problem> {
        if self.value.is_empty() && !matches!(self.at, At::Quota(_)) {
            return Ok(Value::Null);
        }
        let number = self.value.parse::<i32>().map(|number| json!(number));
        number.map_err(|_| {
            let words = Bilingual::new("请写一个整数", "Write a whole number");
            Problem::invalid(format!("/{}", self.name), "type", words)
        })
    }
}

/// All that was typed, by which one form is told from another.
pub(super) fn sizes(fields: &[Field]) -> String {
    let typed: Vec<&str> = fields.iter().map(|field| field.value.as_str()).collect();
    typed.join(",")
}
