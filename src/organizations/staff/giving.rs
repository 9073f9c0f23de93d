//! Giving roles: to an address, whether or not it has an account yet.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::{Value, json};

use super::{Role, RoleError, StaffLine};
use crate::accounts::Account;
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::organizations::audit::{Acting, Action, Actor, Entry, Subject, SubjectKind};
use crate::organizations::policy::{TermFlaw, check_term};
use crate::organizations::store::staff::NewGrant;
use crate::organizations::{Organizations, drafts, store};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId, Reference};
use crate::values::locale::Locale;

/// A role to be given.
#[derive(Clone, Debug)]
pub struct WantedGrant {
    /// To whom.
    pub email: EmailAddress,
    /// What may be done.
    pub role: Role,
    /// The first instant at which it gives nothing.
    pub until: Instant,
    /// The program of a [`Role::Counsellor`].
    pub program: Option<Reference<ProgramId>>,
}

/// What is wrong with a role to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantFlaw {
    /// A counsellor is given one program.
    #[error("a counsellor is given one program")]
    ProgramMissing,
    /// Any other role is given a body.
    #[error("only a counsellor is given a program")]
    ProgramNotTaken,
    /// No such program in the body or below it.
    #[error("there is no such program in this organization or below it")]
    ProgramUnknown,
    /// The program is open to the roles of its body.
    #[error("this program is not confidential: a role in its organization is enough")]
    ProgramOpen,
    /// It would end before it begins.
    #[error("the end has passed")]
    Passed,
    /// Every role has an end within two years.
    #[error("a role ends within two years")]
    TooFar,
}

/// Why no role was given.
#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    /// Who gives it may not.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// It cannot be given so.
    #[error(transparent)]
    Flaw(#[from] GrantFlaw),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Organizations {
    /// Gives a role in a body and tells the person. Known or not, the address gets one letter,
    /// in its account's language or in `spoken`; without an account the role waits until
    /// somebody proves the address. The same role there once more takes the place of the one
    /// before.
    ///
    /// # Errors
    /// [`GiveError`].
    pub async fn give_role(
        &self,
        staff: Acting,
        organization: &Reference<OrganizationId>,
        wanted: &WantedGrant,
        spoken: Locale,
        key: Option<&RequestKey>,
    ) -> Result<(StaffLine, bool), GiveError> {
        let now = self.clock.now();
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                let needed = Role::Admin;
                let body = self.require_role(tx, staff.account, organization, needed);
                let body = body.await?;
                let program = self.check(tx, body, wanted).await?;
                let known = self.accounts.hold_address(tx, &wanted.email).await?;
                let new = NewGrant {
                    id: self.ids.make(),
                    account: known.as_ref().map(|account| account.id),
                    email: wanted.email.clone(),
                    organization: body,
                    program,
                    role: wanted.role,
                    until: wanted.until,
                    granted_by: Some(staff.account),
                };
                self.put(tx, &new, Actor::Staff(staff)).await?;
                self.tell_given(tx, &new, known.as_ref(), spoken).await?;
                Ok::<_, GiveError>(Made {
                    status_code: 201,
                    ids: vec![new.id.0],
                })
            })
            .await?;
        self.outbox.wake();
        let id = once.made.ids.first().copied().map(GrantId);
        let line = match id {
            Some(id) => store::staff::line(self.db.read(), id).await?,
            None => None,
        };
        let line = line.ok_or_else(|| Fault::broken("a role that was given is gone"))?;
        Ok((line, once.replayed))
    }

    /// Lets the roles count that were given to an address before it had an account: called when
    /// `account` proved it, in that transaction.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn take_up_roles(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        email: &EmailAddress,
    ) -> Result<(), Fault> {
        store::staff::take_up(tx, account, &email.key(), self.clock.now()).await
    }

    /// The program of a role that may be given in `body`.
    ///
    /// # Errors
    /// [`GiveError::Flaw`], or a fault.
    pub async fn check(
        &self,
        db: &impl ConnectionTrait,
        body: OrganizationId,
        wanted: &WantedGrant,
    ) -> Result<Option<ProgramId>, GiveError> {
        check_term(wanted.until, self.clock.now()).map_err(|flaw| match flaw {
            TermFlaw::Passed => GrantFlaw::Passed,
            TermFlaw::TooFar => GrantFlaw::TooFar,
        })?;
        match (wanted.role, &wanted.program) {
            (Role::Counsellor, None) => Err(GrantFlaw::ProgramMissing.into()),
            (Role::Counsellor, Some(program)) => {
                let found = store::programs::find_within(db, body, program).await?;
                let (program, confidential) = found.ok_or(GrantFlaw::ProgramUnknown)?;
                if confidential {
                    Ok(Some(program))
                } else {
                    Err(GrantFlaw::ProgramOpen.into())
                }
            }
            (_, Some(_)) => Err(GrantFlaw::ProgramNotTaken.into()),
            (_, None) => Ok(None),
        }
    }

    /// Writes a role in the place of the same one there, with its entry.
    pub(super) async fn put(
        &self,
        tx: &DatabaseTransaction,
        new: &NewGrant,
        by: Actor,
    ) -> Result<(), Fault> {
        let now = self.clock.now();
        store::staff::replace(tx, new, now).await?;
        store::staff::insert(tx, new, now).await?;
        let entry = Entry {
            organization: new.organization,
            actor: by,
            action: Action::RoleGiven,
            subject: Subject::new(SubjectKind::Grant, new.id.0),
            facts: facts(new.role, new.until, new.program),
        };
        self.audit(tx, entry).await
    }

    async fn tell_given(
        &self,
        tx: &DatabaseTransaction,
        new: &NewGrant,
        known: Option<&Account>,
        spoken: Locale,
    ) -> Result<(), Fault> {
        let told = drafts::Told {
            id: self.ids.make(),
            organization: new.organization,
            role: new.role,
            until: new.until,
            program: new.program,
        };
        let draft = match known {
            Some(account) => told.given(account),
            None => told.waiting(&new.email, spoken),
        };
        self.outbox.save(tx, &[draft], self.clock.now()).await
    }
}

/// What the audit log says of a role: not whose it is, since that may not be known.
pub(in crate::organizations) fn facts(
    role: Role,
    until: Instant,
    program: Option<ProgramId>,
) -> Value {
    json!({ "role": role, "until": until, "program_id": program })
}
