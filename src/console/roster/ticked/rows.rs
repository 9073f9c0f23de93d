//! Those who are ticked, and what becomes of each.

use crate::console::Console;
use crate::console::desk::Desk;
use crate::console::roster::words::{self, Tag};
use crate::db::Fault;
use crate::ledger::facts::{Registration, Status};
use crate::roster::access::{AtOffering, AtRegistration};
use crate::roster::acting::Acted;
use crate::roster::editing::EditError;
use crate::values::ids::RegistrationId;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::envelope::RequestId;

/// One that was ticked.
pub(in crate::console::roster) struct Ticked {
    pub(super) id: RegistrationId,
    /// None where it is no registration of the offering.
    pub(in crate::console::roster) registration: Option<Registration>,
    pub(in crate::console::roster) name: String,
}

/// The same on the page.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) now: Option<Tag>,
    /// How it stands then; none where it is refused.
    pub(super) then: Option<Tag>,
    /// Why it is refused.
    pub(super) why: String,
}

impl Ticked {
    /// Where it is done; nowhere for what is not in the offering.
    pub(super) fn place(&self, at: &AtOffering) -> Option<AtRegistration> {
        Some(AtRegistration {
            program: at.program.clone(),
            offering: at.offering.clone(),
            registration: self.registration.clone()?,
        })
    }

    /// How near it is to a seat.
    pub(super) fn seating(&self) -> u8 {
        match self.registration.as_ref().map(|row| row.status) {
            Some(Status::Confirmed) => 2,
            Some(Status::Offered) => 1,
            _ => 0,
        }
    }

    /// Its row before anything is known of what comes.
    pub(super) fn row(&self, locale: Locale) -> Row {
        let stands = self.registration.as_ref().map(|row| row.status);
        Row {
            id: self.id.to_string(),
            name: self.name.clone(),
            now: stands.map(|status| words::tag(locale, status, None)),
            then: None,
            why: String::new(),
        }
    }
}

impl Console {
    /// Those ticked in an offering, in their order; nothing is told of those that are another's.
    pub(in crate::console::roster) async fn ticked(
        &self,
        at: &AtOffering,
        ids: &[RegistrationId],
    ) -> Result<Vec<Ticked>, Fault> {
        let rows = self.roster.ledger.registrations(ids).await?;
        let rows = rows.into_iter().map(|(_, row)| row);
        let theirs: Vec<Registration> = rows
            .filter(|row| row.offering_id == at.offering.id)
            .collect();
        let people: Vec<_> = theirs.iter().map(|row| row.participant_id).collect();
        let db = self.roster.db.read();
        let names = self
            .roster
            .households
            .participant_names(db, &people)
            .await?;
        let ticked = |id: &RegistrationId| {
            let row = theirs.iter().find(|row| row.id == *id);
            let name = row.and_then(|row| names.get(&row.participant_id));
            Ticked {
                id: *id,
                name: name.cloned().unwrap_or_default(),
                registration: row.cloned(),
            }
        };
        Ok(ids.iter().map(ticked).collect())
    }

    /// What becomes of each, or became; `outcomes` are those of the ones in the offering.
    pub(super) fn outcomes(
        &self,
        (desk, request): (&Desk, RequestId),
        ticked: Vec<Ticked>,
        outcomes: Vec<Result<Acted, EditError>>,
    ) -> Vec<Row> {
        let locale = desk.locale();
        let mut outcomes = outcomes.into_iter();
        let row = |one: Ticked| {
            let mut row = one.row(locale);
            match one.registration.and_then(|_| outcomes.next()) {
                Some(Ok(acted)) => {
                    row.then = acted
                        .status()
                        .map(|status| words::tag(locale, status, None));
                }
                Some(Err(error)) => row.why = self.why(error, locale, request),
                None => row.why = say(locale, "console-ticked-unknown", &[]),
            }
            row
        };
        ticked.into_iter().map(row).collect()
    }

    /// Why one was refused: the rules, or else the problem as a whole.
    fn why(&self, error: EditError, locale: Locale, request: RequestId) -> String {
        let problem = self.roster.problem(error);
        let view = problem.view(locale, &request.0.to_string());
        let reasons: Vec<String> = view.reasons.into_iter().map(|one| one.detail).collect();
        if reasons.is_empty() {
            view.detail
        } else {
            reasons.join(" ")
        }
    }
}

/// How many are done.
pub(super) fn fine(rows: &[Row]) -> i64 {
    count(rows.iter().filter(|row| row.then.is_some()).count())
}

/// How many are refused.
pub(super) fn refused(rows: &[Row]) -> i64 {
    count(rows.iter().filter(|row| row.then.is_none()).count())
}

pub(super) fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
