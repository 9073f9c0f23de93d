//! Rows that are inserted, or put in the place of those there.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityName, EntityTrait, Iterable,
    PrimaryKeyToColumn, Statement, Value,
};

use super::rows::{Unset, json_of, quoted, source, unfolded};
use super::{ColumnOf, ROWS};
use crate::db::Fault;

/// Rows of several tables that are written together.
///
/// PostgreSQL takes all of them in one statement, which saves the way there and back for each
/// table; it sees to foreign keys at the end of the statement. SQLite is no way off, and takes
/// them one after the other.
#[derive(Debug)]
pub struct Writes {
    backend: DbBackend,
    parts: Vec<Part>,
}

/// Up to [`ROWS`] rows of one table.
#[derive(Debug)]
struct Part {
    table: &'static str,
    names: String,
    values: String,
    conflict: String,
    rows: String,
}

impl Writes {
    /// Nothing yet.
    #[must_use]
    pub const fn new(backend: DbBackend) -> Self {
        let parts = Vec::new();
        Self { backend, parts }
    }

    /// Adds rows to insert, of which every column is set.
    ///
    /// # Errors
    /// [`Fault::Broken`] for a column that is not set.
    pub fn insert<A: ActiveModelTrait>(&mut self, rows: Vec<A>) -> Result<(), Fault> {
        self.add(rows, "")
    }

    /// Adds rows to insert, or to update in `columns` where their key is there.
    ///
    /// # Errors
    /// As [`Writes::insert`].
    pub fn upsert<A: ActiveModelTrait>(
        &mut self,
        rows: Vec<A>,
        columns: &[ColumnOf<A>],
    ) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let key =
            <A::Entity as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
        let key: Vec<String> = key.map(|column: ColumnOf<A>| quoted(&column)).collect();
        let updates = columns.iter().map(quoted);
        let updates: Vec<String> = updates
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        let conflict = format!(
            " ON CONFLICT ({}) DO UPDATE SET {}",
            key.join(", "),
            updates.join(", ")
        );
        self.add(rows, &conflict)
    }

    /// Writes all that was added.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn run(self, tx: &impl ConnectionTrait) -> Result<(), Fault> {
        let parts = self.parts.len();
        // A table in two parts is written one part after the other: the later rows may need what
        // the earlier ones leave.
        let together = match self.backend {
            DbBackend::Postgres if self.has_each_table_once() => parts.max(1),
            _ => 1,
        };
        for parts in self.parts.chunks(together) {
            let texts = parts.iter().zip(1..);
            let mut texts: Vec<String> = texts
                .map(|(part, at)| part.statement(self.backend, at))
                .collect();
            let last = texts.pop().unwrap_or_default();
            let before: Vec<String> = texts
                .iter()
                .zip(1..)
                .map(|(text, at)| format!("w{at} AS ({text})"))
                .collect();
            let text = if before.is_empty() {
                last
            } else {
                format!("WITH {} {last}", before.join(", "))
            };
            let rows = parts.iter().map(|part| Value::from(part.rows.as_str()));
            let statement = Statement::from_sql_and_values(self.backend, text, rows);
            tx.execute_raw(statement).await?;
        }
        Ok(())
    }

    fn has_each_table_once(&self) -> bool {
        let parts = self.parts.iter().enumerate();
        let mut repeated =
            parts.filter(|(at, part)| self.parts[..*at].iter().any(|one| one.table == part.table));
        repeated.next().is_none()
    }

    fn add<A: ActiveModelTrait>(&mut self, mut rows: Vec<A>, conflict: &str) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let columns: Vec<ColumnOf<A>> = <ColumnOf<A> as Iterable>::iter().collect();
        let names: Vec<String> = columns.iter().map(quoted).collect();
        let values: Vec<String> = columns
            .iter()
            .map(|column| unfolded(column, self.backend))
            .collect();
        for rows in rows.chunks_mut(ROWS) {
            self.parts.push(Part {
                table: A::Entity::default().table_name(),
                names: names.join(", "),
                values: values.join(", "),
                conflict: conflict.to_owned(),
                rows: json_of(rows, &columns, Unset::Fault)?,
            });
        }
        Ok(())
    }
}

impl Part {
    /// `INSERT INTO table (…) SELECT … FROM` the rows of a parameter.
    fn statement(&self, backend: DbBackend, parameter: usize) -> String {
        let Self {
            table,
            names,
            values,
            conflict,
            ..
        } = self;
        // Without a condition SQLite takes the ON of a conflict for that of a join.
        let rows = format!("{} AS rows WHERE true", source(backend, table, parameter));
        format!(r#"INSERT INTO "{table}" ({names}) SELECT {values} FROM {rows}{conflict}"#)
    }
}
