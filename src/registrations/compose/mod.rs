//! Fills the letters about registrations from what is stored and published.

mod about;
mod consent;
mod elsewhere;
mod kind;
mod superseding;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;

use self::about::About;
use super::consents::CONSENT_WITHDRAWN;
use super::letters::{Kind, samples, write};
use super::links::Links;
use super::reminders::{OFFER_REMINDER, REMINDER};
use super::{Record, Registrations};
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::ledger::notices as kinds;
use crate::notices::{Compose, Composing, ComposingAll, Letter, Notice, Sample, Superseding};
use crate::values::ids::{AccountId, OfferingId, RegistrationId};
use crate::values::locale::Locale;

/// The ledger's kinds, and those of this feature.
const WRITTEN: [&str; 16] = [
    kinds::CONFIRMED,
    kinds::APPLIED,
    kinds::WAITING,
    kinds::OFFERED,
    kinds::OFFER_EXTENDED,
    kinds::PROMOTED,
    kinds::OFFER_EXPIRED,
    kinds::LIST_CLOSED,
    kinds::CANCELLED,
    kinds::REJECTED,
    kinds::NOT_DRAWN,
    kinds::CALLED_OFF,
    kinds::RESCHEDULED,
    OFFER_REMINDER,
    REMINDER,
    CONSENT_WITHDRAWN,
];

/// Writes the letters about registrations.
#[derive(Clone, Debug)]
pub struct RegistrationComposer {
    /// Where registrations are looked up.
    pub registrations: Registrations,
    /// `server.public_url`: where links begin.
    pub public_url: String,
}

impl Compose for RegistrationComposer {
    fn kinds(&self) -> &'static [&'static str] {
        &WRITTEN
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(async move {
            let letter = self.letters(std::slice::from_ref(notice)).await.pop();
            letter.unwrap_or_else(|| Err(missing(notice)))
        })
    }

    fn compose_all<'a>(&'a self, notices: &'a [Notice]) -> ComposingAll<'a> {
        Box::pin(self.letters(notices))
    }

    fn superseded<'a>(&'a self, notices: &'a [Notice]) -> Superseding<'a> {
        Box::pin(self.outdated(notices))
    }

    fn samples(&self, locale: Locale) -> Vec<Sample> {
        samples::all(locale)
    }
}

/// What letters look up.
struct Looked {
    snapshot: Arc<Snapshot>,
    records: HashMap<RegistrationId, Record>,
    names: HashMap<AccountId, String>,
    /// Registered by staff, for somebody.
    assisted: BTreeSet<RegistrationId>,
    /// Where else one can go: the same for all who leave an offering in the same way.
    others: HashMap<(OfferingId, bool), Vec<OfferingId>>,
}

impl RegistrationComposer {
    async fn letters(&self, notices: &[Notice]) -> Vec<Result<Letter, Fault>> {
        match self.look_up(notices).await {
            Ok(mut looked) => {
                let mut letters = Vec::with_capacity(notices.len());
                for notice in notices {
                    letters.push(self.letter(notice, &mut looked));
                    // Whoever registers meanwhile does not wait for all of them.
                    tokio::task::yield_now().await;
                }
                letters
            }
            Err(fault) => {
                let fault = Arc::new(fault);
                let shared = |_| Err(Fault::Shared(fault.clone()));
                notices.iter().map(shared).collect()
            }
        }
    }

    async fn look_up(&self, notices: &[Notice]) -> Result<Looked, Fault> {
        let ids: Vec<RegistrationId> = notices.iter().flat_map(about).collect();
        let rows = self.registrations.ledger.registrations(&ids).await?;
        let accounts: Vec<AccountId> = rows.iter().map(|(_, row)| row.account_id).collect();
        let names = self.registrations.accounts.names(&accounts).await?;
        let records = self.registrations.bare_records(rows).await?;
        let first = notices.iter().filter(|notice| is_first(notice));
        let first: Vec<RegistrationId> = first.flat_map(about).collect();
        let assisted = match first.as_slice() {
            [] => BTreeSet::new(),
            first => self.registrations.ledger.assisted(first).await?,
        };
        let by_id = records.into_iter().map(|one| (one.registration.id, one));
        Ok(Looked {
            snapshot: self.registrations.catalog.latest().await?,
            records: by_id.collect(),
            names,
            assisted,
            others: HashMap::new(),
        })
    }

