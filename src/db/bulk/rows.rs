//! Rows as JSON, and how a statement reads them.

use sea_orm::sea_query::Iden;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ColumnType, DbBackend, IdenStatic, Value,
};

use super::ColumnOf;
use crate::db::Fault;

/// What a column means that is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unset {
    /// Somebody forgot it.
    Fault,
    /// The statement does not read it.
    Fine,
}

/// The rows of a parameter, to be named `rows`.
pub(super) fn source(backend: DbBackend, table: &str, parameter: usize) -> String {
    match backend {
        DbBackend::Postgres => {
            format!(r#"json_populate_recordset(NULL::"{table}", ${parameter}::text::json)"#)
        }
        _ => format!("json_each(?{parameter})"),
    }
}

/// How a column is read from the object of a row. Where a column of JSON must not be null, what is
/// left out is a null of JSON.
pub(super) fn unfolded<C: ColumnTrait>(column: &C, backend: DbBackend) -> String {
    let (name, definition) = (column.as_str(), column.def());
    let is_json = matches!(
        definition.get_column_type(),
        ColumnType::Json | ColumnType::JsonBinary
    );
    let value = match (backend, definition.get_column_type()) {
        (DbBackend::Postgres, _) => format!("rows.{}", quoted(column)),
        (_, ColumnType::Uuid) => format!("unhex(rows.value ->> '{name}')"),
        _ if is_json => format!("rows.value -> '{name}'"),
        _ => format!("rows.value ->> '{name}'"),
    };
    if is_json && !definition.is_null() {
        format!("coalesce({value}, 'null')")
    } else {
        value
    }
}

pub(super) fn quoted<C: IdenStatic + Iden>(column: &C) -> String {
    format!("\"{}\"", column.as_str())
}

/// The rows as a list of objects; what is null is left out. Takes the values out of them.
///
/// # Errors
/// [`Fault::Broken`] for a column that is not set, unless that is fine.
pub(super) fn json_of<A: ActiveModelTrait>(
    rows: &mut [A],
    columns: &[ColumnOf<A>],
    unset: Unset,
) -> Result<String, Fault> {
    let mut json = Vec::with_capacity(rows.len() * 512);
    json.push(b'[');
    for row in rows {
        json.push(b'{');
        for column in columns {
            match row.take(*column) {
                ActiveValue::Set(value) | ActiveValue::Unchanged(value) => {
                    member(&mut json, column.as_str(), value)?;
                }
                ActiveValue::NotSet if unset == Unset::Fine => {}
                ActiveValue::NotSet => {
                    return Err(Fault::broken(format!("{column:?} is not set")));
                }
            }
        }
        close(&mut json, b'}');
        json.push(b',');
    }
    close(&mut json, b']');
    String::from_utf8(json).map_err(|error| Fault::broken(error.to_string()))
}

/// Ends a list or an object, of which the last member is followed by a comma.
fn close(json: &mut Vec<u8>, end: u8) {
    if json.last() == Some(&b',') {
        json.pop();
    }
    json.push(end);
}

/// Writes a value that is not null, with its name and a comma behind.
fn member(json: &mut Vec<u8>, name: &str, value: Value) -> Result<(), Fault> {
    let before = json.len();
    json.push(b'"');
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":");
    let is_there = match value {
        Value::Bool(value) => put(json, value)?,
        Value::SmallInt(value) => put(json, value)?,
        Value::Int(value) => put(json, value)?,
        Value::BigInt(value) => put(json, value)?,
        Value::Double(value) => put(json, value)?,
        Value::String(value) => put(json, value)?,
        // Without dashes: so SQLite can read the bytes off it.
        Value::Uuid(value) => {
            let mut text = [0; uuid::fmt::Simple::LENGTH];
            let text = value.map(|id| &*id.simple().encode_lower(&mut text));
            put(json, text)?
        }
        // The databases differ over whether a null of JSON is one of theirs.
        Value::Json(value) => put(json, value.filter(|json| !json.is_null()))?,
        other => return Err(Fault::broken(format!("{other:?} is no value of ours"))),
    };
    if is_there {
        json.push(b',');
    } else {
        json.truncate(before);
    }
    Ok(())
}

/// Writes a value; whether there was one.
fn put(json: &mut Vec<u8>, value: Option<impl serde::Serialize>) -> Result<bool, Fault> {
    match value {
        Some(value) => serde_json::to_writer(json, &value).map(|()| true),
        None => Ok(false),
    }
    .map_err(Fault::from)
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn what_is_null_is_left_out_also_a_null_of_json() {
        let of = |value: Value| {
            let mut json = Vec::new();
            member(&mut json, "it", value).expect("a value of ours");
            String::from_utf8(json).expect("text")
        };
        assert_eq!(of(Value::BigInt(None)), "");
        assert_eq!(of(Value::Json(Some(Box::new(Json::Null)))), "");
        assert_eq!(of(Value::BigInt(Some(3))), r#""it":3,"#);
        assert_eq!(of(Value::from("a\"\u{1}")), r#""it":"a\"\u0001","#);
        assert!(member(&mut Vec::new(), "it", Value::Char(Some('a'))).is_err());
    }
}
