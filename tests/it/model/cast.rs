//! Which stories are told: telling one over HTTP takes long, thinking it through on the plain
//! model does not, so those are chosen that together come to most.

use std::collections::BTreeMap;

use super::form::sayable;
use crate::decide::oracle::{Ask, Class, Number, Oracle, Organize, Registration};
use crate::decide::story::{Reach, Story};

/// Stories thought through, by their seeds from 1.
const KNOWN: u64 = 1000;
/// More of the same in one story counts no more.
const ENOUGH: u64 = 4;

/// How often a story comes to what.
type Events = BTreeMap<String, u64>;

/// A story as it is told over HTTP.
pub(super) struct Teller {
    pub(super) story: Story,
    left: i64,
    /// What each registration's form answers: its class, wherever it is moved.
    answers: BTreeMap<Number, Class>,
}

impl Teller {
    pub(super) fn new(mut story: Story) -> Self {
        let left = story.length();
        Self {
            story,
            left,
            answers: BTreeMap::new(),
        }
    }

    /// What is asked next, and when; nothing once all has begun, since the rest is refused.
    pub(super) fn next(&mut self, oracle: &Oracle) -> Option<(i64, Ask)> {
        let now = self.story.now();
        let begun = |starts: Option<i64>| starts.is_some_and(|starts| starts < now);
        let over = !oracle.units.is_empty() && oracle.units.iter().all(|unit| begun(unit.starts));
        self.left -= 1;
        if over || self.left < 0 {
            return None;
        }
        let (now, ask) = self.story.next(oracle);
        let ask = sayable(ask, oracle, &self.answers);
        self.remember(&ask);
        Some((now, ask))
    }
}

impl Teller {
    /// Forms go along with whoever is moved.
    fn remember(&mut self, ask: &Ask) {
        match ask {
            Ask::Register {
                applicants,
                numbers,
                ..
            } => {
                let each = numbers.len() / applicants.len();
                for (at, number) in numbers.iter().enumerate() {
                    self.answers.insert(*number, applicants[at / each].class);
                }
            }
            Ask::Change {
                registration,
                number,
                ..
            }
            | Ask::Organize(Organize::Move {
                registration,
                number,
                ..
            }) => {
                let class = self.answers.get(registration).copied().unwrap_or(0);
                self.answers.insert(*number, class);
            }
            _ => {}
        }
    }
}

/// The seeds of so many stories, in order: each time the one that brings most of what was seldom
/// so far, for its length.
pub(super) fn seeds(reach: Reach, count: usize) -> Vec<u64> {
    let thought = (1..=KNOWN).map(|seed| think_through(reach, seed));
    let mut known: Vec<(u64, Events, u64)> = thought.collect();
    let (mut chosen, mut met) = (Vec::new(), Events::new());
    while chosen.len() < count && !known.is_empty() {
        let worth = |(_, events, length): &(u64, Events, u64)| {
            let worth = events.iter().map(|(what, times)| {
                let before = met.get(what).copied().unwrap_or_default();
                1_000_000 * times.min(&ENOUGH) / (1 + before)
            });
            worth.sum::<u64>() / length
        };
        let best = (0..known.len())
            .max_by_key(|at| worth(&known[*at]))
            .unwrap();
        let (seed, events, _) = known.swap_remove(best);
        for (what, times) in events {
            *met.entry(what).or_default() += times;
        }
        chosen.push(seed);
    }
    chosen.sort_unstable();
    chosen
}

/// What a story comes to, and how many commands it has.
fn think_through(reach: Reach, seed: u64) -> (u64, Events, u64) {
    let (story, offerings) = Story::begin(seed, reach);
    let (mut teller, mut oracle) = (Teller::new(story), Oracle::new(offerings));
    let (mut events, mut length) = (Events::new(), 0);
    while let Some((now, ask)) = teller.next(&oracle) {
        length += 1;
        // What falls due is told apart from what is asked.
        let before = oracle.clone();
        oracle.ask(now, &Ask::Tick).expect("a tick is not refused");
        note(&mut events, &before, &oracle, "due", now);
        let before = oracle.clone();
        if let Err(slug) = oracle.ask(now, &ask) {
            one(&mut events, slug.to_owned());
        }
        note(&mut events, &before, &oracle, kind(&ask), now);
    }
    (seed, events, length)
}

/// Notes what became different.
fn note(events: &mut Events, before: &Oracle, after: &Oracle, cause: &str, now: i64) {
    for (at, registration) in after.registrations.iter().enumerate() {
        let old = before.registrations.get(at);
        let Registration {
            status,
            place,
            passed,
            extended,
            ..
        } = registration;
        let from = old.map_or("-", |old| old.status);
        if from != *status {
            one(events, format!("{from} > {status} by {cause}"));
        } else if old.is_some_and(|old| old.place != *place) {
            one(events, format!("rebooked by {cause}"));
        }
        if old.is_some_and(|old| old.passed != *passed) {
            one(events, format!("passed by {cause}"));
        }
        if old.is_some_and(|old| old.extended != *extended) {
            one(events, "extended".to_owned());
        }
    }
    for (at, unit) in after.units.iter().enumerate() {
        for place in unit.quotas.iter().map(|quota| quota.class).chain([0]) {
            let was = before.units.get(at).is_some() && before.held(at, place, now) > 0;
            if !was && after.held(at, place, now) > 0 {
                one(events, format!("held by {cause}"));
            }
        }
    }
}

fn one(events: &mut Events, what: String) {
    *events.entry(what).or_default() += 1;
}

const fn kind(ask: &Ask) -> &'static str {
    match ask {
        Ask::Open { .. } => "open",
        Ask::Register { .. } => "register",
        Ask::Change { .. } => "change",
        Ask::Cancel(_) => "cancel",
        Ask::Accept(_) => "accept",
        Ask::Decline(_) => "decline",
        Ask::ExtendOffer(_) => "extend_offer",
        Ask::SetCapacity { .. } => "set_capacity",
        Ask::Organize(organize) => kind_of(organize),
        Ask::Tick => "tick",
    }
}

const fn kind_of(organize: &Organize) -> &'static str {
    match organize {
        Organize::Approve { .. } => "approve",
        Organize::Reject(_) => "reject",
        Organize::Admit(_) => "admit",
        Organize::Promote(_) => "by_hand",
        Organize::Cancel(_) => "cancel by staff",
        Organize::Move { .. } => "move",
        Organize::CancelSession { .. } => "cancel_session",
        Organize::MoveSession { .. } => "move_session",
        Organize::CallOff(_) => "call_off",
        Organize::Freeze { .. } | Organize::Run { .. } | Organize::Void(_) => "draw",
    }
}
