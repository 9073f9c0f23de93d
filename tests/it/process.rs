//! The binary itself: starting, stopping, configuration.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::Value;

use crate::harness::{Backend, Process, TestServer, niangjia, run};

const QUIET: (&str, &str) = ("METRICS__LISTEN", "off");

/// A request whose body has not come whole yet.
fn half_sent(process: &Process) -> TcpStream {
    let mut stream = TcpStream::connect(process.address()).unwrap();
    let head = "POST /api/v1/tokens HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n{";
    stream.write_all(head.as_bytes()).unwrap();
    // "100 Continue" comes when a handler begins to read the body.
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100");
    stream
}

#[test]
fn an_accepted_request_is_answered_before_the_end() {
    let mut process = Process::serve(&[QUIET]);
    let mut stream = half_sent(&process);
    process.terminate();
    process.wait_for("stopping");
    stream.write_all(b"}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("422 Unprocessable"), "{answer}");
    process.wait_for("stopped");
    assert!(process.end().0.success());
}

/// A request whose headers never come whole.
fn half_headers(process: &Process) -> TcpStream {
    let mut stream = TcpStream::connect(process.address()).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nX-A: ").unwrap();
    stream
}

#[test]
fn headers_that_never_come_are_not_waited_for() {
    let process = Process::serve(&[QUIET, ("SERVER__HEADERS_SECONDS", "1")]);
    let mut answer = String::new();
    // Blocks until the server closes the connection.
    half_headers(&process).read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "");
}

#[test]
fn half_sent_headers_do_not_keep_the_lanes_from_draining() {
    let limits = [
        ("SERVER__TIME_LIMIT_SECONDS", "1"),
        ("SERVER__HEADERS_SECONDS", "600"),
    ];
    let mut process = Process::serve(&[QUIET, limits[0], limits[1]]);
    let open: Vec<TcpStream> = (0..3).map(|_| half_headers(&process)).collect();
    let asked = TcpStream::connect(process.address()).unwrap();
    process.terminate();
    process.wait_for("some connections sent no whole request, or took no answer: they are cut");
    process.wait_for("stopped");
    let (status, folder) = process.end();
    assert!(status.success());
    // The last connection to a database that was closed in order takes its log along.
    assert!(!folder.path().join("var/niangjia.db-wal").exists());
    drop((open, asked));
}

#[test]
fn told_twice_it_ends_at_once() {
    let mut process = Process::serve(&[QUIET]);
    let stream = half_sent(&process);
    process.terminate();
    process.wait_for("stopping");
    process.terminate();
    process.wait_for("told twice: stopping at once");
    assert!(!process.end().0.success());
    drop(stream);
}

#[test]
fn before_the_listener_closes_load_balancers_can_look_away() {
    let mut process = Process::serve(&[QUIET, ("SERVER__LEAVE_SECONDS", "3")]);
    process.terminate();
    process.wait_for("stopping");
    let mut stream = TcpStream::connect(process.address()).unwrap();
    stream.write_all(b"GET /readyz HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 503"), "{answer}");
    assert!(process.end().0.success());
}

#[tokio::test]
async fn a_second_start_finds_everything_again() {
    let process = Process::serve(&[QUIET]);
    let ready = reqwest::get(format!("{}/readyz", process.url))
        .await
        .unwrap();
    assert_eq!(ready.status(), 200);
    process.terminate();
    let (status, folder) = process.end();
    assert!(status.success());
    let keys = folder.path().join("var/field_keys");
    let made = std::fs::read_to_string(&keys).unwrap();
    assert_eq!(
        std::fs::metadata(&keys).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let again = Process::serve_in(folder, &[QUIET]);
    assert_eq!(
        std::fs::read_to_string(again.folder.path().join("var/field_keys")).unwrap(),
        made
    );
}

#[tokio::test]
async fn metrics_have_their_own_address_and_a_taken_one_is_no_end() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let process = Process::serve(&[("METRICS__LISTEN", &address)]);
    let here = reqwest::get(format!("{}/metrics", process.url))
        .await
        .unwrap();
    assert_eq!(here.status(), 404);

    drop(taken);
    let process = Process::serve(&[("METRICS__LISTEN", &address)]);
    reqwest::get(format!("{}/problems/full?secret=1", process.url))
        .await
        .unwrap();
    let metrics = reqwest::get(format!("http://{address}/metrics"))
        .await
        .unwrap();
    let metrics = metrics.text().await.unwrap();
    assert!(metrics.contains("route=\"/problems/{slug}\""), "{metrics}");
    assert!(!metrics.contains("secret"));
}

