//! The published catalogue in memory: immutable, replaced whole when it changes.

use std::collections::HashMap;

use super::Contents;
use super::model::{ConsentText, Offering, OfferingState, Program, Question, QuestionKind, Site};
use super::policy;
use super::search::{Field, Index, kind_words};
use crate::organizations::tree::Organization;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, OrganizationId, ProgramId, QuestionId, Reference, SiteId};
use crate::values::locale::Bilingual;

/// Items found by id and by code.
#[derive(Debug)]
pub struct Shelf<I, T> {
    items: Vec<T>,
    by_id: HashMap<I, usize>,
    by_code: HashMap<String, usize>,
}

impl<I: Copy + Eq + std::hash::Hash, T> Shelf<I, T> {
    fn of(items: Vec<T>, name: impl Fn(&T) -> (I, &str)) -> Self {
        let by_id = items
            .iter()
            .zip(0..)
            .map(|(item, at)| (name(item).0, at))
            .collect();
        let by_code = items
            .iter()
            .zip(0..)
            .map(|(item, at)| (name(item).1.to_owned(), at))
            .collect();
        Self {
            items,
            by_id,
            by_code,
        }
    }

    /// All items, by code.
    #[must_use]
    pub fn all(&self) -> &[T] {
        &self.items
    }

    /// The item with this id.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.by_id.get(&id).map(|at| &self.items[*at])
    }

    /// The item that is named by id or code.
    #[must_use]
    pub fn find(&self, name: &Reference<I>) -> Option<&T> {
        match name {
            Reference::Id(id) => self.get(*id),
            Reference::Code(code) => self.by_code.get(code).map(|at| &self.items[*at]),
        }
    }
}

/// The published catalogue. Drafts are not in it, nor are programs that have nothing else yet.
#[derive(Debug)]
pub struct Snapshot {
    /// The change counter it was made at.
    pub version: i64,
    /// The bodies.
    pub organizations: Shelf<OrganizationId, Organization>,
    /// The places.
    pub sites: Shelf<SiteId, Site>,
    /// The programs.
    pub programs: Shelf<ProgramId, Program>,
    /// Published and called-off offerings.
    pub offerings: Shelf<OfferingId, Offering>,
    questions: HashMap<QuestionId, Question>,
    consent_texts: HashMap<String, ConsentText>,
    offerings_of: HashMap<ProgramId, Vec<OfferingId>>,
    index: Index,
    changes: Vec<Instant>,
}

impl Snapshot {
    /// Builds the snapshot of what is published.
    #[must_use]
    pub fn of(contents: Contents) -> Self {
        let mut offerings = contents.offerings;
        offerings.retain(|offering| offering.state != OfferingState::Draft);
        let mut changes: Vec<Instant> = offerings.iter().flat_map(policy::changes).collect();
        changes.sort_unstable();
        changes.dedup();
        let mut offerings_of: HashMap<ProgramId, Vec<OfferingId>> = HashMap::new();
        for offering in &offerings {
            let of_program = offerings_of.entry(offering.program_id).or_default();
            of_program.push(offering.id);
        }
        let mut programs = contents.programs;
        programs.retain(|program| offerings_of.contains_key(&program.id));
        let mut snapshot = Self {
            version: contents.version,
            organizations: Shelf::of(contents.organizations, |one| (one.id, &one.code)),
            sites: Shelf::of(contents.sites, |one| (one.id, &one.code)),
            programs: Shelf::of(programs, |one| (one.id, &one.code)),
            offerings: Shelf::of(offerings, |one| (one.id, &one.code)),
            questions: contents
                .questions
                .into_iter()
                .map(|one| (one.id, one))
                .collect(),
            consent_texts: contents
                .consent_texts
                .into_iter()
                .map(|text| (text.key.clone(), text))
                .collect(),
            offerings_of,
            index: Index::default(),
            changes,
        };
        let documents: Vec<Vec<(Field, String)>> = snapshot
            .programs
            .all()
            .iter()
            .map(|program| snapshot.words(program))
            .collect();
        snapshot.index = Index::of(
            documents
                .iter()
                .map(|document| document.iter().map(|(field, text)| (*field, text.as_str()))),
        );
        snapshot
    }

