//! Accounts, households, memberships.

pub(crate) mod authenticator;
pub(crate) mod codes;
mod devices;
mod idempotency;
pub(crate) mod me;
pub(crate) mod memberships;
pub(crate) mod participants;
pub(crate) mod passwords;
pub(crate) mod second_factor;
mod signing_up;
pub(crate) mod tokens;

use niangjia::db::entity::{deliveries, notices};
use niangjia::db::seal::Place;
use niangjia::values::ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::harness::{Answer, TestServer};

/// Good enough for everybody here.
pub(crate) const PASSWORD: &str = "八个字的密码可以";

/// What the tests of people ask of a server.
impl TestServer {
    /// Asks for an account.
    pub(crate) async fn ask_account(&self, email: &str) -> Answer {
        let body = json!({"email": email, "password": PASSWORD, "name": "张三"});
        self.post("/api/v1/accounts", &body).send().await
    }

    /// Gives a code back.
    pub(crate) async fn verify(&self, email: &str, code: &str) -> Answer {
        let body = json!({"email": email, "code": code});
        self.post("/api/v1/accounts/verify", &body).send().await
    }

    /// Gives the code of a new address back, signed in.
    pub(crate) async fn verify_as(&self, token: &str, email: &str, code: &str) -> Answer {
        let body = json!({"email": email, "code": code});
        let ask = self.post("/api/v1/accounts/verify", &body).token(token);
        ask.send().await
    }

    /// Signs in by password.
    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let body = json!({"email": email, "password": password});
        self.post("/api/v1/tokens", &body).send().await
    }

    /// Makes an account and gives its token.
    pub(crate) async fn worker(&self, email: &str) -> String {
        self.ask_account(email).await.ok(202);
        let answer = self
            .verify(email, &self.last_code(email).await)
            .await
            .ok(201);
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// The id behind a token.
    pub(crate) async fn account_of(&self, token: &str) -> AccountId {
        let me = self.get("/api/v1/me").token(token).send().await.ok(200);
        me["id"].as_str().unwrap().parse().unwrap()
    }

    /// The last code that was put into the outbox for an address.
    pub(crate) async fn last_code(&self, email: &str) -> String {
        let letters = self.letters_to(email).await;
        let letter = letters.last().expect("a letter for this address");
        let place = Place {
            table: "notices",
            column: "secret",
            row: letter.id.0,
        };
        self.keys
            .open(&place, letter.secret.as_ref().unwrap())
            .unwrap()
    }

    /// All letters to an address, oldest first.
    pub(crate) async fn letters_to(&self, email: &str) -> Vec<notices::Model> {
        let to = deliveries::Entity::find()
            .filter(deliveries::Column::Address.eq(email))
            .all(self.db.read())
            .await
            .unwrap();
        notices::Entity::find()
            .filter(notices::Column::Id.is_in(to.iter().map(|one| one.notice_id)))
            .order_by_asc(notices::Column::Id)
            .all(self.db.read())
            .await
            .unwrap()
    }

    /// How many deliveries there are in all.
    pub(crate) async fn deliveries(&self) -> u64 {
        deliveries::Entity::find()
            .count(self.db.read())
            .await
            .unwrap()
    }
}

/// A body without what differs from request to request.
fn without_instance(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json();
    if let Some(problem) = body.as_object_mut() {
        problem.remove("instance");
    }
    (answer.status, body)
}
