//! `niangjia check` finds nothing in what the ledger wrote, and each fault that was planted.

mod faults;
mod rows;
mod stage;
mod story;

use niangjia::ledger::facts::Status;

use crate::harness::{TestServer, run};
use stage::Stage;
use story::told;

on_both_databases! {
    async fn nothing_is_wrong_with_what_the_ledger_wrote(backend: Backend) {
        let mut stage = Stage::open(backend).await;
        stage.is_clean("opening").await;
        Box::pin(told(&mut stage)).await;
        let report = stage.report().await;
        assert_eq!((report.programs, report.registrations), (1, 18));
        assert!(report.events > 50, "{report:?}");
    }

    async fn what_is_due_but_not_done_yet_is_no_violation(backend: Backend) {
        let mut stage = Stage::open(backend).await;
        Box::pin(told(&mut stage)).await;
        assert_eq!(stage.registration("last").await.status, Status::Waitlisted);
        stage.server.advance_hours(24 * 40);
        stage.is_clean("the end of the camp").await;
        stage.server.tick().await;
        assert_eq!(stage.registration("last").await.status, Status::Expired);
        stage.is_clean("the end of the list").await;
    }

    async fn the_command_prints_the_rows_and_fails(backend: Backend) {
        let mut stage = Stage::open(backend).await;
        assert_eq!(stage.register("first", "", 1, None).await, Status::Confirmed);
        let (well, told) = check(&stage.server);
        assert!(well, "{told}");
        let summary = "Looked at 1 programs, 1 registrations, 5 events: every invariant holds.\n";
        assert_eq!(told, summary);
        stage.plant_key_without_rows().await;
        let (well, told) = check(&stage.server);
        assert!(!well, "{told}");
        assert!(told.starts_with("I6 an idempotency key"), "{told}");
        assert!(told.contains("\n    missing 00000000-0000-0000-0000-000000000007\n"), "{told}");
        assert!(told.ends_with("5 events: 1 violation.\n"), "{told}");
    }
}

/// Runs the command: whether it ended well, and what it printed.
fn check(server: &TestServer) -> (bool, String) {
    let ended = run(&["check"], &[("DATABASE__URL", server.database_url())]);
    (
        ended.status.success(),
        String::from_utf8(ended.stdout).unwrap(),
    )
}
