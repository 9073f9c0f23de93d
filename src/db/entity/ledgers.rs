//! One row a program: the lock, the counters and the next due instant of the ledger.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::ProgramId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledgers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    pub sequence: i64,
    pub arrival: i64,
    pub due_at: Option<Instant>,
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
