//! The demo file on both databases: once, again, changed, broken.

use std::collections::BTreeMap;

use niangjia::db::Fault;
use niangjia::ledger::command::{Act, Actor, Command, SetCapacity};
use niangjia::roster::import::{ImportError, Report, ShiftChoice};
use niangjia::values::ids::Reference;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::registering::DRUM;

const DEMO: &str = include_str!("../../demo/zhejiang-programs.json");

fn demo() -> Value {
    serde_json::from_str(DEMO).unwrap()
}

async fn import(server: &TestServer, file: &Value) -> Result<Report, ImportError> {
    let bytes = file.to_string();
    let importer = &server.app.importer;
    importer
        .import("demo.json", bytes.as_bytes(), ShiftChoice::None)
        .await
}

/// What is in the database, as far as an import touches it.
async fn rows(server: &TestServer) -> Value {
    let contents = niangjia::catalog::load(server.db.read()).await.unwrap();
    let sessions = contents
        .offerings
        .iter()
        .map(|one| one.sessions.len())
        .sum::<usize>();
    let quotas = contents
        .offerings
        .iter()
        .map(|one| one.quotas.len())
        .sum::<usize>();
    json!({
        "organizations": contents.organizations.len(),
        "sites": contents.sites.len(),
        "questions": contents.questions.len(),
        "consent_texts": contents.consent_texts.len(),
        "programs": contents.programs.len(),
        "offerings": contents.offerings.len(),
        "sessions": sessions,
        "quotas": quotas,
    })
}

/// A database that refuses one program's row until it is told to stop.
struct Breaks {
    end: &'static str,
}

impl Breaks {
    async fn at(server: &TestServer, code: &str) -> Self {
        let (begin, end) = match server.db.read().get_database_backend() {
            DbBackend::Sqlite => (
                format!(
                    "CREATE TRIGGER breaks BEFORE INSERT ON programs WHEN NEW.code = '{code}'
                     BEGIN SELECT RAISE(ABORT, 'broken'); END"
                ),
                "DROP TRIGGER breaks",
            ),
            _ => (
                format!("ALTER TABLE programs ADD CONSTRAINT breaks CHECK (code <> '{code}')"),
                "ALTER TABLE programs DROP CONSTRAINT breaks",
            ),
        };
        let breaks = Self { end };
        breaks.run(server, &begin).await;
        breaks
    }

    async fn end(&self, server: &TestServer) {
        self.run(server, self.end).await;
    }

    async fn run(&self, server: &TestServer, statement: &str) {
        let done = server
            .db
            .write(async |tx| Ok::<_, Fault>(tx.execute_unprepared(statement).await?));
        done.await.unwrap();
    }
}

