//! A delivery tells in which zone it waits for the day, when it ended, and why it ended without
//! being sent.

use sea_orm_migration::prelude::*;

const TABLE: &str = "deliveries";

/// Adds and drops the columns.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ColumnDef::new("cause").text().null().to_owned(),
            ColumnDef::new("by_day_zone").text().null().to_owned(),
            ColumnDef::new("ended_at").big_integer().null().to_owned(),
        ];
        // SQLite adds one column a statement.
        for column in columns {
            let mut alter = Table::alter();
            alter.table(TABLE).add_column(column);
            manager.alter_table(alter).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["ended_at", "by_day_zone", "cause"] {
            let mut alter = Table::alter();
            alter.table(TABLE).drop_column(column);
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
