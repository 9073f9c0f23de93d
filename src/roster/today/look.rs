//! One look over all offerings in reach: which of them to ask the database about, and what its
//! answers mean.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::policy::{self, Part};
use super::store::{Applied, Offered};
use super::{About, Item, Meeting, OpenNow, Reach, Standing, Task, TaskKind, Today};
use crate::catalog::model::{Allocation, Offering, OfferingState, Program, SessionState};
use crate::catalog::places::{OfferingPlaces, PlacesBoard};
use crate::catalog::policy::first_start;
use crate::catalog::snapshot::Snapshot;
use crate::roster::minimum::policy::{Run, is_short};
use crate::roster::report::policy::told;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, UnitId};

/// An offering in reach.
struct Seen<'a> {
    program: &'a Program,
    offering: &'a Offering,
    part: Part,
    places: std::sync::Arc<OfferingPlaces>,
}

/// The offerings in reach, and what was asked about them.
pub(super) struct Look<'a> {
    now: Instant,
    seen: Vec<Seen<'a>>,
    /// Units whose seats a draw or a review gives out.
    pub(super) decided_later: Vec<UnitId>,
    /// Units in which somebody may have a place only if she says so.
    pub(super) offering: Vec<UnitId>,
    pub(super) undecided: HashSet<OfferingId>,
    pub(super) applied: HashMap<OfferingId, Applied>,
    pub(super) offered: HashMap<OfferingId, Offered>,
    pub(super) unreached: BTreeMap<OfferingId, i64>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        board: &PlacesBoard,
        reach: &Reach,
        now: Instant,
    ) -> Self {
        let mut look = Self {
            now,
            seen: Vec::new(),
            decided_later: Vec::new(),
            offering: Vec::new(),
            undecided: HashSet::new(),
            applied: HashMap::new(),
            offered: HashMap::new(),
            unreached: BTreeMap::new(),
        };
        for program in snapshot.programs.all() {
            let role = reach.roles.get(&program.organization_id).copied();
            let counsels = reach.counsels.contains(&program.id);
            let Some(part) = policy::part(program, role, counsels) else {
                continue;
            };
            for offering in snapshot.offerings_of(program.id) {
                look.see(Seen {
                    program,
                    offering,
                    part,
                    places: board.of(offering.id).unwrap_or_default(),
                });
            }
        }
        look
    }

    fn see(&mut self, seen: Seen<'a>) {
        let units = seen.places.units.values();
        if policy::is_applied_for(seen.offering, self.now) {
            self.decided_later
                .extend(units.clone().map(|unit| unit.unit_id));
        }
        if policy::may_offer(seen.offering, self.now) {
            let taken = units.filter(|unit| unit.pools.iter().any(|pool| pool.taken > 0));
            self.offering.extend(taken.map(|unit| unit.unit_id));
        }
        self.seen.push(seen);
    }

    /// Whether she decides on anybody at all.
    pub(super) fn has_people(&self) -> bool {
        self.seen.iter().any(|one| one.part.decides)
    }

    pub(super) fn today(&self) -> Today {
        let mut tasks: BTreeMap<TaskKind, Vec<Item>> = BTreeMap::new();
        let mut today = Today::default();
        for one in &self.seen {
            for (kind, item) in self.items(one) {
                tasks.entry(kind).or_default().push(item);
            }
            self.meetings(one, &mut today);
            if policy::is_open(one.program, one.offering, self.now) {
                today.open.push(self.open(one));
            }
            let next = policy::next(one.offering, self.now);
            let next = next.map(|(at, next)| (at, next, one.offering.id));
            today.next = [today.next, next].into_iter().flatten().min();
        }
        let by_time = |item: &Item| (item.at.is_none(), item.at, item.about);
        for (kind, mut items) in tasks {
            items.sort_by_key(by_time);
            today.tasks.push(Task { kind, items });
        }
        today.tasks.sort_by_key(|task| task.kind as usize);
        today
            .meetings
            .sort_by_key(|one| (one.starts_at, one.session));
        today
            .open
            .sort_by_key(|one| (one.closes.is_none(), one.closes, one.offering));
        today
    }

    /// What there is to do in an offering.
    fn items(&self, one: &Seen<'_>) -> Vec<(TaskKind, Item)> {
        let (id, now, offering) = (one.offering.id, self.now, one.offering);
        let item = |number: i64, at: Option<Instant>| Item {
            about: About::Offering(id),
            number: told(number, !one.part.sees),
            least: i64::from(offering.min_to_run.unwrap_or(0)),
            at,
        };
        let mut found = Vec::new();
        if one.part.decides {
            if let Some(people) = self.unreached.get(&id) {
                found.push((TaskKind::Undelivered, item(*people, None)));
            }
            if let Some(offered) = self.offered.get(&id) {
                let offers = item(offered.registrations, offered.first);
                found.push((TaskKind::Offers, offers));
            }
            let unseen = self.applied.get(&id).map_or(0, |applied| applied.unseen);
            if unseen > 0 && policy::is_reviewed(one.program, offering) {
                let by = policy::reviewed_by(offering);
                found.push((TaskKind::Papers, item(unseen, by)));
            }
        }
        if !one.part.organizes {
            return found;
        }
        let is_undecided = self.undecided.contains(&id);
        if let Some(at) = policy::draw_near(offering, now).filter(|_| is_undecided) {
            let is_due = at <= now;
            let kind = if is_due {
                TaskKind::DrawDue
            } else {
                TaskKind::DrawAhead
            };
            found.push((kind, item(self.applied_seats(id), Some(at))));
        }
        if let Some(run) = self.run(one).filter(|run| is_short(run, now)) {
            let counted = if run.is_undecided { run.applied } else { 0 } + run.confirmed;
            found.push((TaskKind::Minimum, item(counted, Some(run.starts))));
        }
        found
    }

    fn run(&self, one: &Seen<'_>) -> Option<Run> {
        let offering = one.offering;
        let has_seats = offering.allocation != Allocation::Open;
        let is_live = offering.state == OfferingState::Published;
        let least = offering.min_to_run.filter(|_| has_seats && is_live)?;
        Some(Run {
            opens: offering.registration_opens,
            starts: first_start(offering)?,
            least: i64::from(least),
            confirmed: i64::from(one.places.total().taken) - self.offered_seats(offering.id),
            applied: self.applied_seats(offering.id),
            is_undecided: self.undecided.contains(&offering.id),
        })
    }

    fn offered_seats(&self, id: OfferingId) -> i64 {
        self.offered.get(&id).map_or(0, |offered| offered.seats)
    }

    fn applied_seats(&self, id: OfferingId) -> i64 {
        self.applied.get(&id).map_or(0, |applied| applied.seats)
    }

    fn meetings(&self, one: &Seen<'_>, today: &mut Today) {
        let units = &one.places.units;
        for session in policy::sessions_today(one.offering, self.now) {
            let own = [None, Some(session.id)].map(|unit| units.get(&unit));
            let pools = own.into_iter().flatten().flat_map(|unit| &unit.pools);
            let taken = pools.map(|pool| i64::from(pool.taken)).sum();
            today.meetings.push(Meeting {
                session: session.id,
                offering: one.offering.id,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                expected: told(taken, !one.part.sees),
            });
        }
        if one.offering.state == OfferingState::Published {
            let later = one.offering.sessions.iter();
            let later = later.filter(|session| session.state != SessionState::Cancelled);
            let later = later.map(|session| session.starts_at);
            let first = later.filter(|starts| *starts > self.now).min();
            today.next_session = [today.next_session, first].into_iter().flatten().min();
        }
    }

    fn open(&self, one: &Seen<'_>) -> OpenNow {
        let standing = Standing {
            places: one.places.total(),
            offered: self.offered_seats(one.offering.id),
            applied: self.applied_seats(one.offering.id),
            is_undecided: self.undecided.contains(&one.offering.id),
        };
        OpenNow {
            offering: one.offering.id,
            closes: one
                .offering
                .registration_closes
                .or(first_start(one.offering)),
            places: Some(standing).filter(|_| one.part.sees),
        }
    }
}
