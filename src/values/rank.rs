//! The order of a waiting line.

use std::cmp::Reverse;

/// Where an entry stands in line; smaller is better. The drawn rank first (entries without one
/// after those with), then granted points (more is better), then the arrival number. Points are
/// never a rank beside a draw: there they were the weight. Source: docs/rules.md, R10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// Rank in the draw; `i32::MAX` for who was not in it.
    pub drawn: i32,
    /// Points a reviewer granted.
    pub points: Reverse<i32>,
    /// Counted under the program's lock, never a timestamp.
    pub arrival: i64,
}

impl Rank {
    /// Builds a rank from the columns of a registration.
    #[must_use]
    pub fn new(points: i32, drawn: Option<i32>, arrival: i64) -> Self {
        Self {
            drawn: drawn.unwrap_or(i32::MAX),
            points: Reverse(points),
            arrival,
        }
    }
}
