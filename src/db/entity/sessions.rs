//! Dated meetings, slots and shifts.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, SessionId, SiteId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    pub offering_id: OfferingId,
    pub position: i32,
    pub starts_at: Instant,
    pub ends_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    #[sea_orm(column_type = "Text")]
    pub role: Option<String>,
    pub capacity: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub also_show_time_zone: Option<String>,
    pub site_id: Option<SiteId>,
}

impl ActiveModelBehavior for ActiveModel {}
