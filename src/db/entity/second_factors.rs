//! The second factor of an account: a shared secret, sealed. It counts once it was confirmed.

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
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub secret_sealed: String,
    pub last_step: i64,
    pub created_at: Instant,
    pub confirmed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
