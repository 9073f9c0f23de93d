//! One run of a program that one signs up for.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SiteId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "offerings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfferingId,
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    pub program_id: ProgramId,
    pub site_id: Option<SiteId>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub call_off_reason: Option<String>,
    pub online: bool,
    #[sea_orm(column_type = "Text")]
    pub time_zone: String,
    pub registration_opens: Instant,
    pub registration_closes: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub allocation: String,
    pub draw_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub enrol: String,
    pub pick_max: Option<i32>,
    pub capacity: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub capacity_unit: String,
    pub waitlist_limit: Option<i32>,
    pub offer_hours: Option<i32>,
    pub min_to_run: Option<i32>,
    pub cancel_until_hours_before: i32,
    pub fee_fen: i32,
    pub weather_dependent: bool,
    pub linked_allowed: bool,
    pub party_size_max: i32,
    pub details: Json,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub bring: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub bring_en: Option<String>,
    pub dates_changed: i32,
}

impl ActiveModelBehavior for ActiveModel {}
