//! The numbers of a report, counted by the database. The same statements run on both.

mod belonging;
pub(super) mod kept;
mod people;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

pub(super) use self::belonging::{programs, zones};
use super::policy::{Measure, OfProgram, Slice};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, ProgramId};

/// The programs of the body `$1` and of all below it, each with the body directly below (or the
/// body itself) that it counts for.
const HERE: &str = "here AS (
    SELECT p.id, p.kind, p.brand, p.brand_en, b.code AS branch,
        CASE WHEN p.sensitivity = 'confidential' THEN 1 ELSE 0 END AS confidential
    FROM organization_ancestors t
    JOIN programs p ON p.organization_id = t.organization_id
    LEFT JOIN organization_ancestors d
        ON d.organization_id = t.organization_id AND d.depth = t.depth - 1
    JOIN organizations b ON b.id = COALESCE(d.ancestor_id, t.ancestor_id)
    WHERE t.ancestor_id = $1)";

/// The units in which one has a seat in a session.
const UNITS: &str = "JOIN units u ON u.offering_id = h.offering_id
    AND (u.session_id = h.session_id OR u.session_id IS NULL)";

/// Where nobody was marked.
const UNMARKED: &str =
    "NOT EXISTS (SELECT 1 FROM attendance_marks k WHERE k.session_id = h.session_id)";

/// What a report is about: whose, when, and as of which instant.
pub(super) struct Asked {
    pub body: OrganizationId,
    pub slices: Vec<Slice>,
    pub now: Instant,
}

#[derive(FromQueryResult)]
struct NumberRow {
    program_id: ProgramId,
    month: String,
    number: i64,
    other: i64,
}

