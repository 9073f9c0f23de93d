//! Every URL on one screen.

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::console::{self, Console};
use crate::db::Fault;
use crate::web::html::Audience;
use crate::web::{assets, client, html, layers};
use crate::worker::{self, Worker};
use crate::{
    accounts, catalog, docs, health, households, notices, openapi, organizations, privacy,
    registrations, roster,
};

/// Where the API begins.
pub const BASE_PATH: &str = "/api/v1";

/// The whole server, without its listener.
///
/// # Errors
/// [`Fault::Broken`] when the documentation does not render.
pub fn router(app: &App) -> Result<Router, Fault> {
    let (mut api, health, document) = parts(app);
    if app.demo {
        // /dev/look
        api = api.merge(console::look::routes());
        // /dev/mail /dev/mail/{id} /dev/mail/templates /dev/mail/templates/{name}
        api = api.merge(notices::dev_mail::routes(
            app.db.clone(),
            app.notices.letters.clone(),
        ));
    }
    // /l/{token} /u/{token} /console… /assets/{name} /app/{build}/{name} /sw.js
    // / /programs/{code} /offerings/{code}… /registrations… /household /help /sign-in …
    api = api.merge(pages(app));
    let all = layers::around(api, &app.web)
        // /healthz /readyz: never shed, never limited
        .merge(health)
        // /api/openapi.json /api/docs /problems/{slug}
        .merge(docs::routes(&document)?);
    let (ids, clock) = (app.web.ids.clone(), app.registrations.clock.clone());
    Ok(layers::outermost(all, (ids, clock), audience_of))
}

/// What people look at: where links in mails lead, which work without signing in, the console, and
/// the workers' app.
fn pages(app: &App) -> Router {
    Router::new()
        // /links.css
        .merge(html::style())
        .merge(registrations::links::pages::routes(
            app.registrations.clone(),
        ))
        .merge(accounts::links::pages::routes(app.accounts.clone()))
        .merge(assets::routes())
        .merge(client::routes())
        .merge(worker::routes(Worker::new(
            app.catalog.clone(),
            &app.web.settings.public_url,
        )))
        .merge(console::routes(Console {
            roster: app.roster.clone(),
            sessions: app.web.sessions.clone(),
        }))
}

/// Who reads what a route answers.
fn audience_of(route: &str) -> Audience {
    match route {
        route if route.starts_with("/console") || route == "/dev/look" => Audience::Staff,
        route if route.starts_with("/l/") || route.starts_with("/u/") => Audience::Strangers,
        route if worker::is_page(route) => Audience::Everybody,
        _ => Audience::Programs,
    }
}

/// The OpenAPI document of the whole server.
#[must_use]
pub fn document(app: &App) -> OpenApi {
    parts(app).2
}

/// The API's calls; each feature brings its own.
fn features(app: &App) -> OpenApiRouter {
    let public_url = &app.web.settings.public_url;
    let (accounts, organizations) = (app.accounts.clone(), app.organizations.clone());
    OpenApiRouter::new()
        // /accounts /accounts/password-reset /accounts/password
        // /tokens /tokens/code /tokens/current /tokens/{id} /tokens/second-factor
        // /me/second-factor …/confirm …/recovery-codes
        .merge(accounts::api::routes(accounts.clone()))
        // /accounts/verify /me /me/calendar-key /me/participants /me/participants/{id}
        .merge(households::api::routes(app.households.clone(), public_url))
        // /me/memberships /organizations/{id}/memberships …/{membership}/confirm …/refuse
        // /organizations/{id}/staff …/{grant} /organizations/{id}/audit
        .merge(organizations::api::routes(organizations, accounts))
        // /programs /programs/{id} /offerings/{id} …/places …/calendar.ics
        // /sites /sites/{id} /organizations /organizations/{id}
        .merge(catalog::api::routes(app.catalog.clone()))
        // /me/notices /me/notices/{id}/read
        .merge(notices::api::routes(app.notices.inbox.clone()))
        // /offerings/{id}/registrations /me/registrations /registrations/{id}
        // …/accept …/decline …/change …/ticket.svg …/calendar.ics
        // /me/calendar.ics /me/consents /me/consents/{id}/withdraw
        .merge(registrations::api::routes(app.registrations.clone()))
        // /organizations/{id}/programs /programs/{id} …/settings …/offerings
        // /offerings/{id} …/settings …/copy …/publish …/announcements …/registrations/assisted
        // …/roster …/roster.xlsx …/roster.csv …/roster/stream …/roster/import …/duplicates …/review
        // /sessions/{id}/attendance /organizations/{id}/report
        // /registrations/{id}/cancel (the person's and staff's) …/move …/approve …/reject …/promote
        .merge(roster::api::routes(app.roster.clone()))
        // /me/export /me (to leave)
        .merge(privacy::api::routes(app.privacy.clone()))
}

fn parts(app: &App) -> (Router, Router, OpenApi) {
    let (api, mut document) = OpenApiRouter::with_openapi(openapi::base())
        .nest(BASE_PATH, features(app))
        .split_for_parts();
    let (health, health_document) = health::routes(app.readiness.clone()).split_for_parts();
    document.merge(health_document);
    openapi::complete(&mut document);
    (api, health, document)
}
