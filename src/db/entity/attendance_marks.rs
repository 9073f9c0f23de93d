//! Who came to a session and went, as it was marked at the door.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, AttendanceMarkId, RegistrationId, SessionId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_marks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendanceMarkId,
    pub session_id: SessionId,
    pub registration_id: RegistrationId,
    #[sea_orm(column_type = "Text")]
    pub mark: String,
    pub at: Instant,
    #[sea_orm(column_type = "Text")]
    pub collected_by_sealed: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub reason_sealed: Option<String>,
    pub marked_by: AccountId,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
