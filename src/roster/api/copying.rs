//! Copying and publishing an offering.

use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::view::OfferingSettings;
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, Edit};
use crate::roster::editing::CopyTo;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{EmptyBody, Keyed, Language, rule};

/// When the copy takes place: one of the two, or neither for the same days.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_of_them"))]
pub(super) struct CopyBody {
    /// So many days later; earlier when negative.
    #[validate(range(min = -3650, max = 3650))]
    #[schema(minimum = -3650, maximum = 3650)]
    shift_days: Option<i64>,
    /// The day of its first session.
    starts_on: Option<NaiveDate>,
}

/// Makes a draft with the same settings, its times moved by whole days.
#[utoipa::path(post, path = "/offerings/{id}/copy", tag = "organizing", request_body = CopyBody,
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 201, body = OfferingSettings)), security(("token" = [])))]
pub(super) async fn copy(
    State(roster): State<Roster>,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Keyed { body, key }: Keyed<CopyBody>,
) -> Result<Answer<OfferingSettings>, Problem> {
    let AtOffering { program, offering } = &access.on;
    let days = CopyTo::Days(body.shift_days.unwrap_or(0));
    let to = body.starts_on.map_or(days, CopyTo::StartsOn);
    let made = roster
        .copy_offering(program, offering, to, access.acting(request), key.as_ref())
        .await;
    let (copy, replayed) = made.map_err(|error| roster.problem(error))?;
    let (view, tag) = roster.shown(program, copy, locale).await?;
    Ok(Answer::created(view).tag(tag).replayed(replayed))
}

/// Publishes a draft: opens its seats and shows it to all. Again: the same answer.
///
/// What is missing is refused 422 `incomplete`, each with a pointer into the settings; faults of
/// the program are below `/program`.
#[utoipa::path(post, path = "/offerings/{id}/publish", tag = "organizing",
    request_body = EmptyBody,
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = OfferingSettings)), security(("token" = [])))]
pub(super) async fn publish(
    State(roster): State<Roster>,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<OfferingSettings>, Problem> {
    let AtOffering { program, offering } = &access.on;
    let by = access.acting(request);
    let done = roster.publish(program, offering, by, key.as_ref()).await;
    let (shown, replayed) = done.map_err(|error| roster.problem(error))?;
    let (view, tag) = roster.shown(program, shown, locale).await?;
    Ok(Answer::ok(view).tag(tag).replayed(replayed))
}

fn one_of_them(body: &CopyBody) -> Result<(), ValidationError> {
    if body.shift_days.is_some() && body.starts_on.is_some() {
        Err(rule(
            "conflict",
            "shift_days 和 starts_on 只写一个",
            "Either shift_days or starts_on",
        ))
    } else {
        Ok(())
    }
}
