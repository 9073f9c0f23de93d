//! `/dev/mail`: what was sent, to look at, and every letter with an example. In demo mode only: it
//! shows everybody's mail.

mod templates;

use std::error::Error;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::compose::Letters;
use super::store::deliveries::{self as store, Carried};
use super::{Letter, render};
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;
use crate::web::extract::Path;
use crate::web::{Kind, Problem};

/// Mails listed.
const LISTED: u64 = 100;

/// No script, nothing from outside; letters carry their styles with them.
const POLICY: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_SECURITY_POLICY,
    HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'none'",
    ),
)];

/// What the pages need.
#[derive(Clone)]
struct DevMail {
    db: Database,
    letters: Letters,
    samples: Arc<templates::Samples>,
}

#[derive(Template)]
#[template(path = "mail/dev_list.html")]
struct ListPage {
    mails: Vec<Mail>,
}

#[derive(Template)]
#[template(path = "mail/dev_one.html")]
struct OnePage {
    mail: Mail,
    html: String,
    text: String,
}

/// A mail as the pages show it.
struct Mail {
    id: DeliveryId,
    to: String,
    subject: String,
    kind: String,
    state: String,
    attempts: i32,
    written_at: Instant,
}

impl Mail {
    fn new(carried: Carried, letter: Option<&Letter>) -> Self {
        Self {
            id: carried.delivery.id,
            to: carried.address.unwrap_or_default(),
            subject: letter.map_or_else(String::new, |letter| letter.subject.clone()),
            kind: carried.notice.kind,
            state: carried.delivery.state,
            attempts: carried.delivery.attempts,
            written_at: carried.notice.created_at,
        }
    }
}

async fn list(State(dev): State<DevMail>) -> Result<Response, Problem> {
    let mut mails = Vec::new();
    for carried in store::newest(&dev.db, LISTED).await? {
        let letter = dev.letters.of(&carried.notice).await;
        if let Err(fault) = &letter {
            tracing::warn!(error = fault as &dyn Error, "a letter does not show");
        }
        mails.push(Mail::new(carried, letter.as_ref().ok()));
    }
    page(&ListPage { mails })
}

async fn one(State(dev): State<DevMail>, Path(id): Path<DeliveryId>) -> Result<Response, Problem> {
    let carried = store::delivery(&dev.db, id).await?.ok_or(Kind::NotFound)?;
    let letter = dev.letters.of(&carried.notice).await?;
    page(&OnePage {
        html: render::html(&letter)?,
        text: render::text(&letter),
        mail: Mail::new(carried, Some(&letter)),
    })
}

fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template
        .render()
        .map_err(|error| Fault::broken(error.to_string()))?;
    Ok((POLICY, Html(html)).into_response())
}

/// The pages.
pub fn routes(db: Database, letters: Letters) -> Router {
    let dev = DevMail {
        db,
        letters,
        samples: Arc::default(),
    };
    Router::new()
        .route("/dev/mail", get(list))
        .route("/dev/mail/{id}", get(one))
        .route("/dev/mail/templates", get(templates::list))
        .route("/dev/mail/templates/{name}", get(templates::one))
        .route("/dev/mail/templates/{name}/html", get(templates::html))
        .with_state(dev)
}
