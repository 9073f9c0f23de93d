//! What organizers wrote to those registered for an offering.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, AnnouncementId, OfferingId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "announcements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnnouncementId,
    pub offering_id: OfferingId,
    #[sea_orm(column_type = "Text")]
    pub addressed_to: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub recipients: i32,
    pub sent_by: AccountId,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
