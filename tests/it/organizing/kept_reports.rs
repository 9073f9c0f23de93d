//! Reports that are kept for some minutes: what they say is what was counted, and when.

use niangjia::db::entity::kept_reports;
use niangjia::roster::report::policy::{Measure, Span};
use niangjia::roster::report::{Days, Kept};
use sea_orm::EntityTrait;
use serde_json::json;

use crate::harness::TestServer;
use crate::registering::DRUM;

const BODY: &str = "wz-lc";

impl TestServer {
    async fn kept(&self, days: Days) -> Kept {
        let body = self.body(BODY).await;
        self.app.roster.kept_report(body, days).await.unwrap()
    }

    /// How many reports are kept.
    async fn reports_kept(&self) -> usize {
        let rows = kept_reports::Entity::find().all(self.db.read());
        rows.await.unwrap().len()
    }

    async fn one_more(&self, number: usize) {
        let family = self.family(&format!("more{number}@example.org")).await;
        self.register(&family.token, DRUM, &family.drum())
            .await
            .ok(201);
    }
}

fn registrations(kept: &Kept) -> i64 {
    kept.report.open.total.of(Measure::Registrations)
}

on_both_databases! {
    async fn a_report_says_as_of_when_it_is_and_is_counted_anew(server) {
        server.drum_by(&json!({})).await;
        server.families(2).await;
        let begun = server.clock.now();
        let first = server.kept(Days::SoFar).await;
        assert_eq!((registrations(&first), first.counted_at), (2, begun));
        let body = server.body(BODY).await;
        let counted = server.app.roster.report(body, first.span).await.unwrap();
        assert_eq!(first.report, counted);
        server.one_more(1).await;
        server.advance_minutes(9);
        server.app.roster.renew_reports().await.unwrap();
        assert_eq!(server.kept(Days::SoFar).await, first, "it is young enough");
        server.advance_minutes(1);
        server.app.roster.renew_reports().await.unwrap();
        let second = server.kept(Days::SoFar).await;
        assert_eq!((registrations(&second), second.counted_at), (3, server.clock.now()));
        // With no timer, nothing older than an hour is shown.
        server.one_more(2).await;
        server.advance_minutes(60);
        assert_eq!(registrations(&server.kept(Days::SoFar).await), 3);
        server.advance_minutes(1);
        let third = server.kept(Days::SoFar).await;
        assert_eq!((registrations(&third), third.counted_at), (4, server.clock.now()));
    }

    async fn a_year_so_far_goes_on_and_named_days_do_not(server) {
        server.drum_by(&json!({})).await;
        let today = server.app.roster.today();
        let named = Days::Of(Span::new(None, None, today).unwrap());
        let first = server.kept(Days::SoFar).await;
        assert_eq!(server.kept(named).await.span, first.span);
        assert_eq!(server.reports_kept().await, 2);
        server.advance_hours(24);
        server.app.roster.renew_reports().await.unwrap();
        assert_eq!(server.reports_kept().await, 1, "named days are kept for an hour");
        let next = server.kept(Days::SoFar).await;
        assert_eq!(next.span.to, today.succ_opt().unwrap());
        assert_eq!(next.counted_at, server.clock.now());
    }

    async fn what_nobody_asks_for_is_forgotten(server) {
        server.drum_by(&json!({})).await;
        server.kept(Days::SoFar).await;
        server.advance_hours(20 * 24);
        server.app.roster.renew_reports().await.unwrap();
        // Who asks now is remembered to have asked, though it need not be counted.
        server.kept(Days::SoFar).await;
        server.advance_hours(20 * 24);
        server.app.roster.renew_reports().await.unwrap();
        assert_eq!(server.reports_kept().await, 1);
        server.advance_hours(11 * 24);
        server.app.roster.renew_reports().await.unwrap();
        assert_eq!(server.reports_kept().await, 0);
    }

    async fn a_report_of_another_version_is_counted_anew(server) {
        server.drum_by(&json!({})).await;
        server.families(1).await;
        server.kept(Days::SoFar).await;
        server.execute("UPDATE kept_reports SET contents = '{\"from\": 1}'").await;
        assert_eq!(registrations(&server.kept(Days::SoFar).await), 1);
    }
}
