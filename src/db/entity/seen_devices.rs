//! Devices an account was seen on, by a keyed hash of the account and what its tokens call them.

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
#[sea_orm(table_name = "seen_devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub device_hash: String,
    pub first_seen_at: Instant,
    pub last_seen_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
