//! What an act would do, in names and numbers: who stands elsewhere then, and how many are told.

use std::collections::BTreeMap;

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

/// Counts below this are hidden where a program is confidential.
const FEW: i64 = 5;

/// Somebody who would stand elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    registration: RegistrationId,
    /// None where it is made.
    from: Option<Status>,
    to: Status,
    is_told: bool,
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

/// The steps of a command.
pub(super) fn steps(outcome: &Outcome) -> Vec<Step> {
    let moves = outcome
        .events
        .iter()
        .filter(|event| !matches!(event.kind, EventKind::Passed | EventKind::Rebooked));
    let step = |event: &crate::ledger::answer::Event| Step {
        registration: event.registration_id,
        from: event.from,
        to: event.to,
        is_told: kind_of(event.kind, event.from, event.to).is_some(),
    };
    moves.map(step).collect()
}

/// The steps of a change of sizes.
pub(super) fn resized(effects: &preview::Effects) -> Vec<Step> {
    let step = |one: &preview::Move| Step {
        registration: one.registration,
        from: Some(one.from),
        to: one.to,
        is_told: kind_of(EventKind::Status, Some(one.from), one.to).is_some(),
    };
    effects.moves.iter().map(step).collect()
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
        let mut effects = Effects {
            messages: count(steps.iter().filter(|step| step.is_told)),
            up: count(steps.iter().filter(|step| step.moves_up())),
            ..Effects::default()
        };
        let mut counts = roster.ledger.counts(offering).await?;
        let before = counts.clone();
        for step in steps {
            let Some(row) = rows.get(&step.registration) else {
                continue;
            };
            if step.from != Some(step.to) {
                effects.moves.push(Moved {
                    name: names.get(&row.participant_id).cloned().unwrap_or_default(),
                    from: step.from.map(|from| words::tag(locale, from, None)),
                    to: words::tag(locale, step.to, None),
                    by_phone: row.by_phone && step.is_told,
                });
            }
            if row.offering_id == offering {
                if let Some(from) = step.from {
                    *counts.entry(from).or_default() -= 1;
                }
                *counts.entry(step.to).or_default() += 1;
            }
        }
        let shown = [Status::Confirmed, Status::Offered, Status::Waitlisted];
        effects.counts = shown
            .into_iter()
            .map(|status| {
                let of = |counts: &BTreeMap<Status, i64>| counts.get(&status).copied().unwrap_or(0);
                let more = of(&counts) - of(&before);
                Counted {
                    label: words::status(locale, status),
                    before: of(&before),
                    after: of(&counts),
                    more,
                    said: signed(more),
                }
            })
            .collect();
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
}

impl Step {
    const fn moves_up(&self) -> bool {
        matches!(self.from, Some(Status::Waitlisted))
            && matches!(self.to, Status::Offered | Status::Confirmed)
    }
}

fn signed(more: i64) -> String {
    match more {
        1.. => format!("+{more}"),
        0 => "0".to_owned(),
        _ => format!("\u{2212}{}", more.unsigned_abs()),
    }
}

fn count<T>(all: impl Iterator<Item = T>) -> i64 {
    i64::try_from(all.count()).unwrap_or(i64::MAX)
}
