//! What those at the door hold in their hands: everyone on the list, with who may take a child home
//! and what to mind.

use std::collections::HashMap;

use super::Line;
use super::store::{self, Guest};
use crate::accounts::Contact;
use crate::db::Fault;
use crate::households::Person;
use crate::roster::Roster;
use crate::roster::access::AtSession;
use crate::values::ids::RegistrationId;

/// The question whose consent lets a child stand in pictures.
const PHOTO_CONSENT: &str = "photo_consent";
/// Lines that are read together.
const CHUNK: u64 = 300;

/// Somebody on the list.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Where she stands.
    pub line: Line,
    /// Who she is; what is sealed only where that was asked for.
    pub person: Option<Person>,
    /// How to reach whoever registered her.
    pub contact: Option<Contact>,
    /// Who may take her home, where she leaves only with a named adult.
    pub collectors: Vec<String>,
    /// Whether pictures may be taken; none where nobody was asked.
    pub photos: Option<bool>,
}

impl Roster {
    /// Everyone with a place in a session, or marked in it. With `sensitive`, care notes are
    /// opened: whom they may be shown to is the caller's to ask.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn expected(&self, at: &AtSession, sensitive: bool) -> Result<Vec<Expected>, Fault> {
        let (mut everyone, mut after) = (Vec::new(), None);
        loop {
            let lines = self.attendance(at, after, CHUNK).await?;
            let Some(last) = lines.last() else {
                return Ok(everyone);
            };
            after = Some(last.registration);
            everyone.extend(self.held(at, lines, sensitive).await?);
        }
    }

    async fn held(
        &self,
        at: &AtSession,
        lines: Vec<Line>,
        sensitive: bool,
    ) -> Result<Vec<Expected>, Fault> {
        let ids: Vec<RegistrationId> = lines.iter().map(|line| line.registration).collect();
        let people: Vec<_> = lines.iter().map(|line| line.participant).collect();
        let guests = self.guests_of(at, &ids).await?;
        let accounts: Vec<_> = guests.values().map(|guest| guest.account).collect();
        let faces = self.households.faces(self.db.read(), &people).await?;
        let people = self.households.people(&people, sensitive).await?;
        let contacts = self.accounts.contacts(&accounts).await?;
        let children: Vec<Guest> = lines
            .iter()
            .filter(|line| line.is_child)
            .filter_map(|line| guests.get(&line.registration).cloned())
            .collect();
        let mut collectors = self.may_collect(&children, &faces).await?;
        let papers = self.registrations.papers_of(&ids, false).await?;
        let snapshot = self.catalog.snapshot();
        let mut questions = snapshot.questions_of(&at.program);
        let asks_for_photos = questions.any(|question| question.key == PHOTO_CONSENT);
        let hold = |line: Line| {
            let id = line.registration;
            let account = guests.get(&id).map(|guest| guest.account);
            let consents = papers
                .get(&id)
                .into_iter()
                .flat_map(|paper| &paper.consents);
            let mut given =
                consents.filter(|one| one.key == PHOTO_CONSENT && one.withdrawn_at.is_none());
            Expected {
                person: people.get(&line.participant).cloned(),
                contact: account.and_then(|account| contacts.get(&account).cloned()),
                collectors: collectors.remove(&id).unwrap_or_default(),
                photos: asks_for_photos.then(|| given.next().is_some()),
                line,
            }
        };
        Ok(lines.into_iter().map(hold).collect())
    }

    async fn guests_of(
        &self,
        at: &AtSession,
        ids: &[RegistrationId],
    ) -> Result<HashMap<RegistrationId, Guest>, Fault> {
        let db = self.db.read();
        let Some(unit) = store::unit(db, at.offering.id, at.picked()).await? else {
            return Ok(HashMap::new());
        };
        let found = store::named(db, unit, ids, &[]).await?;
        Ok(found.into_iter().map(|guest| (guest.id, guest)).collect())
    }
}
