//! What linking does to the chance: rehearsals with those who applied so far. Source:
//! docs/draw.md, "What a family is told".

use serde::Serialize;
use utoipa::ToSchema;

use super::order::order_by;
use super::seating::{Fate, Free, give_out};

/// Draws rehearsed.
const REHEARSALS: u32 = 1_000;

/// An entry as it is drawn: its weight, and quota and seats of each member.
pub type Lot = (u32, Vec<(String, i32)>);

/// How often a family would get its places, in so many rehearsals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Chance {
    /// Draws rehearsed with everyone who applied so far.
    pub rehearsals: u32,
    /// Entries in them, the family's own counted.
    pub entries: u32,
    /// All members get their places, linked.
    pub together: u32,
    /// All of them do, each with a lot of his own.
    pub all_alone: u32,
    /// At least one does, each with a lot of his own.
    pub one_alone: u32,
}

/// Rehearses draws of `others` and a family, linked and each alone, for the `free` seats by
/// quota (`-` for everyone's).
#[must_use]
pub fn chance(others: &[Lot], family: &Lot, free: &Free) -> Chance {
    let linked: Vec<Lot> = others.iter().chain([family]).cloned().collect();
    let (weight, members) = family;
    let alone = members.iter().map(|member| (*weight, vec![member.clone()]));
    let apart: Vec<Lot> = others.iter().cloned().chain(alone).collect();
    let mut chance = Chance {
        rehearsals: REHEARSALS,
        entries: u32::try_from(linked.len()).unwrap_or(u32::MAX),
        together: 0,
        all_alone: 0,
        one_alone: 0,
    };
    for rehearsal in 0..u64::from(REHEARSALS) {
        let together = won(&linked, others.len(), free, rehearsal);
        chance.together += u32::from(together == 1);
        let alone = won(&apart, others.len(), free, rehearsal);
        chance.all_alone += u32::from(alone == members.len());
        chance.one_alone += u32::from(alone > 0);
    }
    chance
}

/// How many of the lots from `own` on got their places.
fn won(lots: &[Lot], own: usize, free: &Free, rehearsal: u64) -> usize {
    let weights: Vec<u32> = lots.iter().map(|(weight, _)| *weight).collect();
    let drawn = order_by(&weights, |place, total| {
        mixed(rehearsal << 32 | u64::try_from(place).unwrap_or_default()) % total.max(1)
    });
    let entries = drawn.iter().map(|at| lots[*at].1.as_slice());
    let placed = give_out(entries, free, Some(0));
    let ours = drawn.iter().zip(placed).filter(|(at, _)| **at >= own);
    ours.filter(|(_, placed)| placed.fate == Fate::Confirmed)
        .count()
}

/// A number that looks like chance (splitmix64): a rehearsal decides nothing.
const fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn single() -> Lot {
        (1, vec![("-".to_owned(), 1)])
    }

    #[test]
    fn two_of_a_family_for_half_the_places() {
        let others = vec![single(); 18];
        let family = (1, vec![("-".to_owned(), 1); 2]);
        let free = BTreeMap::from([("-".to_owned(), Some(10))]);
        let chance = chance(&others, &family, &free);
        assert_eq!(chance.entries, 19);
        // Linked: 9 of 19 places let both in. Alone: (10/20) (9/19), and 1 - (10/20) (9/19).
        assert!((430..520).contains(&chance.together), "{chance:?}");
        assert!((195..280).contains(&chance.all_alone), "{chance:?}");
        assert!((720..805).contains(&chance.one_alone), "{chance:?}");
    }

    #[test]
    fn with_places_for_all_everybody_is_in() {
        let free = BTreeMap::from([("-".to_owned(), None)]);
        let family = (1, vec![("-".to_owned(), 1); 3]);
        let chance = chance(&[single()], &family, &free);
        assert_eq!((chance.together, chance.all_alone), (1_000, 1_000));
    }
}
