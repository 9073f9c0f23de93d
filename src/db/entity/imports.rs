//! Imported files; the shift of the first one is kept for later ones.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    pub shift_weeks: i32,
    pub imported_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
