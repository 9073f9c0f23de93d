//! Reads plans: which tables are gone through from one end to the other.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;

use super::known::GROWING;
use crate::harness::TestServer;

/// A table that a plan goes through whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scan {
    pub(super) table: &'static str,
    /// As the database says it.
    pub(super) how: String,
}

/// A database that tells how it would answer.
pub(super) struct Plans(DatabaseConnection);

/// What a planner may not do unless it has no other way: what remains is an index with a condition
/// of the statement, whatever is in the tables.
const UNLESS_NEEDED: [&str; 6] = [
    "seqscan",
    "indexscan",
    "indexonlyscan",
    "hashjoin",
    "mergejoin",
    "material",
];

impl Plans {
    /// One connection, whose planner avoids reading whole tables where it can. On SQLite, whose
    /// planner knows no sizes unless it is told to look, it does so by itself.
    pub(super) async fn of(server: &TestServer) -> Self {
        let mut options = sea_orm::ConnectOptions::new(server.database_url());
        options.max_connections(1).sqlx_logging(false);
        let connection = sea_orm::Database::connect(options).await.unwrap();
        if server.db.backend() == DbBackend::Postgres {
            connection.execute_unprepared("ANALYZE").await.unwrap();
            for way in UNLESS_NEEDED {
                let never = format!("SET enable_{way} = off");
                connection.execute_unprepared(&never).await.unwrap();
            }
        }
        Self(connection)
    }

    /// The tables of those that grow which `statement` goes through; none of what has no plan.
    pub(super) async fn scans(&self, statement: &Statement) -> Option<Vec<Scan>> {
        let sql = statement.sql.trim_start();
        let verb = sql.split_whitespace().next()?.to_uppercase();
        let has_plan = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"].contains(&verb.as_str());
        // Of an empty list, "one of these" is 1 = 2: nothing is read.
        let asks_nothing = ["? = ?", "$1 = $2"].iter().any(|no| sql.contains(no));
        if !has_plan || asks_nothing {
            return None;
        }
        let is_postgres = statement.db_backend == DbBackend::Postgres;
        let explain = if is_postgres {
            "EXPLAIN (FORMAT JSON)"
        } else {
            "EXPLAIN QUERY PLAN"
        };
        let asked = Statement {
            sql: format!("{explain} {sql}"),
            ..statement.clone()
        };
        let rows = self.0.query_all_raw(asked).await;
        let rows = rows.unwrap_or_else(|error| panic!("{error}: {sql}"));
        let mut scans = Vec::new();
        for row in rows {
            if is_postgres {
                let plan: Value = row.try_get_by_index(0).unwrap();
                in_postgres(&plan[0]["Plan"], &mut scans);
            } else {
                let detail: String = row.try_get("", "detail").unwrap();
                scans.extend(in_sqlite(&detail, sql));
            }
        }
        scans.sort_unstable();
        scans.dedup();
        Some(scans)
    }
}

fn growing(name: &str) -> Option<&'static str> {
    GROWING.iter().find(|table| **table == name).copied()
}

/// A node that reads a table whole, or an index from end to end.
fn in_postgres(node: &Value, scans: &mut Vec<Scan>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let by_index = ["Index Scan", "Index Only Scan"].contains(&kind);
    let is_whole = kind == "Seq Scan" || (by_index && node["Index Cond"].is_null());
    if is_whole && let Some(table) = growing(node["Relation Name"].as_str().unwrap_or_default()) {
        let index = node["Index Name"].as_str().unwrap_or_default();
        scans.push(Scan {
            table,
            how: format!("{kind} {index}").trim_end().to_owned(),
        });
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        in_postgres(below, scans);
    }
}

/// A line such as `SCAN r USING INDEX …`; `r` may be what the statement calls a table. An index
/// that is made for the statement alone is none. A table that the statement does not name is gone
/// through only where foreign keys are broken already.
fn in_sqlite(detail: &str, sql: &str) -> Option<Scan> {
    let (verb, rest) = detail.split_once(' ')?;
    let is_whole = verb == "SCAN" || (verb == "SEARCH" && rest.contains(" AUTOMATIC "));
    let name = rest.split_whitespace().next()?;
    let table = growing(name).or_else(|| {
        let called = |table: &&&str| {
            [
                format!("\"{table}\" AS \"{name}\""),
                format!("{table} AS {name} "),
                format!("{table} {name} "),
                format!("{table} {name}\n"),
            ]
            .iter()
            .any(|words| sql.contains(words.as_str()))
        };
        GROWING.iter().find(called).copied()
    });
    let is_named = |table: &&str| sql.contains(*table);
    table
        .filter(|_| is_whole)
        .filter(is_named)
        .map(|table| Scan {
            table,
            how: detail.to_owned(),
        })
}
