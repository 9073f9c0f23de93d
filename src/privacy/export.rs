//! Everything that is kept of a person, in one file.

use serde::Serialize;

use super::Privacy;
use crate::accounts::personal::AccountKept;
use crate::db::Fault;
use crate::households::personal::ParticipantKept;
use crate::notices::personal::NoticeKept;
use crate::organizations::personal::{MembershipKept, RoleKept};
use crate::registrations::personal::{ConsentKept, RegistrationKept};
use crate::roster::personal::MarkKept;
use crate::values::clock::Instant;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// Everything that is kept of a person and her household, in the order one would read it.
#[derive(Debug, Serialize)]
pub struct Kept {
    /// When it was put together.
    pub made_at: Instant,
    /// The account, with the devices it is signed in on.
    pub account: AccountKept,
    /// Everybody who is or was of the household.
    pub participants: Vec<ParticipantKept>,
    /// Ties to bodies.
    pub memberships: Vec<MembershipKept>,
    /// Roles in bodies, also those that ended.
    pub roles: Vec<RoleKept>,
    /// The registrations, each with its history and answers.
    pub registrations: Vec<RegistrationKept>,
    /// The consents given.
    pub consents: Vec<ConsentKept>,
    /// What was marked at doors.
    pub attendance: Vec<MarkKept>,
    /// The letters, announcements among them.
    pub notices: Vec<NoticeKept>,
}

impl Privacy {
    /// Everything that is kept of `account`; nothing where nobody can sign in to it any more.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn export(&self, account: AccountId, locale: Locale) -> Result<Option<Kept>, Fault> {
        let Some(kept) = self.accounts.kept(account).await? else {
            return Ok(None);
        };
        let (memberships, roles) = self.organizations.kept(account).await?;
        let (registrations, ids) = self.registrations.kept(account, locale).await?;
        Ok(Some(Kept {
            made_at: self.clock.now(),
            account: kept,
            participants: self.households.kept(account).await?,
            memberships,
            roles,
            registrations,
            consents: self.registrations.consents_kept(account).await?,
            attendance: self.roster.marks_kept(&ids).await?,
            notices: self.inbox.kept(account).await?,
        }))
    }
}
