//! Access tokens by the SHA-256 of their secret.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, TokenId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TokenId,
    pub account_id: AccountId,
    #[sea_orm(unique, column_type = "Text")]
    pub secret_hash: String,
    #[sea_orm(column_type = "Text")]
    pub device: String,
    pub second_factor_until: Option<Instant>,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
    pub ends_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
