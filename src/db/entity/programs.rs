//! What is offered.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, ProgramId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgramId,
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    pub organization_id: OrganizationId,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub shape: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    #[sea_orm(column_type = "Text")]
    pub summary_en: String,
    #[sea_orm(column_type = "Text")]
    pub brand: String,
    #[sea_orm(column_type = "Text")]
    pub brand_en: String,
    pub tags: Json,
    pub facts: Json,
    #[sea_orm(column_type = "Text")]
    pub sensitivity: String,
    #[sea_orm(column_type = "Text")]
    pub notice_style: String,
    pub refuses_clashes: bool,
    pub eligibility: Json,
    pub certificate_min_attendance: Option<f64>,
    #[sea_orm(column_type = "Text")]
    pub contact: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub fee_note: Option<String>,
    pub details: Json,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub contact_email: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
