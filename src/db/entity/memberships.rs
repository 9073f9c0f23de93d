//! An account's tie to a union body, confirmed by that body.

use sea_orm::entity::prelude::*;

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, MembershipId, OrganizationId};

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub account_id: AccountId,
    pub organization_id: OrganizationId,
    #[sea_orm(column_type = "Text")]
    pub member_number: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub refusal_reason: Option<String>,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
