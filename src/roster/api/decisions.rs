//! Deciding on registrations: review, and promoting by hand.

use axum::extract::State;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::view::Acted;
use crate::catalog::model::Program;
use crate::db::idempotency::RequestKey;
use crate::ledger::command::{Act, Approve, Promote, Reject};
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering, AtRegistration};
use crate::roster::acting::Where;
use crate::values::clock::local_instant;
use crate::values::locale::Bilingual;
use crate::values::text::clean_text;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::extract::{EmptyBody, Keyed, Query, rule};

/// Days one has to object where nothing else is said.
const OBJECT_DAYS: i64 = 7;
/// Days one may be given at most.
const OBJECT_DAYS_MOST: i64 = 365;

/// Whether only to look.
#[derive(Debug, Deserialize, Serialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Preview {
    /// What would happen, without doing it.
    #[serde(default)]
    pub(super) preview: bool,
}

/// Why, for those whom it touches.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonBody {
    /// In words that the person reads.
    #[validate(length(max = 500), custom(function = "says_something"))]
    #[schema(min_length = 1, max_length = 500)]
    pub(super) reason: String,
}

/// What a reviewer grants.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApproveBody {
    /// Points by the program's priorities; those named last count.
    #[serde(default)]
    #[validate(range(min = 0, max = 1000))]
    #[schema(minimum = 0, maximum = 1000)]
    granted_points: i32,
    /// Keys of the program's papers that were seen.
    #[serde(default)]
    proofs_seen: Vec<String>,
}

/// Why not, and until when one can object.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RejectBody {
    /// In words that the person reads: which rule it was.
    #[validate(length(max = 500), custom(function = "says_something"))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The last day; a week from now when nothing is said.
    object_until: Option<NaiveDate>,
}

/// Marks an application as reviewed and grants it points. Once seats have been given out, by
/// review or draw, it is also placed.
#[utoipa::path(post, path = "/registrations/{id}/approve", tag = "organizing",
    request_body = ApproveBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn approve(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtRegistration>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<ApproveBody>,
) -> Result<Answer<Acted>, Problem> {
    known_proofs(&access.on.program, &body.proofs_seen, "/proofs_seen")?;
    let act = Act::Approve(Approve {
        registration_id: access.on.registration.id,
        points: body.granted_points,
        proofs: body.proofs_seen,
    });
    roster.answer(&access, act, key, look.preview).await
}

/// Does not accept what is applied or waits. The person reads why, how to object, and until when.
#[utoipa::path(post, path = "/registrations/{id}/reject", tag = "organizing",
    request_body = RejectBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn reject(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtRegistration>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<RejectBody>,
) -> Result<Answer<Acted>, Problem> {
    let zone = access.on.offering.time_zone;
    let object_until = match body.object_until {
        Some(day) => {
            let today = roster.clock.now().day(zone);
            let ahead = (day - today).num_days();
            if !(0..=OBJECT_DAYS_MOST).contains(&ahead) {
                let words = Bilingual::new(
                    format!("要在今天到 {OBJECT_DAYS_MOST} 天之内"),
                    format!("must lie between today and {OBJECT_DAYS_MOST} days from now"),
                );
                return Err(Problem::invalid("/object_until", "out-of-range", words));
            }
            local_instant(day + Days::new(1), 0, zone)
        }
        None => roster.clock.now().plus_days(OBJECT_DAYS),
    };
    let act = Act::Reject(Reject {
        registration_id: access.on.registration.id,
        remark: clean_text(&body.reason),
        object_until,
    });
    roster.answer(&access, act, key, look.preview).await
}

/// Seats a waiting entry out of turn, in seats that are not taken. It stands in the log with its
/// reason, and counts as passing for those before it.
#[utoipa::path(post, path = "/registrations/{id}/promote", tag = "organizing",
    request_body = ReasonBody, params(("id" = uuid::Uuid, Path), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn promote(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtRegistration>,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<ReasonBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = Act::Promote(Promote {
        registration_id: access.on.registration.id,
        remark: clean_text(&body.reason),
    });
    roster.answer(&access, act, key, look.preview).await
}

/// Gives the seats of an offering with review out to those reviewed, before its window ends.
#[utoipa::path(post, path = "/offerings/{id}/admit", tag = "organizing",
    request_body = EmptyBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn admit(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    Query(look): Query<Preview>,
    Keyed { key, .. }: Keyed<EmptyBody>,
) -> Result<Answer<Acted>, Problem> {
    let act = Act::Admit(access.on.offering.id);
    roster.answer(&access, act, key, look.preview).await
}

/// A reason has words, not only white space.
pub(super) fn says_something(text: &str) -> Result<(), ValidationError> {
    if clean_text(text).is_empty() {
        return Err(rule(
            "missing",
            "请写明原因，本人会看到",
            "Say why; the person reads it",
        ));
    }
    Ok(())
}

/// Papers are those that the program asks for.
///
/// # Errors
/// 422 that points at the first that is none, below `pointer`.
pub(super) fn known_proofs(
    program: &Program,
    seen: &[String],
    pointer: &str,
) -> Result<(), Problem> {
    let asked = &program.eligibility.proofs;
    let Some(at) = seen.iter().position(|key| !asked.contains(key)) else {
        return Ok(());
    };
    let known = asked.join(", ");
    let words = Bilingual::new(
        format!("这个项目要的材料是：{known}"),
        format!("The papers this program asks for: {known}"),
    );
    Err(Problem::invalid(
        format!("{pointer}/{at}"),
        "unknown-reference",
        words,
    ))
}

impl Roster {
    /// Gives a command where the caller stands, and tells what it did or would do.
    pub(super) async fn answer<N, T: Where>(
        &self,
        access: &Access<N, T>,
        act: Act,
        key: Option<RequestKey>,
        preview: bool,
    ) -> Result<Answer<Acted>, Problem> {
        let acting = self.acting(access.actor(), &access.on, act);
        let acted = self.act(acting, key, preview).await;
        let acted = acted.map_err(|error| self.problem(error))?;
        let view = Acted::new(&acted.outcome, access.sight);
        Ok(Answer::ok(view).replayed(acted.replayed))
    }
}