    fn letter(&self, notice: &Notice, looked: &mut Looked) -> Result<Letter, Fault> {
        let missing = || missing(notice);
        let records = about(notice).filter_map(|id| looked.records.get(&id).cloned());
        let mut records: Vec<Record> = records.collect();
        records.sort_by_key(|record| record.registration.arrival);
        let record = records.first().ok_or_else(missing)?;
        let snapshot = Arc::clone(&looked.snapshot);
        let offering = snapshot.offerings.get(record.registration.offering_id);
        let program = snapshot.programs.get(record.program_id);
        let (offering, program) = offering.zip(program).ok_or_else(missing)?;
        let name = looked.names.get(&record.registration.account_id).cloned();
        let about = About {
            snapshot: &snapshot,
            program,
            offering,
            record,
            records: &records,
            notice,
            public_url: &self.public_url,
            links: &Links::new(&self.registrations.keys, &self.public_url),
            recipient_name: name.unwrap_or_default(),
        };
        if notice.kind == CONSENT_WITHDRAWN {
            return consent::letter(&about);
        }
        let mut letter = about.letter();
        letter.capacity = self.capacity(record);
        let is_new = record.registration.replaces.is_none() && is_first(notice);
        let is_assisted = looked.assisted.contains(&record.registration.id);
        letter.registered_by = (is_new && is_assisted).then(|| letter.organization.clone());
        if letter.kind.looks_elsewhere() && !letter.discreet {
            let others = self.others(looked, offering.id, letter.kind);
            letter.alternatives = about.alternatives(&others);
        }
        Ok(write(&letter))
    }

    /// Where else there are places.
    fn others(&self, looked: &mut Looked, offering: OfferingId, kind: Kind) -> Vec<OfferingId> {
        let with_itself = kind.takes_another_session();
        let find = || {
            let offering = looked.snapshot.offerings.get(offering);
            let catalog = &self.registrations.catalog;
            offering.map(|offering| catalog.alternatives(offering, with_itself))
        };
        let known = looked.others.entry((offering, with_itself));
        known.or_insert_with(|| find().unwrap_or_default()).clone()
    }

    /// All places of the registration's unit, where limited.
    fn capacity(&self, record: &Record) -> Option<u32> {
        let places = self
            .registrations
            .catalog
            .places()
            .of(record.registration.offering_id)?;
        let unit = places
            .units
            .values()
            .find(|u| u.unit_id == record.registration.unit_id)?;
        let capacity: Option<i32> = unit.pools.iter().map(|pool| pool.capacity).sum();
        u32::try_from(capacity?).ok()
    }
}

fn missing(notice: &Notice) -> Fault {
    Fault::broken(format!("notice {} without its registration", notice.id))
}

/// The registrations a notice is about.
pub(super) fn about(notice: &Notice) -> impl Iterator<Item = RegistrationId> {
    let linked = notice.facts.get("registrations").cloned();
    let linked = linked.and_then(|ids| serde_json::from_value::<Vec<RegistrationId>>(ids).ok());
    let ids = linked.unwrap_or_else(|| notice.registration.into_iter().collect());
    ids.into_iter()
}

/// Whether it is the first that its reader hears of a registration.
fn is_first(notice: &Notice) -> bool {
    let first = [kinds::CONFIRMED, kinds::WAITING, kinds::APPLIED];
    let from = notice.facts.get("from").is_none_or(Value::is_null);
    from && first.contains(&notice.kind.as_str())
}
