//! Who may be registered twice: marked, settled by staff, and in the way of a draw until then.
//!
//! A mark is two live registrations of one unit by different participants with the same name and
//! day of birth: often one child, entered by each parent. Owns `duplicate_settlements`: of whom
//! staff said that they are two.

mod store;

use std::collections::HashMap;

use serde_json::json;

use super::Roster;
use super::access::AtOffering;
use super::acting::Acted;
use super::editing::EditError;
use crate::db::Fault;
use crate::db::idempotency::{self, Known, Made, RequestKey};
use crate::db::once::KeyReused;
use crate::ledger::command::{Act, Actor, Cancel, Outcome, Reason, Refusal, RefusalKind};
use crate::ledger::facts::Registration;
use crate::organizations::audit::{self, Action, Entry, Subject, SubjectKind};
use crate::values::ids::{OfferingId, ParticipantId, RegistrationId};

/// Two registrations that look like one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    /// The one that came first.
    pub earlier: RegistrationId,
    /// The other.
    pub later: RegistrationId,
    people: (ParticipantId, ParticipantId),
}

/// What staff say of two registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The two.
    pub registrations: [RegistrationId; 2],
    /// Whether they are one person's: then the later is cancelled.
    pub same: bool,
}

/// Why nothing was settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The one at this place is no registration of the offering.
    #[error("registration {0} is not of this offering")]
    Unknown(usize),
    /// The two look like two people's.
    #[error("no mark")]
    NoMark,
    /// The ledger refuses, or does not answer.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<Fault> for SettleError {
    fn from(fault: Fault) -> Self {
        Self::Edit(fault.into())
    }
}

impl From<KeyReused> for SettleError {
    fn from(reused: KeyReused) -> Self {
        Self::Edit(reused.into())
    }
}

impl Roster {
    /// The marks on `ids` that nobody settled, by registration, the earliest first.
    pub(super) async fn duplicates_of(
        &self,
        offering: OfferingId,
        ids: &[RegistrationId],
    ) -> Result<HashMap<RegistrationId, Vec<RegistrationId>>, Fault> {
        let mut found: HashMap<RegistrationId, Vec<RegistrationId>> = HashMap::new();
        for mark in store::unsettled(self.db.read(), offering, Some(ids)).await? {
            found.entry(mark.earlier).or_default().push(mark.later);
            found.entry(mark.later).or_default().push(mark.earlier);
        }
        found.retain(|id, _| ids.contains(id));
        Ok(found)
    }

