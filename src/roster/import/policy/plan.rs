//! What an import changes: what the file wants less what is stored.

use crate::catalog::Contents;
use crate::catalog::edit::Edit;
use crate::catalog::model::{ConsentText, Offering, Program, Question, Site};
use crate::organizations::tree::Organization;

use super::read::Wanted;

/// What is to be saved; what is stored as wanted is left out.
#[derive(Debug, Default, PartialEq)]
pub struct Plan {
    /// Bodies, parents before children.
    pub organizations: Vec<Organization>,
    /// Places.
    pub sites: Vec<Edit<Site>>,
    /// Questions of the bank.
    pub questions: Vec<Edit<Question>>,
    /// New versions of consent texts.
    pub consent_texts: Vec<ConsentText>,
    /// Programs with something to save, or offerings to open.
    pub programs: Vec<ProgramPlan>,
}

/// What is to be saved of one program.
#[derive(Debug, PartialEq)]
pub struct ProgramPlan {
    /// The program as it will be.
    pub program: Program,
    /// Its row, when that changes.
    pub edit: Option<Edit<Program>>,
    /// Rows of its offerings that change.
    pub offerings: Vec<Edit<Offering>>,
    /// All its offerings of the file as they will be.
    pub wanted: Vec<Offering>,
}

impl ProgramPlan {
    /// Whether a row changes.
    #[must_use]
    pub fn changes_rows(&self) -> bool {
        self.edit.is_some() || !self.offerings.is_empty()
    }
}

impl Plan {
    /// Whether a row outside the programs changes.
    #[must_use]
    pub fn changes_base(&self) -> bool {
        !(self.organizations.is_empty()
            && self.sites.is_empty()
            && self.questions.is_empty()
            && self.consent_texts.is_empty())
    }
}

/// Compares; a value that differs gets the next version.
#[must_use]
pub fn plan(wanted: Wanted, stored: &Contents) -> Plan {
    let bodies = &stored.organizations;
    let known = |body: &Organization| bodies.iter().find(|old| old.id == body.id);
    let organizations = wanted
        .organizations
        .into_iter()
        .filter_map(|body| match known(&body) {
            Some(old) if *old == body => None,
            Some(_) => Some(Organization {
                version: body.version + 1,
                ..body
            }),
            None => Some(body),
        });
    let sites = wanted.sites.into_iter().filter_map(|site| {
        let old = stored.sites.iter().find(|old| old.id == site.id);
        edit(site, old, |site| site.version += 1)
    });
    let questions = wanted.questions.into_iter().filter_map(|question| {
        let old = stored.questions.iter().find(|old| old.id == question.id);
        edit(question, old, |_| {})
    });
    let consent_texts = wanted.consents.into_iter().filter_map(|(key, body)| {
        let old = stored.consent_texts.iter().find(|old| old.key == key);
        match old {
            Some(old) if old.body == body => None,
            old => Some(ConsentText {
                key,
                version: old.map_or(1, |old| old.version + 1),
                body,
            }),
        }
    });
    let programs = wanted.programs.into_iter().map(|(program, offerings)| {
        let old = stored.programs.iter().find(|old| old.id == program.id);
        ProgramPlan {
            edit: edit(program.clone(), old, |program| program.version += 1),
            program,
            offerings: offerings
                .iter()
                .filter_map(|offering| {
                    let old = stored.offerings.iter().find(|old| old.id == offering.id);
                    edit(offering.clone(), old, |offering| offering.version += 1)
                })
                .collect(),
            wanted: offerings,
        }
    });
    Plan {
        organizations: organizations.collect(),
        sites: sites.collect(),
        questions: questions.collect(),
        consent_texts: consent_texts.collect(),
        programs: programs.collect(),
    }
}

fn edit<T: PartialEq>(
    mut wanted: T,
    stored: Option<&T>,
    raise: impl Fn(&mut T),
) -> Option<Edit<T>> {
    match stored {
        None => Some(Edit::New(wanted)),
        Some(stored) if *stored == wanted => None,
        Some(_) => {
            raise(&mut wanted);
            Some(Edit::Changed(wanted))
        }
    }
}
