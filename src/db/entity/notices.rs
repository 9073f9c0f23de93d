//! Messages to persons: what happened, as values; rendered in the language of the row. `secret` is sealed and emptied once sent.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId, RegistrationId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    pub account_id: Option<AccountId>,
    pub registration_id: Option<RegistrationId>,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    pub facts: Json,
    pub letter: Option<Json>,
    #[sea_orm(column_type = "Text")]
    pub secret: Option<String>,
    pub in_inbox: bool,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
    pub batch_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
