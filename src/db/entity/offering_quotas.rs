//! Seats of an offering held for a group, and who belongs to it.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::OfferingId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "offering_quotas")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: OfferingId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub label_en: String,
    pub seats: i32,
    pub rule: Json,
    pub release_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
