//! Who gets which seats in the order drawn. Source: docs/draw.md, 3; docs/rules.md, R26, R33.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::list::NONE;

/// Free seats by quota, `-` for the general pool; none for no limit.
pub type Free = BTreeMap<String, Option<i32>>;

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It has its seats.
    Confirmed,
    /// It waits.
    Waiting,
    /// Neither.
    NotDrawn,
    /// It gave up before the draw was run.
    Withdrawn,
}

/// An entry with what it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What became of it.
    pub fate: Fate,
    /// The pool of each member as listed, `-` for the general one; empty without seats.
    pub pools: Vec<String>,
}

/// Gives the seats of a unit out, in the order drawn: whole or not at all, each member in its
/// own quota if that has room, else in the general pool; the first of the others wait, as long
/// as the list takes all of an entry's members.
///
/// `entries`: the members still there of each entry, quota and seats. `free`: seats by quota,
/// `-` for the general pool; none for no limit. `list`: how many registrations may still wait.
#[must_use]
pub fn give_out<'a>(
    entries: impl IntoIterator<Item = &'a [(String, i32)]>,
    free: &Free,
    list: Option<i32>,
) -> Vec<Placed> {
    let (mut free, mut list) = (free.clone(), list);
    let place = |members: &'a [(String, i32)]| {
        if members.is_empty() {
            return nothing(Fate::Withdrawn);
        }
        if let Some(pools) = seat(members, &mut free) {
            let fate = Fate::Confirmed;
            return Placed { fate, pools };
        }
        let count = i32::try_from(members.len()).unwrap_or(i32::MAX);
        if list.is_some_and(|limit| limit < count) {
            return nothing(Fate::NotDrawn);
        }
        list = list.map(|limit| limit - count);
        nothing(Fate::Waiting)
    };
    entries.into_iter().map(place).collect()
}

const fn nothing(fate: Fate) -> Placed {
    Placed {
        fate,
        pools: Vec::new(),
    }
}

/// The pool of each member, whose seats are taken; nothing changes where they do not fit whole.
fn seat(members: &[(String, i32)], free: &mut Free) -> Option<Vec<String>> {
    let mut taken: Vec<(&str, i32)> = Vec::with_capacity(members.len());
    for (quota, seats) in members {
        let pool = [quota.as_str(), NONE].into_iter().find(|pool| {
            let ours: i32 = taken
                .iter()
                .filter(|(of, _)| of == pool)
                .map(|(_, seats)| seats)
                .sum();
            let room = free.get(*pool);
            room.is_some_and(|room| room.is_none_or(|room| ours + seats <= room))
        })?;
        taken.push((pool, *seats));
    }
    for (pool, seats) in &taken {
        if let Some(Some(room)) = free.get_mut(*pool) {
            *room -= seats;
        }
    }
    Some(taken.into_iter().map(|(pool, _)| pool.to_owned()).collect())
}
