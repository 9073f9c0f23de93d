//! `/me`.

mod view;

use std::sync::Arc;

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::forms::{clean, edited_name, edited_phone, stays};
use crate::accounts::AccountChange;
use crate::households::{Households, MeChange, MeError, policy};
use crate::values::edit::Edit;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::text::NAME_MAX;
use crate::web::answer::Answer;
use crate::web::etag::{IfMatch, version_tag};
use crate::web::extract::{EmptyBody, Keyed, Valid};
use crate::web::{Kind, Problem, SignedIn};
use view::MeView;

/// What these calls need.
#[derive(Clone)]
pub(super) struct MeState {
    pub(super) households: Households,
    /// Where the server is reached from outside; never taken from a request.
    pub(super) public_url: Arc<str>,
}

/// An edit of oneself: what is left out stays.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeEdit {
    /// How the person wants to be called.
    #[validate(custom(function = "edited_name"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    #[serde(default)]
    name: Edit<String>,
    /// The language of the letters.
    #[validate(custom(function = "stays"))]
    #[schema(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Edit<Locale>,
    /// For the organizer to call; null takes it away.
    #[validate(custom(function = "edited_phone"))]
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    phone: Edit<String>,
    /// Whether reminders are wanted.
    #[validate(custom(function = "stays"))]
    #[schema(value_type = Option<bool>)]
    #[serde(default)]
    reminders: Edit<bool>,
    /// Another address. A code goes there; until it comes back nothing changes.
    #[validate(custom(function = "stays"))]
    #[schema(value_type = Option<String>, format = "email")]
    #[serde(default)]
    email: Edit<EmailAddress>,
}

/// Who is signed in.
#[utoipa::path(get, path = "/me", tag = "me",
    responses((status = 200, body = MeView)), security(("token" = [])))]
pub(super) async fn show(
    State(state): State<MeState>,
    signed_in: SignedIn,
) -> Result<Answer<MeView>, Problem> {
    state.answer(signed_in.account).await
}

/// Edits oneself.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = MeEdit,
    params(("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 200, body = MeView)), security(("token" = [])))]
pub(super) async fn edit(
    State(state): State<MeState>,
    signed_in: SignedIn,
    seen: IfMatch,
    Valid(body): Valid<MeEdit>,
) -> Result<Answer<MeView>, Problem> {
    let may = |version: i32| seen.check(version.into()).is_ok();
    state
        .households
        .edit_me(signed_in.account, may, &body.change())
        .await?;
    state.answer(signed_in.account).await
}

/// Gives the calendar another address; the old one shows nothing any more.
#[utoipa::path(post, path = "/me/calendar-key", tag = "me", request_body = EmptyBody,
    responses((status = 200, body = MeView)), security(("token" = [])))]
pub(super) async fn renew_calendar_key(
    State(state): State<MeState>,
    signed_in: SignedIn,
    Keyed {
        body: EmptyBody {},
        key,
    }: Keyed<EmptyBody>,
) -> Result<Answer<MeView>, Problem> {
    let account = signed_in.account;
    let replayed = state
        .households
        .renew_calendar_key(account, key.as_ref())
        .await?;
    Ok(state.answer(account).await?.replayed(replayed))
}

impl MeState {
    async fn answer(&self, account: AccountId) -> Result<Answer<MeView>, Problem> {
        let me = self.households.me(account).await?;
        let version = me.account.version;
        let view = MeView::new(me, &self.public_url);
        let tag = version_tag(version.into(), &view)?;
        Ok(Answer::ok(view).tag(tag))
    }
}

impl MeEdit {
    fn change(self) -> MeChange {
        MeChange {
            account: AccountChange {
                name: self.name.value().map(|name| clean(name, NAME_MAX)),
                locale: self.locale.value().copied(),
                phone: self
                    .phone
                    .map(|phone| policy::phone(&phone).unwrap_or_default()),
                reminders: self.reminders.value().copied(),
            },
            email: self.email.apply(None),
        }
    }
}

impl From<MeError> for Problem {
    fn from(error: MeError) -> Self {
        match error {
            MeError::Stale => Kind::PreconditionFailed.into(),
            MeError::KeyReused(reused) => reused.into(),
            MeError::Fault(fault) => fault.into(),
        }
    }
}
