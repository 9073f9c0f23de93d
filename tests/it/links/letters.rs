//! The links as they stand in letters.

use serde_json::{Value, json};

use super::has_button;
use crate::harness::TestServer;
use crate::organizing::announcements::rain;
use crate::registering::{DRUM, text};

/// Signs of a token.
const TOKEN: usize = 64;

/// The pages below `route` that the newest letter of a kind leads to.
fn pages(messages: &[Value], kind: &str, route: &str) -> Vec<String> {
    let letter = messages.iter().find(|one| one["kind"] == kind).unwrap();
    let words = text(letter, "text");
    let ends = words.split(route).skip(1);
    ends.map(|end| format!("{route}{}", &end[..TOKEN]))
        .collect()
}

impl TestServer {
    async fn mails_owed(&self, staff: &crate::organizing::Staff) -> Value {
        let path = format!("/api/v1/offerings/{DRUM}/announcements");
        let list = self.get(&path).token(&staff.token).send().await.ok(200);
        list["items"][0]["mails"].clone()
    }
}

on_both_databases! {
    async fn the_letter_of_an_offer_takes_it_and_that_of_a_place_gives_it_up(server) {
        let (family, id) = server.offered().await;
        let messages = server.messages(&family.token).await;
        let offer = pages(&messages, "registration-offered", "/l/");
        let [accept, decline] = offer.as_slice() else { panic!("{offer:?}") };
        has_button(&server.open(decline).await, true);
        server.press(accept).await;
        assert_eq!(server.status_of(&family, &id).await, "confirmed");

        let messages = server.messages(&family.token).await;
        let place = pages(&messages, "registration-confirmed", "/l/");
        let [cancel] = place.as_slice() else { panic!("{place:?}") };
        server.press(cancel).await;
        assert_eq!(server.status_of(&family, &id).await, "cancelled");
    }

    async fn who_stops_announcements_reads_them_in_the_app_only(server) {
        let (family, _) = server.offered().await;
        let staff = server.drum_organizer().await;
        server.announce(&staff, DRUM, &rain("all")).await.ok(202);
        assert_eq!(server.mails_owed(&staff).await["queued"], 6);
        let messages = server.messages(&family.token).await;
        let stop = pages(&messages, "announcement", "/u/");
        server.press(&stop[0]).await;
        let me = server.get("/api/v1/me").token(&family.token).send().await.ok(200);
        assert_eq!(me["reminders"], json!(false));

        server.announce(&staff, DRUM, &rain("all")).await.ok(202);
        assert_eq!(server.mails_owed(&staff).await["queued"], 5);
        let messages = server.messages(&family.token).await;
        let many = messages.iter().filter(|one| one["kind"] == "announcement").count();
        assert_eq!(many, 2);
    }
}
