//! What is written to everybody: what was sent and how much of it arrived, and a new one.

mod sent;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use self::sent::{Sent, paragraphs};
use super::ticked;
use super::words::Choice;
use crate::catalog::model::NoticeStyle;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::console::once;
use crate::console::sign_in::status;
use crate::console::trouble::Trouble;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::announcements::{To, Wanted};
use crate::roster::api::announcements::AnnouncementBody;
use crate::values::ids::{AnnouncementId, RegistrationId};
use crate::values::say::say;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};
use crate::web::page::Paging;

#[derive(Template)]
#[template(path = "console/roster/messages.html")]
struct MessagesPage {
    frame: Frame,
    head: OfferingHead,
    trouble: Trouble,
    to: Vec<Choice>,
    /// Those that were ticked on the roster.
    chosen: Vec<RegistrationId>,
    subject: String,
    text: String,
    /// To how many it would go.
    preview: Option<Preview>,
    is_discreet: bool,
    key: String,
    sent: Vec<Sent>,
    next: Option<String>,
}

/// What would be sent.
struct Preview {
    to: String,
    accounts: i64,
    mails: i64,
    paragraphs: Vec<String>,
    /// To whom and how many: what is sent is what was shown.
    mark: String,
    /// Whether the second button was pressed, and something else was shown before.
    has_changed: bool,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    to: String,
    chosen: Vec<RegistrationId>,
    subject: String,
    text: String,
}

impl Typed {
    /// What was typed; at `first` nothing was, but some were ticked on the roster.
    fn read(fields: &Fields, first: bool) -> Result<Self, Problem> {
        let to = if first {
            To::Chosen.as_str()
        } else {
            fields.get("to")
        };
        Ok(Self {
            to: to.to_owned(),
            chosen: ticked::ids(fields)?,
            subject: fields.get("subject").to_owned(),
            text: fields.get("text").to_owned(),
        })
    }

    fn body(&self) -> Value {
        let is_to_them = self.to == To::Chosen.as_str();
        let chosen = self.chosen.iter().filter(|_| is_to_them);
        json!({
            "to": self.to, "registration_ids": chosen.collect::<Vec<_>>(),
            "subject": self.subject, "text": self.text,
        })
    }
}

/// The messages of an offering.
pub(in crate::console) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<ActOnPersons, AtOffering>,
    paging: Paging<AnnouncementId>,
) -> Result<Response, Problem> {
    let mut page = console
        .messages_page(&desk, &access, Typed::default())
        .await?;
    let sent = console.sent(&access, &paging).await?;
    let more = sent.len() > paging.limit as usize;
    if let Some((last, _)) = sent.get(paging.limit as usize - 1).filter(|_| more) {
        page.next = Some(page.frame.with("cursor", &paging.cursor(&last.id)?));
    }
    let shown = sent.into_iter().take(paging.limit as usize).collect();
    page.sent = console.in_words(&desk, &access, shown).await?;
    html::show(&desk.asked, status(&page.trouble), &page)
}

/// Says to how many a message would go; with the second button, sends it.
pub(in crate::console) async fn send(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<ActOnPersons, AtOffering>,
    fields: Fields,
) -> Result<Response, Problem> {
    let is_first = !fields.has("subject");
    let typed = Typed::read(&fields, is_first)?;
    if is_first && typed.chosen.is_empty() {
        let path = format!("/console/offerings/{}", access.on.offering.code);
        return Ok(Redirect::to(&format!("{path}?done=registrations-none")).into_response());
    }
    let body = typed.body();
    let mut page = console.messages_page(&desk, &access, typed).await?;
    if is_first {
        return html::show(&desk.asked, StatusCode::OK, &page);
    }
    let wanted = match valid_body::<AnnouncementBody>(&body) {
        Ok(body) => body.wanted(),
        Err(problem) => {
            page.trouble = Trouble::of_problem(problem, desk.locale())?;
            return html::show(&desk.asked, status(&page.trouble), &page);
        }
    };
    let preview = console.preview(&desk, &access, &wanted).await?;
    let doing = fields.has("do");
    let key = once::key(&desk, &fields).filter(|_| doing);
    let is_as_seen = preview.mark == fields.get("seen");
    if doing && (is_as_seen || console.was_given(key.as_ref(), 0).await?) {
        let staff = access.acting(request);
        let announced = console
            .roster
            .announce(&access.on, staff, &wanted, key.as_ref());
        announced.await?;
        let done = format!("{}/messages?done=message-sent", page.head.path);
        return Ok(Redirect::to(&done).into_response());
    }
    page.preview = Some(Preview {
        has_changed: doing,
        ..preview
    });
    let code = if doing {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    html::show(&desk.asked, code, &page)
}

impl Console {
    async fn messages_page(
        &self,
        desk: &Desk,
        access: &Access<ActOnPersons, AtOffering>,
        typed: Typed,
    ) -> Result<MessagesPage, Problem> {
        let program = &access.on.program;
        let frame = self.frame_of(desk, program).await?;
        let choice = |to: &To| Choice {
            word: to.to_string(),
            label: frame.say(label(*to)),
            is_chosen: to.as_str() == typed.to || (typed.to.is_empty() && *to == To::Confirmed),
        };
        // Whom to choose is ticked on the roster.
        let is_offered = |to: &&To| **to != To::Chosen || !typed.chosen.is_empty();
        let offered = To::ALL.iter().filter(is_offered);
        Ok(MessagesPage {
            head: self.head(access, desk, Part::Messages),
            to: offered.map(choice).collect(),
            chosen: typed.chosen,
            is_discreet: program.notice_style == NoticeStyle::Discreet,
            trouble: Trouble::default(),
            subject: typed.subject,
            text: typed.text,
            preview: None,
            key: once::new(&self.roster.ids),
            sent: Vec::new(),
            next: None,
            frame,
        })
    }

    async fn preview(
        &self,
        desk: &Desk,
        access: &Access<ActOnPersons, AtOffering>,
        wanted: &Wanted,
    ) -> Result<Preview, Problem> {
        let reach = self.roster.reach_of(access.on.offering.id, wanted).await?;
        Ok(Preview {
            to: say(desk.locale(), label(wanted.to), &[]),
            accounts: reach.accounts,
            mails: reach.mails,
            paragraphs: paragraphs(&wanted.text),
            mark: format!("{} {}", wanted.to, reach.accounts),
            has_changed: false,
        })
    }
}

const fn label(to: To) -> &'static str {
    match to {
        To::Confirmed => "console-roster-to-confirmed",
        To::Waitlisted => "console-roster-to-waitlisted",
        To::All => "console-roster-to-all",
        To::Chosen => "console-roster-to-chosen",
    }
}
