//! Which code is which id: of the database where the code is known, else a fresh one.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use super::flaw::Flaws;
use crate::catalog::Contents;
use crate::roster::policy::broken::below;
use crate::values::ids::{
    IdMaker, OfferingId, OrganizationId, ProgramId, QuestionId, SessionId, SiteId,
};

/// The ids behind the codes of file and database.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) organizations: BTreeMap<String, OrganizationId>,
    pub(super) sites: BTreeMap<String, SiteId>,
    pub(super) questions: BTreeMap<String, QuestionId>,
    pub(super) programs: BTreeMap<String, ProgramId>,
    pub(super) offerings: BTreeMap<String, OfferingId>,
    pub(super) sessions: BTreeMap<String, SessionId>,
}

impl Book {
    /// Lists all codes of the file and of what is stored; a code that stands twice in the file
    /// is a fault.
    pub(super) fn of(file: &Value, stored: &Contents, ids: &IdMaker, flaws: &Flaws) -> Self {
        let mut book = Self::stored(stored);
        let top = |part: &str| vec![(format!("/{part}"), file.get(part))];
        let reader = |places, key| Codes {
            places,
            key,
            ids,
            flaws,
        };
        reader(top("organizations"), "id").read(&mut book.organizations);
        reader(top("sites"), "id").read(&mut book.sites);
        reader(top("questions"), "key").read(&mut book.questions);
        reader(top("programs"), "id").read(&mut book.programs);
        let offerings = inside(&top("programs"), "offerings");
        let sessions = inside(&offerings, "sessions");
        reader(offerings, "id").read(&mut book.offerings);
        reader(sessions, "id").read(&mut book.sessions);
        book
    }

    fn stored(stored: &Contents) -> Self {
        let offerings = &stored.offerings;
        let sessions = offerings.iter().flat_map(|offering| &offering.sessions);
        Self {
            organizations: codes(stored.organizations.iter().map(|row| (&row.code, row.id))),
            sites: codes(stored.sites.iter().map(|row| (&row.code, row.id))),
            questions: codes(stored.questions.iter().map(|row| (&row.key, row.id))),
            programs: codes(stored.programs.iter().map(|row| (&row.code, row.id))),
            offerings: codes(offerings.iter().map(|row| (&row.code, row.id))),
            sessions: codes(sessions.map(|row| (&row.code, row.id))),
        }
    }
}

fn codes<'a, T: 'a>(rows: impl Iterator<Item = (&'a String, T)>) -> BTreeMap<String, T> {
    rows.map(|(code, id)| (code.clone(), id)).collect()
}

/// Lists of the file with their places.
type Places<'a> = Vec<(String, Option<&'a Value>)>;

/// The lists called `member` inside the objects of `lists`.
fn inside<'a>(lists: &Places<'a>, member: &str) -> Places<'a> {
    lists
        .iter()
        .flat_map(|(place, list)| items(*list).map(move |(index, item)| (place, index, item)))
        .map(|(place, index, item)| {
            let pointer = below(&below(place, index), member);
            (pointer, item.get(member))
        })
        .collect()
}

fn items(list: Option<&Value>) -> impl Iterator<Item = (usize, &Value)> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate()
}

/// The codes of one part of the file.
struct Codes<'a> {
    places: Places<'a>,
    key: &'a str,
    ids: &'a IdMaker,
    flaws: &'a Flaws,
}

impl Codes<'_> {
    /// Adds the codes to `known`. A row without a code is the row's own fault, noted when it is
    /// read.
    fn read<T: From<Uuid>>(&self, known: &mut BTreeMap<String, T>) {
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for (place, list) in &self.places {
            for (index, item) in items(*list) {
                let Some(code) = item.get(self.key).and_then(Value::as_str) else {
                    continue;
                };
                let pointer = below(&below(place, index), self.key);
                if let Some(first) = seen.get(code) {
                    let detail = format!("stands at {first} already");
                    self.flaws.add(pointer, code.into(), "duplicate", detail);
                    continue;
                }
                seen.insert(code, pointer);
                if !known.contains_key(code) {
                    known.insert(code.to_owned(), self.ids.make());
                }
            }
        }
    }
}
