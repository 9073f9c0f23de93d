//! What must hold of the facts at any time, read off the facts alone.

use niangjia::ledger::book::Book;
use niangjia::ledger::facts::{Pool, Registration, Status, Unit};

/// Checks I1, I2 and I4, and that each line holds whom it should.
///
/// # Errors
/// The first that is broken, with its numbers.
pub(crate) fn check(book: &Book) -> Result<(), String> {
    for unit in book.units.values() {
        for pool in &unit.pools {
            seats_are_counted(book, unit, pool)?;
        }
        lines_are_kept(book, unit)?;
        nothing_more_moves(book, unit)?;
    }
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
    let kept = [&unit.waiting, &unit.offers, &unit.guests]
        .map(|line| line.values().copied().collect::<Vec<_>>());
    let in_pools: i32 = unit.pools.iter().map(|pool| pool.waiting).sum();
    if kept != [waiting.clone(), offers, guests] || usize::try_from(in_pools) != Ok(waiting.len()) {
        return Err(format!("the lines of {unit:?} are not kept"));
    }
    Ok(())
}

/// I2: nobody waits beside a seat that he fits, and no quota member sits in the general pool
/// beside a free seat of the quota. Who waits in a closed list does not either: nobody may.
fn nothing_more_moves(book: &Book, unit: &Unit) -> Result<(), String> {
    for id in unit.waiting.values() {
        let entry = &book.registrations[id];
        if let Some(pool) = unit
            .pools_for(&entry.quota_key)
            .find(|p| entry.seats <= p.free())
        {
            return Err(format!("I2: {entry:?} waits beside {pool:?}"));
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
