//! Who is let in where.

use niangjia::organizations::staff::Role;
use niangjia::roster::access::{
    Access, ActOnPersons, AtOffering, AtOrganization, AtProgram, AtRegistration, AtSession, Count,
    Edit, Need, Sight, Subject, ViewPersons,
};
use niangjia::values::locale::Locale;
use niangjia::web::{Kind, Problem};

use super::Staff;
use crate::harness::TestServer;
use crate::registering::{DRUM, first, text};

impl TestServer {
    async fn admit<N: Need, T: Subject>(
        &self,
        staff: &Staff,
        id: &str,
    ) -> Result<Access<N, T>, Problem> {
        self.app.roster.admit(staff.signed_in(false), id).await
    }
}

fn kind<N, T>(answer: Result<Access<N, T>, Problem>) -> Kind {
    match answer {
        Ok(_) => panic!("was let in"),
        Err(problem) => problem.kind(),
    }
}

fn detail(problem: &Problem) -> String {
    let view = serde_json::to_value(problem.view(Locale::English, "r")).unwrap();
    view["detail"].as_str().unwrap().to_owned()
}

on_both_databases! {
    async fn a_role_reaches_what_is_below_its_body(server) {
        server.import_demo().await;
        let drum = server.get(&format!("/api/v1/offerings/{DRUM}")).send().await.ok(200);
        let session = text(&drum["sessions"][0], "id");
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let registration = text(first(&made), "id");
        let program = text(&drum["program"], "code");
        let body = server.get(&format!("/api/v1/programs/{program}")).send().await.ok(200);
        let body = text(&body["organization"], "code");
        for (at, reaches) in [(body.as_str(), true), ("zj", true), ("wz-yj-grid", false)] {
            let staff = server.staff(at, Role::Organizer).await;
            let roster = &server.app.roster;
            let proven = staff.signed_in(true);
            let found = [
                roster.admit::<Edit, AtOrganization>(proven, &body).await.is_ok(),
                roster.admit::<Edit, AtProgram>(proven, &program).await.is_ok(),
                roster.admit::<Edit, AtOffering>(proven, DRUM).await.is_ok(),
                roster.admit::<ActOnPersons, AtSession>(proven, &session).await.is_ok(),
                roster.admit::<ActOnPersons, AtRegistration>(proven, &registration).await.is_ok(),
            ];
            assert_eq!(found, [reaches; 5], "{at}");
            if !reaches {
                assert_eq!(kind(server.admit::<Count, AtProgram>(&staff, &program).await), Kind::NotFound);
                let foreign = server.admit::<Count, AtRegistration>(&staff, &registration).await;
                assert_eq!(kind(foreign), Kind::NotFound);
            }
        }
        let worker = server.nobody("nobody@example.org").await;
        assert_eq!(kind(server.admit::<Count, AtProgram>(&worker, &program).await), Kind::NotFound);
    }

    async fn what_is_no_name_is_not_found(server) {
        server.import_demo().await;
        let staff = server.staff("zj", Role::Admin).await;
        let nobody = uuid::Uuid::nil().to_string();
        for id in ["nowhere", nobody.as_str(), ""] {
            let answers = [
                kind(server.admit::<Count, AtOrganization>(&staff, id).await),
                kind(server.admit::<Count, AtProgram>(&staff, id).await),
                kind(server.admit::<Count, AtOffering>(&staff, id).await),
                kind(server.admit::<Count, AtSession>(&staff, id).await),
                kind(server.admit::<Count, AtRegistration>(&staff, id).await),
            ];
            assert_eq!(answers, [Kind::NotFound; 5], "{id}");
        }
    }

    async fn a_lesser_role_hears_which_it_takes(server) {
        server.import_demo().await;
        let viewer = server.staff("zj", Role::Viewer).await;
        let refused = server.admit::<Edit, AtOffering>(&viewer, DRUM).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Forbidden);
        assert!(detail(&refused).contains("organizer"), "{}", detail(&refused));
        let children = server.admit::<ViewPersons, AtOffering>(&viewer, DRUM).await;
        assert_eq!(kind(children), Kind::SecondFactorRequired);
    }

    async fn a_confidential_program_opens_to_its_counsellors_only(server) {
        server.import_demo().await;
        let organizer = server.staff("zj", Role::Organizer).await;
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let edit = server.admit::<Edit, AtProgram>(&organizer, "p-mind-pujiang").await.unwrap();
        assert_eq!(edit.sight, Sight::Counts);
        let refused = server.admit::<ViewPersons, AtProgram>(&organizer, "p-mind-pujiang").await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.kind(), Kind::Forbidden);
        assert!(detail(&refused).contains("counsellor"), "{}", detail(&refused));
        let seen = server.admit::<ViewPersons, AtProgram>(&counsellor, "p-mind-pujiang").await;
        assert_eq!(seen.unwrap().sight, Sight::Persons);
        let edits = server.admit::<Edit, AtProgram>(&counsellor, "p-mind-pujiang").await;
        assert_eq!(kind(edits), Kind::Forbidden);
        for other in ["p-mind-online", "p-life-pottery"] {
            let answer = server.admit::<ViewPersons, AtProgram>(&counsellor, other).await;
            assert_eq!(kind(answer), Kind::NotFound, "{other}");
        }
        server.advance_hours(24);
        let ended = server.admit::<ViewPersons, AtProgram>(&counsellor, "p-mind-pujiang").await;
        assert_eq!(kind(ended), Kind::NotFound);
    }
}