#[tokio::test]
async fn the_log_holds_neither_queries_nor_tokens() {
    let mut process = Process::serve(&[QUIET]);
    let client = reqwest::Client::new();
    let asked = client.get(format!("{}/api/v1/me?email=a@b.example", process.url));
    let answer = asked.bearer_auth("sesame").send().await.unwrap();
    let id = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let line = process.wait_for("answered");
    assert_eq!(line["span"]["id"], id);
    assert_eq!(line["span"]["route"], "/api/v1/me");
    let text = line.to_string();
    assert!(!text.contains("sesame") && !text.contains("b.example") && !text.contains("127.0.0.1"));
}

#[test]
fn postgres_needs_field_keys_from_outside() {
    let url = ("DATABASE__URL", "postgres://nobody@127.0.0.1:1/none");
    let refused = run(&["serve"], &[QUIET, url]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("security.field_keys"));
}

#[test]
fn the_demo_says_who_there_is_and_where_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let listen = ("SERVER__LISTEN", "127.0.0.1:0");
    let mut child = niangjia(&folder, &[QUIET, listen])
        .args(["serve", "--demo"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines
        .map(Result::unwrap)
        .take_while(|line| !line.starts_with("Mails"))
        .collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        said.last().unwrap().starts_with("API pages: http"),
        "{said:?}"
    );
    let [accounts, console] = [3, 2].map(|back| &said[said.len() - back]);
    assert!(accounts.ends_with("(jh-yw)"), "{said:?}");
    assert!(console.ends_with("/console"), "{said:?}");
}

#[test]
fn a_check_of_nothing_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let check = || {
        let done = niangjia(&folder, &[]).arg("check").output().unwrap();
        assert!(!done.status.success());
        String::from_utf8(done.stderr).unwrap()
    };
    let told = check();
    assert_eq!(told.matches("run `niangjia migrate`").count(), 1, "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    std::fs::create_dir(folder.path().join("var")).unwrap();
    std::fs::write(folder.path().join("var/niangjia.db"), "").unwrap();
    let told = check();
    assert_eq!(told.matches("run `niangjia migrate`").count(), 1, "{told}");
}

#[test]
fn the_configuration_is_printed_without_secrets_and_unknown_keys_are_named() {
    let secrets = [
        ("DATABASE__URL", "postgres://me:hush@db/niangjia"),
        ("MAIL__URL", "smtp://me:hush@mail:25"),
        ("SECURITY__FIELD_KEYS", "a:hush"),
    ];
    let printed = run(&["config"], &secrets);
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(
        text.contains("postgres://me:***@db/niangjia") && !text.contains("hush"),
        "{text}"
    );
    let url = (
        "DATABASE__URL",
        "postgres://db/niangjia?user=me&password=hush",
    );
    let text = String::from_utf8(run(&["config"], &[url]).stdout).unwrap();
    assert!(
        text.contains("user=me&password=***") && !text.contains("hush"),
        "{text}"
    );
    let refused = run(&["config"], &[("SERVER__LISTN", "x")]);
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && text.contains("listn"),
        "{text}"
    );
    assert!(text.contains("NIANGJIA__"), "{text}");
}

#[tokio::test]
async fn the_command_prints_the_document_that_is_served() {
    let server = TestServer::start(Backend::Sqlite).await;
    let expected = server.get("/api/openapi.json").send().await.json();
    let printed = run(&["openapi"], &[]);
    assert_eq!(
        serde_json::from_slice::<Value>(&printed.stdout).unwrap(),
        expected
    );
}

