//! Each body with itself and all above it, so that a subtree is one indexed look-up.

use sea_orm::entity::prelude::*;

use crate::values::ids::OrganizationId;

/// One row.
#[expect(
    missing_docs,
    reason = "the columns are described in the migration of the table"
)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_ancestors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor_id: OrganizationId,
    pub depth: i32,
}

impl ActiveModelBehavior for ActiveModel {}
