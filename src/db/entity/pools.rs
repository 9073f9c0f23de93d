//! Counted sets of seats: `quota_key` is empty for the general pool, null capacity is unlimited. The CHECK is the last arbiter against overselling.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{PoolId, ProgramId, UnitId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pools")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PoolId,
    pub unit_id: UnitId,
    pub program_id: ProgramId,
    #[sea_orm(column_type = "Text")]
    pub quota_key: String,
    pub capacity: Option<i32>,
    pub taken: i32,
    pub held: i32,
    pub waiting: i32,
    pub release_at: Option<Instant>,
    pub released: bool,
    pub target: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