impl Asked {
    /// All numbers that are counted by program.
    pub(super) async fn of_programs(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<OfProgram>, Fault> {
        use Measure::{
            Events, EventsUnmarked, Expected, NoShows, PersonTimes, Places, PlacesTaken,
            Registrations, Unmet, Waiting,
        };
        let mut found = Vec::new();
        let mut take = |rows: Vec<NumberRow>, adds_up, number, other: Option<Measure>| {
            for row in rows {
                let month = Some(row.month).filter(|month| !month.is_empty());
                let one = |measure, number| OfProgram {
                    program: row.program_id,
                    month: month.clone(),
                    adds_up,
                    measure,
                    number,
                };
                found.push(one(number, row.number));
                found.extend(other.map(|other| one(other, row.other)));
            }
        };
        take(self.events(db).await?, true, Events, Some(EventsUnmarked));
        take(self.person_times(db).await?, true, PersonTimes, None);
        take(self.expected(db).await?, true, Expected, Some(NoShows));
        let made = self.registrations(db).await?;
        take(made, true, Registrations, Some(Waiting));
        for month in ["''", "h.month"] {
            let places = self.places(db, month).await?;
            take(places, false, Places, Some(PlacesTaken));
        }
        for month in ["''", "r.month"] {
            take(self.unmet(db, month).await?, false, Unmet, None);
        }
        Ok(found)
    }

    async fn events(&self, db: &impl ConnectionTrait) -> Result<Vec<NumberRow>, Fault> {
        let sql = format!(
            "SELECT h.program_id, h.month, COUNT(*) AS number,
                SUM(CASE WHEN {UNMARKED} THEN 1 ELSE 0 END) AS other
            FROM held h GROUP BY h.program_id, h.month"
        );
        self.numbers(db, &sql).await
    }

    async fn person_times(&self, db: &impl ConnectionTrait) -> Result<Vec<NumberRow>, Fault> {
        let sql = "SELECT h.program_id, h.month, COUNT(*) AS number, COUNT(*) AS other
            FROM (SELECT DISTINCT program_id, month, session_id, registration_id FROM attended) h
            GROUP BY h.program_id, h.month";
        self.numbers(db, sql).await
    }

    /// What replaces another registration was made once.
    async fn registrations(&self, db: &impl ConnectionTrait) -> Result<Vec<NumberRow>, Fault> {
        let sql = "SELECT r.program_id, r.month,
                SUM(CASE WHEN r.replaces IS NULL THEN 1 ELSE 0 END) AS number,
                SUM(CASE WHEN r.status = 'waitlisted' THEN 1 ELSE 0 END) AS other
            FROM made r WHERE r.month IS NOT NULL
            GROUP BY r.program_id, r.month";
        self.numbers(db, sql).await
    }

    /// Who had a place by the session's end, where somebody was marked; and of those, of whom the
    /// last word is absent, or none.
    async fn expected(&self, db: &impl ConnectionTrait) -> Result<Vec<NumberRow>, Fault> {
        let sql = format!(
            "SELECT h.program_id, h.month, COUNT(*) AS number,
                SUM(CASE WHEN EXISTS (
                    SELECT 1 FROM attendance_marks m
                    WHERE m.session_id = h.session_id AND m.registration_id = r.id
                        AND m.mark <> 'absent' AND NOT EXISTS (
                            SELECT 1 FROM attendance_marks n
                            WHERE n.session_id = m.session_id
                                AND n.registration_id = m.registration_id
                                AND n.mark = 'absent' AND n.at > m.at)) THEN 0 ELSE 1 END) AS other
            FROM held h {UNITS} JOIN registrations r ON r.unit_id = u.id AND r.status = 'confirmed'
            WHERE NOT {UNMARKED} AND NOT EXISTS (
                SELECT 1 FROM registration_events e
                WHERE e.registration_id = r.id AND e.to_status = 'confirmed' AND e.at >= h.ends_at)
            GROUP BY h.program_id, h.month"
        );
        self.numbers(db, &sql).await
    }

    /// Units without a limit have no number of places. No offer outlives its session, so what is
    /// taken is confirmed.
    async fn places(
        &self,
        db: &impl ConnectionTrait,
        month: &str,
    ) -> Result<Vec<NumberRow>, Fault> {
        let sql = format!(
            "SELECT x.program_id, x.month, CAST(COALESCE(SUM(x.capacity), 0) AS BIGINT) AS number,
                CAST(COALESCE(SUM(x.taken), 0) AS BIGINT) AS other
            FROM (SELECT DISTINCT h.program_id, {month} AS month, u.id,
                    (SELECT CASE WHEN COUNT(*) = COUNT(q.capacity) THEN SUM(q.capacity) END
                    FROM pools q WHERE q.unit_id = u.id) AS capacity,
                    (SELECT CASE WHEN COUNT(*) = COUNT(q.capacity) THEN SUM(q.taken) END
                    FROM pools q WHERE q.unit_id = u.id) AS taken
                FROM held h {UNITS}) x
            GROUP BY x.program_id, x.month"
        );
        self.numbers(db, &sql).await
    }

    /// Who was not drawn, waited until the list closed, or was reviewed when no place was left,
    /// and has no other place in the offering.
    async fn unmet(&self, db: &impl ConnectionTrait, month: &str) -> Result<Vec<NumberRow>, Fault> {
        let sql = format!(
            "SELECT x.program_id, x.month, COUNT(*) AS number, COUNT(*) AS other
            FROM (SELECT DISTINCT r.program_id, {month} AS month, r.offering_id, r.participant_id
                FROM made r
                WHERE r.month IS NOT NULL
                    AND (r.status = 'not_drawn' OR r.status IN ('expired', 'rejected') AND EXISTS (
                        SELECT 1 FROM registration_events e
                        WHERE e.registration_id = r.id AND e.to_status = r.status
                            AND e.reason IN ('list-closed', 'no-place-left')))
                    AND NOT EXISTS (SELECT 1 FROM registrations g
                        WHERE g.participant_id = r.participant_id
                            AND g.offering_id = r.offering_id AND g.status = 'confirmed')) x
            GROUP BY x.program_id, x.month"
        );
        self.numbers(db, &sql).await
    }

    async fn numbers(&self, db: &impl ConnectionTrait, sql: &str) -> Result<Vec<NumberRow>, Fault> {
        let rows = NumberRow::find_by_statement(self.statement(db, sql));
        Ok(rows.all(db).await?)
    }

    /// The month in which a registration was made, by its offering's clock; null where it was in
    /// none of them. As an expression: joined with `span`, PostgreSQL reads the registrations of
    /// an offering once for each month.
    fn month_made(&self) -> String {
        let cases = self.slices.iter().map(|one| {
            let (starts, ends) = (one.starts.millis(), one.ends.millis());
            let (zone, month) = (one.zone.name(), &one.month);
            format!(
                "WHEN r.created_at >= {starts} AND r.created_at < {ends}
                    AND o.time_zone = '{zone}' THEN '{month}'"
            )
        });
        let cases: Vec<String> = cases.collect();
        format!("CASE {} END", cases.join(" "))
    }

    /// A statement over `span` (the months), `here` (the programs), `held` (the sessions that
    /// took place; of what was called off those to which somebody came), `attended` (who was there: marked in or out, and not as absent after that)
    /// and `made` (the registrations). `sql` may begin with more of them.
    fn statement(&self, db: &impl ConnectionTrait, sql: &str) -> Statement {
        // Names of zones and months, and numbers: nothing that anybody wrote.
        let slice = |one: &Slice| {
            let (starts, ends) = (one.starts.millis(), one.ends.millis());
            format!("('{}', '{}', {starts}, {ends})", one.zone.name(), one.month)
        };
        let span: Vec<String> = self.slices.iter().map(slice).collect();
        let sql = format!(
            "WITH span (zone, month, starts, ends) AS (VALUES {span}),
            {HERE},
            held AS (
                SELECT s.id AS session_id, o.id AS offering_id, o.program_id, s.ends_at,
                    span.month
                FROM here p
                JOIN offerings o ON o.program_id = p.id
                JOIN sessions s ON s.offering_id = o.id AND s.state <> 'cancelled'
                JOIN span ON span.zone = o.time_zone
                    AND s.ends_at >= span.starts AND s.ends_at < span.ends
                WHERE s.ends_at <= {now} AND (o.state = 'published'
                    OR o.state = 'called_off' AND p.confidential = 0 AND EXISTS (
                        SELECT 1 FROM attendance_marks k
                        WHERE k.session_id = s.id AND k.mark IN ('in', 'out')))),
            attended AS (
                SELECT h.program_id, h.month, m.session_id, m.registration_id
                FROM held h JOIN attendance_marks m ON m.session_id = h.session_id
                WHERE m.mark IN ('in', 'out') AND NOT EXISTS (
                    SELECT 1 FROM attendance_marks n
                    WHERE n.session_id = m.session_id AND n.registration_id = m.registration_id
                        AND n.mark IN ('absent', 'excused') AND n.at > m.at)),
            made AS (
                SELECT r.id, r.program_id, r.offering_id, r.participant_id, r.status,
                    r.replaces, {month} AS month
                FROM here p JOIN offerings o ON o.program_id = p.id
                JOIN registrations r ON r.offering_id = o.id)
            {sql}",
            span = span.join(", "),
            now = self.now.millis(),
            month = self.month_made(),
        );
        statement(db, sql, self.body)
    }
}

fn statement(db: &impl ConnectionTrait, sql: String, body: OrganizationId) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, [body.into()])
}
