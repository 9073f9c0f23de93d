//! Up to which instants organizers were told whom no mail reached, one row a morning on which there
//! was anything to tell or to look for; and mails that ended unsent are found by when they ended.

use sea_orm_migration::prelude::*;

const INDEX: &str = "ix_deliveries_ended_at";

/// Creates and drops the table and the index.
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
                    .table("undelivered_digests")
                    .col(
                        ColumnDef::new("told_until")
                            .big_integer()
                            .not_null()
                            .primary_key(),
                    )
                    .col(ColumnDef::new("written_at").big_integer().not_null())
                    .col(ColumnDef::new("letters").integer().not_null())
                    .to_owned(),
            )
            .await?;
        let mut index = Index::create();
        index.name(INDEX).table("deliveries").col("ended_at");
        // Those that were sent are many, and nobody looks for them.
        index.and_where(Expr::cust("state IN ('failed', 'expired')"));
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(INDEX).table("deliveries").to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table("undelivered_digests").to_owned())
            .await
    }
}
