//! Statements about many rows whose text hardly depends on how many: a database that has seen the
//! text before need not parse and plan it again.
//!
//! Rows go as one JSON parameter, which both databases unfold into rows. Measured on PostgreSQL
//! with the widest table, that costs 2 µs a row more than the fastest way, a list of values whose
//! text is built anew for each number of rows.

use sea_orm::sea_query::Iden;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ColumnType, ConnectionTrait, DbBackend, EntityName, EntityTrait,
    IdenStatic, Iterable, PrimaryKeyToColumn, Statement, Value,
};
use serde_json::{Map, Value as Json};

use super::Fault;

/// Rows of one statement at most: what is sent at once stays below a megabyte or two.
const ROWS: usize = 1000;

type ColumnOf<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;

/// Inserts rows, of which every column is set.
///
/// # Errors
/// [`Fault::Database`]; [`Fault::Broken`] for a column that is not set.
pub async fn insert<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
) -> Result<(), Fault> {
    write(tx, rows, "").await
}

/// Inserts rows, or updates `columns` of those whose key is there.
///
/// # Errors
/// As [`insert`].
pub async fn upsert<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
    columns: &[ColumnOf<A>],
) -> Result<(), Fault> {
    let key = <A::Entity as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
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
    write(tx, rows, &conflict).await
}

/// The values again, the last one repeated until they are a power of two: a list of up to a
/// thousand then has eleven lengths, and a query with it as many texts. A longer list stays as it
/// is: it is rare, and databases limit the values of a statement (SQLite to 32,766).
pub fn few_lengths<V: Clone>(values: impl IntoIterator<Item = V>) -> Vec<V> {
    let mut values: Vec<V> = values.into_iter().collect();
    if let Some(last) = values.last().cloned().filter(|_| values.len() <= ROWS) {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

async fn write<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
    conflict: &str,
) -> Result<(), Fault> {
    let backend = tx.get_database_backend();
    for rows in rows.chunks(ROWS) {
        let rows = rows.iter().map(object).collect::<Result<Vec<_>, _>>()?;
        let rows = Value::from(Json::Array(rows).to_string());
        let text = format!("{}{conflict}", unfolding::<A>(backend));
        let statement = Statement::from_sql_and_values(backend, text, [rows]);
        tx.execute_raw(statement).await?;
    }
    Ok(())
}

/// `INSERT INTO table (…) SELECT … FROM` the rows of the parameter.
fn unfolding<A: ActiveModelTrait>(backend: DbBackend) -> String {
    let table = A::Entity::default();
    let table = table.table_name();
    let columns: Vec<ColumnOf<A>> = <ColumnOf<A> as Iterable>::iter().collect();
    let names: Vec<String> = columns.iter().map(quoted).collect();
    let names = names.join(", ");
    let values: Vec<String> = columns
        .iter()
        .map(|column| unfolded(column, backend))
        .collect();
    let values = values.join(", ");
    let rows = match backend {
        DbBackend::Postgres => {
            format!(r#"jsonb_populate_recordset(NULL::"{table}", $1::text::jsonb)"#)
        }
        // Without a condition SQLite takes the ON of a conflict for that of a join.
        _ => "json_each(?1) WHERE true".to_owned(),
    };
    format!(r#"INSERT INTO "{table}" ({names}) SELECT {values} FROM {rows}"#)
}

/// How a column is read from the object of a row. Where a column of JSON must not be null, what is
/// left out is a null of JSON.
fn unfolded<C: ColumnTrait>(column: &C, backend: DbBackend) -> String {
    let (name, definition) = (column.as_str(), column.def());
    let is_json = matches!(
        definition.get_column_type(),
        ColumnType::Json | ColumnType::JsonBinary
    );
    let value = match (backend, definition.get_column_type()) {
        (DbBackend::Postgres, _) => quoted(column),
        (_, ColumnType::Uuid) => format!("unhex(value ->> '{name}')"),
        _ if is_json => format!("value -> '{name}'"),
        _ => format!("value ->> '{name}'"),
    };
    if is_json && !definition.is_null() {
        format!("coalesce({value}, 'null')")
    } else {
        value
    }
}

fn quoted<C: IdenStatic + Iden>(column: &C) -> String {
    format!("\"{}\"", column.as_str())
}

/// A row as an object; what is null is left out.
fn object<A: ActiveModelTrait>(row: &A) -> Result<Json, Fault> {
    let mut object = Map::new();
    for column in <ColumnOf<A> as Iterable>::iter() {
        let value = row.get(column).into_value();
        let value = value.ok_or_else(|| Fault::broken(format!("{column:?} is not set")))?;
        if let Some(value) = json(value)? {
            object.insert(column.as_str().to_owned(), value);
        }
    }
    Ok(Json::Object(object))
}

fn json(value: Value) -> Result<Option<Json>, Fault> {
    Ok(match value {
        Value::Bool(value) => value.map(Json::from),
        Value::SmallInt(value) => value.map(Json::from),
        Value::Int(value) => value.map(Json::from),
        Value::BigInt(value) => value.map(Json::from),
        Value::Double(value) => value.map(Json::from),
        Value::String(value) => value.map(Json::from),
        // Without dashes: so SQLite can read the bytes off it.
        Value::Uuid(value) => value.map(|id| Json::from(id.simple().to_string())),
        // The databases differ over whether a null of JSON is one of theirs.
        Value::Json(value) => value.map(|json| *json).filter(|json| !json.is_null()),
        other => return Err(Fault::broken(format!("{other:?} is no value of ours"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_any_length_have_few_lengths_and_the_same_members() {
        let lengths: std::collections::BTreeSet<usize> =
            (0..=1000).map(|n| few_lengths(0..n).len()).collect();
        assert_eq!(lengths.len(), 12, "{lengths:?}");
        assert_eq!(few_lengths([1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(few_lengths(0..1001).len(), 1001);
        assert!(few_lengths(Vec::<u8>::new()).is_empty());
    }

    #[test]
    fn what_is_null_is_left_out_also_a_null_of_json() {
        let of = |value: Value| json(value).expect("a value of ours");
        assert_eq!(of(Value::BigInt(None)), None);
        assert_eq!(of(Value::Json(Some(Box::new(Json::Null)))), None);
        assert_eq!(of(Value::BigInt(Some(3))), Some(Json::from(3)));
        assert!(json(Value::Char(Some('a'))).is_err());
    }
}
