//! The file as it was sent, and how its columns are matched.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::catalog::model::Question;
use crate::roster::lists::{BYTES_MAX, Cell, Column, Table, choices, meant};
use crate::values::locale::{Bilingual, Locale};
use crate::values::secret::sha256_hex;
use crate::web::extract::{Fields, Upload};
use crate::web::{Kind, Problem};

/// The heading under which consents on paper stand.
const PAPER: &str = "纸质同意书";

/// A list that was sent.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Whether the member of staff says that she saw everybody's consent on paper.
    pub(super) paper: bool,
    /// By column, what it means; empty for one that is not read. None before it was matched.
    headings: Option<Vec<String>>,
}

/// A column of the file.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) at: usize,
    pub(super) heading: String,
    /// The first cell below, as an example.
    pub(super) example: String,
    /// What it can mean: value, words, and whether it is meant.
    pub(super) choices: Vec<(String, String, bool)>,
    /// What it means.
    pub(super) chosen: String,
}

impl Sent {
    pub(super) fn of_upload(upload: Upload, locale: Locale) -> Result<Self, Problem> {
        if upload.bytes.is_empty() {
            let words = Bilingual::new("请先选一个文件", "Choose a file first");
            return Err(Problem::invalid("/file", "missing", words));
        }
        if upload.bytes.len() > BYTES_MAX {
            return Err(Kind::TooLarge.into());
        }
        let unnamed = Bilingual::new("名单", "list").pick(locale).to_owned();
        Ok(Self {
            name: Some(upload.name)
                .filter(|name| !name.is_empty())
                .unwrap_or(unnamed),
            bytes: upload.bytes,
            paper: upload.fields.has("paper"),
            headings: None,
        })
    }

    /// As a page of ours carried it: with the columns as they were shown, or as they were changed
    /// since.
    pub(super) fn of_page(fields: &Fields, as_shown: bool) -> Result<Self, Problem> {
        let bytes = URL_SAFE_NO_PAD.decode(fields.get("file"));
        let bytes = bytes.map_err(|_| Problem::new(Kind::Malformed))?;
        if bytes.len() > BYTES_MAX {
            return Err(Kind::TooLarge.into());
        }
        let (columns, paper) = if as_shown {
            ("shown", "paper_shown")
        } else {
            ("column", "paper")
        };
        Ok(Self {
            name: fields.get("name").to_owned(),
            bytes,
            paper: fields.has(paper),
            headings: Some(fields.all(columns).map(str::to_owned).collect()),
        })
    }

    /// The file as a page carries it.
    pub(super) fn carried(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.bytes)
    }

    /// Matches what was not matched yet, by the headings of the file.
    pub(super) fn match_columns(&mut self, table: &Table, questions: &[&Question]) {
        let known = choices(questions);
        let match_one = |heading: &String| {
            let column = meant(heading, questions);
            let mut named = known.iter().map(|(value, _)| value);
            let found = named.find(|value| column.is_some() && meant(value, questions) == column);
            found.cloned().unwrap_or_default()
        };
        let of_file = || table.headings.iter().map(match_one).collect();
        self.headings.get_or_insert_with(of_file);
    }

    /// The columns, for people to match.
    pub(super) fn matched(
        &self,
        table: &Table,
        questions: &[&Question],
        locale: Locale,
    ) -> Vec<Matched> {
        let known = choices(questions);
        let matched = |(at, heading): (usize, &String)| {
            let chosen = self.heading(at).to_owned();
            let choice = |(value, label): &(String, Bilingual)| {
                (
                    value.clone(),
                    label.pick(locale).to_owned(),
                    *value == chosen,
                )
            };
            let mut below = table
                .lines
                .iter()
                .filter_map(|(_, line)| line.get(at)?.as_ref());
            Matched {
                at,
                heading: heading.clone(),
                example: below.next().map_or_else(String::new, words),
                choices: known.iter().map(choice).collect(),
                chosen,
            }
        };
        table.headings.iter().enumerate().map(matched).collect()
    }

    /// The table with the headings that are meant.
    pub(super) fn table(&self, mut table: Table) -> Table {
        for (at, heading) in table.headings.iter_mut().enumerate() {
            self.heading(at).clone_into(heading);
        }
        let says = |heading: &String| meant(heading, &[]) == Some(Column::Paper);
        if self.paper && !table.headings.iter().any(says) {
            let width = table.headings.len();
            table.headings.push(PAPER.to_owned());
            for (_, line) in &mut table.lines {
                line.resize(width, None);
                line.push(Some(Cell::Truth(true)));
            }
        }
        table
    }

    /// What tells this list, matched like this, from any other.
    pub(super) fn print(&self) -> String {
        let columns = self.headings.as_deref().unwrap_or_default().join("\n");
        format!("{} {} {columns}", sha256_hex(&self.bytes), self.paper)
    }

    fn heading(&self, at: usize) -> &str {
        let headings = self.headings.as_deref().unwrap_or_default();
        headings.get(at).map_or("", String::as_str)
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}
