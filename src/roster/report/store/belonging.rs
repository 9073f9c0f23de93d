//! The programs that a report is about.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{HERE, statement};
use crate::db::Fault;
use crate::roster::report::policy::Belongs;
use crate::values::ids::{OrganizationId, ProgramId};

/// A program, and its brand in English.
#[derive(FromQueryResult)]
struct ProgramRow {
    id: ProgramId,
    kind: String,
    brand: String,
    brand_en: String,
    branch: String,
    confidential: i32,
}

/// The programs of the body and below, and what their brands are called in English.
pub(in crate::roster::report) async fn programs(
    db: &impl ConnectionTrait,
    body: OrganizationId,
) -> Result<(BTreeMap<ProgramId, Belongs>, BTreeMap<String, String>), Fault> {
    let sql = format!("WITH {HERE} SELECT * FROM here");
    let rows = ProgramRow::find_by_statement(statement(db, sql, body));
    let (mut programs, mut english) = (BTreeMap::new(), BTreeMap::new());
    for row in rows.all(db).await? {
        english.insert(row.brand.clone(), row.brand_en);
        let belongs = Belongs {
            kind: row.kind,
            brand: row.brand,
            branch: row.branch,
            is_confidential: row.confidential == 1,
        };
        programs.insert(row.id, belongs);
    }
    Ok((programs, english))
}

/// The zones of the offerings of the body and below.
pub(in crate::roster::report) async fn zones(
    db: &impl ConnectionTrait,
    body: OrganizationId,
) -> Result<Vec<Tz>, Fault> {
    #[derive(FromQueryResult)]
    struct Zone {
        zone: String,
    }
    let sql = format!(
        "WITH {HERE} SELECT DISTINCT o.time_zone AS zone
        FROM here p JOIN offerings o ON o.program_id = p.id"
    );
    let rows = Zone::find_by_statement(statement(db, sql, body));
    let read = |row: Zone| {
        let zone = row.zone.parse();
        zone.map_err(|_| Fault::broken(format!("an offering's zone: {}", row.zone)))
    };
    rows.all(db).await?.into_iter().map(read).collect()
}
