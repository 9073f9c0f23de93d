//! A file as a table: XLSX, or CSV in UTF-8 or GB18030. What is too large is refused before it is
//! unpacked whole.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use chrono::NaiveDate;
use encoding_rs::GB18030;
use zip::ZipArchive;

/// Most bytes of a file.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;
/// Most lines below the headings.
pub const LINES_MAX: usize = 10_000;
/// Most columns.
const COLUMNS_MAX: usize = 100;
/// Most bytes that the parts of an XLSX file unpack to. Ten thousand lines of thirty columns take
/// some fifteen million; a bomb takes any number.
const UNPACKED_MAX: u64 = 48 * 1024 * 1024;
/// Most parts of an XLSX file.
const PARTS_MAX: usize = 500;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words, never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(NaiveDate),
}

/// Headings and what stands below them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The first line that is not empty.
    pub headings: Vec<String>,
    /// The lines below with their number in the file, from 1; empty ones are left out.
    pub lines: Vec<(usize, Vec<Option<Cell>>)>,
}

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Neither XLSX nor text.
    #[error("neither XLSX nor CSV")]
    Format,
    /// It unpacks to more than a list can hold.
    #[error("it unpacks to too much")]
    Bomb,
    /// More lines than are taken.
    #[error("more than {LINES_MAX} lines")]
    TooLong,
    /// More columns than are taken.
    #[error("more than {COLUMNS_MAX} columns")]
    TooWide,
    /// Nothing in it.
    #[error("empty")]
    Empty,
}

/// Reads a file, whichever of the two it is.
///
/// # Errors
/// [`Unreadable`].
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let lines = if bytes.starts_with(b"PK") {
        xlsx(bytes)?
    } else {
        csv(bytes)?
    };
    let mut lines = lines.into_iter();
    let (_, first) = lines.next().ok_or(Unreadable::Empty)?;
    let heading = |cell: Option<Cell>| match cell {
        Some(Cell::Text(text)) => text,
        Some(Cell::Number(number)) => number.to_string(),
        Some(Cell::Truth(_) | Cell::Day(_)) | None => String::new(),
    };
    let headings = first.into_iter().map(heading).collect();
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Table { headings, lines })
}

type Lines = Vec<(usize, Vec<Option<Cell>>)>;

/// The first sheet, cell by cell: a sheet that says it is a million lines wide costs nothing.
fn xlsx(bytes: &[u8]) -> Result<Lines, Unreadable> {
    unpacks_within_reason(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Format)?;
    let sheet = book.sheet_names().first().cloned();
    let sheet = sheet.ok_or(Unreadable::Empty)?;
    let reader = book.worksheet_cells_reader(&sheet);
    let mut reader = reader.map_err(|_| Unreadable::Format)?;
    let mut lines = Lines::new();
    // One long text may stand in every cell and be packed once.
    let mut left = UNPACKED_MAX;
    while let Some(found) = reader.next_cell().map_err(|_| Unreadable::Format)? {
        let (row, column) = found.get_position();
        let (row, column) = (row as usize, column as usize);
        let Some(cell) = cell(found.get_value()) else {
            continue;
        };
        if column >= COLUMNS_MAX {
            return Err(Unreadable::TooWide);
        }
        if let Cell::Text(text) = &cell {
            let spelled = left.checked_sub(text.len() as u64);
            left = spelled.ok_or(Unreadable::Bomb)?;
        }
        if lines.last().is_none_or(|(last, _)| *last != row + 1) {
            if lines.len() > LINES_MAX {
                return Err(Unreadable::TooLong);
            }
            lines.push((row + 1, Vec::new()));
        }
        if let Some((_, line)) = lines.last_mut() {
            if line.len() <= column {
                line.resize(column + 1, None);
            }
            line[column] = Some(cell);
        }
    }
    Ok(lines)
}

/// Unpacks every part into nothing, and stops at the limit: what an archive says of its own sizes
/// is not believed.
fn unpacks_within_reason(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Format)?;
    if archive.len() > PARTS_MAX {
        return Err(Unreadable::Bomb);
    }
    let mut left = UNPACKED_MAX;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unreadable::Format)?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink());
        let read = read.map_err(|_| Unreadable::Format)?;
        left = left.checked_sub(read).ok_or(Unreadable::Bomb)?;
    }
    Ok(())
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::Int(number) => {
            let small = i32::try_from(*number).map(f64::from);
            Some(small.map_or_else(|_| Cell::Text(number.to_string()), Cell::Number))
        }
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(truth) => Some(Cell::Truth(*truth)),
        DataRef::DateTime(time) => time.as_datetime().map(|time| Cell::Day(time.date())),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map(Cell::Day)
        }
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => None,
    }
}

fn words(text: &str) -> Option<Cell> {
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
}

fn csv(bytes: &[u8]) -> Result<Lines, Unreadable> {
    // One sort of line ends, so that lines are counted as spreadsheets count them.
    let text = decoded(bytes)
        .ok_or(Unreadable::Format)?
        .replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') {
        b'\t'
    } else if !first.contains(',') && first.contains(';') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = Lines::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Unreadable::Format)?;
        if record.len() > COLUMNS_MAX {
            return Err(Unreadable::TooWide);
        }
        let line: Vec<Option<Cell>> = record.iter().map(words).collect();
        if line.iter().all(Option::is_none) {
            continue;
        }
        if lines.len() > LINES_MAX {
            return Err(Unreadable::TooLong);
        }
        let place = record.position().map_or(at + 1, |place| {
            usize::try_from(place.line()).unwrap_or(at + 1)
        });
        lines.push((place, line));
    }
    Ok(lines)
}

/// UTF-8 if it is (a byte order mark goes), else GB18030 as spreadsheets in China save it.
fn decoded(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    (!broken).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn both_encodings_of_a_spreadsheet_read_alike() {
        let list = "姓名,年级\r\n张小一, 三年级 \r\n\r\n";
        let (coded, _, _) = GB18030.encode(list);
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), list.as_bytes()].concat();
        let expected = Table {
            headings: vec!["姓名".to_owned(), "年级".to_owned()],
            lines: vec![(2, vec![Some(text("张小一")), Some(text("三年级"))])],
        };
        for bytes in [list.as_bytes(), &coded, &with_mark] {
            assert_eq!(read(bytes), Ok(expected.clone()));
        }
    }

    #[test]
    fn tabs_and_semicolons_part_cells_too() {
        for list in ["姓名\t年级\n张\t3", "姓名;年级\n张;3"] {
            assert_eq!(read(list.as_bytes()).unwrap().headings.len(), 2);
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(read(b""), Err(Unreadable::Empty));
        assert_eq!(read("姓名".as_bytes()), Err(Unreadable::Empty));
        assert_eq!(read(b"PK\x03\x04 no archive"), Err(Unreadable::Format));
        assert_eq!(read(&[0xFF, 0xD8, 0x00, 0x10]), Err(Unreadable::Format));
        let long = "x\n".repeat(LINES_MAX + 2);
        assert_eq!(read(long.as_bytes()), Err(Unreadable::TooLong));
        let full = "x\n".repeat(LINES_MAX + 1);
        assert_eq!(read(full.as_bytes()).unwrap().lines.len(), LINES_MAX);
        let wide = ",".repeat(COLUMNS_MAX) + "\nx";
        assert_eq!(read(wide.as_bytes()), Err(Unreadable::TooWide));
    }
}
