//! Freezing, running and voiding a draw, and what everybody can read of it.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::decisions::{Preview, ReasonBody};
use super::view::Acted;
use crate::catalog::model::Offering;
use crate::db::Fault;
use crate::ledger::command::{Act, Freeze, RunDraw, VoidDraw};
use crate::ledger::draw::{Draw, DrawState};
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, Reference, SessionId};
use crate::values::text::clean_line;
use crate::web::answer::Answer;
use crate::web::extract::{Keyed, Path, Query};
use crate::web::{Kind, Problem};

/// What will decide.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreezeBody {
    /// A public value that nobody knows yet and anybody can look up later.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    public_value_name: String,
    /// Who will be there to see it drawn, and for whom; staff alone read it.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    #[serde(default)]
    witnesses: Option<String>,
}

/// What decides.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunBody {
    /// The public value, as published.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    public_value: String,
}

/// A draw as everybody can read it. How to verify it: docs/draw.md.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Draw)]
pub(super) struct DrawView {
    state: DrawState,
    /// The SHA-256 of the list.
    fingerprint: String,
    public_value_name: String,
    frozen_at: Instant,
    /// The list; published with the record.
    list: Option<String>,
    public_value: Option<String>,
    run_at: Option<Instant>,
    /// The record: list, value, seats and results.
    #[schema(value_type = Option<Object>)]
    transcript: Option<Value>,
    voided_at: Option<Instant>,
    void_reason: Option<String>,
}

/// The draws of an offering.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Draws {
    /// The one that stands, or the last that was voided.
    #[serde(flatten)]
    draw: DrawView,
    /// Those voided before, the newest first.
    voided: Vec<DrawView>,
}

impl From<Draw> for DrawView {
    fn from(draw: Draw) -> Self {
        let transcript = draw.transcript.as_deref();
        Self {
            state: draw.state,
            fingerprint: draw.fingerprint,
            public_value_name: draw.public_value_name,
            frozen_at: draw.frozen_at,
            list: (draw.state == DrawState::Run).then_some(draw.list),
            public_value: draw.public_value,
            run_at: draw.run_at,
            transcript: transcript.and_then(|text| serde_json::from_str(text).ok()),
            voided_at: draw.voided_at,
            void_reason: draw.void_reason,
        }
    }
}

/// The draw: its fingerprint and the public value's name, later the record.
#[utoipa::path(get, path = "/offerings/{id}/draw", tag = "public",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = Draws)))]
pub(super) async fn show(
    State(roster): State<Roster>,
    Path(offering): Path<Reference<OfferingId>>,
) -> Result<Answer<Draws>, Problem> {
    let snapshot = roster.catalog.snapshot();
    let offering = snapshot.offerings.find(&offering).ok_or(Kind::NotFound)?;
    let mut draws = roster.ledger.draws(offering.id).await?.into_iter();
    let draw = draws.next().ok_or(Kind::NotFound)?;
    Ok(Answer::ok(Draws {
        draw: draw.into(),
        voided: draws.map(Into::into).collect(),
    }))
}

/// Freezes the list of everyone who applied, after the window has ended. Its fingerprint is
/// published at once.
#[utoipa::path(post, path = "/offerings/{id}/draw/freeze", tag = "organizing",
    request_body = FreezeBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn freeze(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<FreezeBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.act(&roster, &access.on).await?;
    roster.answer(&access, act, key, look.preview).await
}

/// Runs the frozen draw with the public value, and publishes its record.
#[utoipa::path(post, path = "/offerings/{id}/draw/run", tag = "organizing",
    request_body = RunBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn run(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<RunBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.act(&access.on);
    roster.answer(&access, act, key, look.preview).await
}

/// Gives a frozen draw up; it stays published with its reason, and another may be frozen.
#[utoipa::path(post, path = "/offerings/{id}/draw/void", tag = "organizing",
    request_body = ReasonBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn void(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<ReasonBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = body.void(&access.on);
    roster.answer(&access, act, key, look.preview).await
}

impl FreezeBody {
    /// The command it stands for.
    ///
    /// # Errors
    /// [`Fault`] when it cannot be read who is registered twice.
    pub(crate) async fn act(&self, roster: &Roster, at: &AtOffering) -> Result<Act, Fault> {
        let AtOffering { program, offering } = at;
        Ok(Act::Freeze(Freeze {
            offering_id: offering.id,
            draw_id: roster.ids.make(),
            offering_code: offering.code.clone(),
            session_codes: session_codes(offering),
            public_value_name: clean_line(&self.public_value_name),
            witnesses: self.witnesses.as_deref().map(clean_line),
            only_reviewed: !program.eligibility.proofs.is_empty(),
            findings: roster.against_freezing(offering.id).await?,
        }))
    }
}

impl RunBody {
    /// The command it stands for.
    pub(crate) fn act(&self, at: &AtOffering) -> Act {
        Act::RunDraw(RunDraw {
            offering_id: at.offering.id,
            session_codes: session_codes(&at.offering),
            public_value: clean_line(&self.public_value),
        })
    }
}

impl ReasonBody {
    /// The command that gives a draw up for this reason.
    pub(crate) fn void(&self, at: &AtOffering) -> Act {
        Act::VoidDraw(VoidDraw {
            offering_id: at.offering.id,
            remark: clean_line(&self.reason),
        })
    }
}

fn session_codes(offering: &Offering) -> BTreeMap<SessionId, String> {
    let sessions = offering.sessions.iter();
    sessions.map(|one| (one.id, one.code.clone())).collect()
}
