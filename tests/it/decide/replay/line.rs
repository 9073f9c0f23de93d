//! Who waited when somebody was given seats, and for what, by the events alone.

use niangjia::ledger::command::Event;
use niangjia::ledger::facts::Status;
use niangjia::values::ids::{PoolId, RegistrationId, UnitId};
use niangjia::values::rank::Rank;

use super::{Entry, Replay};

/// Those who wait together.
type Together<'a> = Vec<(RegistrationId, &'a Entry)>;

impl Replay {
    /// I3: nobody who waits before it in line would have fitted at this moment.
    pub(super) fn nobody_is_overtaken(&self, event: &Event) -> Result<(), String> {
        let promoted = &self.entries[&event.registration_id];
        let line = self.waiting(promoted.unit);
        let own = line.iter().find(|entry| has(entry, event.registration_id));
        let rank = own.map_or(promoted.rank, |own| rank(own));
        let others = line
            .iter()
            .filter(|entry| !has(entry, event.registration_id));
        for entry in others.filter(|entry| self::rank(entry) < rank && !linked(entry, promoted)) {
            if self.fits(entry) {
                return Err(format!("I3: {entry:?} was overtaken: {event:?}"));
            }
        }
        Ok(())
    }

    /// Whoever was passed as often as he has seats is not passed again in a place that he may
    /// use: what is not taken there is his, as far as he needs it, until 72 hours before the
    /// start. A draw passes nobody, but leaves him what is his too.
    pub(super) fn nobody_is_starved(&self, event: &Event) -> Result<(), String> {
        let seated = &self.entries[&event.registration_id];
        let Some(pool) = event
            .to_pool
            .filter(|_| self.holding.contains(&seated.unit))
        else {
            return Ok(());
        };
        let claimant = self.claimant(pool);
        let other =
            claimant.filter(|other| !has(other, event.registration_id) && !linked(other, seated));
        let (Some(other), Some(free)) = (other, self.free(pool, true)) else {
            return Ok(());
        };
        if free - seated.seats < self.need(&other, pool).min(free) {
            return Err(format!("{other:?} is starved: {event:?}"));
        }
        Ok(())
    }

    /// Entries that wait in a unit; each with its largest party first, then the earlier arrival.
    fn waiting(&self, unit: UnitId) -> Vec<Together<'_>> {
        let waits = |id: &RegistrationId| {
            let standing = self.standings.get(id);
            standing.is_some_and(|standing| standing.status == Status::Waitlisted)
        };
        let mut line: Vec<Together<'_>> = Vec::new();
        for (id, entry) in &self.entries {
            if entry.unit == unit && waits(id) {
                match line.iter_mut().find(|together| linked(together, entry)) {
                    Some(together) => together.push((*id, entry)),
                    None => line.push(vec![(*id, entry)]),
                }
            }
        }
        for together in &mut line {
            together.sort_by_key(|(_, entry)| (-entry.seats, entry.rank.arrival));
        }
        line
    }

    fn may_sit(&self, entry: &Entry, pool: PoolId) -> bool {
        let (unit, class) = &self.pools[&pool];
        *unit == entry.unit && (class.is_empty() || *class == entry.class)
    }

    /// Seats of those who may sit in a pool.
    fn need(&self, together: &Together<'_>, pool: PoolId) -> i32 {
        let here = together.iter().filter(|(_, one)| self.may_sit(one, pool));
        here.map(|(_, one)| one.seats).sum()
    }

    /// Whether all can be seated at once.
    fn fits(&self, together: &Together<'_>) -> bool {
        let mut left: Vec<(PoolId, Option<i32>)> = self
            .pools
            .keys()
            .map(|pool| {
                let claimant = self.claimant(*pool);
                let claims = claimant.is_some_and(|entry| has(&entry, together[0].0));
                (*pool, self.free(*pool, claims))
            })
            .collect();
        together.iter().all(|(_, one)| {
            let mut pools = left.iter_mut().filter(|(pool, left)| {
                self.may_sit(one, *pool) && left.is_none_or(|left| one.seats <= left)
            });
            let own = pools
                .by_ref()
                .find(|(pool, _)| !self.pools[pool].1.is_empty());
            let seat = match own {
                Some(own) => Some(own),
                None => left.iter_mut().find(|(pool, left)| {
                    self.may_sit(one, *pool) && left.is_none_or(|left| one.seats <= left)
                }),
            };
            let Some((_, left)) = seat else { return false };
            *left = left.map(|left| left - one.seats);
            true
        })
    }

    /// For whom seats of a pool are held.
    fn claimant(&self, pool: PoolId) -> Option<Together<'_>> {
        let (unit, _) = &self.pools[&pool];
        let was_passed = |together: &Together<'_>| {
            let size: i32 = together.iter().map(|(_, one)| one.seats).sum();
            self.standings[&together[0].0].passed >= size
        };
        let line = self.waiting(*unit).into_iter();
        line.filter(|together| self.need(together, pool) > 0 && was_passed(together))
            .min_by_key(|together| rank(together))
    }

    /// Seats neither taken nor held (held ones too for who claims them); none: without limit.
    pub(super) fn free(&self, pool: PoolId, claims: bool) -> Option<i32> {
        let size = self.sizes[&pool];
        let held = if claims { 0 } else { size.held };
        size.capacity
            .map(|capacity| capacity - self.taken(pool) - held)
    }

    /// Seats of who sits in a pool.
    fn taken(&self, pool: PoolId) -> i32 {
        let seated = self
            .standings
            .iter()
            .filter(|(_, standing)| standing.pool == Some(pool));
        seated.map(|(id, _)| self.entries[id].seats).sum()
    }
}

fn has(together: &Together<'_>, id: RegistrationId) -> bool {
    together.iter().any(|(one, _)| *one == id)
}

/// Whether somebody is linked with those who wait.
fn linked(together: &Together<'_>, one: &Entry) -> bool {
    let (_, other) = together[0];
    one.group.is_some() && (one.group, one.unit) == (other.group, other.unit)
}

/// That of the best in each respect.
fn rank(together: &Together<'_>) -> Rank {
    let ranks = || together.iter().map(|(_, one)| one.rank);
    Rank {
        drawn: ranks().map(|rank| rank.drawn).min().unwrap_or(i32::MAX),
        points: ranks().map(|rank| rank.points).min().unwrap_or_default(),
        arrival: ranks().map(|rank| rank.arrival).min().unwrap_or_default(),
    }
}
