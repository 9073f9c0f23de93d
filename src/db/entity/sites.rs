//! Places with coordinates, hours and amenities.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, SiteId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sites")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    pub organization_id: OrganizationId,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub name_en: String,
    #[sea_orm(column_type = "Text")]
    pub district: String,
    #[sea_orm(column_type = "Text")]
    pub district_en: String,
    pub latitude: f64,
    pub longitude: f64,
    pub precision_km: f64,
    pub capacity: Option<i32>,
    pub opening_hours: Json,
    pub amenities: Json,
    pub discreet: bool,
    pub details: Json,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
