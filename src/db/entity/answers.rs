//! Answers to the form; the sensitive ones sealed, all erased on their date.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub registration_id: RegistrationId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub question_key: String,
    #[sea_orm(column_type = "Text")]
    pub value: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub sealed: Option<String>,
    pub erase_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
