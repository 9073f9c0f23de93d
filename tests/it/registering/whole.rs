//! What a registration brings is committed whole or not at all, and only what is committed is
//! acknowledged: the test plants something in the database that refuses in the middle.

use niangjia::db::entity::{deliveries, idempotency_records, notices, registrations};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};

use crate::harness::TestServer;

/// Something in the database that refuses, as the statements that plant it and take it away.
struct Obstacle {
    planting: String,
    removing: String,
}

impl Obstacle {
    /// Refuses each new row of a table, in the statement that brings it.
    fn to_rows(backend: DbBackend, table: &str) -> Self {
        let planting = match backend {
            DbBackend::Postgres => format!(
                "{REFUSING} CREATE TRIGGER planted BEFORE INSERT ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION refuse();"
            ),
            _ => format!(
                "CREATE TRIGGER planted BEFORE INSERT ON {table} \
                 BEGIN SELECT RAISE(ABORT, 'planted'); END;"
            ),
        };
        Self::on(backend, table, planting)
    }

    /// Lets every statement through and refuses the commit of a new registration.
    fn to_commits(backend: DbBackend) -> Self {
        let planting = match backend {
            DbBackend::Postgres => format!(
                "{REFUSING} CREATE CONSTRAINT TRIGGER planted AFTER INSERT ON registrations \
                 DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();"
            ),
            _ => "CREATE TABLE planted_parents (id INTEGER PRIMARY KEY); \
                  CREATE TABLE planted_children (parent INTEGER REFERENCES planted_parents (id) \
                  DEFERRABLE INITIALLY DEFERRED); \
                  CREATE TRIGGER planted AFTER INSERT ON registrations \
                  BEGIN INSERT INTO planted_children VALUES (1); END;"
                .to_owned(),
        };
        Self::on(backend, "registrations", planting)
    }

    fn on(backend: DbBackend, table: &str, planting: String) -> Self {
        let removing = match backend {
            DbBackend::Postgres => format!("DROP TRIGGER planted ON {table}"),
            _ => "DROP TRIGGER planted".to_owned(),
        };
        Self { planting, removing }
    }
}

const REFUSING: &str = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
                        $$ BEGIN RAISE EXCEPTION 'planted'; END $$;";

/// How many there are of each thing that one registration under the key `once` brings.
async fn there(server: &TestServer) -> [u64; 4] {
    let db = server.db.read();
    let told = notices::Entity::find().filter(notices::Column::Kind.starts_with("registration-"));
    let told = told.all(db).await.unwrap();
    let about = told.iter().map(|notice| notice.id);
    let owed = deliveries::Entity::find().filter(deliveries::Column::NoticeId.is_in(about));
    let keys =
        idempotency_records::Entity::find().filter(idempotency_records::Column::Key.eq("once"));
    [
        registrations::Entity::find().count(db).await.unwrap(),
        told.len() as u64,
        owed.count(db).await.unwrap(),
        keys.count(db).await.unwrap(),
    ]
}

/// A registration that meets the obstacle is answered as a fault and left no trace; without it
/// the same key makes it, once.
async fn all_or_nothing(server: &TestServer, obstacle: &Obstacle) {
    server.import_demo().await;
    let family = server.family("parent@example.org").await;
    server.execute(&obstacle.planting).await;
    let refused = server.register_once(&family).await;
    refused.is_problem(500, "internal");
    assert_eq!(there(server).await, [0; 4], "refused as a whole");
    server.execute(&obstacle.removing).await;
    let made = server.register_once(&family).await;
    assert_eq!(made.header("idempotent-replayed"), "");
    made.ok(201);
    assert_eq!(there(server).await, [1; 4]);
    server.all_is_well().await;
}

on_both_databases! {
    async fn what_the_commit_refuses_is_not_acknowledged(server) {
        let obstacle = Obstacle::to_commits(server.db.backend());
        all_or_nothing(&server, &obstacle).await;
    }

    async fn no_seat_without_its_notice(server) {
        let obstacle = Obstacle::to_rows(server.db.backend(), "notices");
        all_or_nothing(&server, &obstacle).await;
    }

    async fn no_notice_without_its_delivery(server) {
        let obstacle = Obstacle::to_rows(server.db.backend(), "deliveries");
        all_or_nothing(&server, &obstacle).await;
    }

    async fn no_seat_without_its_key(server) {
        let obstacle = Obstacle::to_rows(server.db.backend(), "idempotency_records");
        all_or_nothing(&server, &obstacle).await;
    }
}
