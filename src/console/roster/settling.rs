//! Whether two registrations are one person's: what that would do, and then saying so.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::effects;
use super::foreseen::Foreseen;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::once;
use crate::roster::access::{Access, ActOnPersons, AtOffering, AtRegistration};
use crate::roster::duplicates::Verdict;
use crate::web::envelope::RequestId;
use crate::web::extract::Fields;
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/roster/settle.html")]
struct SettlePage {
    frame: Frame,
    /// The page of the registration.
    path: String,
    other: String,
    foreseen: Foreseen,
    key: String,
}

/// Says that they are two people's; or one person's, once it was looked at.
pub(in crate::console) async fn settle(
    State(console): State<Console>,
    desk: Desk,
    request: RequestId,
    access: Access<ActOnPersons, AtRegistration>,
    fields: Fields,
) -> Result<Response, Problem> {
    let roster = &console.roster;
    let by = access.acting(request);
    let AtRegistration {
        program,
        offering,
        registration,
    } = access.on;
    let at = AtOffering { program, offering };
    let path = format!("/console/registrations/{}", registration.id);
    let other = fields.get("other").parse().map_err(|_| Kind::NotFound)?;
    let same = fields.get("same") == "1";
    let verdict = Verdict {
        registrations: [registration.id, other],
        same,
    };
    let doing = !same || fields.has("do");
    let key = once::key(&desk, &fields).filter(|_| doing);
    let looked = roster.settle(&at, verdict, by, None, true).await;
    let shown = looked.map(|acted| {
        let steps = effects::steps([&acted.outcome]);
        (effects::mark(&steps, &[]), steps)
    });
    let is_as_seen = !same || matches!(&shown, Ok((mark, _)) if mark == fields.get("seen"));
    if doing && (is_as_seen || console.was_given(key.as_ref(), 0).await?) {
        let settled = roster.settle(&at, verdict, by, key, false).await;
        settled.map_err(|error| roster.not_settled(error))?;
        return Ok(Redirect::to(&format!("{path}?done=duplicates-settled")).into_response());
    }
    let (mark, steps) = shown.map_err(|error| roster.not_settled(error))?;
    let effects = console.effects(at.offering.id, &steps, &[], desk.locale());
    let page = SettlePage {
        frame: console.frame_of(&desk, &at.program).await?,
        path,
        other: other.to_string(),
        foreseen: Foreseen {
            effects: effects.await?,
            mark,
            has_changed: doing,
        },
        key: once::new(&roster.ids),
    };
    html::show(&desk.asked, page.foreseen.code(), &page)
}
