//! What a browser fetched.

use serde_json::{Value, json};

use super::Browser;

/// What came over the network.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    /// Bytes as they were transferred: compressed, with their heads.
    pub(crate) bytes: f64,
    /// Whatever was asked for.
    pub(crate) urls: Vec<String>,
    /// The same with their methods: `GET http://…`.
    pub(crate) calls: Vec<String>,
}

impl Browser {
    /// Keeps nothing from page to page, as on a first visit.
    pub(crate) async fn forget(&self) {
        let none = json!({"cacheDisabled": true});
        self.devtools("Network.enable", &json!({})).await;
        self.devtools("Network.setCacheDisabled", &none).await;
    }

    /// Makes the line as slow as in the country, and the phone as slow as a cheap one.
    pub(crate) async fn slow(&self) {
        let line = json!({
            "offline": false, "latency": 400,
            "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8,
        });
        self.devtools("Network.enable", &json!({})).await;
        self.devtools("Network.emulateNetworkConditions", &line)
            .await;
        self.devtools("Emulation.setCPUThrottlingRate", &json!({"rate": 4}))
            .await;
    }

    /// What was fetched since this was asked for the last time.
    pub(crate) async fn traffic(&self) -> Traffic {
        let log = self.log().await;
        let mut traffic = Traffic::default();
        for line in log.as_array().unwrap() {
            let line: Value = serde_json::from_str(line["message"].as_str().unwrap()).unwrap();
            let (event, told) = (&line["message"]["method"], &line["message"]["params"]);
            match event.as_str() {
                Some("Network.requestWillBeSent") => {
                    let url = told["request"]["url"].as_str().unwrap();
                    let method = told["request"]["method"].as_str().unwrap();
                    traffic.calls.push(format!("{method} {url}"));
                    traffic.urls.push(url.to_owned());
                }
                Some("Network.loadingFinished") => {
                    traffic.bytes += told["encodedDataLength"].as_f64().unwrap();
                }
                _ => {}
            }
        }
        traffic
    }

    /// Whether an address is of the server at hand.
    pub(crate) fn is_ours(&self, url: &str) -> bool {
        url.starts_with(&format!("{}/", self.root))
    }
}
