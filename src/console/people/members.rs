//! Answering who asks to belong to the body: one, or all that are ticked.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::Typed;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::trouble::Trouble;
use crate::organizations::memberships::Answer;
use crate::roster::access::{Access, AtOrganization, Edit};
use crate::values::ids::{MembershipId, Reference};
use crate::values::locale::Bilingual;
use crate::values::text::clean_text;
use crate::web::envelope::RequestId;
use crate::web::extract::Fields;
use crate::web::{Kind, Problem};

/// Most characters of a reason.
const REASON_MAX: usize = 500;

/// Confirms or refuses.
pub(super) async fn answer(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<Edit, AtOrganization>,
    fields: Fields,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let (ids, answer) = match asked(&fields) {
        Ok(asked) => asked,
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            let at = (body, access.role);
            return console.people(&desk, at, trouble, Typed::default()).await;
        }
    };
    let (staff, name) = (access.acting(request), Reference::Id(body.id));
    for id in ids {
        let answering = console
            .organizations()
            .answer(staff, &name, id, &answer, None);
        answering.await?;
    }
    let done = match answer {
        Answer::Confirm => "members-confirmed",
        Answer::Refuse { .. } => "members-refused",
    };
    let to = format!("/console/organizations/{}/people?done={done}", body.code);
    Ok(Redirect::to(&to).into_response())
}

/// Who is answered, and what.
fn asked(fields: &Fields) -> Result<(Vec<MembershipId>, Answer), Problem> {
    let read = |id: &str| id.parse().map_err(|_| Problem::from(Kind::NotFound));
    if let Some(one) = fields.given("confirm") {
        return Ok((vec![read(one)?], Answer::Confirm));
    }
    let ids: Result<Vec<MembershipId>, Problem> = fields.all("member").map(read).collect();
    let ids = ids?;
    if ids.is_empty() {
        let words = Bilingual::new("请先勾选要办的人", "Tick who it is about first");
        return Err(Problem::invalid("/members", "required", words));
    }
    let reason = clean_text(fields.get("reason"));
    if reason.chars().count() > REASON_MAX {
        let words = Bilingual::new(
            format!("原因最多 {REASON_MAX} 个字"),
            format!("A reason has at most {REASON_MAX} characters"),
        );
        return Err(Problem::invalid("/reason", "length", words));
    }
    let answer = match fields.get("answer") {
        "confirm" => Answer::Confirm,
        "refuse" => Answer::Refuse {
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        },
        _ => return Err(Kind::Malformed.into()),
    };
    Ok((ids, answer))
}
