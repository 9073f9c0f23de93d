//! Who takes part: families with one child or two, and grown-ups.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Season;
use crate::harness::Answer;
use crate::organizing::lecture;
use crate::registering::text;

/// An account, and who it registers.
pub(super) struct Person {
    pub(super) token: String,
    pub(super) participants: Vec<String>,
    /// How many messages of the inbox were read.
    pub(super) read: usize,
    /// What was called to mind: the kind and the registration.
    pub(super) reminded: BTreeSet<(String, String)>,
}

impl Season<'_> {
    /// A family with one child of its own birthday: no two look like one.
    pub(super) async fn family(&mut self, who: &str) {
        let (number, email) = (self.people.len(), format!("{who}@example.org"));
        let born = format!("2019-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        let family = self.server.family_born(&email, &born).await;
        let person = Person {
            token: family.token,
            participants: vec![family.child],
            read: 0,
            reminded: BTreeSet::new(),
        };
        assert!(
            self.people.insert(who.to_owned(), person).is_none(),
            "{who}"
        );
    }

    /// A family with two children.
    pub(super) async fn pair(&mut self, who: &str) {
        self.family(who).await;
        let number = self.people.len();
        let contact = json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
        let second = json!({
            "name": "张小三", "relation": "child", "gender": "male", "grade": 4,
            "birth_date": format!("2017-{:02}-{:02}", 1 + number / 28, 1 + number % 28),
            "emergency_contact": contact, "pickup_people": [contact],
        });
        let person = self.people.get_mut(who).unwrap();
        let adding = self.server.post("/api/v1/me/participants", &second);
        let added = adding.token(&person.token).send().await.ok(201);
        person.participants.push(text(&added, "id"));
    }

    /// A grown-up woman who is herself.
    pub(super) async fn worker(&mut self, who: &str) {
        let token = self.server.worker(&format!("{who}@example.org")).await;
        let wanted = lecture(self.server, &token).await;
        let me = wanted["participant_ids"][0].as_str().unwrap().to_owned();
        let path = format!("/api/v1/me/participants/{me}");
        let is = self.server.patch(&path, &json!({ "gender": "female" }));
        is.token(&token).send().await.ok(200);
        let person = Person {
            token,
            participants: vec![me],
            read: 0,
            reminded: BTreeSet::new(),
        };
        assert!(
            self.people.insert(who.to_owned(), person).is_none(),
            "{who}"
        );
    }

    /// She asks to be a member, and the body says that she is one.
    pub(super) async fn belongs(&self, who: &str, body: &str) {
        let asking = json!({ "organization_id": body });
        let asked = self.server.post("/api/v1/me/memberships", &asking);
        let asked = asked.token(&self.people[who].token).send().await.ok(201);
        let path = format!(
            "organizations/{body}/memberships/{}/confirm",
            text(&asked, "id")
        );
        let confirmed = self.orders(body, &path, &json!({})).await;
        assert_eq!(confirmed["status"], "confirmed");
    }

    /// What a family sends: all its children, linked where there are several.
    pub(super) fn children(&self, who: &str, more: &Value) -> Value {
        let children = &self.people[who].participants;
        let mut answers = json!({ "guardian_relation": "mother" });
        let more = more.as_object().unwrap().clone();
        answers.as_object_mut().unwrap().extend(more);
        let answers: serde_json::Map<String, Value> = children
            .iter()
            .map(|child| (child.clone(), answers.clone()))
            .collect();
        json!({
            "participant_ids": children, "linked": children.len() > 1, "answers": answers,
            "consents": [{ "key": "guardian_consent", "version": 1 }],
        })
    }

    /// What a grown-up sends.
    pub(super) fn herself(&self, who: &str) -> Value {
        json!({ "participant_ids": self.people[who].participants })
    }

    /// Asks for a place.
    pub(super) async fn asks(&self, who: &str, offering: &str, wanted: &Value) -> Answer {
        let token = &self.people[who].token;
        self.server.register(token, offering, wanted).await
    }

    /// Registers, and stands so at once. Called as the person, or with something behind it.
    pub(super) async fn enters(
        &mut self,
        (who, called): (&str, &str),
        offering: &'static str,
        wanted: &Value,
        status: &str,
    ) -> Value {
        let made = self.asks(who, offering, wanted).await.ok(201);
        let registrations = made["registrations"].as_array().unwrap();
        for one in registrations {
            assert_eq!(one["status"], status, "{called}: {one}");
        }
        let ids = registrations.iter().map(|one| text(one, "id")).collect();
        let entered = self.entered.entry(offering).or_default();
        assert!(entered.insert(called.to_owned(), ids).is_none(), "{called}");
        made
    }

    /// The registration somebody has in an offering; the first of linked ones.
    pub(super) fn id(&self, offering: &str, called: &str) -> &str {
        &self.entered[offering][called][0]
    }

    /// Cancels, accepts or declines.
    pub(super) async fn does(&self, (who, called): (&str, &str), offering: &str, act: &str) {
        let (token, id) = (&self.people[who].token, self.id(offering, called));
        self.server.act(token, id, act).await.ok(200);
    }

    /// A registration as its person sees it.
    pub(super) async fn sees(&self, (who, called): (&str, &str), offering: &str) -> Value {
        let (token, id) = (&self.people[who].token, self.id(offering, called));
        self.server.registration(token, id).await
    }
}
