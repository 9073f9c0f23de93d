//! Keys alone, as somebody without a mouse has them.

use serde_json::{Value, json};

use super::Browser;

/// Tab and Enter, as WebDriver writes them.
pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";

impl Browser {
    /// Presses keys, one after the other, wherever the focus is.
    pub(crate) async fn strike(&self, keys: &str) {
        let stroke = |key: char| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        };
        let strokes: Vec<Value> = keys.chars().flat_map(stroke).collect();
        let actions = json!([{ "type": "key", "id": "keys", "actions": strokes }]);
        self.post("/actions", &json!({ "actions": actions })).await;
    }
}