on_both_databases! {
    async fn the_demo_file_comes_in_whole(server) {
        let report = import(&server, &demo()).await.unwrap();
        assert_eq!(
            rows(&server).await,
            json!({
                "organizations": 52, "sites": 45, "questions": 38, "consent_texts": 4,
                "programs": 45, "offerings": 77, "sessions": 453, "quotas": 13,
            })
        );
        assert_eq!(report.programs, 45);
        let birds = server.get("/api/v1/offerings/p-birds-2027-01/places").send().await.ok(200);
        assert_eq!((&birds["capacity"], &birds["places_left"]), (&json!(40), &json!(40)));
        assert_eq!(birds["pools"].as_array().unwrap().len(), 3, "two grades, and everyone");
        let draft = server.get("/api/v1/offerings/p-yao-course-02").send().await;
        draft.is_problem(404, "not-found");
    }

    async fn each_question_says_what_its_answer_is_for(server) {
        let mut file = demo();
        file["questions"][0].as_object_mut().unwrap().remove("purpose");
        file["questions"][0].as_object_mut().unwrap().remove("purpose_en");
        import(&server, &file).await.unwrap();
        let birds = || server.get("/api/v1/programs/p-birds-2027");
        let (zh, en) = (birds().send().await.ok(200), birds().english().send().await.ok(200));
        let purpose = |program: &Value, key: &str| {
            let questions = program["questions"].as_array().unwrap();
            questions.iter().find(|one| one["key"] == key).unwrap()["purpose"].clone()
        };
        assert_eq!(purpose(&zh, "pickup_people"), "孩子只交给这里写明的大人");
        assert_eq!(
            purpose(&en, "pickup_people"),
            "A child is handed over only to the adults named here"
        );
        assert_eq!(purpose(&zh, "child_name"), Value::Null, "where nobody said");
    }

    async fn the_same_file_again_changes_nothing(server) {
        import(&server, &demo()).await.unwrap();
        let before = niangjia::catalog::load(server.db.read()).await.unwrap();
        server.advance_hours(1);
        let again = import(&server, &demo()).await.unwrap();
        assert_eq!(again, Report::default());
        let after = niangjia::catalog::load(server.db.read()).await.unwrap();
        assert_eq!(before, after, "not even the change counter moved");
    }

    async fn a_changed_file_applies_its_changes(server) {
        import(&server, &demo()).await.unwrap();
        let mut file = demo();
        file["programs"][0]["title"] = json!("小候鸟暑期班");
        let offering = &mut file["programs"][0]["offerings"][0];
        offering["capacity"] = json!(43);
        offering["quotas"][0]["seats"] = json!(22);
        let report = import(&server, &file).await.unwrap();
        assert_eq!((report.programs, report.offerings, report.commands), (1, 1, 1));
        let view = server.get("/api/v1/offerings/p-birds-2027-01").send().await.ok(200);
        assert_eq!(view["capacity"], 43);
        assert_eq!(view["program"]["title"], "小候鸟暑期班");
        assert_eq!(view["version"], 2);
        assert_eq!(view["quotas"][0]["capacity"], 22);
    }

    async fn a_broken_file_leaves_nothing_behind(server) {
        let mut file = demo();
        file["programs"][44]["offerings"][0]["site_id"] = json!("s-nowhere");
        let Err(ImportError::Flawed(flaws)) = import(&server, &file).await else {
            panic!("a broken file was imported");
        };
        let [flaw] = &flaws[..] else { panic!("{flaws:?}") };
        assert_eq!(flaw.pointer, "/programs/44/offerings/0/site_id");
        assert_eq!(flaw.value, "s-nowhere");
        assert_eq!(rows(&server).await["organizations"], 0);
        let not_json = server.app.importer.import("x", b"{", ShiftChoice::None).await;
        assert!(matches!(not_json, Err(ImportError::NotJson(_))));
    }

    async fn a_break_in_the_middle_is_made_good_by_importing_again(server) {
        let last = demo()["programs"][44]["id"].as_str().unwrap().to_owned();
        let breaks = Breaks::at(&server, &last).await;
        let broken = import(&server, &demo()).await;
        assert!(matches!(broken, Err(ImportError::Fault(_))), "{broken:?}");
        assert_eq!(rows(&server).await["programs"], 44, "those before are in");
        breaks.end(&server).await;
        import(&server, &demo()).await.unwrap();
        let whole = rows(&server).await;
        assert_eq!((&whole["programs"], &whole["sessions"]), (&json!(45), &json!(453)));
        assert_eq!(import(&server, &demo()).await.unwrap(), Report::default(), "nothing is left");
    }

    async fn what_the_ledger_would_refuse_stops_the_whole_file(server) {
        server.import_demo().await;
        for parent in ["one@example.org", "two@example.org"] {
            let family = server.family(parent).await;
            server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        }
        let mut file = demo();
        file["programs"][0]["title"] = json!("不会进来的名字");
        let programs = file["programs"].as_array_mut().unwrap();
        let at = programs.iter().position(|one| one["id"] == "p-open-drum").unwrap();
        let runs = programs[at]["offerings"].as_array_mut().unwrap();
        let run = runs.iter().position(|one| one["id"] == DRUM).unwrap();
        runs[run]["capacity"] = json!(1);
        let Err(ImportError::Flawed(flaws)) = import(&server, &file).await else {
            panic!("a capacity below what is taken was imported");
        };
        let [flaw] = &flaws[..] else { panic!("{flaws:?}") };
        assert_eq!(flaw.pointer, format!("/programs/{at}/offerings/{run}"));
        let birds = server.get("/api/v1/programs/p-birds-2027").send().await.ok(200);
        assert_ne!(birds["title"], "不会进来的名字");
    }

    async fn other_instances_see_it_at_their_next_look(server) {
        let other = server.instance().await;
        let drum = Reference::Code(DRUM.to_owned());
        assert!(other.catalog.snapshot().offerings.find(&drum).is_none());
        server.import_demo().await;
        other.catalog.refresh().await.unwrap();
        let id = other.catalog.snapshot().offerings.find(&drum).unwrap().id;
        let left = || other.catalog.places().of(id).unwrap().total().left;
        assert_eq!(left(), Some(6));
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        assert_eq!(left(), Some(6), "not before it looks");
        other.catalog.refresh().await.unwrap();
        assert_eq!(left(), Some(5));
        other.drain().await;
    }

    async fn the_numbers_of_an_instance_are_never_left_behind(server) {
        let other = server.instance().await;
        server.import_demo().await;
        other.catalog.refresh().await.unwrap();
        let ids = other.catalog.snapshot();
        let [first, second] = ["p-open-drum-02", "p-open-drum-01"]
            .map(|code| ids.offerings.find(&Reference::Code(code.to_owned())).unwrap().id);
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        // The other instance decides something of the same program before it looks.
        let tick = Command {
            program_id: ids.offerings.get(second).unwrap().program_id,
            actor: Actor::Import,
            received_at: server.clock.now(),
            act: Act::SetCapacity(SetCapacity {
                when_free: false,
                offering_id: second,
                total: Some(Some(77)),
                quotas: BTreeMap::new(),
                sessions: BTreeMap::new(),
            }),
        };
        other.ledger.submit(tick, None).await.unwrap();
        let left = |id| other.catalog.places().of(id).unwrap().total().left;
        assert_eq!((left(first), left(second)), (Some(6), Some(77)));
        other.catalog.refresh().await.unwrap();
        assert_eq!((left(first), left(second)), (Some(5), Some(77)));
        other.drain().await;
    }

    async fn the_shift_of_the_first_import_is_kept(server) {
        let importer = &server.app.importer;
        let file = demo().to_string();
        let first = importer.import("a", file.as_bytes(), ShiftChoice::Weeks(-4)).await.unwrap();
        assert_eq!(first.shift_weeks, -4);
        server.advance_hours(24 * 70);
        let again = importer.import("b", file.as_bytes(), ShiftChoice::ToToday).await.unwrap();
        assert_eq!(again, Report { shift_weeks: -4, ..Report::default() });
        let view = server.get("/api/v1/offerings/p-birds-2027-01").send().await.ok(200);
        assert_eq!(view["sessions"][0]["starts_at"], "2027-06-07T00:30:00Z");
    }
}
