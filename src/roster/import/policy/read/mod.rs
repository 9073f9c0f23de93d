//! Reads a file into values of the catalogue; one fault refuses it whole.

mod consents;
mod eligibility;
mod offerings;
mod organizations;
mod programs;
mod questions;
mod sessions;
mod sites;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::Value;

use super::book::Book;
use super::flaw::{Flaw, Flaws};
use super::row::Row;
use super::shift::Shift;
use crate::catalog::Contents;
use crate::catalog::model::{Offering, Program, Question, Site};
use crate::organizations::tree::Organization;
use crate::values::ids::{IdMaker, OfferingId};
use crate::values::locale::Bilingual;

/// What the database holds when a file is read.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// The catalogue, drafts included.
    pub contents: &'a Contents,
    /// Offerings that somebody registered for: their times and way to enrol stay.
    pub registered: &'a HashSet<OfferingId>,
}

/// What a file asks for: complete values, with the versions that are stored (1 for new ones).
#[derive(Debug, Default, PartialEq)]
pub struct Wanted {
    /// Bodies, parents before children.
    pub organizations: Vec<Organization>,
    /// Places.
    pub sites: Vec<Site>,
    /// Questions of the bank.
    pub questions: Vec<Question>,
    /// What one consents to, by key; where the file has none, the question's label.
    pub consents: BTreeMap<String, Bilingual>,
    /// Programs, each with its offerings, in the order of the file.
    pub programs: Vec<(Program, Vec<Offering>)>,
}

/// The head of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The day its dates are written for.
    pub demo_today: NaiveDate,
    /// The zone of that day.
    pub time_zone: Tz,
}

/// Reads the head of a file.
///
/// # Errors
/// Every fault in it.
pub fn meta(file: &Value) -> Result<Meta, Vec<Flaw>> {
    let flaws = Flaws::default();
    let meta = Row::of(file, String::new(), &flaws, Shift::default()).and_then(|top| {
        let head = top.row("meta")?;
        let demo_today = head.word("demo_today");
        let time_zone = head.word("time_zone");
        Some(Meta {
            demo_today: demo_today?,
            time_zone: time_zone?,
        })
    });
    let flaws = flaws.into_vec();
    meta.filter(|_| flaws.is_empty()).ok_or(flaws)
}

/// What readers of rows share.
pub(super) struct Reader<'a> {
    book: Book,
    stored: Stored<'a>,
    /// The questions as they will be after the import, by key.
    bank: BTreeMap<String, Question>,
}

/// Reads a whole file. Fresh ids are made for what is new.
///
/// # Errors
/// Every fault in it, in its order.
pub fn read(
    file: &Value,
    stored: Stored<'_>,
    shift: Shift,
    ids: &IdMaker,
) -> Result<Wanted, Vec<Flaw>> {
    let flaws = Flaws::default();
    let mut wanted = Wanted::default();
    if let Some(top) = Row::of(file, String::new(), &flaws, shift) {
        top.optional("meta");
        let mut reader = Reader {
            book: Book::of(file, stored.contents, ids, &flaws),
            stored,
            bank: BTreeMap::new(),
        };
        wanted.organizations = reader.organizations(&top);
        wanted.sites = reader.sites(&top);
        wanted.questions = reader.questions(&top);
        wanted.consents = reader.consents(&top, &wanted.questions);
        reader.bank = bank(stored.contents, &wanted.questions);
        wanted.programs = reader.programs(&top);
        top.finish(&[]);
    }
    let flaws = flaws.into_vec();
    if flaws.is_empty() {
        Ok(wanted)
    } else {
        Err(flaws)
    }
}

/// The bank after the import: what is stored, overlaid with what the file says.
fn bank(stored: &Contents, wanted: &[Question]) -> BTreeMap<String, Question> {
    stored
        .questions
        .iter()
        .chain(wanted)
        .map(|question| (question.key.clone(), question.clone()))
        .collect()
}
