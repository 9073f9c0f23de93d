//! Accounts that are being erased, and how far that has come.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub step: String,
    pub after: Option<Uuid>,
    pub again: bool,
    pub asked_at: Instant,
    pub due_at: Instant,
    pub done_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    #[sea_orm(column_type = "Text")]
    pub email_sealed: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub name_sealed: Option<String>,
    pub letter_id: Option<NoticeId>,
}

impl ActiveModelBehavior for ActiveModel {}
