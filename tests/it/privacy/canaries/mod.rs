//! Canaries all over the database, and none of them left.

mod afterwards;
mod ground;

use std::collections::BTreeMap;

use niangjia::db::entity::registrations;
use niangjia::values::ids::RegistrationId;
use sea_orm::EntityTrait;

use self::ground::CANARIES;
use super::dump::{Found, everything};
use crate::harness::TestServer;

/// The weeks of which the report tells.
const SPAN: &str = "wz-lc/report?from=2027-06-01&to=2027-07-31";

impl TestServer {
    pub(in crate::privacy) async fn dump(&self) -> Vec<Found> {
        everything(&self.db, &self.keys).await
    }

    pub(in crate::privacy) async fn stands(&self, id: &str) -> String {
        let id: RegistrationId = id.parse().unwrap();
        let row = registrations::Entity::find_by_id(id).one(self.db.read());
        row.await.unwrap().unwrap().status
    }
}

/// Where a word stands, plain or as bytes.
pub(super) fn places(all: &[Found], word: &str) -> Vec<String> {
    let byte = |byte: u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
    let bytes: String = word.bytes().flat_map(byte).flatten().collect();
    let stands = |found: &&Found| {
        let text = found.text.to_lowercase();
        text.contains(word) || text.contains(&bytes)
    };
    let place = |found: &Found| format!("{}.{}", found.table, found.column);
    all.iter().filter(stands).map(place).collect()
}

on_both_databases! {
    async fn nothing_of_who_was_erased_is_left_in_any_column_of_any_table(server) {
        let ground = ground::lay(&server).await;
        let account = server.account_of(&ground.token).await;
        let before = server.dump().await;
        for (canary, _) in CANARIES {
            assert!(!places(&before, canary).is_empty(), "{canary} was planted nowhere");
        }
        let others = places(&before, "qywvz").len();
        assert!(others > 5, "the other family is not seen");

        let exported = server.get("/api/v1/me/export").token(&ground.token).send().await;
        let kept = exported.header("content-disposition").to_owned();
        assert!(kept.starts_with("attachment; filename=\"niangjia-2027-07-"), "{kept}");
        exported.ok(200);
        let file = exported.text().to_lowercase();
        for (canary, told) in CANARIES {
            assert_eq!(file.contains(canary), *told, "{canary} in the file");
        }
        assert!(!file.contains("qywvz"), "the other family's");

        let (numbers, rows) = (server.report(&ground.organizer, SPAN).await, sizes(&before));
        server.leave_for_good(&ground.token, "").await.ok(202);
        server.erase_to_the_end(account).await;
        server.stays_sound().await;

        let after = server.dump().await;
        let mut left = BTreeMap::new();
        for (canary, _) in CANARIES {
            for place in places(&after, canary) {
                left.entry(place).or_insert_with(Vec::new).push(*canary);
            }
        }
        assert!(left.is_empty(), "{left:#?}");
        assert_eq!(places(&after, "zqxvw"), [""; 0], "what nobody listed");
        assert_eq!(places(&after, "qywvz").len(), others, "the other family's");
        assert_eq!(server.stands(&ground.over).await, "confirmed");
        assert_eq!(server.stands(&ground.ahead).await, "cancelled");
        assert_eq!(server.report(&ground.organizer, SPAN).await, numbers);
        for table in ["registrations", "participants", "accounts", "notices", "memberships",
            "staff_grants", "attendance_marks", "consents", "audit_log"] {
            let now = sizes(&after);
            assert!(now[table] >= rows[table], "rows of {table} are gone");
        }
        // Gone through once more, and days later, nothing changes.
        server.advance_hours(24 * 2);
        server.tick().await;
        server.stays_sound().await;
        assert_eq!(places(&server.dump().await, "zqxvw"), [""; 0]);
    }
}

/// How many values of its first column a table has.
fn sizes(all: &[Found]) -> BTreeMap<String, usize> {
    let mut sizes = BTreeMap::new();
    for found in all {
        let is_key = found.column == "id" || found.column == "account_id";
        *sizes.entry(found.table.clone()).or_insert(0) += usize::from(is_key);
    }
    sizes
}
