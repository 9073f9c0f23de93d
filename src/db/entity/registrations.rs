//! What one participant asks of one unit and has there.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, GroupId, OfferingId, ParticipantId, PoolId, ProgramId, RegistrationId, UnitId,
};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    pub program_id: ProgramId,
    pub offering_id: OfferingId,
    pub unit_id: UnitId,
    pub account_id: AccountId,
    pub participant_id: ParticipantId,
    pub pool_id: Option<PoolId>,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub seats: i32,
    #[sea_orm(column_type = "Text")]
    pub quota_key: String,
    pub points: i32,
    pub reviewed_at: Option<Instant>,
    pub drawn_rank: Option<i32>,
    pub arrival: i64,
    pub passed: i32,
    pub offer_expires_at: Option<Instant>,
    pub offer_extended: bool,
    pub group_id: Option<GroupId>,
    pub replaces: Option<RegistrationId>,
    pub by_phone: bool,
    #[sea_orm(column_type = "Text")]
    pub door_code: String,
    #[sea_orm(column_type = "Text")]
    pub draw_code: Option<String>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
