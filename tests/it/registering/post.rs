//! The way of a parent over TCP, with the real binary and a real conversation with a mail
//! server: sign up by the code in the mail, enter the child, register, hear of it; the seventh
//! family waits, and is told when a place is held for it.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{DRUM, first, text};
use crate::harness::{self, Backend, Process, SmtpSink, TestDatabase};

/// Any 32 bytes.
const FIELD_KEYS: &str = "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
/// Longer than any of it takes; a mail that never comes must not hang the tests.
const PATIENCE: Duration = Duration::from_mins(2);

/// A phone and a mailbox.
struct Parent<'a> {
    client: reqwest::Client,
    api: String,
    sink: &'a SmtpSink,
    email: String,
    token: String,
    child: String,
}

impl Parent<'_> {
    async fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.api);
        let sent = self
            .client
            .post(url)
            .bearer_auth(&self.token)
            .json(body)
            .send()
            .await
            .unwrap();
        assert!(
            sent.status().is_success(),
            "{path}: {}",
            sent.text().await.unwrap()
        );
        sent.json().await.unwrap()
    }

    /// The text of the newest mail to this address of which `wanted` says yes.
    async fn mail(&self, wanted: impl Fn(&str) -> bool) -> String {
        let looking = async {
            loop {
                let mails = self.sink.taken();
                let mine = mails
                    .iter()
                    .rev()
                    .filter(|mail| mail.to.contains(&self.email));
                if let Some(found) = mine.map(|mail| plain_text(&mail.data)).find(|t| wanted(t)) {
                    return found;
                }
                tokio::task::yield_now().await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, looking).await;
        found.unwrap_or_else(|_| panic!("no such mail for {}", self.email))
    }

    /// Signs up with the code from the mail, and enters a child of eight.
    async fn come_in(&mut self) {
        let body = json!({ "email": self.email, "password": "八个字的密码可以", "name": "张三" });
        self.post("/accounts", &body).await;
        let mail = self.mail(|text| six_digits(text).is_some()).await;
        let body = json!({ "email": self.email, "code": six_digits(&mail) });
        self.token = text(&self.post("/accounts/verify", &body).await, "access_token");
        let birth = niangjia::values::clock::Clock::machine()
            .now()
            .plus_days(-8 * 366);
        let contact = json!({ "name": "家里人", "phone": "13800000000", "relation": "外婆" });
        let child = json!({
            "name": "张小二", "relation": "child", "emergency_contact": contact,
            "birth_date": birth.day(chrono_tz::Asia::Shanghai).to_string(),
        });
        self.child = text(&self.post("/me/participants", &child).await, "id");
    }

    async fn register(&self) -> Value {
        let body = json!({
            "participant_ids": [self.child],
            "answers": { &self.child: { "guardian_relation": "mother" } },
            "consents": [{ "key": "guardian_consent", "version": 1 }],
        });
        let made = self
            .post(&format!("/offerings/{DRUM}/registrations"), &body)
            .await;
        first(&made).clone()
    }
}

/// The first run of exactly six digits.
fn six_digits(text: &str) -> Option<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.map(str::to_owned).find(|run| run.len() == 6)
}

/// The plain part of a mail, decoded.
fn plain_text(data: &str) -> String {
    let data = data.replace("\r\n", "\n");
    let part = data
        .split("Content-Type: text/plain")
        .nth(1)
        .unwrap_or_default();
    let (head, body) = part.split_once("\n\n").unwrap_or_default();
    let body = body.split("\n--").next().unwrap_or_default();
    if !head.contains("base64") {
        return body.to_owned();
    }
    let bytes = STANDARD.decode(body.replace('\n', "")).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

async fn a_family_hears_of_its_place(backend: Backend) {
    let database = TestDatabase::create(backend).await;
    let sink = SmtpSink::start().await;
    let mail_url = sink.url();
    let settings = [
        ("DATABASE__URL", database.settings.url.expose_secret()),
        ("SECURITY__FIELD_KEYS", FIELD_KEYS),
        ("MAIL__URL", mail_url.as_str()),
        ("LIMITS__ENABLED", "false"),
        ("METRICS__LISTEN", "off"),
    ];
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/zhejiang-programs.json");
    let folder = tempfile::tempdir().unwrap();
    let import = harness::niangjia(&folder, &settings)
        .args(["import", demo, "--shift-to-today"])
        .output()
        .unwrap();
    assert!(
        import.status.success(),
        "{}",
        String::from_utf8_lossy(&import.stderr)
    );
    let process = Process::serve_in(folder, &settings);
    let mut families = Vec::new();
    for number in 1..=7 {
        let mut parent = Parent {
            client: reqwest::Client::new(),
            api: format!("{}/api/v1", process.url),
            sink: &sink,
            email: format!("parent{number}@example.org"),
            token: String::new(),
            child: String::new(),
        };
        parent.come_in().await;
        let made = parent.register().await;
        families.push((parent, made));
    }
    for (parent, made) in &families[..6] {
        assert_eq!(made["status"], "confirmed");
        parent.mail(|mail| mail.contains("有名额了")).await;
    }
    let (last, waiting) = &families[6];
    assert_eq!(
        (&waiting["status"], &waiting["place_in_line"]),
        (&json!("waitlisted"), &json!(1))
    );
    last.mail(|mail| mail.contains("候补第 1 位")).await;

    let (leaver, place) = &families[0];
    leaver
        .post(
            &format!("/registrations/{}/cancel", text(place, "id")),
            &json!({}),
        )
        .await;
    leaver.mail(|mail| mail.contains("已取消")).await;
    last.mail(|mail| mail.contains("名额留给")).await;
    let accept = format!("/registrations/{}/accept", text(waiting, "id"));
    assert_eq!(last.post(&accept, &json!({})).await["status"], "confirmed");
    last.mail(|mail| mail.contains("名额是您的")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    a_family_hears_of_its_place(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    a_family_hears_of_its_place(Backend::Postgres).await;
}
