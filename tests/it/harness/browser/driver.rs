//! The driver's process, and the requests it takes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::sync::{OnceCell, Semaphore};

/// Windows open at the same time: each is a browser, and the machine has few cores.
pub(super) const WINDOWS: u32 = 2;

/// `chromedriver`, for all tests of this binary; it ends with them.
pub(super) struct Driver {
    url: String,
    pub(super) seats: Semaphore,
}

static DRIVER: OnceCell<Driver> = OnceCell::const_new();

impl Driver {
    pub(super) async fn start() -> &'static Self {
        DRIVER.get_or_init(async || Self::launch()).await
    }

    fn launch() -> Self {
        // It gets the end of its standard input when this process ends, however it ends.
        let script = "chromedriver --port=0 & driver=$!; cat >/dev/null; kill $driver";
        let started = Command::new("sh")
            .args(["-c", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child: Child = started.expect("sh");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.expect(
            "chromedriver does not start, and the tests of pages need it with chromium (nothing is \
             skipped): apt-get install chromium chromium-driver fonts-noto-cjk",
        );
        // Nobody waits for it: it ends by its standard input.
        std::mem::forget(child);
        Self {
            url: format!("http://127.0.0.1:{port}"),
            seats: Semaphore::new(WINDOWS as usize),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let asked = reqwest::Client::new().get(format!("{}{path}", self.url));
        value(path, asked).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Value {
        let asked = reqwest::Client::new().post(format!("{}{path}", self.url));
        value(path, asked.json(body)).await
    }

    /// Closes a window, from where nothing can be waited for.
    pub(super) fn end(&self, session: &str) {
        let host = self.url.trim_start_matches("http://");
        let ask = format!(
            "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        );
        if let Ok(mut stream) = TcpStream::connect(host) {
            let _ = stream.write_all(ask.as_bytes());
            // Its answer says that the browser is gone.
            let _ = stream.read(&mut [0; 64]);
        }
    }
}

async fn value(path: &str, asked: reqwest::RequestBuilder) -> Value {
    let answer = asked.send().await.unwrap();
    let is_fine = answer.status().is_success();
    let mut body: Value = answer.json().await.unwrap();
    let value = body["value"].take();
    assert!(is_fine, "{path}: {} {}", value["error"], value["message"]);
    value
}

/// Writes a picture.
pub(super) fn keep(path: &Path, base64: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, STANDARD.decode(base64).unwrap()).unwrap();
}
