//! The roster of an offering: who is in it, in which order, and whether they were reached.
//!
//! Orders registrations once for as long as nothing changes (`ranked`), finds them by words and
//! names by one query (`finding`, `store`), and asks the owners of everything else for what they show of
//! them, by sets.

mod finding;
mod logged;
pub mod policy;
mod ranked;
mod store;

pub use self::finding::{Found, Leaf, Order, Position, Reach, Wanted};
pub use self::ranked::{Orders, Ranked};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Roster;
use super::access::AtOffering;
use crate::accounts::Contact;
use crate::catalog::model::{Offering, Program, Question};
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::households::Person;
use crate::ledger::answer::UnitTimes;
use crate::ledger::facts::Registration;
use crate::ledger::notices as ledger_notices;
use crate::notices::reach::{LastMessage, last_messages};
use crate::registrations::papers::PapersShown;
use crate::values::ids::{AccountId, ParticipantId, RegistrationId, UnitId};

/// Rows that are read together.
const CHUNK: usize = 500;

/// One row of a roster.
#[derive(Clone, Debug)]
pub struct Line {
    /// The registration.
    pub registration: Registration,
    /// When its unit takes place.
    pub times: Option<UnitTimes>,
    /// Its place in line, while it waits.
    pub place_in_line: Option<i64>,
    /// Who takes part; what is sealed only where that was asked for.
    pub person: Person,
    /// How to reach whoever registered.
    pub contact: Contact,
    /// The answers that may be shown, and all consents.
    pub papers: PapersShown,
    /// What they were told last.
    pub last_message: Option<LastMessage>,
    /// Whether staff or a file registered them.
    pub assisted: bool,
    /// Registrations that look like the same person's, which nobody settled.
    pub duplicates: Vec<RegistrationId>,
}

/// The program and the offering of a roster, with the bank of questions.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The program.
    pub program: Program,
    /// The offering.
    pub offering: Offering,
    /// Questions and consents.
    pub snapshot: Arc<Snapshot>,
    /// Whether what is sensitive is shown.
    pub sensitive: bool,
}

impl Ground {
    /// The questions whose answers are shown.
    #[must_use]
    pub fn questions(&self) -> Vec<&Question> {
        let form = self.snapshot.questions_of(&self.program);
        policy::questions_shown(&self.program, form, self.sensitive)
    }
}

impl Line {
    /// The day on which ages and grades count: of the first session, else `today`.
    #[must_use]
    pub fn first_day(&self, offering: &Offering, today: NaiveDate) -> NaiveDate {
        let starts_at = self.times.and_then(|times| times.starts_at);
        starts_at.map_or(today, |at| at.day(offering.time_zone))
    }
}

impl Roster {
    /// What the rows of an offering are read with.
    #[must_use]
    pub fn ground(&self, at: AtOffering, sensitive: bool) -> Ground {
        Ground {
            program: at.program,
            offering: at.offering,
            snapshot: self.catalog.snapshot(),
            sensitive,
        }
    }

    /// The rows of registrations (each with its place in line), in the order named; a few hundred
    /// at a time.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn lines(
        &self,
        ground: &Ground,
        rows: &[(RegistrationId, Option<i64>)],
    ) -> Result<Vec<Line>, Fault> {
        let mut lines = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(CHUNK) {
            lines.extend(self.dressed(ground, chunk).await?);
        }
        Ok(lines)
    }

    async fn dressed(
        &self,
        ground: &Ground,
        found: &[(RegistrationId, Option<i64>)],
    ) -> Result<Vec<Line>, Fault> {
        let ids: Vec<RegistrationId> = found.iter().map(|(id, _)| *id).collect();
        let rows = self.ledger.registrations(&ids).await?;
        let mut rows: HashMap<RegistrationId, Registration> =
            rows.into_iter().map(|(_, row)| (row.id, row)).collect();
        let mut beside = self.beside(ground, &rows, &ids).await?;
        let rows = found
            .iter()
            .filter_map(|(id, place)| Some((rows.remove(id)?, *place)));
        let dress = |(registration, place): (Registration, Option<i64>)| {
            let id = registration.id;
            Some(Line {
                times: beside.times.get(&registration.unit_id).copied(),
                place_in_line: place,
                person: beside.people.get(&registration.participant_id)?.clone(),
                contact: beside.contacts.get(&registration.account_id)?.clone(),
                papers: beside.papers.remove(&id).unwrap_or_default(),
                last_message: beside.messages.remove(&id),
                assisted: beside.assisted.contains(&id),
                duplicates: beside.duplicates.remove(&id).unwrap_or_default(),
                registration,
            })
        };
        let missing = || Fault::broken("a registration of nobody");
        rows.map(dress)
            .map(|line| line.ok_or_else(missing))
            .collect()
    }

    /// What stands beside registrations: people, papers, messages.
    async fn beside(
        &self,
        ground: &Ground,
        rows: &HashMap<RegistrationId, Registration>,
        ids: &[RegistrationId],
    ) -> Result<Beside, Fault> {
        let units: Vec<_> = distinct(rows.values().map(|row| row.unit_id));
        let people: Vec<_> = distinct(rows.values().map(|row| row.participant_id));
        let accounts: Vec<_> = distinct(rows.values().map(|row| row.account_id));
        let groups: Vec<_> = distinct(rows.values().filter_map(|row| row.group_id));
        let mates = self.ledger.members(&groups).await?;
        let mut papers = self.registrations.papers_of(ids, ground.sensitive).await?;
        let shown = ground.questions();
        for paper in papers.values_mut() {
            let is_shown = |key: &str| shown.iter().any(|question| question.key == key);
            paper.answers.retain(|key, _| is_shown(key));
        }
        Ok(Beside {
            times: self.ledger.unit_times(&units).await?,
            people: self.households.people(&people, ground.sensitive).await?,
            contacts: self.registrations.accounts.contacts(&accounts).await?,
            papers,
            messages: last_messages(self.db.read(), ids, &mates, &ledger_notices::KINDS).await?,
            assisted: self.ledger.assisted(ids).await?,
            duplicates: self.duplicates_of(ground.offering.id, ids).await?,
        })
    }
}

/// What the owners say of a chunk of registrations.
struct Beside {
    times: BTreeMap<UnitId, UnitTimes>,
    people: HashMap<ParticipantId, Person>,
    contacts: HashMap<AccountId, Contact>,
    papers: HashMap<RegistrationId, PapersShown>,
    messages: HashMap<RegistrationId, LastMessage>,
    assisted: BTreeSet<RegistrationId>,
    duplicates: HashMap<RegistrationId, Vec<RegistrationId>>,
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
