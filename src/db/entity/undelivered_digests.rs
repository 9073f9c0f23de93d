//! Up to which instants organizers were told whom no mail reached.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "undelivered_digests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub told_until: Instant,
    pub written_at: Instant,
    pub letters: i32,
}

impl ActiveModelBehavior for ActiveModel {}
