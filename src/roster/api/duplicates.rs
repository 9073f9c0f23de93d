//! Settling who is registered twice.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::decisions::Preview;
use super::view::Acted;
use crate::organizations::audit::Acting;
use crate::roster::Roster;
use crate::roster::access::{Access, ActOnPersons, AtOffering};
use crate::roster::duplicates::{SettleError, Verdict};
use crate::values::ids::RegistrationId;
use crate::values::locale::Bilingual;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Keyed, Query};
use crate::web::{Kind, Problem};

/// Two registrations, and whether they are one person's.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DuplicatesBody {
    /// The two, in any order.
    #[validate(length(min = 2, max = 2))]
    #[schema(min_items = 2, max_items = 2)]
    registration_ids: Vec<RegistrationId>,
    /// One person: the registration that came first stays, the other is cancelled, and its
    /// family reads why. Two people: both stay, and nobody is asked again.
    same: bool,
}

/// Says of two registrations that look like one person's whether they are. A draw cannot be
/// frozen before all such marks of the roster (`duplicates`) are settled.
#[utoipa::path(post, path = "/offerings/{id}/duplicates", tag = "organizing",
    request_body = DuplicatesBody,
    params(("id" = String, Path, description = "Id or code"), Preview),
    responses((status = 200, body = Acted)), security(("token" = [])))]
pub(super) async fn settle(
    State(roster): State<Roster>,
    access: Access<ActOnPersons, AtOffering>,
    request: RequestId,
    Query(look): Query<Preview>,
    Keyed { body, key }: Keyed<DuplicatesBody>,
) -> Result<Answer<Acted>, Problem> {
    let [one, two] = body.registration_ids[..] else {
        return Err(Kind::Invalid.into());
    };
    let verdict = Verdict {
        registrations: [one, two],
        same: body.same,
    };
    let by = Acting {
        account: access.account,
        request,
    };
    let settled = roster.settle(&access.on, verdict, by, key, look.preview);
    let acted = settled.await.map_err(|error| roster.not_settled(error))?;
    let view = Acted::new(&acted.outcome, access.sight);
    Ok(Answer::ok(view).replayed(acted.replayed))
}

impl Roster {
    pub(crate) fn not_settled(&self, error: SettleError) -> Problem {
        match error {
            SettleError::Unknown(at) => Problem::invalid(
                format!("/registration_ids/{at}"),
                "unknown",
                Bilingual::new(
                    "这一期没有这份报名",
                    "There is no such registration in this offering",
                ),
            ),
            SettleError::NoMark => Kind::NotDuplicates.into(),
            SettleError::Edit(error) => self.problem(error),
        }
    }
}
