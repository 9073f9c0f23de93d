//! What the server sent, before the browser made a page of it.

use serde_json::{Value, json};

use super::Browser;

impl Browser {
    /// The HTML of the page it shows, as it came from the server.
    pub(crate) async fn received(&self) -> String {
        self.log().await;
        self.received.lock().unwrap().clone()
    }

    /// What the network did since this was asked for the last time. The page that came is kept: the log
    /// tells of it once.
    pub(super) async fn log(&self) -> Value {
        let log = self.post("/se/log", &json!({"type": "performance"})).await;
        let mut events = log.as_array().unwrap().iter().rev();
        let newest = events.find_map(document);
        if let Some(request) = newest {
            let asked = json!({ "requestId": request });
            let body = self.devtools("Network.getResponseBody", &asked).await;
            assert_eq!(body["base64Encoded"], false, "a page is text");
            let html = body["body"].as_str().unwrap();
            html.clone_into(&mut self.received.lock().unwrap());
        }
        log
    }
}

/// The request that a line of the log says was answered with a page.
fn document(line: &Value) -> Option<String> {
    let event: Value = serde_json::from_str(line["message"].as_str()?).ok()?;
    let event = &event["message"];
    let is_page = event["method"] == "Network.responseReceived"
        && event["params"]["type"] == "Document"
        && event["params"]["response"]["mimeType"] == "text/html";
    let request = event["params"]["requestId"].as_str()?;
    is_page.then(|| request.to_owned())
}
