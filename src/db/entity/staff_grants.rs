//! Roles in a body and all below it, given to an address; every grant has an end.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, GrantId, OrganizationId, ProgramId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GrantId,
    pub account_id: Option<AccountId>,
    pub organization_id: OrganizationId,
    pub program_id: Option<ProgramId>,
    #[sea_orm(column_type = "Text")]
    pub role: String,
    pub until: Instant,
    pub granted_by: Option<AccountId>,
    pub created_at: Instant,
    pub ended_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub email_key: String,
    pub ended_by: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}
