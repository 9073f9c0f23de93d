//! What happened to a registration, in the program's sequence.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, PoolId, ProgramId, RegistrationId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub registration_id: RegistrationId,
    pub at: Instant,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub from_status: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub to_status: Option<String>,
    pub from_pool: Option<PoolId>,
    pub to_pool: Option<PoolId>,
    #[sea_orm(column_type = "Text")]
    pub cause: String,
    #[sea_orm(column_type = "Text")]
    pub actor_kind: String,
    pub actor_id: Option<AccountId>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub facts: Json,
    #[sea_orm(column_type = "Text")]
    pub remark: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
