//! Statements about many rows whose text hardly depends on how many: a database that has seen the
//! text before need not parse and plan it again.
//!
//! Rows go as one JSON parameter, which both databases unfold into rows. Measured on PostgreSQL
//! with the widest table, that costs as much as `unnest` of an array for each column, and half of
//! what the same takes as `jsonb`.

mod rows;
mod update;
mod writes;

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};

pub use self::update::{Update, update};
pub use self::writes::Writes;
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
    let mut writes = Writes::new(tx.get_database_backend());
    writes.insert(rows)?;
    writes.run(tx).await
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
    let mut writes = Writes::new(tx.get_database_backend());
    writes.upsert(rows, columns)?;
    writes.run(tx).await
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
}
