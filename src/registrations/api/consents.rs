//! The consents one gave.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::register::PreviewQuery;
use crate::registrations::Registrations;
use crate::registrations::consents::{GivenConsent, Withdrawal};
use crate::values::clock::Instant;
use crate::values::ids::{ConsentId, ParticipantId, RegistrationId};
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Keyed, Path, Query};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Problem, SignedIn};

/// A consent given.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GivenConsent)]
pub(super) struct GivenConsentView {
    id: ConsentId,
    /// Which text, and which version of it.
    key: String,
    version: i32,
    registration_id: RegistrationId,
    participant_id: ParticipantId,
    given_at: Instant,
    withdrawn_at: Option<Instant>,
}

/// What taking a consent back does.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConsentWithdrawal)]
pub(super) struct WithdrawalView {
    consent: GivenConsentView,
    /// The registration that needs it and is cancelled; null when none is.
    cancels_registration_id: Option<RegistrationId>,
}

impl From<GivenConsent> for GivenConsentView {
    fn from(consent: GivenConsent) -> Self {
        Self {
            id: consent.id,
            key: consent.key,
            version: consent.version,
            registration_id: consent.registration_id,
            participant_id: consent.participant_id,
            given_at: consent.given_at,
            withdrawn_at: consent.withdrawn_at,
        }
    }
}

impl From<Withdrawal> for WithdrawalView {
    fn from(withdrawal: Withdrawal) -> Self {
        Self {
            consent: withdrawal.consent.into(),
            cancels_registration_id: withdrawal.cancels,
        }
    }
}

/// The consents one gave, the newest first.
#[utoipa::path(
    get,
    path = "/me/consents",
    tag = "registering",
    params(PageQuery),
    responses((status = 200, body = Page<GivenConsentView>)),
    security(("token" = []))
)]
pub(super) async fn list(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    paging: Paging<ConsentId>,
) -> Result<Answer<Page<GivenConsentView>>, Problem> {
    let rows = registrations
        .consents(signed_in.account, paging.after, paging.rows_to_read())
        .await?;
    Ok(paging.page(rows, |row| row.id, GivenConsentView::from)?)
}

/// Takes a consent back; `preview=true` says first what that does.
#[utoipa::path(
    post,
    path = "/me/consents/{id}/withdraw",
    tag = "registering",
    params(("id" = ConsentId, Path), PreviewQuery),
    request_body = EmptyBody,
    responses((status = 200, body = WithdrawalView)),
    security(("token" = []))
)]
pub(super) async fn withdraw(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<ConsentId>,
    Query(query): Query<PreviewQuery>,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<WithdrawalView>, Problem> {
    let withdrawal = if query.preview {
        registrations
            .preview_withdrawal(signed_in.account, id)
            .await
    } else {
        registrations
            .withdraw(signed_in.account, id, key.as_ref())
            .await
    };
    let withdrawal = withdrawal.map_err(|error| registrations.problem(error))?;
    let replayed = withdrawal.replayed;
    Ok(Answer::ok(withdrawal.into()).replayed(replayed))
}
