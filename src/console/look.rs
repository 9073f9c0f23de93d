//! Every piece of the visual language on one page, in demo mode: for whoever makes pages.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use crate::web::Problem;
use crate::web::assets;
use crate::web::html::{self, Asked, Frame};

#[derive(Template)]
#[template(path = "console/look.html")]
struct Look {
    frame: Frame,
    icons: Vec<&'static str>,
}

/// `/dev/look`.
pub fn routes() -> Router {
    Router::new().route("/dev/look", get(show))
}

async fn show(asked: Asked) -> Result<Response, Problem> {
    let page = Look {
        frame: asked.frame(),
        icons: assets::icons(),
    };
    html::show(&asked, StatusCode::OK, &page)
}
