//! Who belongs to a body: asked for by the account, decided by the body or one above it.

mod answering;
mod asking;

use sea_orm::ConnectionTrait;

use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, MembershipId, OrganizationId};
use crate::values::words::words;

pub use answering::{Answer, DecideError};
pub use asking::AskError;

words! {
    /// Where an asking stands.
    MembershipStatus {
        /// The body has not answered.
        Pending = "pending",
        /// The body says yes.
        Confirmed = "confirmed",
        /// The body says no.
        Refused = "refused",
    }
}

/// An account's tie to a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who belongs.
    pub account: AccountId,
    /// Where.
    pub organization: OrganizationId,
    /// The number on the card, if the person gave it.
    pub member_number: Option<String>,
    /// Where it stands.
    pub status: MembershipStatus,
    /// Why it was refused, in the organizer's words.
    pub refusal_reason: Option<String>,
    /// When it was asked.
    pub created_at: Instant,
    /// When it was answered.
    pub decided_at: Option<Instant>,
}

impl Organizations {
    /// The memberships of `account`, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn memberships_of(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<Vec<Membership>, Fault> {
        store::memberships::of_account(db, account).await
    }

    /// The bodies that confirmed `account`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn confirmed_memberships(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
    ) -> Result<Vec<OrganizationId>, Fault> {
        let all = store::memberships::of_account(db, account).await?;
        Ok(all
            .into_iter()
            .filter(|one| one.status == MembershipStatus::Confirmed)
            .map(|one| one.organization)
            .collect())
    }

    /// Whether a body that confirmed `account` is `organization` or lies below it.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn is_member_within(
        &self,
        db: &impl ConnectionTrait,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<bool, Fault> {
        store::memberships::confirmed_within(db, account, organization).await
    }

    /// Which of `bodies` have memberships to answer: how many, and since when the first waits.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn memberships_waiting(
        &self,
        bodies: &[OrganizationId],
    ) -> Result<Vec<(OrganizationId, i64, Option<Instant>)>, Fault> {
        store::memberships::waiting(self.db.read(), bodies).await
    }
}
