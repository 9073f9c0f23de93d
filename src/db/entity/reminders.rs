//! That somebody was reminded of a registration.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub registration_id: RegistrationId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub occasion: String,
    pub reminded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
