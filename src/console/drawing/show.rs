//! The page that stands on the wall while lots are drawn: large, one step at a time.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::groups;
use super::results::{Results, Size, results, size};
use crate::console::offering::{OfferingHead, Part};
use crate::ledger::draw::{Draw, DrawState};
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count};
use crate::web::Problem;
use crate::web::html::{self, Frame};

/// The steps, from 1.
const STEPS: i64 = 5;

#[derive(Template)]
#[template(path = "console/drawing/show.html")]
struct ShowPage {
    frame: Frame,
    head: OfferingHead,
    step: i64,
    may_act: bool,
    key: String,
    fingerprint: Vec<String>,
    value_name: String,
    witnesses: Option<String>,
    value: String,
    size: Size,
    results: Results,
}

impl ShowPage {
    /// The steps: number, and whether it is behind.
    fn steps(&self) -> Vec<(i64, bool)> {
        (1..=STEPS).map(|one| (one, one < self.step)).collect()
    }

    /// A text about so many.
    fn many(&self, id: &str, entries: &[(u32, String)]) -> String {
        let many = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.frame.count(id, &many)
    }

    fn step_name(&self, step: i64) -> String {
        self.frame.say(&format!("console-draw-step-{step}"))
    }
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOffering>,
) -> Result<Response, Problem> {
    let AtOffering { program, offering } = &access.on;
    let draws = console.draws(offering).await?;
    let draw = draws.into_iter().next();
    let draw = draw.filter(|draw| draw.state != DrawState::Voided);
    let asked = desk.asked.parameter("step");
    let step = step(draw.as_ref(), asked.as_deref());
    let page = ShowPage {
        head: console.head(&access, &desk, Part::Draw),
        step,
        may_act: access.role.is_none_or(|role| role >= Role::Organizer),
        key: once::new(&console.roster.ids),
        size: draw.as_ref().map(size).unwrap_or_default(),
        results: draw.as_ref().and_then(results).unwrap_or_default(),
        fingerprint: draw
            .as_ref()
            .map(|draw| groups(&draw.fingerprint))
            .unwrap_or_default(),
        value: draw
            .as_ref()
            .and_then(|draw| draw.public_value.clone())
            .unwrap_or_default(),
        witnesses: draw.as_ref().and_then(|draw| draw.witnesses.clone()),
        value_name: draw.map(|draw| draw.public_value_name).unwrap_or_default(),
        frame: console.frame_of(&desk, program).await?,
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

/// The step that is shown: of a frozen draw the fingerprint or the value, of one that was run any.
fn step(draw: Option<&Draw>, asked: Option<&str>) -> i64 {
    let asked = asked.and_then(|step| step.parse::<i64>().ok());
    match draw.map(|draw| draw.state) {
        None | Some(DrawState::Voided) => 1,
        Some(DrawState::Frozen) => asked.unwrap_or(2).clamp(2, 3),
        Some(DrawState::Run) => match asked {
            Some(2) => 2,
            _ => STEPS,
        },
    }
}
