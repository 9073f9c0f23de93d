//! Where a draw stands, and what is to be done next.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::trouble::Trouble;
use super::groups;
use super::results::{Results, Size, results, size};
use crate::console::offering::{OfferingHead, Part};
use crate::ledger::draw::DrawState;
use crate::organizations::staff::Role;
use crate::roster::access::{Access, AtOffering, Count, Need};
use crate::roster::drawing::Checks;
use crate::values::when::Wall;
use crate::web::extract::Fields;
use crate::web::html::{self, Frame};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/drawing/draw.html")]
struct DrawPage {
    frame: Frame,
    head: OfferingHead,
    trouble: Trouble,
    typed: Fields,
    key: String,
    may_act: bool,
    closes: Option<String>,
    is_closed: bool,
    draw_at: Option<String>,
    checks: Checks,
    draw: Option<Shown>,
    /// Draws that were given up: when, and why.
    voided: Vec<(String, String)>,
    /// The value that was typed and is not confirmed yet.
    asked: Option<String>,
}

/// The draw that stands.
struct Shown {
    fingerprint: Vec<String>,
    value_name: String,
    witnesses: Option<String>,
    frozen_at: String,
    size: Size,
    value: String,
    run_at: String,
    results: Option<Results>,
}

impl DrawPage {
    /// A text about so many.
    fn many(&self, id: &str, entries: &[(u32, String)]) -> String {
        let many = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.frame.count(id, &many)
    }
}

/// What a form came back with.
#[derive(Default)]
pub(super) struct Form {
    pub(super) typed: Fields,
    pub(super) trouble: Trouble,
    pub(super) status: StatusCode,
    pub(super) asked: Option<String>,
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Count, AtOffering>,
) -> Result<Response, Problem> {
    console.draw_page(&desk, &access, Form::default()).await
}

/// The record of the draw, as `niangjia draw verify` takes it.
pub(super) async fn record(
    State(console): State<Console>,
    access: Access<Count, AtOffering>,
) -> Result<Response, Problem> {
    let offering = &access.on.offering;
    let draws = console.draws(offering).await?;
    let run = draws.into_iter().next().and_then(|draw| draw.transcript);
    let record = run.ok_or(Kind::NotFound)?;
    let name = format!("attachment; filename=\"draw-{}.json\"", offering.code);
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, record).into_response())
}

impl Console {
    pub(super) async fn draw_page<N: Need>(
        &self,
        desk: &Desk,
        access: &Access<N, AtOffering>,
        form: Form,
    ) -> Result<Response, Problem> {
        let AtOffering { program, offering } = &access.on;
        let mut draws = self.draws(offering).await?;
        let now = self.roster.clock.now();
        let wall = Wall::new(offering.time_zone, desk.locale(), now);
        let is_standing = draws
            .first()
            .is_some_and(|draw| draw.state != DrawState::Voided);
        let standing = is_standing.then(|| draws.remove(0));
        let voided = draws.into_iter().filter_map(|draw| {
            Some((
                wall.moment(draw.voided_at?),
                draw.void_reason.unwrap_or_default(),
            ))
        });
        let moment = |at| wall.moment(at);
        let page = DrawPage {
            head: self.head(access, desk, Part::Draw),
            key: once::new(&self.roster.ids),
            // Who has no role here is let in as a counsellor.
            may_act: access.role.is_none_or(|role| role >= Role::Organizer),
            closes: offering.registration_closes.map(moment),
            is_closed: offering
                .registration_closes
                .is_some_and(|closes| closes <= now),
            draw_at: offering.draw_at.map(moment),
            checks: self.roster.draw_checks(program, offering).await?,
            draw: standing.map(|draw| Shown {
                size: size(&draw),
                results: results(&draw),
                fingerprint: groups(&draw.fingerprint),
                frozen_at: wall.moment(draw.frozen_at),
                run_at: draw.run_at.map(moment).unwrap_or_default(),
                value_name: draw.public_value_name,
                witnesses: draw.witnesses,
                value: draw.public_value.unwrap_or_default(),
            }),
            voided: voided.collect(),
            asked: form.asked,
            typed: form.typed,
            trouble: form.trouble,
            frame: self.frame_of(desk, program).await?,
        };
        html::show(&desk.asked, form.status, &page)
    }
}
