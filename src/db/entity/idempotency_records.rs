//! What a key did, for 24 hours; written in the transaction of what was done.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::AccountId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub request_hash: String,
    pub status_code: i32,
    pub made: Json,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
