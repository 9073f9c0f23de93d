//! A roster as CSV: UTF-8 with a byte order mark, which spreadsheets need to see that it is.

use axum::body::Bytes;
use csv::{Terminator, WriterBuilder};
use futures_util::Stream;
use futures_util::stream;

use super::Reading;
use super::cell::Cell;
use crate::db::Fault;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A text that begins like this is a formula to a spreadsheet; in full width, to some.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The file, part by part; a fault ends it before its end.
pub fn parts(reading: Reading) -> impl Stream<Item = Result<Bytes, Fault>> + Send {
    let headings = reading.columns().all().iter();
    let headings: Vec<Cell> = headings
        .map(|column| Cell::text(column.heading.clone()))
        .collect();
    let head = lines(&[headings]).map(|line| [BYTE_ORDER_MARK, &line].concat());
    stream::unfold((Some(head), reading), async |(head, mut reading)| {
        if let Some(head) = head {
            return Some((head.map(Bytes::from), (None, reading)));
        }
        let rows = reading.next().await.transpose()?;
        let part = rows.and_then(|rows| lines(&rows)).map(Bytes::from);
        Some((part, (None, reading)))
    })
}

/// A small table whole.
///
/// # Errors
/// [`Fault`] when it cannot be written, which no text makes it do.
pub fn whole(rows: &[Vec<Cell>]) -> Result<Vec<u8>, Fault> {
    Ok([BYTE_ORDER_MARK, &lines(rows)?].concat())
}

/// Rows as lines, each ended by CR LF (RFC 4180).
fn lines(rows: &[Vec<Cell>]) -> Result<Vec<u8>, Fault> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let broken = |error: csv::Error| Fault::broken(format!("writing CSV: {error}"));
    for row in rows {
        writer.write_record(row.iter().map(field)).map_err(broken)?;
    }
    writer
        .into_inner()
        .map_err(|error| Fault::broken(format!("writing CSV: {}", error.error())))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if text.starts_with(FORMULA) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: Vec<Cell>) -> String {
        String::from_utf8(lines(&[cells]).unwrap()).unwrap()
    }

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for formula in ["=1+1", "+86 138", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1"] {
            let line = written(vec![Cell::text(formula)]);
            assert!(line.trim_start_matches('"').starts_with('\''), "{line:?}");
        }
        assert_eq!(
            written(vec![Cell::Number(-1), Cell::text("a=b")]),
            "-1,a=b\r\n"
        );
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let line = written(vec![
            Cell::text("张,三"),
            Cell::text("\"x\"\ny"),
            Cell::Empty,
        ]);
        assert_eq!(line, "\"张,三\",\"\"\"x\"\"\ny\",\r\n");
        let day = chrono::NaiveDate::from_ymd_opt(2027, 7, 5).unwrap();
        let at = day.and_hms_opt(9, 30, 15).unwrap();
        assert_eq!(
            written(vec![Cell::Day(day), Cell::Moment(at)]),
            "2027-07-05,2027-07-05 09:30\r\n"
        );
    }
}
