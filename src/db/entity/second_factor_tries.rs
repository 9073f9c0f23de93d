//! Wrong codes of a second factor by account.

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
#[sea_orm(table_name = "second_factor_tries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: AccountId,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