    /// What stands against freezing the list of a draw: each mark that nobody settled.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn against_freezing(&self, offering: OfferingId) -> Result<Vec<Refusal>, Fault> {
        let marks = store::unsettled(self.db.read(), offering, None).await?;
        let people: Vec<ParticipantId> = marks.iter().map(|mark| mark.people.0).collect();
        let db = self.db.read();
        let names = self.households.participant_names(db, &people).await?;
        let reason = |mark: &Mark| {
            let facts = json!({
                "registration_ids": [mark.earlier, mark.later],
                "name": names.get(&mark.people.0),
            });
            Reason::new("duplicates-unsettled", facts)
        };
        let reasons: Vec<Reason> = marks.iter().map(reason).collect();
        let refusal = Refusal {
            kind: RefusalKind::DuplicatesUnsettled,
            reasons,
        };
        Ok(Some(refusal)
            .filter(|refusal| !refusal.reasons.is_empty())
            .into_iter()
            .collect())
    }

    /// Settles a mark: two people stay registered; of one, the later registration is cancelled
    /// and the family told why.
    ///
    /// # Errors
    /// [`SettleError`].
    pub async fn settle(
        &self,
        at: &AtOffering,
        verdict: Verdict,
        by: audit::Acting,
        key: Option<RequestKey>,
        preview: bool,
    ) -> Result<Acted, SettleError> {
        if let Some(key) = key.as_ref().filter(|_| !preview)
            && let Some(made) = self.replayed(key).await?
        {
            let acted = self.as_they_are(made).await?;
            return Ok(Acted {
                replayed: true,
                ..acted
            });
        }
        let mark = self.mark_between(at, &verdict.registrations).await?;
        if !verdict.same {
            return self.two_people(at, mark, by, key, preview).await;
        }
        let cancel = Act::Cancel(Cancel {
            registration_id: mark.later,
            remark: None,
            duplicate_of: Some(mark.earlier),
            is_erasure: false,
        });
        let acting = self.acting(Actor::Staff(by.account), at, cancel);
        let acted = self.act(acting, key, preview).await?;
        if !preview && !acted.replayed {
            self.db
                .write(async |tx| {
                    let entry = entry(at, mark, true, by);
                    self.organizations.audit(tx, entry).await
                })
                .await?;
        }
        Ok(acted)
    }

    /// Remembers that a mark is of two people.
    async fn two_people(
        &self,
        at: &AtOffering,
        mark: Mark,
        by: audit::Acting,
        key: Option<RequestKey>,
        preview: bool,
    ) -> Result<Acted, SettleError> {
        let ids = vec![mark.earlier.0, mark.later.0];
        if preview {
            return Ok(self.as_they_are(ids).await?);
        }
        let now = self.clock.now();
        let once = self
            .db
            .write_keyed(key.as_ref(), now, async |tx| {
                let is_new = store::settle(tx, at.offering.id, mark, by.account, now).await?;
                if is_new {
                    let entry = entry(at, mark, false, by);
                    self.organizations.audit(tx, entry).await?;
                }
                Ok::<_, SettleError>(Made {
                    status_code: 200,
                    ids: ids.clone(),
                })
            })
            .await?;
        let mut acted = self.as_they_are(once.made.ids).await?;
        acted.replayed = once.replayed;
        Ok(acted)
    }

    /// The mark of two registrations of the offering, settled or not.
    async fn mark_between(
        &self,
        at: &AtOffering,
        named: &[RegistrationId; 2],
    ) -> Result<Mark, SettleError> {
        let found = self.ledger.registrations(named).await?;
        for (place, id) in named.iter().enumerate() {
            let is_it = |row: &Registration| row.id == *id && row.offering_id == at.offering.id;
            if !found.iter().any(|(_, row)| is_it(row)) {
                return Err(SettleError::Unknown(place));
            }
        }
        let marks = store::marks(self.db.read(), at.offering.id, Some(named)).await?;
        let mut marks = marks.into_iter();
        let mark = marks.find(|mark| named.contains(&mark.earlier) && named.contains(&mark.later));
        mark.ok_or(SettleError::NoMark)
    }

    async fn replayed(&self, key: &RequestKey) -> Result<Option<Vec<uuid::Uuid>>, SettleError> {
        match idempotency::find(self.db.read(), key, self.clock.now()).await? {
            Known::New => Ok(None),
            Known::Reused => Err(KeyReused.into()),
            Known::Replay(made) => Ok(Some(made.ids)),
        }
    }

    /// Registrations as they stand, as the outcome of having done nothing to them.
    async fn as_they_are(&self, ids: Vec<uuid::Uuid>) -> Result<Acted, Fault> {
        let ids: Vec<RegistrationId> = ids.into_iter().map(Into::into).collect();
        let rows = self.ledger.registrations(&ids).await?.into_iter();
        let mut rows: Vec<Registration> = rows.map(|(_, row)| row).collect();
        rows.sort_by_key(|row| row.arrival);
        Ok(Acted {
            outcome: Outcome {
                registrations: rows,
                ..Outcome::default()
            },
            replayed: false,
        })
    }
}

/// What the audit log keeps of a verdict.
fn entry(at: &AtOffering, mark: Mark, same: bool, by: audit::Acting) -> Entry {
    Entry {
        organization: at.program.organization_id,
        actor: audit::Actor::Staff(by),
        action: Action::DuplicateSettled,
        subject: Subject::new(SubjectKind::Offering, at.offering.id.0),
        facts: json!({ "same": same, "registration_ids": [mark.earlier, mark.later] }),
    }
}
