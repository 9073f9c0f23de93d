//! What needs doing today.

mod beside;
mod tasks;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use self::beside::{Meetings, Open};
use self::tasks::{Reader, Task};
use super::Console;
use super::desk::Desk;
use crate::roster::report::ZONE;
use crate::roster::today::Today;
use crate::values::say::Value;
use crate::values::when::Wall;
use crate::web::html::{self, Frame, Tab};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/home/home.html")]
struct Home {
    frame: Frame,
    /// Today, with its weekday.
    day: String,
    /// How much there is to do, after the day.
    heading: String,
    tasks: Vec<Task>,
    /// What comes next; said where there is nothing to do.
    next: Option<String>,
    meetings: Meetings,
    open: Open,
    /// The bodies she works for: name and address of its programs.
    posts: Vec<(String, String)>,
}

/// The first page.
pub(super) async fn show(State(console): State<Console>, desk: Desk) -> Result<Response, Problem> {
    let first = desk.posts.first().ok_or(Kind::Forbidden)?;
    let roster = &console.roster;
    let today = roster.needed_today(desk.signed_in.account).await?;
    let snapshot = roster.catalog.snapshot();
    let (locale, now) = (desk.locale(), roster.clock.now());
    let reader = Reader {
        snapshot: &snapshot,
        locale,
        now,
    };
    let posts = desk.posts.iter().map(|post| {
        let name = post.organization.name.pick(locale).to_owned();
        let code = &post.organization.code;
        (name, format!("/console/organizations/{code}/programs"))
    });
    let page = Home {
        frame: desk.frame(&first.organization, Tab::Today),
        day: Wall::new(ZONE, locale, now).day(now),
        heading: reader.count("console-home-heading", today.tasks.len()),
        tasks: today.tasks.iter().map(|task| reader.task(task)).collect(),
        next: reader.next(&today),
        meetings: reader.meetings(&today),
        open: reader.open(&today),
        posts: posts.collect(),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

impl Reader<'_> {
    fn next(&self, today: &Today) -> Option<String> {
        let (at, next, offering) = today.next?;
        let what = self.title(offering);
        let when = self.moment(offering, at);
        let id = format!("console-home-next-{}", next.as_str());
        let filled = [("what", Value::from(what)), ("when", Value::from(when))];
        Some(self.say(&id, &filled))
    }
}
