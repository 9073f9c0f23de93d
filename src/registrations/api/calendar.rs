//! Files that go with a registration: the ticket and the calendars.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::notices::calendar::{Calendar, write};
use crate::registrations::Registrations;
use crate::values::ids::RegistrationId;
use crate::web::extract::{Language, Path, Query};
use crate::web::{Kind, Problem, SignedIn};

/// The QR code of the door code, as a picture. Only a confirmed registration has one.
#[utoipa::path(
    get,
    path = "/registrations/{id}/ticket.svg",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    responses((status = 200, content_type = "image/svg+xml", body = String)),
    security(("token" = []))
)]
pub(super) async fn ticket(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
) -> Result<Response, Problem> {
    let found = registrations.find(signed_in.account, id).await;
    let record = found.map_err(|error| registrations.problem(error))?;
    if record.registration.status != Status::Confirmed {
        return Err(Kind::StatusForbids.into());
    }
    let code = QRBuilder::new(record.registration.door_code).build();
    let code = code.map_err(|error| Fault::broken(format!("no QR code: {error}")))?;
    let picture = SvgBuilder::default().to_str(&code);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

/// The dates of one registration.
#[utoipa::path(
    get,
    path = "/registrations/{id}/calendar.ics",
    tag = "registering",
    params(("id" = RegistrationId, Path)),
    responses((status = 200, content_type = "text/calendar", body = String)),
    security(("token" = []))
)]
pub(super) async fn of_registration(
    State(registrations): State<Registrations>,
    signed_in: SignedIn,
    Path(id): Path<RegistrationId>,
    Language(locale): Language,
) -> Result<Response, Problem> {
    let found = registrations
        .calendar_of(signed_in.account, id, locale)
        .await;
    Ok(file(&found.map_err(|error| registrations.problem(error))?))
}

/// The secret of a family's calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct KeyQuery {
    /// As in `calendar_url` of `/me`.
    key: String,
}

/// All the family's dates, for a calendar program to follow. The key is the only secret.
#[utoipa::path(
    get,
    path = "/me/calendar.ics",
    tag = "registering",
    params(KeyQuery),
    responses((status = 200, content_type = "text/calendar", body = String))
)]
pub(super) async fn of_family(
    State(registrations): State<Registrations>,
    Query(query): Query<KeyQuery>,
) -> Result<Response, Problem> {
    let account = registrations
        .accounts
        .find_by_calendar_key(&query.key)
        .await?;
    let account = account.ok_or_else(|| Problem::from(Kind::NotFound))?;
    let calendar = registrations
        .family_calendar(account.id, account.locale)
        .await?;
    Ok(file(&calendar))
}

fn file(calendar: &Calendar) -> Response {
    let media = format!(
        "text/calendar; charset=utf-8; method={}",
        calendar.method.word()
    );
    ([(header::CONTENT_TYPE, media)], write(calendar, None)).into_response()
}
