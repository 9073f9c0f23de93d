//! What a person calls the device behind a `User-Agent` (RFC 9110, section 10.1.5).

use crate::values::text::clean_line;

/// The systems by what their agents say; the first that fits (an iPhone says "Mac OS" too).
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The programs; the first that fits (`WeChat`, Edge and the others all say "Chrome" too).
const PROGRAMS: [(&str, &str); 7] = [
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

/// Most characters of a summary.
const MAX_CHARACTERS: usize = 60;

/// "iPhone, Safari"; for an agent not known here its first word; "" without one. The agent
/// itself is not kept.
#[must_use]
pub fn summary(user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let summary = match (find(&SYSTEMS), find(&PROGRAMS)) {
        (Some(system), Some(program)) => format!("{system}, {program}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => user_agent.split('/').next().unwrap_or_default().to_owned(),
    };
    clean_line(&summary).chars().take(MAX_CHARACTERS).collect()
}

/// Whether a summary holds nothing but names known here.
#[must_use]
pub fn is_known(summary: &str) -> bool {
    let is_name = |word: &str| {
        let mut names = SYSTEMS.iter().chain(&PROGRAMS);
        names.any(|(_, name)| *name == word)
    };
    summary.split(", ").all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_summaries_of_known_names_are_known() {
        for (summary, known) in [
            ("iPhone, Safari", true),
            ("Windows", true),
            ("", false),
            ("curl", false),
            ("iPhone, curl", false),
        ] {
            assert_eq!(is_known(summary), known, "{summary}");
        }
    }

    #[test]
    fn a_device_is_named_as_its_owner_would() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";
        assert_eq!(summary(iphone), "iPhone, Safari");
        let wechat = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107.0 Mobile \
                      Safari/537.36 MicroMessenger/8.0.40";
        assert_eq!(summary(wechat), "Android, WeChat");
        assert_eq!(summary("curl/8.5.0"), "curl");
        assert_eq!(summary(""), "");
        assert_eq!(summary(&"x".repeat(500)).len(), 60);
    }
}
