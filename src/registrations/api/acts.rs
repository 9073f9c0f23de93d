//! Looking at one's registrations, and acting on them.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::view::RegistrationView;
use crate::db::idempotency::RequestKey;
use crate::ledger::command::{Act, Cancel};
use crate::ledger::facts::Status;
use crate::ledger::history::Wish;
use crate::registrations::{Done, RegistrationError, Registrations};
use crate::values::clock::local_instant;
use crate::values::ids::{AccountId, RegistrationId, SessionId};
use crate::values::locale::Locale;
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Keyed, Language, Path, Query};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Problem, SignedIn};

/// Which registrations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// Only this status.
    status: Option<Status>,
    /// Only those that end on this day or later, or have no dates.
    from: Option<NaiveDate>,
}

/// The session wanted instead.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeBody {
    session_id: SessionId,
}

/// All registrations of the family, the newest first.
#[utoipa::path(
    get,
    path = "/me/registrations",
    tag = "registering",
    params(ListQuery, PageQuery),
    responses((status = 200, body = Page<RegistrationView>)),
    security(("token" = []))
)]
pub(super) async fn list(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Query(query): Query<ListQuery>,
    paging: Paging<RegistrationId>,
    Language(locale): Language,
) -> Result<Answer<Page<RegistrationView>>, Problem> {
    let wish = Wish {
        statuses: query.status.into_iter().collect(),
        ends_from: query
            .from
            .map(|day| local_instant(day, 0, crate::households::ZONE)),
        after: paging.after,
        limit: paging.rows_to_read(),
    };
    let records = registrations.list(signed_in.account, &wish).await?;
    let view = |record: crate::registrations::Record| registrations.view(&record, locale);
    Ok(paging.page(records, |record| record.registration.id, view)?)
}

/// One registration.
#[utoipa::path(
    get,
    path = "/registrations/{id}",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    responses((status = 200, body = RegistrationView)),
    security(("token" = []))
)]
pub(super) async fn show(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
    Language(locale): Language,
) -> Result<Answer<RegistrationView>, Problem> {
    let found = registrations.find(signed_in.account, id).await;
    let record = found.map_err(|error| registrations.problem(error))?;
    Ok(Answer::ok(registrations.view(&record, locale)))
}

/// Takes an offer before its deadline. Again: the same answer.
#[utoipa::path(
    post,
    path = "/registrations/{id}/accept",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    request_body = EmptyBody,
    responses((status = 200, body = RegistrationView)),
    security(("token" = []))
)]
pub(super) async fn accept(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
    Language(locale): Language,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<RegistrationView>, Problem> {
    let done = registrations
        .act(signed_in.account, id, Act::Accept(id), key)
        .await;
    answer(&registrations, done, locale)
}

/// Declines an offer: the next family hears at once. Again: the same answer.
#[utoipa::path(
    post,
    path = "/registrations/{id}/decline",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    request_body = EmptyBody,
    responses((status = 200, body = RegistrationView)),
    security(("token" = []))
)]
pub(super) async fn decline(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
    Language(locale): Language,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<RegistrationView>, Problem> {
    let done = registrations
        .act(signed_in.account, id, Act::Decline(id), key)
        .await;
    answer(&registrations, done, locale)
}

/// Moves a confirmed registration to another session with a free seat, or does nothing. The
/// answer is the new registration.
#[utoipa::path(
    post,
    path = "/registrations/{id}/change",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    request_body = ChangeBody,
    responses((status = 200, body = RegistrationView)),
    security(("token" = []))
)]
pub(super) async fn change(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
    Language(locale): Language,
    Keyed { body, key }: Keyed<ChangeBody>,
) -> Result<Answer<RegistrationView>, Problem> {
    let done = registrations
        .change(signed_in.account, id, body.session_id, key)
        .await;
    answer(&registrations, done, locale)
}

impl Registrations {
    /// Gives up a registration of the account's own, and answers as it then stands. Staff give it
    /// up under the same address, so the handler is theirs. With `preview` it only says how it would
    /// stand.
    ///
    /// # Errors
    /// As [`Registrations::act`] says it.
    pub async fn give_up(
        &self,
        account: AccountId,
        cancel: Cancel,
        (key, preview): (Option<RequestKey>, bool),
        locale: Locale,
    ) -> Result<Answer<RegistrationView>, Problem> {
        let id = cancel.registration_id;
        if preview {
            let foreseen = self.foresee(account, id, Act::Cancel(cancel)).await;
            let records = foreseen.map(|records| Done {
                records,
                replayed: None,
            });
            return answer(self, records, locale);
        }
        let done = self.act(account, id, Act::Cancel(cancel), key).await;
        answer(self, done, locale)
    }
}

fn answer(
    registrations: &Registrations,
    done: Result<Done, RegistrationError>,
    locale: Locale,
) -> Result<Answer<RegistrationView>, Problem> {
    let done = done.map_err(|error| registrations.problem(error))?;
    let record = done.records.first().ok_or(RegistrationError::NotFound);
    let record = record.map_err(|error| registrations.problem(error))?;
    let view = registrations.view(record, locale);
    let status = done
        .replayed
        .and_then(|code| StatusCode::from_u16(code).ok());
    let answer = Answer::with(status.unwrap_or(StatusCode::OK), view);
    Ok(answer.replayed(done.replayed.is_some()))
}
