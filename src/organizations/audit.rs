//! The audit log: who did or saw what, for those who answer for a body.
//!
//! Whoever acts writes its entry in the transaction of what it does. Nothing is ever changed or
//! deleted here, so an entry holds ids and numbers only: no names, no addresses.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::Value;
use uuid::Uuid;

use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, AuditEntryId, IdMaker, OrganizationId};
use crate::values::words::words;
use crate::web::envelope::RequestId;

words! {
    /// What was done; its text is `audit-<word>` in `locales/`.
    Action {
        /// A role was given. Facts: `role`, `until`, `program_id`.
        RoleGiven = "role-given",
        /// A role was ended. Facts: `role`, `until`, `program_id`.
        RoleEnded = "role-ended",
        /// A body said that somebody belongs to it. Facts: `account_id`.
        MembershipConfirmed = "membership-confirmed",
        /// A body said that somebody does not belong to it. Facts: `account_id`.
        MembershipRefused = "membership-refused",
        /// A draft of a program was made. Facts: `version`.
        ProgramMade = "program-made",
        /// A program was changed. Facts: `version`.
        ProgramEdited = "program-edited",
        /// A draft of an offering was made. Facts: `version`.
        OfferingMade = "offering-made",
        /// An offering was changed. Facts: `version`.
        OfferingEdited = "offering-edited",
        /// An offering was published. Facts: `version`.
        OfferingPublished = "offering-published",
        /// Sizes were named. Facts: `total`, `quotas`, `sessions`, `when_free`, `moved`.
        SizeSet = "size-set",
        /// An application was marked as reviewed. Facts: `offering_id`, `points`, `moved`.
        Approved = "approved",
        /// A registration was not accepted. Facts: `offering_id`, `moved`.
        Rejected = "rejected",
        /// Places were given to those reviewed. Facts: `moved`.
        Admitted = "admitted",
        /// Somebody was seated out of turn. Facts: `offering_id`, `moved`.
        Promoted = "promoted",
        /// Somebody was moved to another unit. Facts: `offering_id`, `moved`.
        Moved = "moved",
        /// A registration was given up by staff. Facts: `offering_id`, `moved`.
        Cancelled = "cancelled",
        /// A session was cancelled. Facts: `offering_id`, `moved`.
        SessionCancelled = "session-cancelled",
        /// A session was moved. Facts: `offering_id`, `starts_at`, `ends_at`, `moved`.
        SessionMoved = "session-moved",
        /// An offering was called off. Facts: `moved`.
        CalledOff = "called-off",
        /// The list of a draw was frozen. Facts: `moved`.
        DrawFrozen = "draw-frozen",
        /// A draw was run. Facts: `moved`.
        DrawRun = "draw-run",
        /// A frozen draw was given up. Facts: `moved`.
        DrawVoided = "draw-voided",
        /// Somebody was entered to be registered for another. Facts: `participant_id`,
        /// `member_of`, `consent_on_paper`, `by_phone`, `not_same`.
        Assisted = "assisted",
        /// Somebody marked as there by another was marked as not there. Facts: `registrations`.
        AttendanceCorrected = "attendance-corrected",
        /// Many were written to. Facts: `announcement_id`, `to`, `count`.
        AnnouncementSent = "announcement-sent",
        /// Sensitive answers of a roster were read. Facts: `rows`.
        RosterReadSensitive = "roster-read-sensitive",
        /// A roster was exported. Facts: `format`, `sensitive`, `rows`.
        RosterExported = "roster-exported",
        /// Two registrations were said to be of one child, or of two. Facts: `same`,
        /// `registration_ids`.
        DuplicateSettled = "duplicate-settled",
    }
}

words! {
    /// What it was done to.
    SubjectKind {
        /// A role given to somebody.
        Grant = "grant",
        /// An account's tie to a body.
        Membership = "membership",
        /// A program.
        Program = "program",
        /// An offering.
        Offering = "offering",
        /// A session.
        Session = "session",
        /// A registration.
        Registration = "registration",
    }
}

words! {
    /// What sort of actor.
    ActorKind {
        /// Somebody with a role.
        Staff = "staff",
        /// Whoever runs the server, at its command line.
        Operator = "operator",
        /// What fell due.
        Timer = "timer",
        /// An imported file.
        Import = "import",
    }
}

/// A member of staff at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub account: AccountId,
    /// In which request.
    pub request: RequestId,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with a role.
    Staff(Acting),
    /// The same, where the request is not known: in a batch of the ledger.
    StaffInBatch(AccountId),
    /// Whoever runs the server.
    Operator,
    /// The timer.
    Timer,
    /// An imported file.
    Import,
}

impl Actor {
    /// What sort of actor it is.
    #[must_use]
    pub const fn kind(self) -> ActorKind {
        match self {
            Self::Staff(_) | Self::StaffInBatch(_) => ActorKind::Staff,
            Self::Operator => ActorKind::Operator,
            Self::Timer => ActorKind::Timer,
            Self::Import => ActorKind::Import,
        }
    }

    /// Whose account, if a person's.
    #[must_use]
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Staff(Acting { account, .. }) | Self::StaffInBatch(account) => Some(account),
            Self::Operator | Self::Timer | Self::Import => None,
        }
    }

    /// In which request, if in one.
    #[must_use]
    pub const fn request(self) -> Option<Uuid> {
        match self {
            Self::Staff(acting) => Some(acting.request.0),
            Self::StaffInBatch(_) | Self::Operator | Self::Timer | Self::Import => None,
        }
    }
}

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Of which sort.
    pub kind: SubjectKind,
    /// Which.
    pub id: Uuid,
}

impl Subject {
    /// The subject of this kind and id.
    #[must_use]
    pub const fn new(kind: SubjectKind, id: Uuid) -> Self {
        Self { kind, id }
    }
}

/// An entry to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// In which body; those above it see it too.
    pub organization: OrganizationId,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// Ids, numbers and words of the code; never a name or an address.
    pub facts: Value,
}

/// An entry as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id; they rise with time.
    pub id: AuditEntryId,
    /// In which body.
    pub organization: OrganizationId,
    /// When.
    pub at: Instant,
    /// What sort of actor.
    pub actor_kind: ActorKind,
    /// Who, if a person.
    pub actor: Option<AccountId>,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// The facts.
    pub facts: Value,
    /// In which request.
    pub request: Option<Uuid>,
}

/// Which entries to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only these.
    pub action: Option<Action>,
    /// Not before this instant.
    pub from: Option<Instant>,
    /// Before this instant.
    pub before: Option<Instant>,
}

/// Writes down many things in the transaction that does them.
///
/// # Errors
/// [`Fault`].
pub async fn write_all(
    tx: &impl ConnectionTrait,
    ids: &IdMaker,
    entries: Vec<Entry>,
    now: Instant,
) -> Result<(), Fault> {
    let rows = entries.into_iter().map(|entry| (ids.make(), entry));
    store::audit::insert_many(tx, rows.collect(), now).await
}

impl Organizations {
    /// Writes down what `entry` says, in the transaction that does it.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn audit(&self, tx: &DatabaseTransaction, entry: Entry) -> Result<(), Fault> {
        store::audit::insert(tx, self.ids.make(), entry, self.clock.now()).await
    }

    /// A page of what was done in `body` and below it, newest first; `after` ends the page
    /// before. Who may read it is the caller's to ask.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn audit_log(
        &self,
        body: OrganizationId,
        filter: &AuditFilter,
        after: Option<AuditEntryId>,
        limit: u64,
    ) -> Result<Vec<Record>, Fault> {
        store::audit::page(self.db.read(), body, filter, after, limit).await
    }
}
