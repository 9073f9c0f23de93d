//! The calls under "Registering", and the consents.

mod acts;
mod calendar;
mod consents;
mod register;
mod view;

pub use self::view::RegistrationView;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{RegistrationError, Registrations};
use crate::catalog::snapshot::Snapshot;
use crate::ledger::SubmitError;
use crate::ledger::command::{Reason, Refusal, RefusalKind};
use crate::registrations::words::told;
use crate::values::clock::Instant;
use crate::values::ids::OfferingId;
use crate::values::locale::{Bilingual, Locale};
use crate::web::problem::Reason as ProblemReason;
use crate::web::{Kind, Problem};

/// Seconds after which a busy caller may try again.
const BUSY_RETRY_SECONDS: u32 = 3;

/// The routes of the feature.
pub fn routes(state: Registrations) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(acts::list))
        .routes(routes!(acts::show))
        .routes(routes!(acts::accept))
        .routes(routes!(acts::decline))
        .routes(routes!(acts::change))
        .routes(routes!(calendar::ticket))
        .routes(routes!(calendar::of_registration))
        .routes(routes!(calendar::of_family))
        .routes(routes!(consents::list))
        .routes(routes!(consents::withdraw))
        .with_state(state)
}

/// The kind of problem a refusal is.
const fn kind(refusal: RefusalKind) -> Kind {
    match refusal {
        RefusalKind::NotByRegistration => Kind::NotByRegistration,
        RefusalKind::OfferingCalledOff => Kind::OfferingCalledOff,
        RefusalKind::RegistrationNotOpen => Kind::RegistrationNotOpen,
        RefusalKind::RegistrationClosed => Kind::RegistrationClosed,
        RefusalKind::ParticipantUnknown => Kind::ParticipantUnknown,
        RefusalKind::SessionsInvalid => Kind::SessionsInvalid,
        RefusalKind::AlreadyRegistered => Kind::AlreadyRegistered,
        RefusalKind::PickLimit => Kind::PickLimit,
        RefusalKind::NotEligible => Kind::NotEligible,
        RefusalKind::AnswersInvalid => Kind::AnswersInvalid,
        RefusalKind::ConsentMissing => Kind::ConsentMissing,
        RefusalKind::Full => Kind::Full,
        RefusalKind::OfferExpired => Kind::OfferExpired,
        RefusalKind::StatusForbids | RefusalKind::OpenDiffers => Kind::StatusForbids,
        RefusalKind::AlreadyBegun => Kind::AlreadyBegun,
        RefusalKind::CapacityBelowTaken => Kind::CapacityBelowTaken,
        RefusalKind::CapacityBelowQuotas => Kind::CapacityBelowQuotas,
        RefusalKind::Clash => Kind::Clash,
        RefusalKind::ListClosed => Kind::ListClosed,
        RefusalKind::OtherAllocation => Kind::OtherAllocation,
        RefusalKind::WindowOpen => Kind::WindowOpen,
        RefusalKind::DrawExists => Kind::DrawExists,
        RefusalKind::DrawEmpty => Kind::DrawEmpty,
        RefusalKind::DuplicatesUnsettled => Kind::DuplicatesUnsettled,
        RefusalKind::DrawNotFrozen => Kind::DrawNotFrozen,
        RefusalKind::SessionCancelled => Kind::SessionCancelled,
    }
}

impl Registrations {
    /// An error as the caller is told.
    #[must_use]
    pub fn problem(&self, error: RegistrationError) -> Problem {
        match error {
            RegistrationError::NotFound => Kind::NotFound.into(),
            RegistrationError::KeyReused => Kind::IdempotencyKeyReused.into(),
            RegistrationError::LinkedNotAllowed => Problem::invalid(
                "/linked",
                "linked-not-allowed",
                Bilingual::new(
                    "这一期不能绑在一起报，请去掉 linked，各报各的",
                    "This offering places each alone; leave linked out",
                ),
            ),
            RegistrationError::PartyTooLarge { participant, most } => Problem::invalid(
                format!("/party/{participant}"),
                "party-too-large",
                Bilingual::new(
                    format!("一份报名最多 {most} 人，最少 1 人"),
                    format!("One registration takes 1 to {most} people"),
                ),
            ),
            RegistrationError::Refused { refusal, offering } => {
                let snapshot = self.catalog.snapshot();
                refused(&refusal, &snapshot, offering, self.clock.now())
            }
            RegistrationError::Submit(error) => unanswered(error),
            RegistrationError::Fault(fault) => fault.into(),
        }
    }
}

/// A refusal of the ledger as the caller is told, times as at the offering.
#[must_use]
pub fn refused(
    refusal: &Refusal,
    snapshot: &Snapshot,
    offering: OfferingId,
    now: Instant,
) -> Problem {
    let worded = |one: &Reason| {
        let say = |locale| told(snapshot, locale, one.code, &one.facts, offering, now);
        ProblemReason {
            code: one.code.into(),
            detail: Bilingual::new(say(Locale::Chinese), say(Locale::English)),
            facts: one.facts.clone(),
        }
    };
    let reasons: Vec<ProblemReason> = refusal.reasons.iter().map(worded).collect();
    let first = reasons.first().map(|first| first.detail.clone());
    let problem = Problem::new(kind(refusal.kind)).reasons(reasons);
    match first {
        Some(detail) => problem.detail(detail.zh, detail.en),
        None => problem,
    }
}

/// A command without an answer, as the caller is told.
#[must_use]
pub fn unanswered(error: SubmitError) -> Problem {
    match error {
        SubmitError::Busy => Problem::new(Kind::Busy).retry_after(BUSY_RETRY_SECONDS),
        SubmitError::OutcomeUnknown => {
            Problem::new(Kind::OutcomeUnknown).retry_after(BUSY_RETRY_SECONDS)
        }
        SubmitError::Fault(fault) => fault.into(),
    }
}
