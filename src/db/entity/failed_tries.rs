//! Wrong codes and passwords by address, known or not.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "failed_tries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub email_key: String,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