#[test]
fn a_copy_taken_while_it_serves_is_whole_and_can_be_put_back() {
    let process = Process::serve(&[QUIET]);
    let folder = &process.folder;
    let done = |arguments: &[&str]| {
        let done = niangjia(folder, &[QUIET]).args(arguments).output().unwrap();
        let told = [done.stdout, done.stderr].concat();
        (done.status.success(), String::from_utf8(told).unwrap())
    };
    let rush = "fixture rush --workers 3 --capacity 2 --offerings 2 --out rush.json";
    let (is_made, told) = done(&rush.split(' ').collect::<Vec<_>>());
    assert!(is_made, "{told}");
    let (sound, before) = done(&["check"]);
    assert!(sound && before.contains("2 programs"), "{before}");

    let (copied, told) = done(&["backup", "copy.db"]);
    assert!(copied && told.contains(before.trim()), "{told}");
    let copy = folder.path().join("copy.db");
    let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (again, told) = done(&["backup", "copy.db"]);
    assert!(!again && told.contains("name another file"), "{told}");
    let (over, told) = done(&["restore", "copy.db"]);
    assert!(!over && told.contains("move that file away"), "{told}");

    process.terminate();
    let (status, folder) = process.end();
    assert!(status.success());
    let var = folder.path().join("var");
    std::fs::remove_file(var.join("niangjia.db")).unwrap();
    let restore = |file: &str| {
        let done = niangjia(&folder, &[QUIET]).args(["restore", file]).output();
        let done = done.unwrap();
        let told = [done.stdout, done.stderr].concat();
        (done.status.success(), String::from_utf8(told).unwrap())
    };
    let refused = |file: &str, why: &str| {
        let (put_back, told) = restore(file);
        assert!(!put_back && told.contains(why), "{told}");
        assert!(!var.join("niangjia.db").exists());
    };
    std::fs::write(var.join("niangjia.db-wal"), "of another database").unwrap();
    refused("copy.db", "move that file away");
    std::fs::remove_file(var.join("niangjia.db-wal")).unwrap();
    std::fs::write(folder.path().join("empty.db"), "").unwrap();
    refused("empty.db", "is not a copy of a database");
    std::fs::write(folder.path().join("copy.db-wal"), "not yet in it").unwrap();
    refused("copy.db", "holds some of what is in copy.db");
    std::fs::remove_file(folder.path().join("copy.db-wal")).unwrap();
    let whole = std::fs::read(&copy).unwrap();
    std::fs::write(folder.path().join("half.db"), &whole[..whole.len() / 2]).unwrap();
    refused("half.db", "");

    let (put_back, told) = restore("copy.db");
    assert!(put_back && told.contains(before.trim()), "{told}");
    let names = std::fs::read_dir(&var).unwrap();
    let mut names = names.map(|name| name.unwrap().file_name());
    assert!(names.all(|name| !name.to_str().unwrap().starts_with(".niangjia-")));

    let process = Process::serve_in(folder, &[QUIET]);
    process.terminate();
    assert!(process.end().0.success());
}

#[test]
fn a_copy_is_made_of_a_database_of_another_version_and_with_any_name() {
    let folder = tempfile::tempdir().unwrap();
    let url = ("DATABASE__URL", "sqlite://var/50%25 off%3F.db?mode=rwc");
    let done = |arguments: &[&str]| {
        let done = niangjia(&folder, &[QUIET, url]).args(arguments).output();
        let done = done.unwrap();
        let told = [done.stdout, done.stderr].concat();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&told));
        String::from_utf8(told).unwrap()
    };
    let place = folder.path().join("var/50% off?.db");
    std::fs::create_dir(folder.path().join("var")).unwrap();
    std::fs::write(&place, "").unwrap();
    let told = done(&["backup", "before.db"]);
    assert!(told.contains("Not checked"), "{told}");
    done(&["migrate"]);
    let told = done(&["backup", "100% sure?.db"]);
    assert!(told.contains("every invariant holds"), "{told}");
    std::fs::remove_file(&place).unwrap();
    done(&["restore", "100% sure?.db"]);
    assert!(place.exists());
}

#[test]
fn postgres_is_copied_by_its_own_tools() {
    for command in ["backup", "restore"] {
        let ended = run(
            &[command, "copy.db"],
            &[("DATABASE__URL", "postgres://127.0.0.1/none")],
        );
        assert!(!ended.status.success());
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(told.contains("docs/operations.md"), "{told}");
    }
}
