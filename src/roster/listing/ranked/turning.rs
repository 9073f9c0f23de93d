//! A page of the order, from where another one ends or begins.

use std::cmp::Ordering;

use super::{Ranked, Row, rank};
use crate::ledger::facts::Status;
use crate::roster::listing::{Found, Position};
use crate::values::ids::RegistrationId;

impl Ranked {
    /// Those after `at` that are wanted, or before it, in the order of the line; the nearest, at
    /// most `limit`.
    pub(in crate::roster::listing) fn in_line(
        &self,
        at: Option<&Position>,
        limit: usize,
        is_wanted: impl Fn(RegistrationId, Status) -> bool,
    ) -> Vec<Found> {
        let from = at.map_or(0, |at| {
            let end = (rank(&at.numbers), at.id);
            let is_before = |row: &Row| is_past((row.rank, row.id).cmp(&end), at);
            self.rows.partition_point(is_before)
        });
        let row = |at: usize| self.rows[at];
        nearest((from, self.rows.len()), at, limit, row, is_wanted)
    }

    /// The same in the order in which they registered.
    pub(in crate::roster::listing) fn as_they_came(
        &self,
        at: Option<&Position>,
        limit: usize,
        is_wanted: impl Fn(RegistrationId, Status) -> bool,
    ) -> Vec<Found> {
        let row = |at: &u32| self.rows[*at as usize];
        let from = at.map_or(0, |at| {
            let end = (at.numbers[3], at.id);
            let came = |one: &u32| is_past((row(one).rank.3, row(one).id).cmp(&end), at);
            self.by_arrival.partition_point(came)
        });
        let row = |at: usize| row(&self.by_arrival[at]);
        nearest((from, self.by_arrival.len()), at, limit, row, is_wanted)
    }
}

/// Whether a row that stands so to the end of a page is on its side of it, where one reads from.
fn is_past(stands: Ordering, at: &Position) -> bool {
    if at.is_back {
        stands.is_lt()
    } else {
        stands.is_le()
    }
}

/// The wanted rows nearest to `from`: after it, or before it where one reads back.
fn nearest(
    (from, all): (usize, usize),
    at: Option<&Position>,
    limit: usize,
    row: impl Fn(usize) -> Row,
    is_wanted: impl Fn(RegistrationId, Status) -> bool,
) -> Vec<Found> {
    let is_wanted = |row: &Row| is_wanted(row.id, row.status);
    if at.is_some_and(|at| at.is_back) {
        let before = (0..from).rev().map(row).filter(is_wanted).take(limit);
        let mut found: Vec<Found> = before.map(|row| row.found()).collect();
        found.reverse();
        return found;
    }
    let after = (from..all).map(row).filter(is_wanted).take(limit);
    after.map(|row| row.found()).collect()
}
