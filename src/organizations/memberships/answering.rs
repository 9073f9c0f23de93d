//! What a body says to who asks to belong to it.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{Membership, MembershipStatus};
use crate::accounts::personal::hold_erased;
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::organizations::audit::{Acting, Action, Actor, Entry, Subject, SubjectKind};
use crate::organizations::drafts::{self, MembershipFacts};
use crate::organizations::staff::{Role, RoleError};
use crate::organizations::{Organizations, store};
use crate::values::ids::{AccountId, MembershipId, OrganizationId, Reference};

/// What a body answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Belongs.
    Confirm,
    /// Does not belong, or no longer.
    Refuse {
        /// In the organizer's words.
        reason: Option<String>,
    },
}

impl Answer {
    /// It, without the organizer's words.
    const fn unsaid(&self) -> Self {
        match self {
            Self::Confirm => Self::Confirm,
            Self::Refuse { .. } => Self::Refuse { reason: None },
        }
    }
}

/// Why a membership was not answered.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such membership, or who answers may not.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// The idempotency key came with another request.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Organizations {
    /// A page of the memberships of a body, oldest first, for an organizer there or above.
    ///
    /// # Errors
    /// [`RoleError`].
    pub async fn memberships_in(
        &self,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        status: Option<MembershipStatus>,
        after: Option<MembershipId>,
        limit: u64,
    ) -> Result<Vec<Membership>, RoleError> {
        let db = self.db.read();
        let body = self
            .require_role(db, staff, organization, Role::Organizer)
            .await?;
        Ok(store::memberships::page(db, body, status, after, limit).await?)
    }

    /// Answers an asking, again if need be: a body may confirm whom it refused, and refuse
    /// whom it confirmed (who has left). Gives the membership as it is now, and whether an
    /// earlier request under the same key answered it.
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn answer(
        &self,
        staff: Acting,
        organization: &Reference<OrganizationId>,
        membership: MembershipId,
        answer: &Answer,
        key: Option<&RequestKey>,
    ) -> Result<(Membership, bool), DecideError> {
        let (account, needed) = (staff.account, Role::Organizer);
        let once = self
            .db
            .write_keyed(key, self.clock.now(), async |tx| {
                let body = self.require_role(tx, account, organization, needed).await?;
                let (which, by) = ((body, membership), Actor::Staff(staff));
                let answered = self.answer_in(tx, which, account, answer, by).await?;
                answered.ok_or(RoleError::NotFound)?;
                Ok::<_, DecideError>(Made {
                    status_code: 200,
                    ids: vec![membership.0],
                })
            })
            .await?;
        self.outbox.wake();
        let db = self.db.read();
        if once.replayed {
            // Who has left the body since reads nothing of it any more.
            self.require_role(db, account, organization, needed).await?;
        }
        let answered = store::memberships::find(db, membership).await?;
        Ok((answered.ok_or(RoleError::NotFound)?, once.replayed))
    }

    /// Writes the answer that `by` gives down, and tells who asked; `None` where the body has no
    /// such membership. What whoever runs the server enters was asked by nobody.
    pub(super) async fn answer_in(
        &self,
        tx: &DatabaseTransaction,
        (body, membership): (OrganizationId, MembershipId),
        answered_by: AccountId,
        answer: &Answer,
        by: Actor,
    ) -> Result<Option<Membership>, Fault> {
        let now = self.clock.now();
        let before = store::memberships::find(tx, membership).await?;
        let holder = before.as_ref().map(|before| before.account);
        let is_erased = !hold_erased(tx, holder.as_slice()).await?.is_empty();
        let answer = if is_erased { &answer.unsaid() } else { answer };
        if !store::memberships::answer(tx, body, membership, answered_by, answer, now).await? {
            return Ok(None);
        }
        let Some(answered) = store::memberships::find(tx, membership).await? else {
            return Ok(None);
        };
        if let Some(before) = before.filter(|_| by != Actor::Operator) {
            self.tell_answer(tx, &before, &answered).await?;
        }
        let entry = Entry {
            organization: body,
            actor: by,
            action: match answer {
                Answer::Confirm => Action::MembershipConfirmed,
                Answer::Refuse { .. } => Action::MembershipRefused,
            },
            subject: Subject::new(SubjectKind::Membership, membership.0),
            facts: json!({ "account_id": answered.account }),
        };
        self.audit(tx, entry).await?;
        Ok(Some(answered))
    }

    /// Owes who asked the answer, unless it says what was said before.
    async fn tell_answer(
        &self,
        tx: &DatabaseTransaction,
        before: &Membership,
        answered: &Membership,
    ) -> Result<(), Fault> {
        let said = |one: &Membership| (one.status, one.refusal_reason.clone());
        if said(before) == said(answered) {
            return Ok(());
        }
        let Some(holder) = self.accounts.find(tx, answered.account).await? else {
            return Ok(());
        };
        let facts = MembershipFacts {
            organization: answered.organization,
            was_member: before.status == MembershipStatus::Confirmed,
            reason: answered.refusal_reason.clone(),
        };
        let is_member = answered.status == MembershipStatus::Confirmed;
        let draft = drafts::answered(self.ids.make(), &holder, is_member, &facts);
        self.outbox.save(tx, &[draft], self.clock.now()).await
    }
}
