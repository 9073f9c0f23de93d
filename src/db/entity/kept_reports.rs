//! Reports as they were counted some minutes ago, by body and days.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::OrganizationId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_reports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub days: String,
    pub counted_at: Instant,
    pub asked_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub contents: String,
}

impl ActiveModelBehavior for ActiveModel {}
