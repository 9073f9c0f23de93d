//! An entry of the audit log as people say it. It names no participant: who reads the log follows
//! the link, where her role decides what she sees.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::catalog::model::titled;
use crate::catalog::snapshot::Snapshot;
use crate::organizations::audit::{Action, ActorKind, Record, SubjectKind};
use crate::roster::report::ZONE;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GrantId, OfferingId, OrganizationId, ProgramId};
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
use crate::values::when::Wall;

/// An entry in words.
pub(super) struct Sentence {
    pub(super) when: String,
    /// The same for machines.
    pub(super) at: String,
    pub(super) who: String,
    pub(super) did: String,
    /// In which body, where that is not the one whose log is read.
    pub(super) body: Option<String>,
    /// Where it is seen, and what the link is called.
    pub(super) see: Option<(String, String)>,
}

/// What is known about those in the log.
pub(super) struct Speaker<'a> {
    pub(super) locale: Locale,
    pub(super) now: Instant,
    pub(super) body: OrganizationId,
    pub(super) snapshot: &'a Snapshot,
    pub(super) names: &'a HashMap<AccountId, String>,
    /// The addresses that roles were given to.
    pub(super) addresses: &'a HashMap<GrantId, String>,
}

/// The accounts that an entry names.
pub(super) fn people(record: &Record) -> Vec<AccountId> {
    let about = id::<AccountId>(&record.facts, "account_id");
    record.actor.into_iter().chain(about).collect()
}

/// The role that an entry is about.
pub(super) fn grant(record: &Record) -> Option<GrantId> {
    (record.subject.kind == SubjectKind::Grant).then_some(GrantId(record.subject.id))
}

/// What an action is called in a sentence.
fn text(action: Action) -> String {
    format!("console-audit-{action}")
}

impl Speaker<'_> {
    pub(super) fn sentence(&self, record: &Record) -> Sentence {
        let wall = Wall::new(ZONE, self.locale, self.now);
        let body = self.snapshot.organizations.get(record.organization);
        let body = body.filter(|body| body.id != self.body);
        Sentence {
            when: wall.moment(record.at),
            at: record.at.to_string(),
            who: self.actor(record),
            did: self.did(record),
            body: body.map(|body| body.name.pick(self.locale).to_owned()),
            see: self.see(record),
        }
    }

    fn actor(&self, record: &Record) -> String {
        let name = record.actor.and_then(|actor| self.names.get(&actor));
        match (record.actor_kind, name) {
            (ActorKind::Staff, Some(name)) => name.clone(),
            (kind, _) => self.say(&format!("console-audit-by-{kind}")),
        }
    }

    fn did(&self, record: &Record) -> String {
        let facts = &record.facts;
        let who = id::<AccountId>(facts, "account_id").and_then(|who| self.names.get(&who));
        let who = who.or_else(|| self.addresses.get(&grant(record)?));
        let somebody = self.say("console-audit-somebody");
        let number = |name: &str| facts[name].as_i64();
        let many = facts["registrations"].as_array().map(Vec::len);
        let many = many.and_then(|many| i64::try_from(many).ok());
        let counted = ["moved", "rows", "count", "registrations"];
        let n = counted.into_iter().find_map(number).or(many).unwrap_or(0);
        let role = facts["role"]
            .as_str()
            .map(|role| self.say(&format!("role-{role}")));
        let until: Option<Instant> = serde_json::from_value(facts["until"].clone()).ok();
        let wall = Wall::new(ZONE, self.locale, self.now);
        // A role gives nothing from that instant on.
        let until = until.map(|until| wall.day(until.plus_seconds(-1)));
        let filled = [
            ("what", Value::from(self.what(record))),
            ("who", Value::from(who.cloned().unwrap_or(somebody))),
            ("n", Value::from(n)),
            ("size", Value::from(number("total").unwrap_or(-1))),
            ("role", Value::from(role.unwrap_or_default())),
            ("until", Value::from(until.unwrap_or_default())),
        ];
        say(self.locale, &text(record.action), &filled)
    }

    /// The program or the offering that it is about.
    fn what(&self, record: &Record) -> String {
        let subject = record.subject;
        let offering = match subject.kind {
            SubjectKind::Offering => Some(OfferingId(subject.id)),
            _ => id::<OfferingId>(&record.facts, "offering_id"),
        };
        let program = match subject.kind {
            SubjectKind::Program => Some(ProgramId(subject.id)),
            _ => id::<ProgramId>(&record.facts, "program_id"),
        };
        let named = match (offering, program) {
            (Some(offering), _) => self.offering(offering),
            (None, Some(program)) => self.program(program),
            (None, None) => None,
        };
        let unnamed = format!("console-audit-a-{}", subject.kind);
        named.unwrap_or_else(|| self.say(&unnamed))
    }

    fn offering(&self, id: OfferingId) -> Option<String> {
        let offering = self.snapshot.offerings.get(id)?;
        let program = self.program(offering.program_id)?;
        let own = offering.title.pick(self.locale);
        Some(titled(self.locale, &program, own))
    }

    fn program(&self, id: ProgramId) -> Option<String> {
        let program = self.snapshot.programs.get(id)?;
        Some(program.title.pick(self.locale).to_owned())
    }

    fn see(&self, record: &Record) -> Option<(String, String)> {
        let subject = record.subject;
        let folder = match subject.kind {
            SubjectKind::Program => "programs",
            SubjectKind::Offering => "offerings",
            SubjectKind::Registration => "registrations",
            SubjectKind::Grant | SubjectKind::Membership | SubjectKind::Session => return None,
        };
        let name = self.say(&format!("console-audit-see-{}", subject.kind));
        Some((format!("/console/{folder}/{}", subject.id), name))
    }

    fn say(&self, id: &str) -> String {
        say(self.locale, id, &[])
    }
}

/// An id among the facts.
fn id<I: std::str::FromStr>(facts: &Json, name: &str) -> Option<I> {
    facts[name].as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_its_sentence_in_both_languages() {
        for locale in [Locale::Chinese, Locale::English] {
            for action in Action::ALL {
                assert!(has(locale, &text(*action)), "{action} in {}", locale.tag());
            }
            for kind in SubjectKind::ALL {
                assert!(has(locale, &format!("console-audit-a-{kind}")), "{kind}");
            }
            for kind in ActorKind::ALL {
                assert!(has(locale, &format!("console-audit-by-{kind}")), "{kind}");
            }
        }
    }

    /// Whether there is such a text: an unknown one is its own id.
    fn has(locale: Locale, id: &str) -> bool {
        let names = ["what", "who", "role", "until"];
        let mut filled: Vec<_> = names.map(|name| (name, Value::from("x"))).to_vec();
        filled.extend([("n", Value::from(2)), ("size", Value::from(3))]);
        let said = say(locale, id, &filled);
        said != id && !said.contains('{')
    }
}
