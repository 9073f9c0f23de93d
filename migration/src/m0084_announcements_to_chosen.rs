//! Announcements to some who were chosen. SQLite changes no CHECK in place, so the table is made
//! anew and filled from the old one.

use sea_orm_migration::prelude::*;

/// Widens and narrows the check.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: &str =
    "id, offering_id, addressed_to, subject, body, recipients, sent_by, created_at";
const INDEX: &str = "ix_announcements_offering_id_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        make_anew(manager, "'confirmed', 'waitlisted', 'all', 'chosen'").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(
            "UPDATE announcements SET addressed_to = 'all' WHERE addressed_to = 'chosen'",
        )
        .await?;
        make_anew(manager, "'confirmed', 'waitlisted', 'all'").await
    }
}

async fn make_anew(manager: &SchemaManager<'_>, words: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let drop_index = Index::drop().name(INDEX).table("announcements").to_owned();
    manager.drop_index(drop_index).await?;
    manager
        .rename_table(
            Table::rename()
                .table("announcements", "announcements_before")
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("announcements")
                .col(ColumnDef::new("id").uuid().not_null().primary_key())
                .col(ColumnDef::new("offering_id").uuid().not_null())
                .col(ColumnDef::new("addressed_to").text().not_null())
                .col(ColumnDef::new("subject").text().not_null())
                .col(ColumnDef::new("body").text().not_null())
                .col(ColumnDef::new("recipients").integer().not_null())
                .col(ColumnDef::new("sent_by").uuid().not_null())
                .col(ColumnDef::new("created_at").big_integer().not_null())
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_announcements_offering_id")
                        .from("announcements", "offering_id")
                        .to("offerings", "id"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_announcements_sent_by")
                        .from("announcements", "sent_by")
                        .to("accounts", "id"),
                )
                .check(Expr::cust(format!("addressed_to IN ({words})")))
                .to_owned(),
        )
        .await?;
    db.execute_unprepared(&format!(
        "INSERT INTO announcements ({COLUMNS}) SELECT {COLUMNS} FROM announcements_before"
    ))
    .await?;
    manager
        .drop_table(Table::drop().table("announcements_before").to_owned())
        .await?;
    manager
        .create_index(
            Index::create()
                .name(INDEX)
                .table("announcements")
                .col("offering_id")
                .col("id")
                .to_owned(),
        )
        .await
}
