//! The bank of questions, with sensitivity, purpose and erase date.

use sea_orm::entity::prelude::*;

use crate::values::ids::QuestionId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuestionId,
    #[sea_orm(unique, column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub label_en: String,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub options: Json,
    pub required: bool,
    #[sea_orm(column_type = "Text")]
    pub sensitivity: Option<String>,
    pub keep_days_after_end: i32,
    #[sea_orm(column_type = "Text")]
    pub fills_from: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    #[sea_orm(column_type = "Text")]
    pub purpose_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
