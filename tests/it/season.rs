//! A whole season on the demo data, in one story: a camp with papers and lots, siblings, offers in
//! the night, a raise, slots that change, a class called off, the door, and the report, whose
//! numbers are counted once more from the events.
//!
//! What lots decide is random; who is to have what is recomputed here from the published list and
//! value, so that each family is expected where it has to stand.

mod calling_off;
mod camp;
mod door;
mod lots;
mod night;
mod people;
mod raise;
mod recount;
mod siblings;
mod slots;

use std::collections::BTreeMap;

use niangjia::db::entity::deliveries;
use niangjia::values::clock::Instant;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use self::people::Person;
use crate::harness::TestServer;
use crate::organizing::Staff;
use crate::people::PASSWORD;
use crate::registering::text;

/// The bodies whose programs the season tells of.
const BODIES: [&str; 4] = ["hz-gs-edu", "wz-lc", "huz-swallow", "jh-yw"];

/// What the chapters share.
struct Season<'a> {
    server: &'a TestServer,
    /// An organizer of each body.
    staff: BTreeMap<&'static str, Staff>,
    /// Everyone who takes part, by what the story calls them.
    people: BTreeMap<String, Person>,
    /// All registrations of an offering, by whose they are; linked ones in one entry.
    entered: BTreeMap<&'static str, BTreeMap<String, Vec<String>>>,
}

impl<'a> Season<'a> {
    /// The demo, and an organizer for each body.
    async fn begin(server: &'a TestServer) -> Self {
        server.import_demo().await;
        let mut staff = BTreeMap::new();
        for code in BODIES {
            let one = server.nobody(&organizer(code)).await;
            server.appoint(one.account, server.body(code).await).await;
            staff.insert(code, one);
        }
        Self {
            server,
            staff,
            people: BTreeMap::new(),
            entered: BTreeMap::new(),
        }
    }

    /// The clock goes on to an instant, and the timer looks.
    async fn until(&self, at: &str) {
        let at = instant(&json!(at));
        assert!(self.server.clock.now() < at, "time goes on only");
        self.server.clock.set(at);
        self.server.tick().await;
    }

    /// A new day of work: the organizer signs in, and gives her second factor.
    async fn at_work(&mut self, body: &'static str) {
        let email = organizer(body);
        let signed_in = self.server.sign_in(&email, PASSWORD);
        let token = text(&signed_in.await.ok(201), "access_token");
        let staff = self.staff.get_mut(body).unwrap();
        staff.token = token;
        self.server.prove(staff).await;
    }

    /// What an organizer posts, and is answered.
    async fn orders(&self, body: &str, path: &str, what: &Value) -> Value {
        let answer = self.server.orders(&self.staff[body], path, what).await;
        answer.ok(200)
    }

    /// What an organizer reads.
    async fn reads(&self, body: &str, path: &str) -> Value {
        let asking = self.server.get(&format!("/api/v1/{path}"));
        let asking = asking.token(&self.staff[body].token);
        asking.send().await.ok(200)
    }

    /// What everybody can read of an offering.
    async fn shown(&self, offering: &str) -> Value {
        let path = format!("/api/v1/offerings/{offering}");
        self.server.get(&path).send().await.ok(200)
    }

    /// Exactly these stand in an offering, and stand so.
    async fn stands(&self, body: &str, offering: &str, expected: &[(&str, &str)]) {
        let roster = self
            .reads(body, &format!("offerings/{offering}/roster?limit=100"))
            .await;
        let rows = roster["items"].as_array().unwrap().iter();
        let found: BTreeMap<String, String> = rows
            .map(|row| (text(row, "registration_id"), text(row, "status")))
            .collect();
        let entered = &self.entered[offering];
        let named = |id: &String| {
            let whose = entered.iter().find(|(_, ids)| ids.contains(id));
            whose.map_or_else(|| format!("a stranger {id}"), |(who, _)| who.clone())
        };
        let mut stand: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (id, status) in &found {
            stand.entry(named(id)).or_default().push(status);
        }
        let wanted: BTreeMap<String, Vec<&str>> = expected
            .iter()
            .map(|(who, status)| ((*who).to_owned(), vec![*status; entered[*who].len()]))
            .collect();
        assert_eq!(stand, wanted, "{offering}");
    }

    /// What one reads since one last looked, oldest first: messages of exactly these kinds, word
    /// of one's memberships aside, and beside them what calls something to mind, each thing once.
    async fn hears(&mut self, who: &str, kinds: &[&str]) -> Vec<Value> {
        let person = self.people.get_mut(who).unwrap();
        let mut all = self.server.messages(&person.token).await;
        all.reverse();
        let mut new = all.split_off(person.read);
        person.read += new.len();
        new.retain(|one| !text(one, "kind").starts_with("membership-"));
        let (reminders, new): (Vec<Value>, Vec<Value>) = new
            .into_iter()
            .partition(|one| text(one, "kind").ends_with("reminder"));
        for one in reminders {
            let what = (text(&one, "kind"), text(&one, "registration_id"));
            assert!(person.reminded.insert(what), "{who}: twice: {one}");
        }
        let heard: Vec<String> = new.iter().map(|one| text(one, "kind")).collect();
        let kinds: Vec<String> = kinds
            .iter()
            .map(|kind| format!("registration-{kind}"))
            .collect();
        assert_eq!(heard, kinds, "{who}");
        new
    }

    /// The last message says all of this.
    async fn hears_that(&mut self, who: &str, kind: &str, said: &[&str]) {
        let letters = self.hears(who, &[kind]).await;
        let letter = format!(
            "{}\n{}",
            text(&letters[0], "subject"),
            text(&letters[0], "text")
        );
        for words in said {
            assert!(letter.contains(words), "{who}: {words} in {letter}");
        }
    }

    /// A chapter ends: the ledger is sound, and every mail that was owed has gone out.
    async fn closes(&self) {
        self.server.all_is_well().await;
        let mails = deliveries::Entity::find().all(self.server.db.read()).await;
        for mail in mails.unwrap() {
            assert_eq!(mail.state, "sent", "{mail:?}");
        }
    }

    /// Nobody was told anything that the story does not tell. Whoever has not looked in for a
    /// month signs in again.
    async fn nothing_is_left_unsaid(&mut self) {
        let everyone: Vec<String> = self.people.keys().cloned().collect();
        for who in everyone {
            let email = format!("{who}@example.org");
            let signed_in = self.server.sign_in(&email, PASSWORD).await.ok(201);
            self.people.get_mut(&who).unwrap().token = text(&signed_in, "access_token");
            self.hears(&who, &[]).await;
        }
    }
}

/// The address of a body's organizer.
fn organizer(body: &str) -> String {
    format!("organizer.{body}@example.org")
}

fn instant(value: &Value) -> Instant {
    serde_json::from_value(value.clone()).unwrap()
}

on_both_databases! {
    async fn from_the_first_paper_to_the_report(server) {
        let mut season = Season::begin(&server).await;
        camp::papers(&mut season).await;
        siblings::morning(&mut season).await;
        night::offers(&mut season).await;
        raise::seats(&mut season).await;
        slots::change(&mut season).await;
        lots::are_drawn(&mut season).await;
        lots::seats_move_on(&mut season).await;
        calling_off::a_class(&mut season).await;
        door::of_the_drums(&mut season).await;
        door::of_the_camp(&mut season).await;
        recount::the_report(&mut season).await;
        season.nothing_is_left_unsaid().await;
    }
}
