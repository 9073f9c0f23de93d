//! Places.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Discovery;
use super::asked_for;
use super::kept::{Asked, Moment, Rendered};
use super::view::SiteView;
use crate::catalog::model::{Site, SiteKind};
use crate::catalog::policy::{self, Point};
use crate::values::ids::{OrganizationId, Reference, SiteId};
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path, Query};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Kind, Problem};

/// Which places.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SiteQuery {
    /// Kinds, such as `mother_room,counselling_room`.
    kind: Option<String>,
    /// A body by id or code: it or one below it has the place.
    #[param(value_type = Option<String>)]
    organization: Option<Reference<OrganizationId>>,
    /// What it must have, all of them, such as `fridge,lock`.
    amenity: Option<String>,
    /// `lat,lon`: by distance.
    near: Option<String>,
    /// Kilometres from `near` at most.
    radius_km: Option<f64>,
}

/// Where a page of places ends: distance in metres (0 without `near`) and code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct SitePosition {
    metres: i64,
    code: String,
}

impl SiteQuery {
    /// The places that match, in order.
    fn find<'a>(&self, at: &'a Moment) -> Result<Vec<FoundSite<'a>>, Problem> {
        let kinds: Vec<SiteKind> = asked_for::words("kind", self.kind.as_deref())?;
        let amenities: Vec<String> = asked_for::words("amenity", self.amenity.as_deref())?;
        let within = asked_for::organization(self.organization.as_ref(), at)?;
        let near = self.near.as_deref().map(asked_for::near).transpose()?;
        let radius = asked_for::radius(self.radius_km, near)?;
        let sites = at.snapshot.sites.all().iter();
        let mut found: Vec<FoundSite<'a>> = sites
            .filter(|site| kinds.is_empty() || kinds.contains(&site.kind))
            .filter(|site| {
                amenities
                    .iter()
                    .all(|wanted| site.amenities.contains(wanted))
            })
            .filter(|site| {
                within.is_none_or(|root| at.snapshot.is_within(site.organization_id, root))
            })
            .map(|site| FoundSite::of(site, near))
            .filter(|found| {
                radius.is_none_or(|most| found.distance_km.is_some_and(|far| far <= most))
            })
            .collect();
        found.sort_by(|a, b| a.position.cmp(&b.position));
        Ok(found)
    }
}

struct FoundSite<'a> {
    site: &'a Site,
    distance_km: Option<f64>,
    position: SitePosition,
}

impl<'a> FoundSite<'a> {
    fn of(site: &'a Site, near: Option<Point>) -> Self {
        let there = Point {
            latitude: site.latitude,
            longitude: site.longitude,
        };
        let distance_km = near.map(|here| policy::distance_km(here, there));
        Self {
            site,
            distance_km,
            position: SitePosition {
                metres: distance_km.map_or(0, policy::metres),
                code: site.code.clone(),
            },
        }
    }
}

/// Lists places.
#[utoipa::path(
    get,
    path = "/sites",
    tag = "discovery",
    params(SiteQuery, PageQuery),
    responses((status = 200, body = Page<SiteView>), (status = 304, description = "Not changed"))
)]
async fn list(
    State(discovery): State<Discovery>,
    Query(query): Query<SiteQuery>,
    paging: Paging<SitePosition>,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let found = query.find(at)?;
        let start = paging.after.as_ref().map_or(0, |after| {
            found.partition_point(|found| found.position <= *after)
        });
        let mut rows = found[start..].iter();
        let page: Vec<&FoundSite<'_>> = rows.by_ref().take(paging.limit as usize).collect();
        let last = page.last().filter(|_| rows.next().is_some());
        let next_cursor = last.map(|last| paging.cursor(&last.position)).transpose()?;
        let link = next_cursor
            .as_deref()
            .and_then(|cursor| paging.link(cursor));
        let items = page
            .iter()
            .map(|found| SiteView::of(found.site, found.distance_km, at));
        let body = Prepared::json(&Page {
            items: items.collect(),
            next_cursor,
        })?;
        Ok(Rendered { body, link })
    })
}

/// Shows a place.
#[utoipa::path(
    get,
    path = "/sites/{id}",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = SiteView), (status = 304, description = "Not changed"))
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(site): Path<Reference<SiteId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let site = at.snapshot.sites.find(&site).ok_or(Kind::NotFound)?;
        Ok(Prepared::versioned(site.version, &SiteView::of(site, None, at))?.into())
    })
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
}
