//! The inbox over HTTP.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::inbox::{Inbox, ReadError, Received};
use super::render;
use crate::values::clock::Instant;
use crate::values::ids::{NoticeId, RegistrationId};
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Keyed, Path};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem, SignedIn};

/// A message to the person, with the words of its mail, in the language it was written in.
#[derive(Serialize, ToSchema)]
#[schema(as = Notice)]
struct NoticeView {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: NoticeId,
    /// What it is about, such as `registration-confirmed`.
    kind: String,
    /// The registration it is about; of several, the first.
    #[schema(value_type = Option<uuid::Uuid>)]
    registration_id: Option<RegistrationId>,
    /// BCP 47 tag of its language.
    language: &'static str,
    /// The mail's subject.
    subject: String,
    /// One more line for lists.
    summary: String,
    /// What became of it: the letter's heading.
    heading: String,
    /// The whole letter as plain text.
    text: String,
    /// The page to open, if there is one.
    link: Option<LinkView>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it was first read.
    #[schema(value_type = Option<String>, format = DateTime)]
    read_at: Option<Instant>,
}

/// A page to open; opening it decides nothing.
#[derive(Serialize, ToSchema)]
#[schema(as = NoticeLink)]
struct LinkView {
    /// What the button says.
    label: String,
    /// Where it leads.
    url: String,
}

impl From<Received> for NoticeView {
    fn from(received: Received) -> Self {
        let letter = received.letter;
        let text = render::text(&letter);
        Self {
            id: received.id,
            kind: received.kind,
            registration_id: received.registration,
            language: letter.locale.tag(),
            subject: letter.subject,
            summary: letter.preheader,
            heading: letter.heading,
            text,
            link: letter.button.map(|button| LinkView {
                label: button.label,
                url: button.url,
            }),
            created_at: received.created_at,
            read_at: received.read_at,
        }
    }
}

/// One's messages, newest first: whatever was mailed, but codes.
#[utoipa::path(get, path = "/me/notices", tag = "me", params(PageQuery),
    responses((status = 200, body = Page<NoticeView>)), security(("token" = [])))]
async fn list(
    State(inbox): State<Inbox>,
    signed_in: SignedIn,
    paging: Paging<NoticeId>,
) -> Result<Answer<Page<NoticeView>>, Problem> {
    let rows = paging.rows_to_read();
    let page = inbox.page(signed_in.account, paging.after, rows).await?;
    Ok(paging.page(page, |one| one.id, NoticeView::from)?)
}

/// Marks a message as read; again changes nothing.
#[utoipa::path(post, path = "/me/notices/{id}/read", tag = "me", request_body = EmptyBody,
    params(("id" = uuid::Uuid, Path, description = "The message's id")),
    responses((status = 200, body = NoticeView)), security(("token" = [])))]
async fn read(
    State(inbox): State<Inbox>,
    signed_in: SignedIn,
    Path(id): Path<NoticeId>,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<NoticeView>, Problem> {
    let (read, replayed) = inbox.read(signed_in.account, id, key.as_ref()).await?;
    Ok(Answer::ok(read.into()).replayed(replayed))
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotFound => Kind::NotFound.into(),
            ReadError::KeyReused(reused) => reused.into(),
            ReadError::Fault(fault) => fault.into(),
        }
    }
}

/// The calls of the inbox.
pub fn routes(inbox: Inbox) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .with_state(inbox)
}
