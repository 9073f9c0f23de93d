//! Of which draws the organizers were told that they are due.

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
#[sea_orm(table_name = "draw_warnings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: OfferingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub draw_at: Instant,
    pub told_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
