//! Keys alone, as somebody without a mouse has them.

use serde_json::{Value, json};

use super::Browser;

/// Tab, Enter and the arrow down, as WebDriver writes them.
pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const DOWN: &str = "\u{E015}";
/// More than a page at the door has to stop at.
const STOPS: usize = 120;

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

    /// Goes on with Tab until the focus is where CSS says; on its way it is always on something
    /// that can be seen.
    pub(crate) async fn tab_to(&self, css: &str) {
        let look = "const at = document.activeElement; const box = at.getBoundingClientRect(); \
                    return [at.matches(arguments[0]), at === document.body || \
                    (box.width > 0 && box.height > 0), at.outerHTML.slice(0, 200)]";
        for _ in 0..STOPS {
            self.strike(TAB).await;
            let found = self.script(look, &json!([css])).await;
            assert_eq!(found[1], true, "the focus is lost on {}", found[2]);
            if found[0] == true {
                return;
            }
        }
        panic!("Tab never comes to {css}");
    }
}
