//! Consents given for a registration, by version of their text.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ConsentId, ParticipantId, RegistrationId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentId,
    pub registration_id: RegistrationId,
    pub account_id: AccountId,
    pub participant_id: ParticipantId,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    pub version: i32,
    pub given_at: Instant,
    pub withdrawn_at: Option<Instant>,
    pub paper_seen_by: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}
