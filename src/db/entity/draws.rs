//! Draws of lots.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{DrawId, OfferingId, ProgramId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "draws")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DrawId,
    pub program_id: ProgramId,
    pub offering_id: OfferingId,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub list: String,
    #[sea_orm(column_type = "Text")]
    pub fingerprint: String,
    #[sea_orm(column_type = "Text")]
    pub public_value_name: String,
    pub frozen_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub public_value: Option<String>,
    pub run_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub transcript: Option<String>,
    pub voided_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub void_reason: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub witnesses: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
