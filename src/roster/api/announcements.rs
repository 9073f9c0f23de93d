//! `/offerings/{id}/announcements`: writing to those registered, and what became of it.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::notices::outbox::Carriage;
use crate::organizations::audit::Acting;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::announcements::{AnnounceError, Announcement, To, Wanted};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, AnnouncementId, RegistrationId};
use crate::values::locale::Bilingual;
use crate::values::text::{clean_line, clean_text, line_within};
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, rule};
use crate::web::page::{Page, PageQuery, Paging};

/// Most characters of a subject.
const SUBJECT_MAX: usize = 100;
/// Most characters of a text.
const TEXT_MAX: usize = 5000;

/// What to write, and to whom.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "names_whom_it_chooses"))]
pub(crate) struct AnnouncementBody {
    to: To,
    /// With `to` = `chosen`: whom, of this offering.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_items = 500)]
    registration_ids: Vec<RegistrationId>,
    #[validate(custom(function = "one_line"))]
    #[schema(min_length = 1, max_length = 100)]
    subject: String,
    /// Plain text; line breaks stay.
    #[validate(custom(function = "several_lines"))]
    #[schema(min_length = 1, max_length = 5000)]
    text: String,
}

/// An announcement on its way.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Announced {
    id: AnnouncementId,
    /// To how many accounts: one each, however many registrations it has.
    count: i32,
}

/// An announcement that was sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Announcement)]
pub(super) struct AnnouncementView {
    id: AnnouncementId,
    to: To,
    subject: String,
    text: String,
    sent_at: Instant,
    sent_by: AccountId,
    /// To how many accounts; each has it in the inbox.
    count: i32,
    mails: AnnouncementMails,
}

/// What became of the mails. Who has no address gets none.
#[derive(Debug, Serialize, ToSchema)]
struct AnnouncementMails {
    /// Handed over.
    sent: u64,
    /// Refused, or given up after three days.
    failed: u64,
    /// Still to be sent, or to be tried again.
    queued: u64,
}

/// Writes to everyone confirmed, waiting, or both and those who applied, or to those chosen: into the inbox and by
/// mail. In a discreet program the mail says only that there is something in the inbox.
#[utoipa::path(post, path = "/offerings/{id}/announcements", tag = "organizing",
    request_body = AnnouncementBody,
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 202, body = Announced)), security(("token" = [])))]
pub(super) async fn announce(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Keyed { body, key }: Keyed<AnnouncementBody>,
) -> Result<Answer<Announced>, Problem> {
    let staff = Acting {
        account: access.account,
        request,
    };
    let wanted = body.wanted();
    let announced = roster.announce(&access.on, staff, &wanted, key.as_ref());
    let (announced, replayed) = announced.await?;
    let view = Announced {
        id: announced.id,
        count: announced.count,
    };
    Ok(Answer::accepted(view).replayed(replayed))
}

impl AnnouncementBody {
    /// What is written, without the space around it.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            to: self.to,
            chosen: self.registration_ids.clone(),
            subject: clean_line(&self.subject),
            text: clean_text(&self.text),
        }
    }
}

/// What was written to those registered, newest first, and how many mails arrived.
#[utoipa::path(get, path = "/offerings/{id}/announcements", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"), PageQuery),
    responses((status = 200, body = Page<AnnouncementView>)), security(("token" = [])))]
pub(super) async fn announcements(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    paging: Paging<AnnouncementId>,
) -> Result<Answer<Page<AnnouncementView>>, Problem> {
    let (offering, rows) = (access.on.offering.id, paging.rows_to_read());
    let sent = roster.announcements(offering, paging.after, rows).await?;
    Ok(paging.page(sent, |(one, _)| one.id, AnnouncementView::from)?)
}

impl From<(Announcement, Carriage)> for AnnouncementView {
    fn from((one, carried): (Announcement, Carriage)) -> Self {
        Self {
            id: one.id,
            to: one.to,
            subject: one.subject,
            text: one.text,
            sent_at: one.sent_at,
            sent_by: one.sent_by,
            count: one.count,
            mails: AnnouncementMails {
                sent: carried.sent,
                failed: carried.failed,
                queued: carried.queued,
            },
        }
    }
}

impl From<AnnounceError> for Problem {
    fn from(error: AnnounceError) -> Self {
        match error {
            AnnounceError::KeyReused(reused) => reused.into(),
            AnnounceError::NotHere(at) => Self::invalid(
                format!("/registration_ids/{at}"),
                "unknown",
                Bilingual::new(
                    "这份报名不在这个班里",
                    "This registration is not in this class",
                ),
            ),
            AnnounceError::Fault(fault) => fault.into(),
        }
    }
}

fn names_whom_it_chooses(body: &AnnouncementBody) -> Result<(), ValidationError> {
    if (body.to == To::Chosen) != body.registration_ids.is_empty() {
        return Ok(());
    }
    Err(rule(
        "registration_ids",
        "“chosen”要写是哪些报名，别的不写".to_owned(),
        "\"chosen\" names the registrations, the others name none".to_owned(),
    ))
}

fn one_line(text: &str) -> Result<(), ValidationError> {
    line_within(text, SUBJECT_MAX)
        .map(drop)
        .ok_or_else(|| length(SUBJECT_MAX))
}

fn several_lines(text: &str) -> Result<(), ValidationError> {
    let count = clean_text(text).chars().count();
    if (1..=TEXT_MAX).contains(&count) {
        Ok(())
    } else {
        Err(length(TEXT_MAX))
    }
}

fn length(max: usize) -> ValidationError {
    let chinese = format!("要 1 到 {max} 个字");
    rule(
        "length",
        chinese,
        format!("Between 1 and {max} characters are taken"),
    )
}
