//! The people of a report, each counted once in the group it is of.

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Asked, UNITS, UNMARKED};
use crate::db::Fault;
use crate::roster::report::policy::{Division, Measure, OfPeople};

#[derive(FromQueryResult)]
struct PeopleRow {
    division: i32,
    label: String,
    confidential: i32,
    number: i64,
}

impl Asked {
    /// All numbers of people, each counted once in the group it is of.
    pub(in crate::roster::report) async fn of_people(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<OfPeople>, Fault> {
        let attended = "attended h JOIN registrations r ON r.id = h.registration_id";
        let unmarked = format!(
            "held h {UNITS} JOIN registrations r ON r.unit_id = u.id AND r.status = 'confirmed'
                AND {UNMARKED}"
        );
        let mut found = self.people(db, Measure::Persons, attended).await?;
        let seated = self.people(db, Measure::PersonsUnmarked, &unmarked);
        found.extend(seated.await?);
        Ok(found)
    }

    /// The people of `from`, by every division: they are looked for once, and counted in each. As
    /// an expression, lest SQLite goes through all registrations there are by the index of
    /// participants to have them in order.
    async fn people(
        &self,
        db: &impl ConnectionTrait,
        measure: Measure,
        from: &str,
    ) -> Result<Vec<OfPeople>, Fault> {
        let counted = |(index, division): (usize, &Division)| {
            format!(
                "SELECT {index} AS division, {label} AS label, confidential,
                    COUNT(DISTINCT participant_id) AS number
                FROM seen GROUP BY label, confidential",
                label = label(*division),
            )
        };
        let counted: Vec<String> = Division::ALL.iter().enumerate().map(counted).collect();
        let sql = format!(
            ", seen AS (
                SELECT DISTINCT COALESCE(r.participant_id, NULL) AS participant_id, h.month,
                    p.kind, p.brand, p.branch, p.confidential
                FROM {from} JOIN here p ON p.id = h.program_id)
            {}",
            counted.join(" UNION ALL ")
        );
        let rows = PeopleRow::find_by_statement(self.statement(db, &sql));
        let read = |row: PeopleRow| {
            let division = usize::try_from(row.division).ok();
            let division = division.and_then(|index| Division::ALL.get(index));
            Ok(OfPeople {
                division: *division.ok_or_else(|| Fault::broken("an unknown division"))?,
                group: row.label,
                is_confidential: row.confidential == 1,
                measure,
                number: row.number,
            })
        };
        rows.all(db).await?.into_iter().map(read).collect()
    }
}

/// The column of `seen` that names the groups of a division.
const fn label(division: Division) -> &'static str {
    match division {
        Division::Total => "''",
        Division::Month => "month",
        Division::Kind => "kind",
        Division::Brand => "brand",
        Division::Branch => "branch",
    }
}
