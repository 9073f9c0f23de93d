//! Who takes part: oneself, a child, a relative.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ParticipantId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub relation: String,
    pub birth_date: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text")]
    pub gender: Option<String>,
    pub grade: Option<i32>,
    pub grade_stated_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text")]
    pub pickup_people_sealed: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub emergency_contact_sealed: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub care_notes_sealed: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub identity_hash: Option<String>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub removed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