    /// The offerings of a program that people see, by code.
    pub fn offerings_of(&self, program: ProgramId) -> impl Iterator<Item = &Offering> {
        let ids = self.offerings_of.get(&program).into_iter().flatten();
        ids.filter_map(|id| self.offerings.get(*id))
    }

    /// The form of a program, in order.
    pub fn questions_of(&self, program: &Program) -> impl Iterator<Item = &Question> {
        let ids = program.question_ids.iter();
        ids.filter_map(|id| self.questions.get(id))
    }

    /// What people read instead of the key of a question or a consent.
    #[must_use]
    pub fn question_label(&self, key: &str) -> Option<&Bilingual> {
        let mut bank = self.questions.values();
        bank.find(|question| question.key == key)
            .map(|question| &question.label)
    }

    /// The text of a consent in force.
    #[must_use]
    pub fn consent_text(&self, key: &str) -> Option<&ConsentText> {
        self.consent_texts.get(key)
    }

    /// The consents a program asks for, with whether everyone must give them: those of its
    /// form, the guardian's where minors may come, and the statement where it is for singles.
    #[must_use]
    pub fn consents_of(&self, program: &Program) -> Vec<(&ConsentText, bool)> {
        let listed = self
            .questions_of(program)
            .filter(|question| question.kind == QuestionKind::Consent)
            .map(|question| (question.key.as_str(), question.required));
        let mut consents: Vec<(&str, bool)> = listed.collect();
        for (key, of_everyone) in policy::implied_consents(&program.eligibility) {
            match consents.iter_mut().find(|(listed, _)| *listed == key) {
                Some((_, required)) => *required |= of_everyone,
                None => consents.push((key, of_everyone)),
            }
        }
        consents
            .into_iter()
            .filter_map(|(key, required)| Some((self.consent_texts.get(key)?, required)))
            .collect()
    }

    /// Whether `body` is `root` or below it.
    #[must_use]
    pub fn is_within(&self, body: OrganizationId, root: OrganizationId) -> bool {
        let mut at = Some(body);
        // A tree is never as deep as it is large; the count ends a loop that cannot be there.
        for _ in 0..=self.organizations.all().len() {
            match at {
                Some(id) if id == root => return true,
                Some(id) => at = self.organizations.get(id).and_then(|body| body.parent_id),
                None => return false,
            }
        }
        false
    }

    /// Programs that hold every word of `words`, with their scores.
    #[must_use]
    pub fn search(&self, words: &str) -> HashMap<ProgramId, u32> {
        let programs = self.programs.all();
        let found = self.index.find(words).into_iter();
        found
            .filter_map(|(at, score)| Some((programs.get(at as usize)?.id, score)))
            .collect()
    }

    /// The next instant after `now` at which some phase or window may change.
    #[must_use]
    pub fn next_change(&self, now: Instant) -> Option<Instant> {
        let later = self.changes.partition_point(|change| *change <= now);
        self.changes.get(later).copied()
    }

    /// The text of a program by where it stands.
    fn words(&self, program: &Program) -> Vec<(Field, String)> {
        let mut words = vec![
            (Field::Kind, kind_words(program.kind)),
            (Field::Title, program.title.zh.clone()),
            (Field::Title, program.title.en.clone()),
            (Field::Brand, program.brand.zh.clone()),
            (Field::Brand, program.brand.en.clone()),
            (Field::Text, program.summary.zh.clone()),
            (Field::Text, program.summary.en.clone()),
        ];
        words.extend(program.tags.iter().map(|tag| (Field::Tag, tag.clone())));
        if let Some(body) = self.organizations.get(program.organization_id) {
            words.push((Field::Place, format!("{} {}", body.name.zh, body.name.en)));
        }
        for offering in self.offerings_of(program.id) {
            words.push((
                Field::Place,
                format!("{} {}", offering.title.zh, offering.title.en),
            ));
            if let Some(site) = offering.site_id.and_then(|id| self.sites.get(id)) {
                let (name, district) = (&site.name, &site.district);
                words.push((Field::Place, format!("{} {}", name.zh, name.en)));
                words.push((Field::Place, format!("{} {}", district.zh, district.en)));
            }
            for session in &offering.sessions {
                words.push((
                    Field::Text,
                    format!("{} {}", session.title.zh, session.title.en),
                ));
            }
        }
        words
    }
}
