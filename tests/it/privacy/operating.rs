//! `niangjia erase`: for who cannot ask for it herself, and once more after a backup was put back.

use std::process::Output;

use niangjia::db::entity::registrations;
use niangjia::organizations::staff::Role;
use niangjia::values::ids::{AccountId, RegistrationId};
use sea_orm::EntityTrait;

use super::canaries::places;
use crate::harness::{TestServer, run};
use crate::organizing::assisted::child;
use crate::registering::{DRUM, first, text};

/// Runs `niangjia erase` on the database of a server, by its clock.
fn erase(server: &TestServer, arguments: &[&str]) -> Output {
    let now = server.clock.now().to_string();
    let settings = [
        ("DATABASE__URL", server.database_url()),
        ("SECURITY__FIELD_KEYS", &server.field_keys),
        ("CLOCK__ALLOW_SHIFT", "true"),
        ("CLOCK__START_AT", &now),
    ];
    run(&[&["erase"], arguments].concat(), &settings)
}

/// What it said; it has to have gone well.
fn said(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

impl TestServer {
    async fn holder(&self, registration: &str) -> AccountId {
        let id: RegistrationId = registration.parse().unwrap();
        let row = registrations::Entity::find_by_id(id).one(self.db.read());
        row.await.unwrap().unwrap().account_id
    }
}

on_both_databases! {
    async fn who_has_no_address_is_erased_by_whoever_runs_the_server(server) {
        let staff = server.drummer().await;
        let mut guest = child("Zqxvw Guest");
        guest["contact_name"] = "Zqxvw Grandmother".into();
        let made = server.assist(&staff, "", &guest).await.ok(201);
        let registration = text(first(&made), "registration_id");
        let account = server.holder(&registration).await;
        server.appoint(account, server.body("wz-lc").await).await;
        let named = ["account", "--registration", &registration];
        let shown = said(&erase(&server, &named));
        assert!(shown.starts_with(&format!("Account {account}: ")), "{shown}");
        assert!(shown.contains("1 confirmed are cancelled, 0 registrations stay"), "{shown}");
        assert!(shown.contains("1 roles end"), "{shown}");
        assert!(shown.ends_with("Nothing was done; --yes erases it.\n"), "{shown}");
        server.tick().await;
        assert!(places(&server.dump().await, "zqxvw").len() > 2, "nothing was done");

        let shown = said(&erase(&server, &[&named[..], &["--yes"]].concat()));
        assert!(shown.contains("within minutes"), "{shown}");
        server.erase_to_the_end(account).await;
        assert_eq!(places(&server.dump().await, "zqxvw"), [""; 0]);
        assert_eq!(server.stands(&registration).await, "cancelled");
        server.stays_sound().await;

        for nobody in [&named[..], &["account", "--email", "nobody@example.org"]] {
            let refused = erase(&server, nobody);
            assert!(!refused.status.success(), "erased, or never there: {nobody:?}");
        }
        let which = erase(&server, &["account", "--yes"]);
        assert!(!which.status.success(), "which?");
        let entries = server.audited("role-ended").await;
        assert_eq!(entries, ["operator"], "{entries:?}");
    }

    async fn after_a_backup_was_put_back_erasures_are_done_again(server) {
        server.import_demo().await;
        let [gone, back] = ["gone@example.org", "back@example.org"];
        let (gone, back) = (server.family(gone).await, server.family(back).await);
        let mine = server.register(&gone.token, DRUM, &gone.drum()).await.ok(201);
        let mine = text(first(&mine), "id");
        let gone = (server.account_of(&gone.token).await, gone.token);
        let back = server.account_of(&back.token).await;
        server.leave_for_good(&gone.1, "").await.ok(202);
        server.erase_to_the_end(gone.0).await;
        let listed = said(&erase(&server, &["list"]));
        assert!(listed.starts_with(&gone.0.to_string()) && listed.lines().count() == 1, "{listed}");
        assert_eq!(said(&erase(&server, &["list", "--since", "2027-06-16"])), "");

        // What an earlier version, or a table that was put back alone, has left there.
        server.execute("UPDATE registration_events SET remark = 'zqxvw remark'").await;
        // The other one was erased after the backup was taken; a third never was in it.
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("erased.txt");
        let never = "01a61dc4-4180-73bc-8731-21eadeff48e7";
        std::fs::write(&file, format!("{listed}{back} 2027-06-14T12:30:00Z\n{never}\n")).unwrap();
        let again = ["again", file.to_str().unwrap()];
        let shown = said(&erase(&server, &again));
        let counts = "1 to be erased, 1 once more, 0 under way, 1 not in this database.";
        assert_eq!(shown, format!("{counts} Nothing was done; --yes does it.\n"));
        assert!(!places(&server.dump().await, "zqxvw").is_empty());
        let shown = said(&erase(&server, &[&again[..], &["--yes"]].concat()));
        assert!(shown.starts_with(counts), "{shown}");
        for account in [gone.0, back] {
            server.erase_to_the_end(account).await;
        }
        let left = server.dump().await;
        assert_eq!(places(&left, "zqxvw"), [""; 0]);
        assert_eq!(places(&left, "back@example.org"), [""; 0]);
        assert_eq!(server.stands(&mine).await, "cancelled");
        server.stays_sound().await;

        let shown = said(&erase(&server, &["again", "--yes"]));
        assert!(shown.starts_with("0 to be erased, 2 once more, 0 under way"), "{shown}");
        for account in [gone.0, back] {
            server.erase_to_the_end(account).await;
        }
        let staff = server.staff("wz-lc", Role::Viewer).await;
        server.own(&staff.token, "/me").await;
    }
}
