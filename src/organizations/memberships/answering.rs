//! What a body says to who asks to belong to it.

use sea_orm::ConnectionTrait;

use super::{Membership, MembershipStatus};
use crate::db::Fault;
use crate::db::idempotency::{Made, RequestKey};
use crate::db::once::KeyReused;
use crate::organizations::staff::{self, Role, Shortfall};
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

/// Why a membership was not listed or answered.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such body or membership, or none the account may see.
    #[error("no such membership for this account")]
    NotFound,
    /// The account's role in the body is too small.
    #[error("the role is too small")]
    Forbidden,
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
    /// [`DecideError`].
    pub async fn memberships_in(
        &self,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        status: Option<MembershipStatus>,
        after: Option<MembershipId>,
        limit: u64,
    ) -> Result<Vec<Membership>, DecideError> {
        let db = self.db.read();
        let body = self.staffed(db, staff, organization).await?;
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
        staff: AccountId,
        organization: &Reference<OrganizationId>,
        membership: MembershipId,
        answer: &Answer,
        key: Option<&RequestKey>,
    ) -> Result<(Membership, bool), DecideError> {
        let now = self.clock.now();
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                let body = self.staffed(tx, staff, organization).await?;
                if !store::memberships::answer(tx, body, membership, staff, answer, now).await? {
                    return Err(DecideError::NotFound);
                }
                Ok(Made {
                    status_code: 200,
                    ids: vec![membership.0],
                })
            })
            .await?;
        let db = self.db.read();
        if once.replayed {
            // Who has left the body since reads nothing of it any more.
            self.staffed(db, staff, organization).await?;
        }
        let answered = store::memberships::find(db, membership).await?;
        Ok((answered.ok_or(DecideError::NotFound)?, once.replayed))
    }

    /// The body, if `staff` is an organizer there or above.
    async fn staffed(
        &self,
        db: &impl ConnectionTrait,
        staff: AccountId,
        organization: &Reference<OrganizationId>,
    ) -> Result<OrganizationId, DecideError> {
        let body = store::tree::find(db, organization).await?;
        let body = body.ok_or(DecideError::NotFound)?.id;
        let held = self.role_in(db, staff, body).await?;
        match staff::suffices(held, Role::Organizer) {
            Ok(()) => Ok(body),
            Err(Shortfall::Stranger) => Err(DecideError::NotFound),
            Err(Shortfall::Lesser) => Err(DecideError::Forbidden),
        }
    }
}
