//! The public tree of bodies, from the snapshot.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::asked_for;
use super::kept::{Asked, Rendered};
use super::view::OrganizationView;
use crate::organizations::tree::{Organization, OrganizationKind};
use crate::values::ids::{OrganizationId, Reference};
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path, Query};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem};

/// Which bodies.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OrganizationQuery {
    /// A body by id or code: it and all below it.
    #[param(value_type = Option<String>)]
    organization: Option<Reference<OrganizationId>>,
    /// Kinds, such as `city,county`.
    kind: Option<String>,
}

/// Lists bodies, by code.
#[utoipa::path(
    get,
    path = "/organizations",
    tag = "discovery",
    params(OrganizationQuery, PageQuery),
    responses(
        (status = 200, body = Page<OrganizationView>),
        (status = 304, description = "Not changed")
    )
)]
async fn list(
    State(discovery): State<Discovery>,
    Query(query): Query<OrganizationQuery>,
    paging: Paging<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let kinds: Vec<OrganizationKind> = asked_for::words("kind", query.kind.as_deref())?;
        let within = asked_for::organization(query.organization.as_ref(), at)?;
        let bodies = at.snapshot.organizations.all().iter();
        let mut rest = bodies
            .filter(|body| paging.after.as_ref().is_none_or(|after| body.code > *after))
            .filter(|body| kinds.is_empty() || kinds.contains(&body.kind))
            .filter(|body| within.is_none_or(|root| at.snapshot.is_within(body.id, root)));
        let page: Vec<&Organization> = rest.by_ref().take(paging.limit as usize).collect();
        let last = page.last().filter(|_| rest.next().is_some());
        let next_cursor = last.map(|last| paging.cursor(&last.code)).transpose()?;
        let link = next_cursor
            .as_deref()
            .and_then(|cursor| paging.link(cursor));
        let body = Prepared::json(&Page {
            items: page
                .iter()
                .map(|body| OrganizationView::of(body, at))
                .collect(),
            next_cursor,
        })?;
        Ok(Rendered { body, link })
    })
}

/// Shows a body.
#[utoipa::path(
    get,
    path = "/organizations/{id}",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = OrganizationView), (status = 304, description = "Not changed"))
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(body): Path<Reference<OrganizationId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let body = at
            .snapshot
            .organizations
            .find(&body)
            .ok_or(Kind::NotFound)?;
        Ok(Prepared::versioned(body.version, &OrganizationView::of(body, at))?.into())
    })
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
}
