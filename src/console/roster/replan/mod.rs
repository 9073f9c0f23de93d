//! What changes the dates that people count on: a session is moved or cancelled, an offering is
//! called off. What would happen is shown first.

mod page;
mod plan;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use self::plan::Plan;
use super::effects;
use super::foreseen::Foreseen;
use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::once;
use crate::console::trouble::Trouble;
use crate::ledger::command::Act;
use crate::roster::access::{Access, AtOffering, AtSession, Edit};
use crate::roster::acting::Where;
use crate::web::Problem;
use crate::web::extract::Fields;

/// The form to move a session.
pub(super) async fn show_move(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtSession>,
) -> Result<Response, Problem> {
    let plan = Plan::Move(&access.on.session);
    let fields = plan::planned(&access.on);
    let nothing = (Trouble::default(), None);
    console
        .replan(&desk, &access, plan, (fields, nothing))
        .await
}

/// Says what a move would do; with the second button, moves it.
pub(super) async fn move_session(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtSession>,
    fields: Fields,
) -> Result<Response, Problem> {
    let act = |fields: &Fields| plan::moved(&console.roster, &access.on, fields);
    let plan = Plan::Move(&access.on.session);
    console.replanned(&desk, &access, plan, (fields, act)).await
}

/// The form to cancel a session.
pub(super) async fn show_cancel(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtSession>,
) -> Result<Response, Problem> {
    let plan = Plan::Cancel(&access.on.session);
    let nothing = (Fields::default(), (Trouble::default(), None));
    console.replan(&desk, &access, plan, nothing).await
}

/// Says what a cancellation would do; with the second button, cancels the session.
pub(super) async fn cancel_session(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtSession>,
    fields: Fields,
) -> Result<Response, Problem> {
    let act = |fields: &Fields| plan::reason(fields).map(|why| why.cancellation(&access.on));
    let plan = Plan::Cancel(&access.on.session);
    console.replanned(&desk, &access, plan, (fields, act)).await
}

/// The form to call an offering off.
pub(super) async fn show_call_off(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
) -> Result<Response, Problem> {
    let nothing = (Fields::default(), (Trouble::default(), None));
    console.replan(&desk, &access, Plan::CallOff, nothing).await
}

/// Says what calling off would do; with the second button, calls the offering off.
pub(super) async fn call_off(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (roster, at) = (&console.roster, &access.on);
    let act = |fields: &Fields| plan::reason(fields).map(|why| why.calling_off(roster, at));
    let done = console.replanned(&desk, &access, Plan::CallOff, (fields, act));
    done.await
}

impl Console {
    /// Gives the command if the same would still happen as was shown; else shows what would.
    async fn replanned<T: Where + Sync>(
        &self,
        desk: &Desk,
        access: &Access<Edit, T>,
        plan: Plan<'_>,
        (fields, act): (Fields, impl Fn(&Fields) -> Result<Act, Problem>),
    ) -> Result<Response, Problem> {
        let roster = &self.roster;
        let doing = fields.has("do");
        let key = once::key(desk, &fields).filter(|_| doing);
        let give = async |key, preview| {
            let acting = roster.acting(access.actor(), &access.on, act(&fields)?);
            let acted = roster.act(acting, key, preview).await;
            acted.map_err(|error| roster.problem(error))
        };
        let shown = give(None, true).await.map(|acted| {
            let steps = effects::steps([&acted.outcome]);
            (effects::mark(&steps, &[]), steps)
        });
        let is_as_seen = matches!(&shown, Ok((mark, _)) if mark == fields.get("seen"));
        let offering = access.on.offering();
        let shown = if doing && (is_as_seen || self.was_given(key.as_ref(), 0).await?) {
            match give(key, false).await {
                Ok(_) => {
                    let to = plan.leads_to(&offering.code);
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(problem) => Err(problem),
            }
        } else {
            shown
        };
        let seen = match shown {
            Ok((mark, steps)) => {
                let effects = self.effects(offering.id, &steps, &[], desk.locale());
                let mut effects = effects.await?;
                effects.keep_to(access.sight);
                let foreseen = Foreseen {
                    effects,
                    mark,
                    has_changed: doing,
                };
                (Trouble::default(), Some(foreseen))
            }
            Err(problem) => (Trouble::of_problem(problem, desk.locale())?, None),
        };
        self.replan(desk, access, plan, (fields, seen)).await
    }
}
