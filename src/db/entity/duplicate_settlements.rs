//! Participants of one name and day of birth of whom staff said that they are two people.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ParticipantId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_settlements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: OfferingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_id: ParticipantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub second_id: ParticipantId,
    pub settled_by: AccountId,
    pub settled_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
