//! The roster as a stream, over a real connection.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::Staff;
use crate::harness::{Listening, Process, TestServer, niangjia};
use crate::registering::{DRUM, first, text};

/// Longer than anything here takes; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_mins(1);

/// What watchers ask of an instance that listens.
trait Watching {
    async fn ask(&self, staff: &Staff, since: Option<i64>) -> Response;
    async fn watch(&self, staff: &Staff, since: Option<i64>) -> Events;
}

impl Watching for Listening {
    async fn ask(&self, staff: &Staff, since: Option<i64>) -> Response {
        let url = format!("{}/api/v1/offerings/{DRUM}/roster/stream", self.url);
        let mut asked = reqwest::Client::new().get(url).bearer_auth(&staff.token);
        if let Some(since) = since {
            asked = asked.header("last-event-id", since.to_string());
        }
        asked.send().await.unwrap()
    }

    async fn watch(&self, staff: &Staff, since: Option<i64>) -> Events {
        let response = self.ask(staff, since).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Events {
            response,
            read: String::new(),
        }
    }
}

/// The events of a stream.
struct Events {
    response: Response,
    read: String,
}

impl Events {
    /// The next event: its id and data; none at the end.
    async fn next(&mut self) -> Option<(i64, Value)> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                let line = |name: &str| {
                    let mut lines = event.lines();
                    lines.find_map(|line| line.strip_prefix(name).map(str::to_owned))
                };
                if let Some(data) = line("data: ") {
                    assert_eq!(line("event: ").unwrap(), "roster");
                    let id = line("id: ").unwrap().parse().unwrap();
                    return Some((id, serde_json::from_str(&data).unwrap()));
                }
                continue;
            }
            let part = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
            let part = part.expect("the stream goes on or ends").unwrap()?;
            self.read.push_str(std::str::from_utf8(&part).unwrap());
        }
    }
}

/// Registers a child and gives the registration.
async fn register(server: &TestServer, email: &str) -> String {
    let family = server.family(email).await;
    let made = server
        .register(&family.token, DRUM, &family.drum())
        .await
        .ok(201);
    text(first(&made), "id")
}

on_both_databases! {
    async fn a_watcher_sees_each_change_and_what_she_missed(server) {
        let staff = server.drum_by(&json!({})).await;
        let listening = Listening::start(&server.app).await;
        let mut events = listening.watch(&staff, None).await;
        let (start, standing) = events.next().await.unwrap();
        assert_eq!((&standing["counts"]["confirmed"], &standing["changed"]), (&json!(0), &json!([])));
        let one = register(&server, "one@example.org").await;
        let (sequence, news) = events.next().await.unwrap();
        assert!(sequence > start);
        assert_eq!(news, json!({
            "sequence": sequence, "changed": [one], "more": false,
            "counts": news["counts"],
        }));
        assert_eq!((&news["counts"]["confirmed"], &news["counts"]["waitlisted"]), (&json!(1), &json!(0)));
        drop(events);
        let two = register(&server, "two@example.org").await;
        let mut again = listening.watch(&staff, Some(sequence)).await;
        let (_, missed) = again.next().await.unwrap();
        assert_eq!((&missed["changed"], &missed["counts"]["confirmed"]), (&json!([two]), &json!(2)));
    }

    async fn another_instance_tells_it_too(server) {
        let staff = server.drum_by(&json!({})).await;
        let other = server.instance().await;
        let stop = CancellationToken::new();
        let looking = tokio::spawn(other.catalog.clone().watch(stop.clone()));
        let listening = Listening::start(&other).await;
        let mut events = listening.watch(&staff, None).await;
        events.next().await.unwrap();
        let one = register(&server, "one@example.org").await;
        assert_eq!(events.next().await.unwrap().1["changed"], json!([one]));
        stop.cancel();
        looking.await.unwrap();
    }

    async fn it_ends_with_the_role_and_with_the_token(server) {
        let staff = server.drum_by(&json!({})).await;
        let leaver = server.staff("wz", niangjia::organizations::staff::Role::Viewer).await;
        server.prove(&leaver).await;
        let listening = Listening::start(&server.app).await;
        let mut of_leaver = listening.watch(&leaver, None).await;
        let mut of_staff = listening.watch(&staff, None).await;
        of_leaver.next().await.unwrap();
        of_staff.next().await.unwrap();
        let signing_out = server.delete("/api/v1/tokens/current").token(&leaver.token).send();
        assert_eq!(signing_out.await.status, 204);
        assert_eq!(of_leaver.next().await, None);
        register(&server, "one@example.org").await;
        assert!(of_staff.next().await.is_some());
        server.advance_hours(24);
        assert_eq!(of_staff.next().await, None, "the role lasted a day");
    }

    async fn it_does_not_hold_up_the_end(server) {
        let staff = server.drum_by(&json!({})).await;
        let listening = Listening::start(&server.app).await;
        let mut events = listening.watch(&staff, None).await;
        events.next().await.unwrap();
        listening.stop.cancel();
        server.app.roster.watchers.close();
        assert_eq!(events.next().await, None);
        tokio::time::timeout(PATIENCE, listening.ended).await.unwrap().unwrap();
    }

    async fn so_many_watch_and_no_more(server) {
        let staff = server.drum_by(&json!({})).await;
        let listening = Listening::start(&server.app).await;
        let mut watching = Vec::new();
        for _ in 0..8 {
            watching.push(listening.watch(&staff, None).await);
        }
        let refused = listening.ask(&staff, None).await;
        assert_eq!(refused.status(), 503);
        assert_eq!(refused.headers()["retry-after"], "10");
        let account = staff.account;
        drop(watching);
        let free = async {
            while server.app.roster.watchers.enter(account).is_none() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, free).await.expect("who leaves makes room");
    }
}

#[test]
fn a_watched_roster_does_not_hold_up_the_process() {
    let quiet = ("METRICS__LISTEN", "off");
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let done = niangjia(&folder, &[quiet])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    let file = folder.path().join("rush.json");
    let out = file.display().to_string();
    run(&[
        "fixture",
        "rush",
        "--workers",
        "1",
        "--capacity",
        "1",
        "--out",
        &out,
    ]);
    let made: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let worker = &made["workers"][0];
    let (email, token) = (text(worker, "email"), text(worker, "token"));
    // The fixture's body is named like its addresses: rush-<mark>-<number>@…
    let body = email.rsplit_once('-').unwrap().0.to_owned();
    run(&[
        "staff",
        "add",
        &email,
        "--organization",
        &body,
        "--role",
        "viewer",
    ]);
    let mut process = Process::serve_in(folder, &[quiet]);
    let mut stream = TcpStream::connect(process.address()).unwrap();
    let offering = made["offerings"][0].as_str().unwrap();
    let asked = format!(
        "GET /api/v1/offerings/{offering}/roster/stream HTTP/1.1\r\nhost: x\r\n\
         authorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(asked.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(
        lines.by_ref().any(|line| line.starts_with("data: ")),
        "the first event"
    );
    process.terminate();
    process.wait_for("stopped");
    let rest: Vec<String> = lines.collect();
    assert!(
        rest.iter().any(|line| line == "0"),
        "ended, not cut: {rest:?}"
    );
    assert!(process.end().0.success());
}
