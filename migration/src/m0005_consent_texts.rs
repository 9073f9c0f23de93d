//! Versioned consent texts; the highest version is in force.

use sea_orm_migration::prelude::*;

const GUARDIAN_CONSENT: &str = "我是孩子的监护人，同意主办方为这次活动使用我填写的孩子信息：核对资格、\
    安排名额、照顾孩子，紧急时联系我。只有负责这次活动的人能看到，到期删除。我随时可以撤回；\
    撤回以后，需要这份同意的报名会取消。";

const GUARDIAN_CONSENT_EN: &str = "I am this child's guardian. I agree that the organizer uses what \
    I wrote about the child for this activity: to check who may join, to give places, to look \
    after the child, and to reach me in an emergency. Only those in charge of this activity see \
    it, and it is deleted on its date. I can withdraw this at any time; registrations that need \
    it are then cancelled.";

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
                    .table("consent_texts")
                    .col(ColumnDef::new("key").text().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("body").text().not_null())
                    .col(ColumnDef::new("body_en").text().not_null())
                    .col(ColumnDef::new("published_at").big_integer().not_null())
                    .primary_key(Index::create().col("key").col("version"))
                    .to_owned(),
            )
            .await?;
        // Whoever is under 18 needs this one, whether or not a program lists it, so it is there
        // before any import.
        let guardian_consent = Query::insert()
            .into_table("consent_texts")
            .columns(["key", "version", "body", "body_en", "published_at"])
            .values_panic([
                "guardian_consent".into(),
                1.into(),
                GUARDIAN_CONSENT.into(),
                GUARDIAN_CONSENT_EN.into(),
                0_i64.into(),
            ])
            .to_owned();
        manager.execute(guardian_consent).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("consent_texts").to_owned())
            .await
    }
}
