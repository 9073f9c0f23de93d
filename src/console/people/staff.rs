//! Giving and ending roles.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use serde::Deserialize;

use super::Typed;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::sign_in::address;
use crate::console::trouble::Trouble;
use crate::db::idempotency::RequestKey;
use crate::organizations::staff::{Role, WantedGrant};
use crate::roster::access::{Access, Administer, AtOrganization};
use crate::roster::report::ZONE;
use crate::values::clock::local_instant;
use crate::values::ids::{GrantId, Reference};
use crate::values::locale::Bilingual;
use crate::values::secret::sha256_hex;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::{Fields, Path};
use crate::web::html::Asked;

/// Gives a role.
pub(super) async fn give(
    State(console): State<Console>,
    desk: Desk,
    asked: Asked,
    request: RequestId,
    access: Access<Administer, AtOrganization>,
    fields: Fields,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let typed = Typed {
        email: fields.get("email").to_owned(),
        role: fields.get("role").to_owned(),
        until: fields.get("until").to_owned(),
        program: fields.get("program").to_owned(),
    };
    let given = match wanted(&typed) {
        Ok(wanted) => {
            let (staff, name) = (access.acting(request), Reference::Id(body.id));
            let key = key(&desk, &fields, &typed, &body.code);
            let giving = console.organizations();
            let giving = giving.give_role(staff, &name, &wanted, asked.locale, key.as_ref());
            giving.await.map(drop).map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    match given {
        Ok(()) => Ok(done(&body.code, "role-given")),
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            console
                .people(&desk, (body, access.role), trouble, typed)
                .await
        }
    }
}

/// The role in the path.
#[derive(Deserialize)]
pub(super) struct Ending {
    grant: GrantId,
}

/// Ends a role.
pub(super) async fn end(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<Administer, AtOrganization>,
    Path(Ending { grant }): Path<Ending>,
) -> Result<Response, Problem> {
    let body = &access.on.organization;
    let (staff, name) = (access.acting(request), Reference::Id(body.id));
    match console.organizations().end_role(staff, &name, grant).await {
        Ok(()) => Ok(done(&body.code, "role-ended")),
        Err(error) => {
            let trouble = Trouble::of_problem(error.into(), desk.locale())?;
            let at = (body, access.role);
            console.people(&desk, at, trouble, Typed::default()).await
        }
    }
}

fn done(code: &str, what: &str) -> Response {
    let to = format!("/console/organizations/{code}/people?done={what}#staff");
    Redirect::to(&to).into_response()
}

/// What was typed, as a role to be given: through its last day.
fn wanted(typed: &Typed) -> Result<WantedGrant, Problem> {
    let email = address(&typed.email)?;
    let role: Result<Role, _> = typed.role.parse();
    let role = role.map_err(|_| {
        let words = Bilingual::new("请选一个角色", "Choose a role");
        Problem::invalid("/role", "required", words)
    })?;
    let last: Result<NaiveDate, _> = typed.until.parse();
    let after = last.ok().and_then(|day| day.succ_opt()).ok_or_else(|| {
        let words = Bilingual::new("请写角色的最后一天", "Name the last day of the role");
        Problem::invalid("/until", "required", words)
    })?;
    Ok(WantedGrant {
        email,
        role,
        until: local_instant(after, 0, ZONE),
        program: Some(&*typed.program)
            .filter(|code| !code.is_empty())
            .map(Reference::read),
    })
}

/// The key that was made with the form: the same form sent twice gives one role and one letter.
fn key(desk: &Desk, fields: &Fields, typed: &Typed, body: &str) -> Option<RequestKey> {
    let key = fields.given("key").filter(|key| key.len() <= 64)?;
    let said = format!(
        "{body}\n{}\n{}\n{}\n{}",
        typed.email, typed.role, typed.until, typed.program
    );
    let is_plain = key.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then(|| RequestKey {
        account: desk.signed_in.account,
        key: key.to_owned(),
        request_hash: sha256_hex(said.as_bytes()),
    })
}
