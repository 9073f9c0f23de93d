//! How the account that asks is shown.

use serde::Serialize;
use utoipa::ToSchema;

use crate::households::Me;
use crate::organizations::memberships::{Membership, MembershipStatus};
use crate::organizations::staff::{Grant, Role};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, MembershipId, OrganizationId, ProgramId};
use crate::values::locale::Locale;

/// The account that asks.
#[derive(Serialize, ToSchema)]
#[schema(as = Me)]
pub(in crate::households::api) struct MeView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: AccountId,
    /// Where its mail goes.
    #[schema(value_type = String, format = "email")]
    email: EmailAddress,
    /// An address that was asked for; it counts once its code came back to /accounts/verify.
    #[schema(value_type = Option<String>, format = "email")]
    pending_email: Option<EmailAddress>,
    /// How the person wants to be called.
    name: String,
    /// The language of its letters.
    locale: Locale,
    /// For the organizer to call.
    phone: Option<String>,
    /// Whether reminders are wanted.
    reminders: bool,
    /// What the account may do for which bodies.
    roles: Vec<RoleView>,
    /// Which bodies it belongs to or asked.
    memberships: Vec<OwnMembershipView>,
    /// The second factor, which staff need for what is sensitive.
    second_factor: SecondFactorView,
    /// All the family's dates, for a calendar program. The address is a secret of its own.
    #[schema(format = "uri")]
    calendar_url: String,
}

/// The second factor of an account.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactor)]
struct SecondFactorView {
    /// Whether it was set up and confirmed.
    on: bool,
    /// Recovery codes not used yet.
    recovery_codes_left: u64,
}

/// A role in a body and all below it.
#[derive(Serialize, ToSchema)]
#[schema(as = StaffRole)]
struct RoleView {
    /// The body.
    #[schema(value_type = uuid::Uuid)]
    organization_id: OrganizationId,
    /// The only program it is for.
    #[schema(value_type = Option<uuid::Uuid>)]
    program_id: Option<ProgramId>,
    /// What may be done.
    role: Role,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    until: Instant,
}

/// A tie to a body.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnMembership)]
struct OwnMembershipView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: MembershipId,
    /// The body.
    #[schema(value_type = uuid::Uuid)]
    organization_id: OrganizationId,
    /// The number on the card, if given.
    member_number: Option<String>,
    /// Where it stands.
    status: MembershipStatus,
    /// Why it was refused, in the organizer's words.
    refusal_reason: Option<String>,
}

impl MeView {
    pub(super) fn new(me: Me, public_url: &str) -> Self {
        let Me {
            account,
            pending_email,
            grants,
            memberships,
            second_factor,
            calendar_key,
        } = me;
        Self {
            id: account.id,
            email: account.email,
            pending_email,
            name: account.name,
            locale: account.locale,
            phone: account.phone,
            reminders: account.reminders,
            roles: grants.into_iter().map(Into::into).collect(),
            memberships: memberships.into_iter().map(Into::into).collect(),
            second_factor: SecondFactorView {
                on: second_factor.on,
                recovery_codes_left: second_factor.recovery_codes_left,
            },
            calendar_url: format!("{public_url}/api/v1/me/calendar.ics?key={calendar_key}"),
        }
    }
}

impl From<Grant> for RoleView {
    fn from(grant: Grant) -> Self {
        Self {
            organization_id: grant.organization,
            program_id: grant.program,
            role: grant.role,
            until: grant.until,
        }
    }
}

impl From<Membership> for OwnMembershipView {
    fn from(one: Membership) -> Self {
        Self {
            id: one.id,
            organization_id: one.organization,
            member_number: one.member_number,
            status: one.status,
            refusal_reason: one.refusal_reason,
        }
    }
}
