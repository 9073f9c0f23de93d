//! Places.

use serde::Serialize;
use utoipa::ToSchema;

use super::OrganizationBrief;
use crate::catalog::api::kept::Moment;
use crate::catalog::model::{OpeningHours, Site, SiteKind};
use crate::values::ids::SiteId;

/// A place by name.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::catalog::api) struct SiteBrief {
    #[schema(value_type = uuid::Uuid)]
    id: SiteId,
    code: String,
    name: String,
    /// City and county.
    district: String,
    latitude: f64,
    longitude: f64,
}

impl SiteBrief {
    /// The place with this id, if it is there.
    pub(in crate::catalog::api) fn find(id: SiteId, at: &Moment) -> Option<Self> {
        let site = at.snapshot.sites.get(id)?;
        Some(Self {
            id: site.id,
            code: site.code.clone(),
            name: site.name.pick(at.locale).to_owned(),
            district: site.district.pick(at.locale).to_owned(),
            latitude: site.latitude,
            longitude: site.longitude,
        })
    }
}

/// A place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Site)]
pub(in crate::catalog::api) struct SiteView {
    #[schema(value_type = uuid::Uuid)]
    id: SiteId,
    code: String,
    version: i32,
    kind: SiteKind,
    name: String,
    /// City and county.
    district: String,
    organization: Option<OrganizationBrief>,
    /// WGS-84; good to about `precision_km`, never for navigation.
    latitude: f64,
    longitude: f64,
    precision_km: f64,
    /// People at one time; null: unlimited or unknown.
    capacity: Option<i32>,
    /// By the clock of the place; empty: only while a session runs.
    opening_hours: Vec<OpeningHours>,
    amenities: Vec<String>,
    /// How far away, where `near` was given.
    distance_km: Option<f64>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl SiteView {
    pub(in crate::catalog::api) fn of(site: &Site, distance_km: Option<f64>, at: &Moment) -> Self {
        Self {
            id: site.id,
            code: site.code.clone(),
            version: site.version,
            kind: site.kind,
            name: site.name.pick(at.locale).to_owned(),
            district: site.district.pick(at.locale).to_owned(),
            organization: OrganizationBrief::find(site.organization_id, at),
            latitude: site.latitude,
            longitude: site.longitude,
            precision_km: site.precision_km,
            capacity: site.capacity,
            opening_hours: site.opening_hours.clone(),
            amenities: site.amenities.clone(),
            distance_km,
            details: site.details.clone(),
        }
    }
}
