//! Cancelling and moving sessions, and calling an offering off.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::decisions::{Preview, ReasonBody, says_something};
use super::view::Acted;
use crate::ledger::command::{Act, CallOff, CancelSession, MoveSession};
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, AtSession, Edit};
use crate::values::clock::Instant;
use crate::values::ids::{Reference, SiteId};
use crate::values::locale::Bilingual;
use crate::values::text::clean_text;
use crate::web::answer::Answer;
use crate::web::extract::{Keyed, Query, rule};
use crate::web::problem::FieldError;
use crate::web::{Kind, Problem};

/// When a session takes place instead, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "ends_after_it_starts"))]
pub(crate) struct MoveBody {
    starts_at: Instant,
    ends_at: Instant,
    /// Id or code of the place where it takes place instead; absent: where it is.
    #[schema(value_type = Option<String>)]
    site: Option<Reference<SiteId>>,
    /// In words that those in it read.
    #[validate(length(max = 500), custom(function = "says_something"))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Cancels a session. Where sessions are picked, everyone in it is called off; where one seat is
/// for all, everyone keeps it and is told, and only with the last session is it called off.
#[utoipa::path(post, path = "/sessions/{id}/cancel", tag = "organizing",
    request_body = ReasonBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn cancel(
    State(roster): State<Roster>,
    access: Access<Edit, AtSession>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<ReasonBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.cancellation(&access.on);
    roster.answer(&access, act, key, look.preview).await
}

/// Moves a session to another time, to another place, or both; everyone in it keeps place and rank, and is told.
#[utoipa::path(post, path = "/sessions/{id}/move", tag = "organizing",
    request_body = MoveBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn move_to(
    State(roster): State<Roster>,
    access: Access<Edit, AtSession>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<MoveBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.act(&roster, &access.on)?;
    roster.answer(&access, act, key, look.preview).await
}

/// The place that was named, of those there are.
fn known_site(roster: &Roster, named: &Reference<SiteId>) -> Result<SiteId, Problem> {
    let snapshot = roster.catalog.snapshot();
    let found = snapshot.sites.find(named).map(|site| site.id);
    found.ok_or_else(|| {
        Problem::new(Kind::Invalid).errors(vec![FieldError {
            pointer: "/site".to_owned(),
            code: "unknown-reference".into(),
            detail: Bilingual::new(
                "没有这个地点；请写一个地点的 id 或编号，或者去掉 site",
                "There is no such place; write the id or code of one, or leave site out",
            ),
        }])
    })
}

/// Calls an offering off: every live registration ends, and everyone is told, with the
/// offerings of the program that still have places.
#[utoipa::path(post, path = "/offerings/{id}/call-off", tag = "organizing",
    request_body = ReasonBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn call_off(
    State(roster): State<Roster>,
    access: Access<Edit, AtOffering>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<ReasonBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.calling_off(&roster, &access.on);
    roster.answer(&access, act, key, look.preview).await
}

impl MoveBody {
    /// The command it stands for.
    ///
    /// # Errors
    /// 422 for a place that is none.
    pub(crate) fn act(&self, roster: &Roster, on: &AtSession) -> Result<Act, Problem> {
        let AtSession {
            offering, session, ..
        } = on;
        let site_id = match &self.site {
            Some(named) => Some(known_site(roster, named)?),
            None => None,
        };
        Ok(Act::MoveSession(MoveSession {
            offering_id: offering.id,
            session_id: session.id,
            site_id: site_id.filter(|site| offering.site_of(session) != Some(*site)),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            remark: clean_text(&self.reason),
        }))
    }
}

impl ReasonBody {
    /// The command that cancels a session for this reason.
    pub(crate) fn cancellation(&self, on: &AtSession) -> Act {
        Act::CancelSession(CancelSession {
            offering_id: on.offering.id,
            session_id: on.session.id,
            remark: clean_text(&self.reason),
        })
    }

    /// The command that calls an offering off for this reason, and names the others with places.
    pub(crate) fn calling_off(&self, roster: &Roster, on: &AtOffering) -> Act {
        let offering = &on.offering;
        Act::CallOff(CallOff {
            offering_id: offering.id,
            remark: clean_text(&self.reason),
            alternatives: roster.catalog.others_with_places(offering),
        })
    }
}

fn ends_after_it_starts(body: &MoveBody) -> Result<(), ValidationError> {
    if body.starts_at < body.ends_at {
        Ok(())
    } else {
        Err(rule("order", "结束要在开始之后", "It ends after it starts"))
    }
}
