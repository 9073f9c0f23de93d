//! A roster as a workbook. Its rows are kept on disk while it is put together, so that a hundred
//! thousand of them need no more memory than a few.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use tokio::sync::mpsc;

use super::Reading;
use super::cell::Cell;
use crate::db::Fault;

/// Parts of rows that wait to be written: reading is as fast as writing, not faster.
const WAITING: usize = 2;
/// The most characters that a cell takes.
const CELL_MOST: usize = 32_767;

/// Reads a roster to its end and writes it into a file that has no name.
///
/// # Errors
/// [`Fault`] of the database, or of writing.
pub async fn put_together(mut reading: Reading, name: String) -> Result<File, Fault> {
    let columns = reading.columns().all().iter();
    let columns = columns.map(|column| (column.heading.clone(), column.width));
    let columns: Vec<(String, u16)> = columns.collect();
    let (sender, receiver) = mpsc::channel(WAITING);
    let writing = tokio::task::spawn_blocking(move || write(&name, &columns, receiver));
    while let Some(rows) = reading.next().await? {
        if sender.send(rows).await.is_err() {
            break; // The writer ended: it says why.
        }
    }
    drop(sender);
    let written = writing.await;
    let written = written.map_err(|error| Fault::broken(format!("writing a workbook: {error}")))?;
    written.map_err(|error| Fault::broken(format!("writing a workbook: {error}")))
}

fn write(
    name: &str,
    columns: &[(String, u16)],
    mut rows: mpsc::Receiver<Vec<Vec<Cell>>>,
) -> Result<File, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    for (at, (text, width)) in (0..).zip(columns) {
        sheet.set_column_width(at, f64::from(*width))?;
        sheet.write_string_with_format(0, at, text, &heading)?;
    }
    let formats = Formats::new();
    let mut last = 0;
    while let Some(part) = rows.blocking_recv() {
        for row in part {
            last += 1;
            for (at, cell) in (0..).zip(&row) {
                formats.write(sheet, last, at, cell)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let width = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1);
    sheet.autofilter(0, 0, last, width - 1)?;
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// How cells look.
struct Formats {
    text: Format,
    day: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            // As text, so that a code of digits stays one when somebody edits it.
            text: Format::new().set_num_format("@"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                let text: String = text.chars().take(CELL_MOST).collect();
                sheet.write_string_with_format(row, column, text, &self.text)?;
            }
            Cell::Number(number) => {
                #[expect(clippy::cast_precision_loss, reason = "cells hold doubles")]
                sheet.write_number(row, column, *number as f64)?;
            }
            Cell::Day(day) => {
                if let Some(at) = excel_day(*day) {
                    sheet.write_datetime_with_format(row, column, &at, &self.day)?;
                } else {
                    sheet.write_string(row, column, day.to_string())?;
                }
            }
            Cell::Moment(at) => {
                if let Some(at) = excel_moment(*at) {
                    sheet.write_datetime_with_format(row, column, &at, &self.moment)?;
                } else {
                    sheet.write_string(row, column, at.to_string())?;
                }
            }
        }
        Ok(())
    }
}

/// A day as workbooks count them, from 1900 on.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A minute of a day.
fn excel_moment(at: NaiveDateTime) -> Option<ExcelDateTime> {
    let (hour, minute) = (
        u16::try_from(at.hour()).ok()?,
        u8::try_from(at.minute()).ok()?,
    );
    excel_day(at.date())?.and_hms(hour, minute, 0).ok()
}
