//! An offering from a copy of another: the same settings on other days.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};

use super::super::Console;
use super::super::desk::Desk;
use super::super::once;
use super::super::sign_in::status;
use super::super::trouble::Trouble;
use crate::catalog::model::Offering;
use crate::catalog::policy::first_start;
use crate::console::offering::{OfferingHead, Part};
use crate::roster::access::{Access, AtOffering, Edit};
use crate::roster::editing::CopyTo;
use crate::values::locale::Bilingual;
use crate::values::when::Wall;
use crate::web::Problem;
use crate::web::envelope::RequestId;
use crate::web::extract::Fields;
use crate::web::html::{self, Frame};

/// Whole weeks, so that the weekday stays: next year, about the same day.
const NEXT_YEAR: Days = Days::new(52 * 7);

#[derive(Template)]
#[template(path = "console/programs/copy.html")]
struct CopyPage {
    frame: Frame,
    head: OfferingHead,
    trouble: Trouble,
    starts_on: String,
    has_sessions: bool,
    key: String,
    /// What is moved: what, then, now.
    dates: Vec<(String, String, String)>,
}

pub(super) async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
) -> Result<Response, Problem> {
    let asked = desk.asked.parameter("starts_on");
    let typed = asked.unwrap_or_else(|| proposed(&access.on.offering));
    let trouble = match console.moved(&access.on.offering, &typed) {
        Ok(_) => Trouble::default(),
        Err(problem) => Trouble::of_problem(problem, desk.locale())?,
    };
    console.ask_for_day(&desk, &access, trouble, typed).await
}

pub(super) async fn make(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Edit, AtOffering>,
    request: RequestId,
    fields: Fields,
) -> Result<Response, Problem> {
    let AtOffering { program, offering } = &access.on;
    let typed = fields.get("starts_on");
    let key = once::key(&desk, &fields);
    let to = match day(offering, typed) {
        Ok(to) => to,
        Err(problem) => {
            let trouble = Trouble::of_problem(problem, desk.locale())?;
            let typed = typed.to_owned();
            return console.ask_for_day(&desk, &access, trouble, typed).await;
        }
    };
    let roster = &console.roster;
    let by = access.acting(request);
    let made = roster.copy_offering(program, offering, to, by, key.as_ref());
    match made.await {
        Ok((copy, _)) => {
            let to = format!(
                "/console/offerings/{}/settings?done=programs-copied",
                copy.code
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let trouble = Trouble::of_problem(roster.problem(error), desk.locale())?;
            let typed = typed.to_owned();
            console.ask_for_day(&desk, &access, trouble, typed).await
        }
    }
}

/// The day that is asked for; without sessions the copy has the same days.
fn day(from: &Offering, typed: &str) -> Result<CopyTo, Problem> {
    if first_start(from).is_none() {
        return Ok(CopyTo::Days(0));
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").map_err(|_| {
        let words = Bilingual::new(
            "请写第一天的日期，例如 2027-07-05",
            "Give the first day, such as 2027-07-05",
        );
        Problem::invalid("/starts_on", "wrong-form", words)
    })?;
    Ok(CopyTo::StartsOn(day))
}

fn proposed(from: &Offering) -> String {
    let first = first_start(from).map(|first| first.day(from.time_zone));
    let then = first.and_then(|first| first.checked_add_days(NEXT_YEAR));
    then.map(|day| day.to_string()).unwrap_or_default()
}

impl Console {
    fn moved(&self, from: &Offering, typed: &str) -> Result<Offering, Problem> {
        let copied = self.roster.copied(from, day(from, typed)?);
        copied.map_err(|error| self.roster.problem(error))
    }

    async fn ask_for_day(
        &self,
        desk: &Desk,
        access: &Access<Edit, AtOffering>,
        trouble: Trouble,
        starts_on: String,
    ) -> Result<Response, Problem> {
        let AtOffering { program, offering } = &access.on;
        let frame = self.frame_of(desk, program).await?;
        let moved = self.moved(offering, &starts_on);
        let page = CopyPage {
            head: self.head(access, desk, Part::Settings),
            has_sessions: first_start(offering).is_some(),
            key: once::new(&self.roster.ids),
            dates: moved.map_or_else(|_| Vec::new(), |copy| self.dates(&frame, offering, &copy)),
            starts_on,
            frame,
            trouble,
        };
        html::show(&desk.asked, status(&page.trouble), &page)
    }

    /// Every date of an offering beside that of its copy.
    fn dates(
        &self,
        frame: &Frame,
        from: &Offering,
        copy: &Offering,
    ) -> Vec<(String, String, String)> {
        let wall = Wall::new(from.time_zone, frame.locale, self.roster.clock.now());
        let field = |name: &str| frame.say(&format!("console-programs-field-{name}"));
        let mut dates = vec![(
            field("registration_opens"),
            wall.moment(from.registration_opens),
            wall.moment(copy.registration_opens),
        )];
        for (name, then, now) in [
            (
                "registration_closes",
                from.registration_closes,
                copy.registration_closes,
            ),
            ("draw_at", from.draw_at, copy.draw_at),
        ] {
            let both = then.zip(now);
            dates
                .extend(both.map(|(then, now)| (field(name), wall.moment(then), wall.moment(now))));
        }
        for (then, now) in from.quotas.iter().zip(&copy.quotas) {
            let both = then.release_at.zip(now.release_at);
            let name = frame.about("console-programs-release-of", then.label.pick(frame.locale));
            dates.extend(both.map(|(then, now)| (name, wall.moment(then), wall.moment(now))));
        }
        for ((then, now), n) in from.sessions.iter().zip(&copy.sessions).zip(1_i64..) {
            dates.push((
                frame.count("console-programs-session-n", &n),
                wall.span(then.starts_at, then.ends_at),
                wall.span(now.starts_at, now.ends_at),
            ));
        }
        dates
    }
}
