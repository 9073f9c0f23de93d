//! What must hold of the facts at any time, read off the facts alone.

use std::collections::BTreeMap;

use niangjia::ledger::book::Book;
use niangjia::ledger::facts::{Pool, Registration, Status, Unit};

/// Checks I1, I2 and I4, that each line holds whom it should, and that no group is split.
///
/// # Errors
/// The first that is broken, with its numbers.
pub(crate) fn check(book: &Book, now: i64) -> Result<(), String> {
    for unit in book.units.values() {
        for pool in &unit.pools {
            seats_are_counted(book, unit, pool)?;
        }
        lines_are_kept(book, unit)?;
        // Whom a moved session's list has closed for is told so by the next command.
        let closes = unit.starts_at.map(|starts| starts.plus_hours(-2).millis());
        if closes.is_none_or(|closes| now < closes) {
            nothing_more_moves(book, unit)?;
        }
    }
    no_group_is_split(book)?;
    one_live_registration_each(book)
}

fn here<'a>(book: &'a Book, unit: &Unit) -> impl Iterator<Item = &'a Registration> {
    let id = unit.id;
    book.registrations.values().filter(move |r| r.unit_id == id)
}

/// I1: `taken` is the seats of who sits there, and with `held` not more than the capacity.
fn seats_are_counted(book: &Book, unit: &Unit, pool: &Pool) -> Result<(), String> {
    let seated = here(book, unit).filter(|r| r.pool_id == Some(pool.id));
    let seated = seated.filter(|r| matches!(r.status, Status::Offered | Status::Confirmed));
    let taken: i32 = seated.map(|r| r.seats).sum();
    let over = pool
        .capacity
        .is_some_and(|capacity| pool.taken + pool.held > capacity);
    if taken != pool.taken || over || pool.held < 0 {
        return Err(format!("I1: {taken} seats are taken of {pool:?}"));
    }
    let wrongly = here(book, unit).find(|r| r.status.is_seated() != r.pool_id.is_some());
    wrongly.map_or(Ok(()), |r| {
        Err(format!("I1: {r:?} sits or does not sit as it should"))
    })
}

fn lines_are_kept(book: &Book, unit: &Unit) -> Result<(), String> {
    let general = unit
        .pools
        .iter()
        .find(|pool| pool.is_general())
        .map(|pool| pool.id);
    let ids = |wanted: &dyn Fn(&Registration) -> bool| {
        let mut entries: Vec<_> = here(book, unit).filter(|r| wanted(r)).collect();
        entries.sort_by_key(|r| r.rank());
        entries.into_iter().map(|r| r.id).collect::<Vec<_>>()
    };
    let waiting = ids(&|r| r.status == Status::Waitlisted);
    let offers = ids(&|r| r.status == Status::Offered);
    let guests = ids(&|r| !r.quota_key.is_empty() && r.pool_id.is_some() && r.pool_id == general);
    let applied = ids(&|r| r.status == Status::Applied);
    let kept = [&unit.waiting, &unit.offers, &unit.guests, &unit.applied]
        .map(|line| line.values().copied().collect::<Vec<_>>());
    let in_pools: i32 = unit.pools.iter().map(|pool| pool.waiting).sum();
    if kept != [waiting.clone(), offers, guests, applied]
        || usize::try_from(in_pools) != Ok(waiting.len())
    {
        return Err(format!("the lines of {unit:?} are not kept"));
    }
    Ok(())
}

/// I2: no entry waits beside seats that it fits, and no quota member sits in the general pool
/// beside a free seat of the quota.
fn nothing_more_moves(book: &Book, unit: &Unit) -> Result<(), String> {
    for entry in waiting_together(book, unit) {
        let mut free: Vec<(&Pool, i32)> = unit.pools.iter().map(|p| (p, p.free())).collect();
        let fits = entry.iter().all(|one| {
            let is_own = |pool: &Pool| !pool.is_general() && pool.quota_key == one.quota_key;
            let own = free
                .iter()
                .position(|(pool, left)| is_own(pool) && one.seats <= *left);
            let general = |(pool, left): &(&Pool, i32)| pool.is_general() && one.seats <= *left;
            let seat = own.or_else(|| free.iter().position(general));
            seat.map(|seat| free[seat].1 -= one.seats).is_some()
        });
        if fits {
            return Err(format!("I2: {entry:?} waits beside {:?}", unit.pools));
        }
    }
    for id in unit.guests.values() {
        let guest = &book.registrations[id];
        let own = unit
            .pools
            .iter()
            .find(|pool| pool.quota_key == guest.quota_key);
        if let Some(own) = own.filter(|own| guest.seats <= own.free()) {
            return Err(format!("I2: {guest:?} is a guest beside {own:?}"));
        }
    }
    Ok(())
}

/// Who waits, with those who are linked to him; the largest party first, then the earlier.
fn waiting_together<'a>(book: &'a Book, unit: &Unit) -> Vec<Vec<&'a Registration>> {
    let mut entries: Vec<Vec<&Registration>> = Vec::new();
    for one in here(book, unit).filter(|r| r.status == Status::Waitlisted) {
        let linked = |entry: &&mut Vec<&Registration>| {
            one.group_id.is_some() && entry[0].group_id == one.group_id
        };
        match entries.iter_mut().find(linked) {
            Some(entry) => entry.push(one),
            None => entries.push(vec![one]),
        }
    }
    for entry in &mut entries {
        entry.sort_by_key(|one| (-one.seats, one.arrival));
    }
    entries
}

/// No group is ever split: its members who are in stand alike. Once they have their seats each
/// may give his up, and the rest keep theirs.
fn no_group_is_split(book: &Book) -> Result<(), String> {
    let mut known: BTreeMap<_, &Registration> = BTreeMap::new();
    for one in book.registrations.values().filter(|r| r.status.is_live()) {
        let Some(group) = one.group_id else { continue };
        let first = known.entry((group, one.unit_id)).or_insert(one);
        let stands = |r: &Registration| (r.status, r.offer_expires_at, r.passed, r.drawn_rank);
        if stands(first) != stands(one) {
            return Err(format!("a group is split: {first:?} and {one:?}"));
        }
    }
    Ok(())
}

/// I4: one live registration a participant and unit.
fn one_live_registration_each(book: &Book) -> Result<(), String> {
    let live = |r: &&Registration| r.status.is_live();
    let mut seen: Vec<_> = book
        .registrations
        .values()
        .filter(live)
        .map(|r| (r.unit_id, r.participant_id))
        .collect();
    seen.sort_unstable();
    let twice = seen.windows(2).find(|pair| pair[0] == pair[1]);
    twice.map_or(Ok(()), |twice| Err(format!("I4: twice {:?}", twice[0])))
}
