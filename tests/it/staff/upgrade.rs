//! Roles given before they were given to addresses.

use migration::{Migrator, MigratorTrait};
use niangjia::db::entity::{accounts, organizations, staff_grants};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{AccountId, OrganizationId};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use uuid::Uuid;

use crate::harness::TestDatabase;
use crate::schema::connect;

const AT: Instant = Instant::from_millis(1_812_939_600_000);

/// Migrates up to the migration before the one that begins with `name`.
async fn up_to(db: &DatabaseConnection, name: &str) {
    let all = Migrator::migrations();
    let before = all.iter().position(|one| one.name().starts_with(name));
    let steps = u32::try_from(before.unwrap()).unwrap();
    Migrator::up(db, Some(steps)).await.unwrap();
}

/// An account and a body, and a role between them as it was kept then.
async fn give_as_before(db: &DatabaseConnection) -> Uuid {
    let (account, body, grant) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let row = accounts::ActiveModel {
        id: Set(AccountId(account)),
        email: Set(Some("Old@example.org".to_owned())),
        email_key: Set(Some("old@example.org".to_owned())),
        name: Set("张三".to_owned()),
        locale: Set("zh-CN".to_owned()),
        phone: Set(None),
        reminders: Set(true),
        password_hash: Set(None),
        calendar_key_hash: Set("hash".to_owned()),
        calendar_key_sealed: Set("sealed".to_owned()),
        version: Set(1),
        created_at: Set(AT),
        updated_at: Set(AT),
    };
    row.insert(db).await.unwrap();
    let row = organizations::ActiveModel {
        id: Set(OrganizationId(body)),
        code: Set("hz".to_owned()),
        parent_id: Set(None),
        kind: Set("city".to_owned()),
        name: Set("杭州".to_owned()),
        name_en: Set("Hangzhou".to_owned()),
        region_code: Set("330100".to_owned()),
        details: Set(json!({})),
        version: Set(1),
        created_at: Set(AT),
        updated_at: Set(AT),
    };
    row.insert(db).await.unwrap();
    let columns = [
        "id",
        "account_id",
        "organization_id",
        "role",
        "until",
        "created_at",
    ];
    let (until, made) = (AT.plus_days(9).millis(), AT.millis());
    let values: [Expr; 6] = [
        grant.into(),
        account.into(),
        body.into(),
        "admin".into(),
        until.into(),
        made.into(),
    ];
    let insert = Query::insert()
        .into_table("staff_grants")
        .columns(columns)
        .values_panic(values)
        .to_owned();
    db.execute(&insert).await.unwrap();
    grant
}

on_both_databases! {
    async fn a_role_given_before_is_its_holders_still(backend: Backend) {
        let database = TestDatabase::without_schema(backend).await;
        let db = connect(&database).await;
        up_to(&db, "m0054").await;
        let grant = give_as_before(&db).await;
        Migrator::up(&db, None).await.unwrap();
        let row = staff_grants::Entity::find().one(&db).await.unwrap().unwrap();
        assert_eq!(row.id.0, grant);
        assert_eq!(row.account_id, Some(AccountId(Uuid::from_u128(1))));
        assert_eq!((row.email.as_str(), row.email_key.as_str()), ("Old@example.org", "old@example.org"));
        assert_eq!((row.role.as_str(), row.ended_at, row.ended_by), ("admin", None, None));
        assert_eq!(row.until, AT.plus_days(9));

        // Back again, a role that waits goes, since the old table cannot hold it.
        let mut waiting: staff_grants::ActiveModel = row.into();
        waiting.id = Set(niangjia::values::ids::GrantId(Uuid::from_u128(4)));
        waiting.account_id = Set(None);
        waiting.insert(&db).await.unwrap();
        let after = Migrator::migrations().iter()
            .skip_while(|one| !one.name().starts_with("m0054")).count();
        Migrator::down(&db, Some(u32::try_from(after).unwrap())).await.unwrap();
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(staff_grants::Entity::find().count(&db).await.unwrap(), 1);
        db.close().await.unwrap();
    }
}
