//! Making, changing, copying and publishing programs and offerings.
//!
//! Rows of the catalogue and commands of the ledger are two transactions; each act says in which
//! order, and what a break in between leaves.

mod codes;
mod copying;
mod offerings;
mod patching;
mod programs;
mod publishing;
mod warnings;

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

pub use self::copying::CopyTo;
pub use self::patching::{Foreseen, Patched};
use super::policy::broken::Broken;
use super::policy::fixed::{self, Stays};
use super::policy::program::Bank;
use super::{Roster, store};
use crate::catalog::model::{Offering, OfferingState, Program};
use crate::catalog::{load_consent_texts, load_offerings, load_programs, load_questions};
use crate::db::Fault;
use crate::db::idempotency::{Known, RequestKey, find};
use crate::db::once::KeyReused;
use crate::ledger::SubmitError;
use crate::ledger::command::Refusal;
use crate::organizations::audit::{self, Acting, Action, Entry, Subject, SubjectKind};
use crate::values::ids::{OfferingId, OrganizationId, ProgramId};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Rules that do not hold.
    #[error("{} rules do not hold", .0.len())]
    Broken(Vec<Broken>),
    /// What is missing before it can be published.
    #[error("{} things are missing", .0.len())]
    Incomplete(Vec<Broken>),
    /// What stays once seats are open.
    #[error("published: {} members stay", .0.len())]
    Published(Vec<Broken>),
    /// What those who registered rely on.
    #[error("registered: {} members stay", .0.len())]
    Registered(Vec<Broken>),
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// The code is another's.
    #[error("the code is taken")]
    CodeTaken,
    /// It was called off.
    #[error("called off")]
    CalledOff,
    /// The ledger refuses.
    #[error("refused")]
    Refused {
        /// The rule and its numbers.
        refusal: Refusal,
        /// The offering it is about: its zone tells the times.
        offering: OfferingId,
    },
    /// The ledger gave no answer.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A value as an organizer wants it, with what could not be read of her wish.
#[derive(Clone, Debug)]
pub struct Wish<T> {
    /// The whole value.
    pub value: T,
    /// Members that could not be read.
    pub faults: Vec<Broken>,
}

impl<T> Wish<T> {
    /// The faults of the wish with those that `rules` find; in a draft, what is missing is no
    /// fault yet.
    fn judge(&self, rules: Vec<Broken>, is_draft: bool) -> Result<(), EditError> {
        let mut faults = self.faults.clone();
        faults.extend(
            rules
                .into_iter()
                .filter(|rule| !(is_draft && rule.is_gap())),
        );
        if faults.is_empty() {
            Ok(())
        } else {
            Err(EditError::Broken(faults))
        }
    }
}

impl Roster {
    /// The questions and consents that rules read.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn bank(&self) -> Result<Bank, Fault> {
        let db = self.db.read();
        let texts = load_consent_texts(db).await?;
        Ok(Bank::new(load_questions(db).await?, &texts))
    }

    /// A program as it is now.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn program(&self, id: ProgramId) -> Result<Program, Fault> {
        let found = load_programs(self.db.read(), &[id]).await?.pop();
        found.ok_or_else(|| Fault::broken("a program is gone"))
    }

    /// The offerings of programs as they are now, drafts included, by code.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn offerings(&self, programs: &[ProgramId]) -> Result<Vec<Offering>, Fault> {
        load_offerings(self.db.read(), programs).await
    }

    /// Programs of a body, the oldest first: those after `after`, at most `most`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn programs_of(
        &self,
        body: OrganizationId,
        after: Option<ProgramId>,
        most: u64,
    ) -> Result<Vec<Program>, Fault> {
        let db = self.db.read();
        let ids = store::programs_of(db, body, after, most).await?;
        let mut programs = load_programs(db, &ids).await?;
        programs.sort_by_key(|program| program.id);
        Ok(programs)
    }

    /// Which members of an offering stay as they are, and since when.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn staying(&self, offering: &Offering) -> Result<Vec<(&'static str, Stays)>, Fault> {
        let is_published = !is_draft(offering) || !self.opened(offering.id).await?.is_empty();
        let is_relied_on = any_registered(self.db.read(), &[offering.id]).await?;
        Ok(fixed::members(offering, is_published, is_relied_on))
    }

    /// Which members of a program stay as they are, since somebody registered.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn staying_of(&self, program: &Program) -> Result<Vec<&'static str>, Fault> {
        let offerings = self.offerings(&[program.id]).await?;
        let ids: Vec<OfferingId> = offerings.iter().map(|one| one.id).collect();
        if any_registered(self.db.read(), &ids).await? {
            Ok(fixed::program_members(program))
        } else {
            Ok(Vec::new())
        }
    }

    /// The row that an earlier request under the same key made, looked up before any rule is
    /// read.
    ///
    /// # Errors
    /// [`KeyReused`] or a [`Fault`].
    async fn made_before(&self, key: Option<&RequestKey>) -> Result<Option<uuid::Uuid>, EditError> {
        let Some(key) = key else { return Ok(None) };
        match find(self.db.read(), key, self.clock.now()).await? {
            Known::New => Ok(None),
            Known::Reused => Err(KeyReused.into()),
            Known::Replay(made) => Ok(made.ids.first().copied()),
        }
    }
}

/// An offering of a program, as `db` sees it.
async fn offering_in(
    db: &impl ConnectionTrait,
    program: ProgramId,
    id: OfferingId,
) -> Result<Offering, Fault> {
    let all = load_offerings(db, &[program]).await?;
    let found = all.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| Fault::broken("an offering is gone"))
}

/// Locks the program and looks whether the offering is what the edit was made for.
async fn lock_unchanged(tx: &DatabaseTransaction, seen: &Offering) -> Result<(), EditError> {
    store::lock(tx, seen.program_id).await?;
    if offering_in(tx, seen.program_id, seen.id).await? == *seen {
        Ok(())
    } else {
        Err(EditError::Stale)
    }
}

/// Whether somebody ever registered for one of `offerings`.
async fn any_registered(
    db: &impl ConnectionTrait,
    offerings: &[OfferingId],
) -> Result<bool, Fault> {
    let registered: HashSet<_> = store::registered(db, offerings.iter().copied()).await?;
    Ok(!registered.is_empty())
}

const fn is_draft(offering: &Offering) -> bool {
    matches!(offering.state, OfferingState::Draft)
}

/// What the audit log keeps of an edit.
fn edited(by: Acting, program: &Program, action: Action, subject: Subject, version: i32) -> Entry {
    Entry {
        organization: program.organization_id,
        actor: audit::Actor::Staff(by),
        action,
        subject,
        facts: json!({ "program_id": program.id, "version": version }),
    }
}

fn program_subject(program: &Program) -> Subject {
    Subject::new(SubjectKind::Program, program.id.0)
}
