//! What bodies have to tell of roles and memberships: drafts for the outbox.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ZONE;
use super::staff::Role;
use crate::accounts::Account;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, NoticeId, OrganizationId, ProgramId};
use crate::values::locale::Locale;

/// Somebody was given a role. Facts: `organization`, `role`, `until`, `program`.
pub const ROLE_GIVEN: &str = "role-given";
/// A role waits for an address to get its account. Facts: `organization`, `role`, `until`, `program`.
pub const ROLE_WAITING: &str = "role-waiting";
/// A role was ended before its time. Facts: `organization`, `role`, `until`, `program`.
pub const ROLE_ENDED: &str = "role-ended";

/// A body confirmed that somebody belongs to it. Facts: `MembershipFacts`.
pub const MEMBERSHIP_CONFIRMED: &str = "membership-confirmed";
/// A body said that somebody does not belong to it, or no longer. Facts: `MembershipFacts`.
pub const MEMBERSHIP_REFUSED: &str = "membership-refused";

/// What a letter about a membership is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MembershipFacts {
    pub(super) organization: OrganizationId,
    /// Whether the body had said yes before.
    pub(super) was_member: bool,
    /// Why it says no, in the organizer's words.
    pub(super) reason: Option<String>,
}

/// A body's answer to be told to who asked; it waits for the day.
pub(super) fn answered(
    id: NoticeId,
    holder: &Account,
    is_member: bool,
    facts: &MembershipFacts,
) -> Draft {
    Draft {
        id,
        account: Some(holder.id),
        registration: None,
        kind: if is_member {
            MEMBERSHIP_CONFIRMED
        } else {
            MEMBERSHIP_REFUSED
        },
        locale: holder.locale,
        facts: json!(facts),
        secret: None,
        to: To::Account,
        in_inbox: true,
        give_up_at: None,
        urgency: Urgency::ByDay(ZONE),
    }
}

/// What a letter about a role is told; names are looked up when it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RoleFacts {
    pub(super) organization: OrganizationId,
    pub(super) role: Role,
    pub(super) until: Instant,
    pub(super) program: Option<ProgramId>,
}

/// A role to be told of; that waits for the day.
pub(super) struct Told {
    /// The notice's.
    pub(super) id: NoticeId,
    /// In which body.
    pub(super) organization: OrganizationId,
    /// Which role.
    pub(super) role: Role,
    /// When it ends.
    pub(super) until: Instant,
    /// Of a counsellor.
    pub(super) program: Option<ProgramId>,
}

impl Told {
    /// To who may act by it now.
    pub(super) fn given(self, holder: &Account) -> Draft {
        self.draft(ROLE_GIVEN, To::Account, Some(holder.id), holder.locale)
    }

    /// To an address without an account. It is not proved: nothing here was written by whoever
    /// gave the role.
    pub(super) fn waiting(self, email: &EmailAddress, locale: Locale) -> Draft {
        self.draft(ROLE_WAITING, To::Address(email.clone()), None, locale)
    }

    /// To who may no longer act by it.
    pub(super) fn ended(self, holder: &Account) -> Draft {
        self.draft(ROLE_ENDED, To::Account, Some(holder.id), holder.locale)
    }

    fn draft(
        self,
        kind: &'static str,
        to: To,
        account: Option<AccountId>,
        locale: Locale,
    ) -> Draft {
        Draft {
            id: self.id,
            account,
            registration: None,
            kind,
            locale,
            facts: json!(RoleFacts {
                organization: self.organization,
                role: self.role,
                until: self.until,
                program: self.program,
            }),
            secret: None,
            to,
            in_inbox: account.is_some(),
            give_up_at: None,
            urgency: Urgency::ByDay(ZONE),
        }
    }
}
