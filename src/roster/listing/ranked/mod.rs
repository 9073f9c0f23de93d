//! An offering's registrations in their order, kept while nothing changes in its program.
//!
//! To show fifty of a hundred thousand rows in the order of the line, all of them have to be
//! ranked. That is done once and kept with the number of the ledger's last change: the next page
//! is looked up. What is shown of a row is read anew for each page.

mod turning;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use super::{Found, Position, Roster, store};
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::values::ids::{GroupId, OfferingId, ProgramId, RegistrationId, UnitId};

/// Rows that are kept in all, some forty bytes each.
const ROWS_MOST: u64 = 250_000;
/// A roster that nobody turns pages of is forgotten.
const KEPT: Duration = Duration::from_mins(5);

/// The orders that are kept on this instance. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Orders(Cache<OfferingId, Arc<Ranked>>);

impl Default for Orders {
    fn default() -> Self {
        let rows =
            |_: &OfferingId, one: &Arc<Ranked>| u32::try_from(one.rows.len()).unwrap_or(u32::MAX);
        let cache = Cache::builder().weigher(rows).max_capacity(ROWS_MOST);
        Self(cache.time_to_idle(KEPT).build())
    }
}

/// The registrations of an offering in the order of the line.
#[derive(Debug)]
pub struct Ranked {
    /// The number of the program's ledger as of which it holds.
    sequence: i64,
    rows: Vec<Row>,
    /// Where in `rows` they are as they registered.
    by_arrival: Vec<u32>,
    /// How many stand where.
    pub counts: BTreeMap<Status, i64>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct Row {
    id: RegistrationId,
    rank: Rank,
    status: Status,
    /// Its place in line, while it waits.
    place: Option<u32>,
}

/// How a row is ranked: seating, drawn rank, points the other way round, arrival.
type Rank = (u8, i32, i32, i64);

/// What ranking needs of a registration.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub(super) struct Entry {
    pub(super) id: RegistrationId,
    pub(super) unit_id: UnitId,
    pub(super) status: String,
    pub(super) points: i32,
    pub(super) drawn_rank: Option<i32>,
    pub(super) arrival: i64,
    pub(super) group_id: Option<GroupId>,
}

impl Roster {
    /// The registrations of an offering in order, as of now.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn ranked(
        &self,
        (program, offering): (ProgramId, OfferingId),
    ) -> Result<Arc<Ranked>, Fault> {
        // Before the rows: what changes in between is in them, and the next look ranks again.
        let sequence = self.ledger.sequence(program).await?;
        let kept = self.orders.0.get(&offering).await;
        if let Some(kept) = kept.filter(|kept| kept.sequence == sequence) {
            return Ok(kept);
        }
        let entries = store::entries(self.db.read(), offering).await?;
        let places = self.ledger.places_in_offering(offering).await?;
        let ranked = Arc::new(Ranked::new(sequence, &entries, &places)?);
        self.orders.0.insert(offering, ranked.clone()).await;
        Ok(ranked)
    }
}

impl Ranked {
    fn new(
        sequence: i64,
        entries: &[Entry],
        places: &BTreeMap<RegistrationId, i64>,
    ) -> Result<Self, Fault> {
        let points = points(entries);
        let mut counts: BTreeMap<Status, i64> = BTreeMap::new();
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let status = Status::parse(&entry.status)
                .ok_or_else(|| Fault::broken(format!("a registration that is {}", entry.status)))?;
            *counts.entry(status).or_default() += 1;
            let points = points.get(&key(entry)).copied().unwrap_or(entry.points);
            let drawn = entry.drawn_rank.unwrap_or(i32::MAX);
            rows.push(Row {
                id: entry.id,
                rank: (seating(status), drawn, -points, entry.arrival),
                status,
                place: places
                    .get(&entry.id)
                    .and_then(|place| u32::try_from(*place).ok()),
            });
        }
        rows.sort_unstable_by_key(|row| (row.rank, row.id));
        let mut by_arrival: Vec<u32> = (0..).take(rows.len()).collect();
        by_arrival.sort_unstable_by_key(|at| {
            let row = rows[*at as usize];
            (row.rank.3, row.id)
        });
        Ok(Self {
            sequence,
            rows,
            by_arrival,
            counts,
        })
    }

    /// Registrations in the order of `ids`. One that came since has no place yet.
    pub(super) fn named(&self, ids: &[RegistrationId]) -> Vec<Found> {
        let asked: HashSet<RegistrationId> = ids.iter().copied().collect();
        let rows = self.rows.iter().filter(|row| asked.contains(&row.id));
        let known: HashMap<RegistrationId, Found> = rows.map(|row| (row.id, row.found())).collect();
        let found = |id: &RegistrationId| {
            let unranked = || Found {
                position: Position {
                    numbers: [0; 4],
                    id: *id,
                    is_back: false,
                },
                place: None,
            };
            known.get(id).cloned().unwrap_or_else(unranked)
        };
        ids.iter().map(found).collect()
    }
}

impl Row {
    fn found(&self) -> Found {
        let (seating, drawn, points, arrival) = self.rank;
        Found {
            position: Position {
                numbers: [seating.into(), drawn.into(), points.into(), arrival],
                id: self.id,
                is_back: false,
            },
            place: self.place.map(i64::from),
        }
    }
}

/// The rank that a position tells; nobody has one whose numbers are too large.
fn rank([seating, drawn, points, arrival]: &[i64; 4]) -> Rank {
    (
        u8::try_from(*seating).unwrap_or(u8::MAX),
        i32::try_from(*drawn).unwrap_or(i32::MAX),
        i32::try_from(*points).unwrap_or(i32::MAX),
        *arrival,
    )
}

/// How those who have or await a seat come first; the others have ended.
const fn seating(status: Status) -> u8 {
    match status {
        Status::Confirmed => 0,
        Status::Offered => 1,
        Status::Waitlisted => 2,
        Status::Applied => 3,
        _ => 4,
    }
}

type Mates<'a> = (GroupId, UnitId, &'a str);

/// The points by which linked ones are ranked: the most that one who stands as it does has.
fn points(entries: &[Entry]) -> HashMap<Option<Mates<'_>>, i32> {
    let mut most = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.group_id.is_some()) {
        let points = most.entry(key(entry)).or_insert(entry.points);
        *points = entry.points.max(*points);
    }
    most
}

fn key(entry: &Entry) -> Option<Mates<'_>> {
    entry
        .group_id
        .map(|group| (group, entry.unit_id, entry.status.as_str()))
}
