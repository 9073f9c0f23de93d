//! What an act would do, in names and numbers: who stands elsewhere then, and how many are told.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, Tag};
use crate::console::Console;
use crate::db::Fault;
use crate::ledger::answer::Outcome;
use crate::ledger::command::EventKind;
use crate::ledger::facts::{Registration, Status};
use crate::ledger::notices::kind_of;
use crate::roster::access::Sight;
use crate::roster::policy::preview;
use crate::values::ids::{OfferingId, RegistrationId};
use crate::values::locale::Locale;
use crate::values::secret::sha256_hex;

/// Counts below this are hidden where a program is confidential.
const FEW: i64 = 5;

/// Somebody who would stand elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    registration: RegistrationId,
    /// None where it is made.
    from: Option<Status>,
    to: Status,
    /// Of which kind its message is.
    told: Option<&'static str>,
    /// In which decision of several; those who are linked share a message in one.
    decision: usize,
}

/// What would happen.
#[derive(Debug, Default)]
pub(super) struct Effects {
    pub(super) moves: Vec<Moved>,
    /// How many move up from the waiting list.
    pub(super) up: i64,
    /// How many messages go out.
    pub(super) messages: i64,
    /// How many stand where, before and after.
    pub(super) counts: Vec<Counted>,
    /// Whether numbers are left out since they are small and the program is confidential.
    pub(super) hides_few: bool,
}

/// Somebody who would stand elsewhere, in words.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) registration: RegistrationId,
    pub(super) name: String,
    pub(super) from: Option<Tag>,
    pub(super) to: Tag,
    pub(super) by_phone: bool,
}

/// How many stand so, before and after.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) label: String,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) more: i64,
    /// The same with its sign, as one writes it.
    pub(super) said: String,
}

/// The steps of commands, one after the other.
pub(super) fn steps<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Vec<Step> {
    let mut steps = Vec::new();
    for (decision, outcome) in outcomes.into_iter().enumerate() {
        let moves = outcome
            .events
            .iter()
            .filter(|event| !matches!(event.kind, EventKind::Passed | EventKind::Rebooked));
        steps.extend(moves.map(|event| Step {
            registration: event.registration_id,
            from: event.from,
            to: event.to,
            told: kind_of(event.kind, event.from, event.to),
            decision,
        }));
    }
    steps
}

/// The steps of a change of sizes.
pub(super) fn resized(effects: &preview::Effects) -> Vec<Step> {
    let step = |one: &preview::Move| Step {
        registration: one.registration,
        from: Some(one.from),
        to: one.to,
        told: kind_of(EventKind::Status, Some(one.from), one.to),
        decision: 0,
    };
    effects.moves.iter().map(step).collect()
}

/// A mark of steps, by which a page knows on its second button whether the same would still
/// happen: who goes from where to where. How many stand where is not in it, lest nothing could be
/// done while people register. What is `made` has another id each time and is known by its unit.
pub(super) fn mark(steps: &[Step], made: &[Registration]) -> String {
    let line = |step: &Step| {
        let new = made.iter().find(|row| row.id == step.registration);
        let whom = match (step.from, new) {
            (None, Some(row)) => row.unit_id.to_string(),
            _ => step.registration.to_string(),
        };
        let from = step.from.map_or("", Status::as_str);
        format!("{whom} {from} {}", step.to.as_str())
    };
    let mut lines: Vec<String> = steps.iter().map(line).collect();
    lines.sort_unstable();
    sha256_hex(lines.join("\n").as_bytes())
}

impl Console {
    /// Steps in words; `made` are registrations that are not there yet.
    pub(super) async fn effects(
        &self,
        offering: OfferingId,
        steps: &[Step],
        made: &[Registration],
        locale: Locale,
    ) -> Result<Effects, Fault> {
        let roster = &self.roster;
        let ids: Vec<RegistrationId> = steps.iter().map(|step| step.registration).collect();
        let known = roster.ledger.registrations(&ids).await?;
        let mut rows: BTreeMap<RegistrationId, Registration> =
            made.iter().map(|row| (row.id, row.clone())).collect();
        rows.extend(known.into_iter().map(|(_, row)| (row.id, row)));
        let people: Vec<_> = rows.values().map(|row| row.participant_id).collect();
        let db = roster.db.read();
        let names = roster.households.participant_names(db, &people).await?;
        let mut effects = Effects::default();
        let (mut told, mut up) = (BTreeSet::new(), BTreeSet::new());
        let mut counts = roster.ledger.counts(offering).await?;
        let before = counts.clone();
        for step in steps {
            let Some(row) = rows.get(&step.registration) else {
                continue;
            };
            let linked = (
                row.group_id,
                Some(row.id).filter(|_| row.group_id.is_none()),
            );
            if let Some(kind) = step.told {
                told.insert((step.decision, kind, row.account_id, linked));
            }
            if step.moves_up() {
                up.insert((row.account_id, linked));
            }
            if step.from != Some(step.to) {
                let name = || names.get(&row.participant_id).cloned().unwrap_or_default();
                effects.go(step, row, name, locale);
            }
            if row.offering_id == offering {
                if let Some(from) = step.from {
                    *counts.entry(from).or_default() -= 1;
                }
                *counts.entry(step.to).or_default() += 1;
            }
        }
        (effects.messages, effects.up) = (count(told.len()), count(up.len()));
        effects.counts = counted(locale, &before, &counts);
        Ok(effects)
    }
}

impl Effects {
    /// Leaves out who it is, where she may be told numbers only.
    pub(super) fn keep_to(&mut self, sight: Sight) {
        if sight != Sight::Persons {
            self.moves.clear();
        }
        if sight == Sight::Counts {
            self.counts.clear();
            self.hides_few = self.up < FEW || self.messages < FEW;
        }
        if self.hides_few {
            (self.up, self.messages) = (0, 0);
        }
    }

    /// Notes where somebody goes; who goes twice, goes from the first to the last.
    fn go(
        &mut self,
        step: &Step,
        row: &Registration,
        name: impl FnOnce() -> String,
        locale: Locale,
    ) {
        let to = words::tag(locale, step.to, None);
        let by_phone = row.by_phone && step.told.is_some();
        let known = self.moves.iter_mut().find(|one| one.registration == row.id);
        if let Some(known) = known {
            known.to = to;
            known.by_phone |= by_phone;
            return;
        }
        self.moves.push(Moved {
            registration: row.id,
            name: name(),
            from: step.from.map(|from| words::tag(locale, from, None)),
            to,
            by_phone,
        });
    }
}

impl Step {
    const fn moves_up(&self) -> bool {
        matches!(self.from, Some(Status::Waitlisted))
            && matches!(self.to, Status::Offered | Status::Confirmed)
    }
}

/// Those who have a place or may get one, before and after.
fn counted(
    locale: Locale,
    before: &BTreeMap<Status, i64>,
    after: &BTreeMap<Status, i64>,
) -> Vec<Counted> {
    let shown = [Status::Confirmed, Status::Offered, Status::Waitlisted];
    let counted = |status: Status| {
        let of = |counts: &BTreeMap<Status, i64>| counts.get(&status).copied().unwrap_or(0);
        let more = of(after) - of(before);
        Counted {
            label: words::status(locale, status),
            before: of(before),
            after: of(after),
            more,
            said: signed(more),
        }
    };
    shown.into_iter().map(counted).collect()
}

fn signed(more: i64) -> String {
    match more {
        1.. => format!("+{more}"),
        0 => "0".to_owned(),
        _ => format!("\u{2212}{}", more.unsigned_abs()),
    }
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
