//! Which offerings' organizers were warned that the minimum may not be reached.

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
#[sea_orm(table_name = "minimum_warnings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: OfferingId,
    pub warned_at: Instant,
    pub min_to_run: i32,
    pub confirmed_seats: i32,
}

impl ActiveModelBehavior for ActiveModel {}
