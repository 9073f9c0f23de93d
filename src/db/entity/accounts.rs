//! Who signs in.

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
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub email: Option<String>,
    #[sea_orm(unique, column_type = "Text")]
    pub email_key: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    #[sea_orm(column_type = "Text")]
    pub phone: Option<String>,
    pub reminders: bool,
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    #[sea_orm(unique, column_type = "Text")]
    pub calendar_key_hash: String,
    #[sea_orm(column_type = "Text")]
    pub calendar_key_sealed: String,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
