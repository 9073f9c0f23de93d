//! Which registrations are asked for, and those that are found, a page at a time.

use serde::{Deserialize, Serialize};

use super::{Ranked, store};
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::roster::Roster;
use crate::values::ids::{OfferingId, RegistrationId};
use crate::values::words::words;

words! {
    /// In which order a roster is shown.
    Order {
        /// As seats go: confirmed, offered, waiting, applied, each by rank, then those that
        /// ended.
        Line = "line",
        /// By the participant's name.
        Name = "name",
        /// As they registered.
        Arrival = "arrival",
    }
}

words! {
    /// Whether people were reached.
    Reach {
        /// The mail of their last message did not arrive, or they have no address and are called.
        Unreached = "unreached",
    }
}

/// Which registrations of an offering are asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The offering.
    pub offering: OfferingId,
    /// Only these statuses; empty for all.
    pub statuses: Vec<Status>,
    /// Only those with this in the names, the address, the telephone number or the door code.
    pub words: Option<String>,
    /// Only those with this quota; an empty key for those without one.
    pub quota: Option<String>,
    /// Only those whom their last message reached so.
    pub reach: Option<Reach>,
    /// In which order.
    pub order: Order,
}

/// Where a page ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The numbers by which its last row stood there; a name is looked up, lest it stands in an
    /// address.
    pub numbers: [i64; 4],
    /// Its last row.
    pub id: RegistrationId,
    /// Whether one reads back from there: then it is the first row of the page after.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_back: bool,
}

/// A row that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub position: Position,
    /// Its place in line, while it waits.
    pub place: Option<i64>,
}

impl Found {
    /// The registration, with its place in line.
    #[must_use]
    pub const fn row(&self) -> (RegistrationId, Option<i64>) {
        (self.position.id, self.place)
    }
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its rows.
    pub rows: Vec<Found>,
    /// Where one reads back; none on the first page.
    pub previous: Option<Position>,
    /// Where one reads on; none on the last page.
    pub next: Option<Position>,
}

impl Wanted {
    /// Whether not everybody is asked for.
    #[must_use]
    pub const fn is_narrow(&self) -> bool {
        !self.statuses.is_empty() || self.is_looked_up()
    }

    /// Whether more is asked for than statuses, which the order knows by itself.
    const fn is_looked_up(&self) -> bool {
        self.words.is_some() || self.quota.is_some() || self.reach.is_some()
    }
}

impl Leaf {
    /// The page from one row more than it holds, where there are so many: the last, or reading
    /// back the first.
    fn cut(mut rows: Vec<Found>, at: Option<&Position>, most: usize) -> Self {
        let is_back = at.is_some_and(|at| at.is_back);
        let more = rows.len() > most;
        if is_back && more {
            rows.remove(0);
        }
        rows.truncate(most);
        let (goes_back, goes_on) = if is_back {
            (more, true)
        } else {
            (at.is_some(), more)
        };
        let end = |row: &Found, is_back| Position {
            is_back,
            ..row.position.clone()
        };
        Self {
            previous: rows.first().filter(|_| goes_back).map(|row| end(row, true)),
            next: rows.last().filter(|_| goes_on).map(|row| end(row, false)),
            rows,
        }
    }
}

impl Roster {
    /// A page of the registrations asked for: `at` ends the one before, or begins the one after.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn leaf(
        &self,
        wanted: &Wanted,
        ranked: &Ranked,
        at: Option<&Position>,
        most: u32,
    ) -> Result<Leaf, Fault> {
        let rows = self.listed(wanted, ranked, at, Some(u64::from(most) + 1));
        Ok(Leaf::cut(rows.await?, at, most as usize))
    }

    /// The registrations asked for, in order: those after `at` or before it, the nearest, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn listed(
        &self,
        wanted: &Wanted,
        ranked: &Ranked,
        at: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Vec<Found>, Fault> {
        let db = self.db.read();
        let reached = match wanted.reach {
            Some(Reach::Unreached) => Some(self.unreached_in(wanted.offering).await?),
            None => None,
        };
        let is_reached = |id: &RegistrationId| reached.as_ref().is_none_or(|ids| ids.contains(id));
        let most = limit.and_then(|limit| usize::try_from(limit).ok());
        let most = most.unwrap_or(usize::MAX);
        if wanted.order == Order::Name {
            let limit = limit.filter(|_| reached.is_none());
            let mut ids = store::by_name(db, wanted, at, limit).await?;
            ids.retain(is_reached);
            ids.truncate(most);
            if at.is_some_and(|at| at.is_back) {
                ids.reverse();
            }
            return Ok(ranked.named(&ids));
        }
        let matching = if wanted.is_looked_up() {
            Some(store::matching(db, wanted).await?)
        } else {
            None
        };
        let is_wanted = |id: RegistrationId, status: Status| match &matching {
            Some(matching) => matching.contains(&id) && is_reached(&id),
            None => wanted.statuses.is_empty() || wanted.statuses.contains(&status),
        };
        Ok(if wanted.order == Order::Line {
            ranked.in_line(at, most, is_wanted)
        } else {
            ranked.as_they_came(at, most, is_wanted)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: u128) -> Found {
        Found {
            position: Position {
                numbers: [0; 4],
                id: RegistrationId(uuid::Uuid::from_u128(number)),
                is_back: false,
            },
            place: None,
        }
    }

    #[test]
    fn a_page_says_where_one_reads_back_and_on() {
        let rows = || (1..=3).map(found).collect::<Vec<_>>();
        let first = Leaf::cut(rows(), None, 2);
        assert_eq!(first.rows, [found(1), found(2)]);
        assert!(first.previous.is_none());
        assert_eq!(first.next, Some(found(2).position));
        let last = Leaf::cut(vec![found(3)], first.next.as_ref(), 2);
        assert!(last.next.is_none());
        let back = last.previous.unwrap();
        assert!(back.is_back && back.id == found(3).position.id);
        let first = Leaf::cut(vec![found(1), found(2)], Some(&back), 2);
        assert!(first.previous.is_none() && first.next.is_some());
        let middle = Leaf::cut(rows(), Some(&back), 2);
        assert_eq!(middle.rows, [found(2), found(3)]);
        assert!(middle.previous.is_some() && middle.next.is_some());
    }
}
