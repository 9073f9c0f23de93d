//! Addresses that refused mails, by fingerprint: counted, and suppressed where `since` is set.
//! `delivery_id` is the last mail that was counted.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "suppressed_addresses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub address_key: String,
    pub refusals: i32,
    pub refused_at: Instant,
    pub status_code: i32,
    #[sea_orm(column_type = "Text")]
    pub stage: String,
    pub delivery_id: DeliveryId,
    pub since: Option<Instant>,
    pub lifted_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
