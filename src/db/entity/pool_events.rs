//! Each change of a pool's capacity or hold, in the program's sequence.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, PoolId, ProgramId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pool_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub pool_id: PoolId,
    pub at: Instant,
    pub capacity_before: Option<i32>,
    pub capacity_after: Option<i32>,
    pub held_before: i32,
    pub held_after: i32,
    #[sea_orm(column_type = "Text")]
    pub cause: String,
    #[sea_orm(column_type = "Text")]
    pub actor_kind: String,
    pub actor_id: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}
