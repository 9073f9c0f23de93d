//! Tries to carry a notice through a channel, claimed by lease. Without an `address` it goes to
//! the account's address at the time of sending. With a `by_day_zone` it does not go in the night
//! of that zone; `cause` says why it ended without being sent, where `state` alone does not.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{DeliveryId, NoticeId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    pub notice_id: NoticeId,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    #[sea_orm(column_type = "Text")]
    pub address: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub attempts: i32,
    pub due_at: Instant,
    pub lease_until: Option<Instant>,
    pub give_up_at: Instant,
    pub sent_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub cause: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub by_day_zone: Option<String>,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
