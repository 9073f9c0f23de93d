//! The form of a program: questions of the bank in order.

use sea_orm::entity::prelude::*;

use crate::values::ids::{ProgramId, QuestionId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "program_questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: QuestionId,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
