//! Two households: whoever asks for somebody of the other one asks for a stranger.

use chrono::NaiveDate;
use niangjia::db::Fault;
use niangjia::households::Person;
use niangjia::households::policy::Relation;
use niangjia::values::ids::{OrganizationId, ParticipantId};
use serde_json::json;

use crate::decide::oracle::{Applicant, Number, Refused};
use crate::decide::story::{PEOPLE, Reach};
use crate::harness::TestServer;

/// People up to this number are of the first household.
const FIRST_HOUSEHOLD: usize = 11;
/// The birthday of everybody: grown-ups.
const GROWN_UP: &str = "1990-03-01";

/// Too young for any program of a story.
const BABY: &str = "2027-05-01";
/// Old enough, but only with a guardian's consent.
const CHILD: &str = "2017-05-01";

/// Who takes part, and the tokens of those who register them.
pub(super) struct People {
    pub(super) tokens: [String; 2],
    /// The token of an organizer of the body.
    pub(super) organizer: String,
    participants: Vec<ParticipantId>,
}

impl People {
    /// People of a story's own.
    pub(super) async fn come(
        server: &TestServer,
        body: OrganizationId,
        (reach, story): (Reach, u64),
    ) -> Self {
        let app = &server.app;
        let emails = [0, 1, 2].map(|one| format!("model-{reach:?}-{story}-{one}@example.org"));
        let accounts = emails.map(|email| (email.parse().unwrap(), "模型".to_owned()));
        let people = usize::try_from(PEOPLE).unwrap();
        let (made, participants) = server
            .db
            .write(async |tx| {
                let made = app.accounts.open_in_bulk(tx, accounts.to_vec()).await?;
                let members = (1..=people).map(|one| (made[household_of(one)].account, person()));
                let participants = app.households.add_in_bulk(tx, members.collect()).await?;
                Ok::<_, Fault>((made, participants))
            })
            .await
            .unwrap();
        let token = |household: usize| made[household].access_token.clone();
        server.appoint(made[2].account, body).await;
        Self {
            tokens: [token(0), token(1)],
            organizer: token(2),
            participants,
        }
    }

    pub(super) fn participant(&self, person: Number) -> ParticipantId {
        self.participants[person - 1]
    }

    /// The number of somebody by her id.
    pub(super) fn number_of(&self, participant: ParticipantId) -> Number {
        let mut all = self.participants.iter();
        1 + all
            .position(|one| *one == participant)
            .expect("somebody of this story")
    }

    /// The token of who registers somebody.
    pub(super) fn token_of(&self, person: Number) -> &str {
        &self.tokens[household_of(person)]
    }

    /// Who sends it: the other household where nobody is to be known.
    pub(super) fn sender(&self, applicants: &[Applicant], findings: &[Refused]) -> &str {
        let home = household_of(applicants[0].person);
        let together = applicants
            .iter()
            .all(|one| household_of(one.person) == home);
        let stranger = together && findings.contains(&"participant-unknown");
        &self.tokens[if stranger { 1 - home } else { home }]
    }

    /// Corrects a birthday so that the findings are found.
    pub(super) async fn make_true(
        &self,
        server: &TestServer,
        person: Number,
        findings: &[Refused],
    ) {
        if findings.contains(&"not-eligible") {
            self.is_born(server, person, BABY).await;
        } else if findings.contains(&"consent-missing") {
            self.is_born(server, person, CHILD).await;
        }
    }

    /// Corrects it back.
    pub(super) async fn make_good(
        &self,
        server: &TestServer,
        person: Number,
        findings: &[Refused],
    ) {
        if ["not-eligible", "consent-missing"]
            .iter()
            .any(|slug| findings.contains(slug))
        {
            self.is_born(server, person, GROWN_UP).await;
        }
    }

    async fn is_born(&self, server: &TestServer, person: Number, day: &str) {
        let path = format!("/api/v1/me/participants/{}", self.participant(person));
        let edit = server.patch(&path, &json!({ "birth_date": day }));
        edit.token(self.token_of(person)).send().await.ok(200);
    }
}

/// The household of somebody: 0 or 1.
pub(super) const fn household_of(person: Number) -> usize {
    if person <= FIRST_HOUSEHOLD { 0 } else { 1 }
}

fn person() -> Person {
    Person {
        birth_date: Some(GROWN_UP.parse::<NaiveDate>().unwrap()),
        ..Person::named("小张".to_owned(), Relation::Other)
    }
}
