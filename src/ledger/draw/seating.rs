//! Who gets which seats in the order drawn. Source: docs/draw.md, 3; docs/rules.md, R26, R33.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::list::NONE;

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
pub fn give_out(
    entries: &[Vec<(String, i32)>],
    free: &BTreeMap<String, Option<i32>>,
    list: Option<i32>,
) -> Vec<Placed> {
    let (mut free, mut list) = (free.clone(), list);
    let mut placed = Vec::with_capacity(entries.len());
    for members in entries {
        if members.is_empty() {
            placed.push(nothing(Fate::Withdrawn));
            continue;
        }
        if let Some((pools, left)) = seat(members, &free) {
            free = left;
            let fate = Fate::Confirmed;
            placed.push(Placed { fate, pools });
            continue;
        }
        let count = i32::try_from(members.len()).unwrap_or(i32::MAX);
        placed.push(match list {
            Some(limit) if limit < count => nothing(Fate::NotDrawn),
            _ => {
                list = list.map(|limit| limit - count);
                nothing(Fate::Waiting)
            }
        });
    }
    placed
}

const fn nothing(fate: Fate) -> Placed {
    Placed {
        fate,
        pools: Vec::new(),
    }
}

type Free = BTreeMap<String, Option<i32>>;

fn seat(members: &[(String, i32)], free: &Free) -> Option<(Vec<String>, Free)> {
    let mut left = free.clone();
    let mut pools = Vec::with_capacity(members.len());
    for (quota, seats) in members {
        let pool = [quota.as_str(), NONE].into_iter().find(|pool| {
            let room = left.get(*pool);
            room.is_some_and(|room| room.is_none_or(|room| *seats <= room))
        })?;
        if let Some(Some(room)) = left.get_mut(pool) {
            *room -= seats;
        }
        pools.push(pool.to_owned());
    }
    Some((pools, left))
}
