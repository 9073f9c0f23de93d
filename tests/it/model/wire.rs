//! What a story asks, as requests; some are looked at first, some are sent twice.

use serde_json::{Value, json};

use super::commands;
use super::form::form;
use super::names::Names;
use super::people::People;
use crate::decide::chance::Chance;
use crate::decide::oracle::{Ask, Number};
use crate::decide::tally::Tally;
use crate::harness::{Answer, TestServer};

/// One end of the wire.
pub(super) struct Wire<'a> {
    pub(super) server: &'a TestServer,
    pub(super) names: Names,
    pub(super) people: People,
    pub(super) chance: Chance,
    pub(super) keys: u64,
}

/// What was answered.
pub(super) struct Told {
    /// The registrations it was about, or the slug of the refusal.
    pub(super) answer: Result<Vec<Number>, String>,
    /// How they were shown.
    pub(super) views: Vec<Value>,
}

impl Wire<'_> {
    /// Asks, and hears what became of it.
    pub(super) async fn ask(&mut self, ask: &Ask, tally: &mut Tally) -> Told {
        match ask {
            Ask::Register { .. } => self.register(ask, tally).await,
            Ask::Change { .. } => self.change(ask, tally).await,
            Ask::Cancel(number) => self.act(*number, "cancel", tally).await,
            Ask::Accept(number) => self.act(*number, "accept", tally).await,
            Ask::Decline(number) => self.act(*number, "decline", tally).await,
            Ask::Tick => {
                self.server.app.ledger.tick().await.unwrap();
                Told::without_view(Ok(Vec::new()))
            }
            Ask::Organize(organize) => self.organize(organize, tally).await,
            Ask::Open { .. } | Ask::ExtendOffer(_) | Ask::SetCapacity { .. } => {
                let given = commands::give(self.server, &self.names, ask).await;
                Told::without_view(given.map_err(str::to_owned))
            }
        }
    }

    async fn register(&mut self, ask: &Ask, tally: &mut Tally) -> Told {
        let Ask::Register {
            offering,
            applicants,
            findings,
            numbers,
            ..
        } = ask
        else {
            unreachable!("only asked for a registration");
        };
        let offering = self.names.offerings[*offering];
        let path = format!("/api/v1/offerings/{offering}/registrations");
        let body = form(&self.names, &self.people, ask);
        let token = self.people.sender(applicants, findings).to_owned();
        let first = applicants[0].person;
        self.people.make_true(self.server, first, findings).await;
        let preview = if self.chance.percent(35) {
            let path = format!("{path}?preview=true");
            Some(self.server.post(&path, &body).token(&token).send().await)
        } else {
            None
        };
        let answer = self.send(&path, &body, &token, tally).await;
        self.people.make_good(self.server, first, findings).await;
        if let Some(preview) = preview {
            as_previewed(&preview, &answer);
            tally.one("a preview came true".to_owned());
        }
        let shown = |body: Value| body["registrations"].as_array().unwrap().clone();
        self.told(&answer, 201, shown, numbers)
    }

    async fn change(&mut self, ask: &Ask, tally: &mut Tally) -> Told {
        let Ask::Change {
            registration,
            session,
            findings,
            number,
        } = ask
        else {
            unreachable!("only asked for a change");
        };
        let id = self.names.registration(*registration);
        let person = self.names.person(*registration);
        let path = format!("/api/v1/registrations/{id}/change");
        let body = json!({ "session_id": self.names.session(*session) });
        let token = self.people.token_of(person).to_owned();
        self.people.make_true(self.server, person, findings).await;
        let answer = self.send(&path, &body, &token, tally).await;
        self.people.make_good(self.server, person, findings).await;
        let told = self.told(&answer, 200, |body| vec![body], &[*number]);
        assert!(told.views.iter().all(|view| view["replaces"] == json!(id)));
        told
    }

    async fn act(&mut self, number: Number, act: &str, tally: &mut Tally) -> Told {
        let id = self.names.registration(number);
        let path = format!("/api/v1/registrations/{id}/{act}");
        let token = self.people.token_of(self.names.person(number)).to_owned();
        let answer = self.send(&path, &json!({}), &token, tally).await;
        self.told(&answer, 200, |body| vec![body], &[number])
    }

    /// Sends it; at times under a key and then once more, which must move nothing.
    pub(super) async fn send(
        &mut self,
        path: &str,
        body: &Value,
        token: &str,
        tally: &mut Tally,
    ) -> Answer {
        let ask = || self.server.post(path, body).token(token);
        if !self.chance.percent(25) {
            return ask().send().await;
        }
        self.keys += 1;
        let key = format!("key-{}", self.keys);
        let answer = ask().key(&key).send().await;
        assert_eq!(answer.header("idempotent-replayed"), "");
        let again = ask().key(&key).send().await;
        if answer.status < 300 {
            assert_eq!(again.header("idempotent-replayed"), "true");
            assert_eq!(again.status, answer.status);
            let mut first = answer.json();
            // What staff moved stands in the histories; a replay has only whom it was about.
            for member in ["moves", "pools"] {
                if first[member].is_array() {
                    first[member] = json!([]);
                }
            }
            assert_eq!(again.json(), first);
            tally.one("a key was replayed".to_owned());
        } else {
            assert_eq!(again.header("idempotent-replayed"), "");
            assert_eq!(again.json()["type"], answer.json()["type"]);
            tally.one("a refusal was asked for again".to_owned());
        }
        answer
    }

    /// Reads an answer; new registrations are called by the `numbers`.
    fn told(
        &mut self,
        answer: &Answer,
        status: u16,
        shown: impl Fn(Value) -> Vec<Value>,
        numbers: &[Number],
    ) -> Told {
        if answer.status != status {
            let slug = answer.json()["type"].as_str().unwrap().to_owned();
            let slug = slug.trim_start_matches("/problems/").to_owned();
            answer.is_problem(answer.status, &slug);
            return Told::without_view(Err(slug));
        }
        let views = shown(answer.json());
        assert_eq!(views.len(), numbers.len());
        for (view, number) in views.iter().zip(numbers) {
            let id = view["id"].as_str().unwrap().parse().unwrap();
            let who = view["participant"]["id"].as_str().unwrap().parse().unwrap();
            self.names.call(*number, id, self.people.number_of(who));
        }
        let answer = Ok(numbers.to_vec());
        Told { answer, views }
    }
}

impl Told {
    /// What staff are told: whom it was about.
    pub(super) fn about(numbers: Vec<Number>) -> Self {
        Self::without_view(Ok(numbers))
    }

    /// Why it was not done.
    pub(super) fn refused(slug: String) -> Self {
        Self::without_view(Err(slug))
    }

    fn without_view(answer: Result<Vec<Number>, String>) -> Self {
        let views = Vec::new();
        Self { answer, views }
    }
}

/// What was done is what the preview said, but for what a preview does not give.
#[track_caller]
fn as_previewed(preview: &Answer, done: &Answer) {
    let (mut said, mut made) = (preview.json(), done.json());
    if done.status == 201 {
        assert_eq!(preview.status, 200);
        for view in made["registrations"].as_array_mut().unwrap() {
            (view["id"], view["door_code"]) = (json!(null), json!(null));
            view["draw_code"] = json!(null);
            view["actions"] = json!([]);
            view["group_id"] = json!(null);
        }
        assert_eq!(said["registrations"], made["registrations"]);
    } else {
        assert_eq!(preview.status, done.status);
        (said["instance"], made["instance"]) = (json!(null), json!(null));
        assert_eq!(said, made);
    }
}
