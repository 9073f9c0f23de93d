//! How large numbers may be.

use std::ops::RangeInclusive;

use super::broken::Broken;
use crate::catalog::model::{Eligibility, Offering};
use crate::values::locale::Bilingual;

/// Seats of an offering, a session or a quota.
pub const SEATS: RangeInclusive<i32> = 1..=1_000_000;
/// Registrations that may wait in a unit.
pub const WAITLIST_LIMIT: RangeInclusive<i32> = 0..=1_000_000;
/// Sessions that one participant may pick.
pub const PICK_MAX: RangeInclusive<i32> = 1..=1000;
/// Hours to accept an offer.
pub const OFFER_HOURS: RangeInclusive<i32> = 1..=24 * 30;
/// Hours before the unit until which cancelling is free.
pub const CANCEL_HOURS: RangeInclusive<i32> = 0..=24 * 60;
/// The fee in yuan.
pub const FEE_YUAN: RangeInclusive<i32> = 0..=100_000;
/// The fee in fen.
pub const FEE_FEN: RangeInclusive<i32> = 0..=10_000_000;
/// People in one registration.
pub const PARTY_SIZE: RangeInclusive<i32> = 1..=20;
/// Completed years.
pub const AGE: RangeInclusive<i32> = 0..=150;
/// School grades.
pub const GRADE: RangeInclusive<i32> = 1..=12;

/// What is said of a number outside its range.
#[must_use]
pub fn whole(range: &RangeInclusive<i32>) -> Bilingual {
    let (low, high) = (range.start(), range.end());
    Bilingual::new(
        format!("要写 {low} 到 {high} 的整数"),
        format!("must be a whole number from {low} to {high}"),
    )
}

/// The numbers of an offering that lie outside their ranges.
#[must_use]
pub fn of_offering(offering: &Offering) -> Vec<Broken> {
    let own = [
        ("pick_max", offering.pick_max, PICK_MAX),
        ("capacity", offering.capacity, SEATS),
        ("waitlist_limit", offering.waitlist_limit, WAITLIST_LIMIT),
        ("offer_hours", offering.offer_hours, OFFER_HOURS),
        ("min_to_run", offering.min_to_run, SEATS),
        (
            "cancel_until_hours_before",
            Some(offering.cancel_until_hours_before),
            CANCEL_HOURS,
        ),
        ("fee_fen", Some(offering.fee_fen), FEE_FEN),
        ("party_size_max", Some(offering.party_size_max), PARTY_SIZE),
    ];
    let own = own.into_iter().filter_map(outside);
    let quotas = offering.quotas.iter().enumerate().filter_map(|(at, one)| {
        let broken = outside(("capacity", Some(one.seats), SEATS))?;
        Some(broken.inside_item("quotas", at))
    });
    let sessions = offering
        .sessions
        .iter()
        .enumerate()
        .filter_map(|(at, one)| {
            let broken = outside(("capacity", one.capacity, SEATS))?;
            Some(broken.inside_item("sessions", at))
        });
    own.chain(quotas).chain(sessions).collect()
}

/// The numbers of the rules of who may join that lie outside their ranges.
#[must_use]
pub fn of_eligibility(rules: &Eligibility) -> Vec<Broken> {
    let years = |age: Option<u32>| age.map(|age| i32::try_from(age).unwrap_or(i32::MAX));
    let all = [
        ("age_min", years(rules.age_min), AGE),
        ("age_max", years(rules.age_max), AGE),
        ("grade_min", rules.grade_min, GRADE),
        ("grade_max", rules.grade_max, GRADE),
    ];
    all.into_iter().filter_map(outside).collect()
}

fn outside(one: (&str, Option<i32>, RangeInclusive<i32>)) -> Option<Broken> {
    let (member, number, range) = one;
    let wrong = number.is_some_and(|number| !range.contains(&number));
    let words = whole(&range);
    wrong.then(|| Broken::new(member, "out-of-range", words.zh, words.en))
}
