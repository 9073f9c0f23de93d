//! What a seat is in: an offering, or a session of one where sessions are picked.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId, UnitId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "units")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub program_id: ProgramId,
    pub offering_id: OfferingId,
    pub session_id: Option<SessionId>,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub due_at: Option<Instant>,
    pub is_given_out: bool,
    pub is_cancelled: bool,
}

impl ActiveModelBehavior for ActiveModel {}
