//! The places of an offering: small, meant for polling.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Discovery;
use super::kept::{Asked, Moment};
use super::offerings::find;
use crate::catalog::model::Offering;
use crate::catalog::places::{PoolPlaces, UnitPlaces};
use crate::catalog::policy;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, Reference};
use crate::web::Problem;
use crate::web::etag::Prepared;
use crate::web::extract::{NoQuery, Path};

/// The places of an offering.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferingPlaces)]
struct PlacesView {
    /// Null: unlimited.
    capacity: Option<i32>,
    taken: i32,
    /// Null: unlimited.
    places_left: Option<i32>,
    waiting: i32,
    /// When these numbers were true.
    #[schema(value_type = String, format = DateTime)]
    as_of: Instant,
    pools: Vec<PoolView>,
}

/// The places of one pool.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PoolPlaces)]
struct PoolView {
    /// The offering, or the session where sessions are picked.
    unit: Uuid,
    /// Empty: for everyone.
    quota_key: String,
    /// Null: unlimited.
    capacity: Option<i32>,
    taken: i32,
    /// Null: unlimited.
    places_left: Option<i32>,
    waiting: i32,
}

impl PlacesView {
    fn of(offering: &Offering, at: &Moment) -> Self {
        let Some(places) = at.places.of(offering.id) else {
            return Self::planned(offering, at);
        };
        let total = policy::bookable(offering, &places, at.now);
        let units = places.units.values();
        Self {
            capacity: total.capacity,
            taken: total.taken,
            places_left: total.left,
            waiting: total.waiting,
            as_of: places.as_of,
            pools: units
                .flat_map(|unit| unit.pools.iter().map(|pool| PoolView::of(unit, pool)))
                .collect(),
        }
    }

    /// Where nothing is counted: no seats, or none opened.
    fn planned(offering: &Offering, at: &Moment) -> Self {
        let seats = policy::planned(offering);
        Self {
            capacity: seats.capacity,
            taken: 0,
            places_left: seats.left,
            waiting: 0,
            as_of: at.now,
            pools: Vec::new(),
        }
    }
}

impl PoolView {
    fn of(unit: &UnitPlaces, pool: &PoolPlaces) -> Self {
        Self {
            unit: unit
                .session_id
                .map_or(unit.offering_id.0, |session| session.0),
            quota_key: pool.quota_key.clone(),
            capacity: pool.capacity,
            taken: pool.taken,
            places_left: pool.left(),
            waiting: pool.waiting,
        }
    }
}

/// Shows the places of an offering.
#[utoipa::path(
    get,
    path = "/offerings/{id}/places",
    tag = "discovery",
    params(("id" = String, Path, description = "Id or code")),
    responses((status = 200, body = PlacesView), (status = 304, description = "Not changed"))
)]
async fn show(
    State(discovery): State<Discovery>,
    Path(offering): Path<Reference<OfferingId>>,
    _: NoQuery,
    asked: Asked,
) -> Result<Response, Problem> {
    discovery.answer(&asked, |at| {
        let (offering, _) = find(&offering, at)?;
        Ok(Prepared::json(&PlacesView::of(offering, at))?.into())
    })
}

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<Discovery> {
    OpenApiRouter::new().routes(routes!(show))
}
