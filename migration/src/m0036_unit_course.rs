//! Whether the seats of a unit have been given out, and whether its session was cancelled.

use sea_orm_migration::prelude::*;

/// Adds and drops the columns.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("units")
                    .add_column(
                        ColumnDef::new("is_given_out")
                            .boolean()
                            .not_null()
                            .default(false),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("units")
                    .add_column(
                        ColumnDef::new("is_cancelled")
                            .boolean()
                            .not_null()
                            .default(false),
                    )
                    .to_owned(),
            )
            .await?;
        // Where a review decides, the end of the window falls due now: the timer looks at once,
        // and plans anew.
        let review = "(SELECT id FROM offerings WHERE allocation = 'review')";
        let db = manager.get_connection();
        db.execute_unprepared(&format!(
            "UPDATE ledgers SET due_at = 0 WHERE program_id IN \
             (SELECT program_id FROM units WHERE offering_id IN {review})"
        ))
        .await?;
        db.execute_unprepared(&format!(
            "UPDATE units SET due_at = 0 WHERE offering_id IN {review}"
        ))
        .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("units")
                    .drop_column("is_cancelled")
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("units")
                    .drop_column("is_given_out")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }
}
