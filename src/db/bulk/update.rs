//! Rows that are there already, each with values of its own.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityName, EntityTrait, Iterable, PrimaryKeyToColumn,
    Statement, Value,
};

use super::rows::{Unset, json_of, quoted, source, unfolded};
use super::{ColumnOf, ROWS};
use crate::db::Fault;

/// What is done to the row that has the key of a given one.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a, C> {
    /// Columns that get the given value.
    pub set: &'a [C],
    /// Columns that get null.
    pub clear: &'a [C],
    /// Only where this column has the given value.
    pub same: Option<C>,
    /// Only where this column is null.
    pub null: Option<C>,
}

/// Updates rows by their keys; says how many were. Of a given row the key and the columns that
/// are named have to be set.
///
/// # Errors
/// [`Fault::Database`].
pub async fn update<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    mut rows: Vec<A>,
    update: Update<'_, ColumnOf<A>>,
) -> Result<u64, Fault> {
    let backend = tx.get_database_backend();
    let entity = A::Entity::default();
    let table = entity.table_name();
    let key = <A::Entity as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    let same = key.chain(update.same);
    let theirs = |column: &ColumnOf<A>| unfolded(column, backend);
    let own = |column: &ColumnOf<A>| format!(r#""{table}".{}"#, quoted(column));
    let set = update.set.iter();
    let set = set.map(|column| format!("{} = {}", quoted(column), theirs(column)));
    let clear = update.clear.iter();
    let clear = clear.map(|column| format!("{} = NULL", quoted(column)));
    let same = same.map(|column: ColumnOf<A>| format!("{} = {}", own(&column), theirs(&column)));
    let null = update.null.iter();
    let null = null.map(|column| format!("{} IS NULL", own(column)));
    let text = format!(
        r#"UPDATE "{table}" SET {} FROM {} AS rows WHERE {}"#,
        set.chain(clear).collect::<Vec<_>>().join(", "),
        source(backend, table, 1),
        same.chain(null).collect::<Vec<_>>().join(" AND "),
    );
    let columns: Vec<ColumnOf<A>> = <ColumnOf<A> as Iterable>::iter().collect();
    let mut updated = 0;
    for rows in rows.chunks_mut(ROWS) {
        let rows = Value::from(json_of(rows, &columns, Unset::Fine)?);
        let statement = Statement::from_sql_and_values(backend, text.clone(), [rows]);
        updated += tx.execute_raw(statement).await?.rows_affected();
    }
    Ok(updated)
}
