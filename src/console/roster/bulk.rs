//! Approving all that are ticked: what would become of each, and then doing it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use super::words::{self, Tag};
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::offering::{OfferingHead, Part};
use crate::console::once;
use crate::ledger::facts::Status;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::api::bulk::ApproveManyBody;
use crate::roster::editing::EditError;
use crate::values::ids::RegistrationId;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, valid_body};
use crate::web::html::{self, Frame};

#[derive(Template)]
#[template(path = "console/roster/bulk.html")]
struct BulkPage {
    frame: Frame,
    head: OfferingHead,
    rows: Vec<Row>,
    /// How many would be approved, or were.
    fine: i64,
    refused: i64,
    is_done: bool,
    key: String,
}

/// One that was ticked.
struct Row {
    id: String,
    name: String,
    /// How it stands then; none where it was refused.
    tag: Option<Tag>,
    /// Why it was refused.
    why: String,
}

/// Approves all that are ticked, each for itself.
pub(in crate::console) async fn approve(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<ActOnPersons, AtOffering>,
    fields: Fields,
) -> Result<Response, Problem> {
    let roster = &console.roster;
    let ticked: Vec<&str> = fields.all("registration_id").collect();
    if ticked.is_empty() {
        let back = format!(
            "/console/offerings/{}?done=registrations-none",
            access.on.offering.code
        );
        return Ok(Redirect::to(&back).into_response());
    }
    let members: Vec<_> = ticked
        .iter()
        .map(|id| json!({ "registration_id": id }))
        .collect();
    let body: ApproveManyBody = valid_body(&json!({ "registrations": members }))?;
    let acts = body.acts(&access.on.program)?;
    let ids: Vec<RegistrationId> = acts.iter().map(|(id, _)| *id).collect();
    let doing = fields.has("do");
    let key = once::key(&desk, &fields).filter(|_| doing);
    let outcomes = roster.act_on_many(access.actor(), &access.on, acts, key, !doing);
    let outcomes = outcomes.await?;
    let refused = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    if doing && refused == 0 {
        let back = format!(
            "/console/offerings/{}?done=registrations-approved",
            access.on.offering.code
        );
        return Ok(Redirect::to(&back).into_response());
    }
    let fine = outcomes.len() - refused;
    let mut rows = Vec::with_capacity(ids.len());
    let names = console.names_of(&access.on, &ids).await?;
    for ((id, name), outcome) in ids.iter().zip(names).zip(outcomes) {
        rows.push(console.row(*id, name, outcome, (&desk, request)));
    }
    let page = BulkPage {
        frame: console.frame_of(&desk, &access.on.program).await?,
        head: console.head(&access, &desk, Part::Roster),
        rows,
        fine: fine.try_into().unwrap_or(i64::MAX),
        refused: refused.try_into().unwrap_or(i64::MAX),
        is_done: doing,
        key: once::new(&roster.ids),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

impl Console {
    /// Who takes part in registrations of an offering, in their order; nothing of those that are
    /// another's.
    async fn names_of(
        &self,
        at: &AtOffering,
        ids: &[RegistrationId],
    ) -> Result<Vec<String>, Problem> {
        let rows = self.roster.ledger.registrations(ids).await?;
        let theirs = |id: &RegistrationId| {
            let row = rows.iter().map(|(_, row)| row).find(|row| row.id == *id);
            row.filter(|row| row.offering_id == at.offering.id)
                .map(|row| row.participant_id)
        };
        let people: Vec<_> = ids.iter().map(theirs).collect();
        let known: Vec<_> = people.iter().flatten().copied().collect();
        let db = self.roster.db.read();
        let names = self.roster.households.participant_names(db, &known).await?;
        let name = |person: &Option<_>| {
            let name = person.as_ref().and_then(|person| names.get(person));
            name.cloned().unwrap_or_default()
        };
        Ok(people.iter().map(name).collect())
    }

    fn row(
        &self,
        id: RegistrationId,
        name: String,
        outcome: Result<Status, EditError>,
        (desk, request): (&Desk, RequestId),
    ) -> Row {
        let locale = desk.locale();
        let (tag, why) = match outcome {
            Ok(status) => (Some(words::tag(locale, status, None)), String::new()),
            Err(error) => {
                let view = self
                    .roster
                    .problem(error)
                    .view(locale, &request.0.to_string());
                let reasons = view.reasons.into_iter().map(|reason| reason.detail);
                let said: Vec<String> = reasons.collect();
                let why = if said.is_empty() {
                    view.detail
                } else {
                    said.join(" ")
                };
                (None, why)
            }
        };
        Row {
            id: id.to_string(),
            name,
            tag,
            why,
        }
    }
}
