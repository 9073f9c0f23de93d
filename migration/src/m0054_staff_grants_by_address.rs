//! A role is given to an address: it counts once the address has an account. `account_id` may be
//! null until then. SQLite cannot loosen a column, so the table is built anew on both databases.

use sea_orm_migration::prelude::*;

/// Builds the table anew, with the address and without.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KEPT: &str =
    "id, account_id, organization_id, program_id, role, until, granted_by, created_at, ended_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = table(ColumnDef::new("account_id").uuid());
        table
            .col(ColumnDef::new("email").text().not_null())
            .col(ColumnDef::new("email_key").text().not_null())
            .col(ColumnDef::new("ended_by").uuid());
        manager.create_table(table).await?;
        let copy = format!(
            "INSERT INTO staff_grants_new ({KEPT}, email, email_key) SELECT {}, a.email, \
             a.email_key FROM staff_grants g JOIN accounts a ON a.id = g.account_id",
            KEPT.split(", ")
                .map(|column| format!("g.{column}"))
                .collect::<Vec<_>>()
                .join(", ")
        );
        manager.get_connection().execute_unprepared(&copy).await?;
        put_in_place(manager).await?;
        index(manager, "email_key").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = table(ColumnDef::new("account_id").uuid().not_null());
        manager.create_table(table).await?;
        let copy = format!(
            "INSERT INTO staff_grants_new ({KEPT}) SELECT {KEPT} FROM staff_grants \
             WHERE account_id IS NOT NULL"
        );
        manager.get_connection().execute_unprepared(&copy).await?;
        put_in_place(manager).await
    }
}

fn table(account_id: &mut ColumnDef) -> TableCreateStatement {
    Table::create()
        .table("staff_grants_new")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(account_id)
        .col(ColumnDef::new("organization_id").uuid().not_null())
        .col(ColumnDef::new("program_id").uuid())
        .col(ColumnDef::new("role").text().not_null())
        .col(ColumnDef::new("until").big_integer().not_null())
        .col(ColumnDef::new("granted_by").uuid())
        .col(ColumnDef::new("created_at").big_integer().not_null())
        .col(ColumnDef::new("ended_at").big_integer())
        .foreign_key(
            ForeignKey::create()
                .name("fk_staff_grants_account_id")
                .from("staff_grants_new", "account_id")
                .to("accounts", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_staff_grants_organization_id")
                .from("staff_grants_new", "organization_id")
                .to("organizations", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_staff_grants_program_id")
                .from("staff_grants_new", "program_id")
                .to("programs", "id"),
        )
        .check(Expr::cust(
            "role IN ('viewer', 'checker', 'organizer', 'admin', 'counsellor')",
        ))
        .to_owned()
}

/// Puts the new table in the place of the old one, with the indexes of both forms.
async fn put_in_place(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table("staff_grants").to_owned())
        .await?;
    let renaming = Table::rename()
        .table("staff_grants_new", "staff_grants")
        .to_owned();
    manager.rename_table(renaming).await?;
    index(manager, "account_id").await?;
    index(manager, "organization_id").await
}

async fn index(manager: &SchemaManager<'_>, column: &str) -> Result<(), DbErr> {
    let index = Index::create()
        .name(format!("ix_staff_grants_{column}"))
        .table("staff_grants")
        .col(column.to_owned())
        .to_owned();
    manager.create_index(index).await
}
