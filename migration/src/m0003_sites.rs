//! Places with coordinates, hours and amenities.

use sea_orm_migration::prelude::*;

/// Creates and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("sites")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("code").text().not_null().unique_key())
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("name_en").text().not_null())
                    .col(ColumnDef::new("district").text().not_null())
                    .col(ColumnDef::new("district_en").text().not_null())
                    .col(ColumnDef::new("latitude").double().not_null())
                    .col(ColumnDef::new("longitude").double().not_null())
                    .col(ColumnDef::new("precision_km").double().not_null())
                    .col(ColumnDef::new("capacity").integer())
                    .col(ColumnDef::new("opening_hours").json().not_null())
                    .col(ColumnDef::new("amenities").json().not_null())
                    .col(ColumnDef::new("discreet").boolean().not_null())
                    .col(ColumnDef::new("details").json().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("updated_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_sites_organization_id")
                            .from("sites", "organization_id")
                            .to("organizations", "id"),
                    )
                    .check(Expr::cust("latitude BETWEEN -90 AND 90"))
                    .check(Expr::cust("longitude BETWEEN -180 AND 180"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_sites_organization_id")
                    .table("sites")
                    .col("organization_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("sites").to_owned())
            .await
    }
}
