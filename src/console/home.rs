//! What needs doing today.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Console;
use super::desk::Desk;
use crate::web::html::{self, Frame, Tab};
use crate::web::{Kind, Problem};

#[derive(Template)]
#[template(path = "console/home.html")]
struct Home {
    frame: Frame,
    /// The bodies she works for: name and address of its programs.
    posts: Vec<(String, String)>,
}

/// The first page.
pub(super) async fn show(State(_): State<Console>, desk: Desk) -> Result<Response, Problem> {
    let first = desk.posts.first().ok_or(Kind::Forbidden)?;
    let posts = desk.posts.iter().map(|post| {
        let name = post.organization.name.pick(desk.locale()).to_owned();
        (
            name,
            format!("/console/organizations/{}/programs", post.organization.code),
        )
    });
    let page = Home {
        frame: desk.frame(&first.organization, Tab::Today),
        posts: posts.collect(),
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}
