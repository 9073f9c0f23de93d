//! Reasons as the person reads them: the ledger's words, filled with what only the catalogue
//! knows. The facts on the wire keep their keys and ids; a text says labels and names.

use serde_json::{Map, Value, json};

use super::Registrations;
use crate::catalog::snapshot::Snapshot;
use crate::ledger::words::reason;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, OrganizationId, SiteId};
use crate::values::locale::Locale;
use crate::values::say::{known, say};

impl Registrations {
    /// The reason `code` with the numbers of `facts`, times as at the offering.
    pub(super) fn told(
        &self,
        locale: Locale,
        code: &str,
        facts: &Value,
        offering: OfferingId,
    ) -> String {
        let snapshot = self.catalog.snapshot();
        told(&snapshot, locale, code, facts, offering, self.clock.now())
    }

    /// The same as an organizer reads it, for whom "you" would be somebody else.
    #[must_use]
    pub fn told_to_staff(
        &self,
        locale: Locale,
        code: &str,
        facts: &Value,
        offering: OfferingId,
    ) -> String {
        let theirs = format!("to-staff-{}", worded(code, facts));
        let code = match known(locale, &format!("reason-{theirs}")) {
            Some(_) => theirs.as_str(),
            None => code,
        };
        self.told(locale, code, facts, offering)
    }
}

/// The reason `code` with the numbers of `facts`, times as at the offering.
pub(super) fn told(
    snapshot: &Snapshot,
    locale: Locale,
    code: &str,
    facts: &Value,
    offering: OfferingId,
    now: Instant,
) -> String {
    let offering = snapshot.offerings.get(offering);
    let zone = offering.map_or(chrono_tz::Asia::Shanghai, |offering| offering.time_zone);
    let mut told = facts.as_object().cloned().unwrap_or_default();
    name(&mut told, snapshot, locale);
    let code = worded(code, facts);
    if code == "full" {
        told.insert("cause".to_owned(), json!(cause(facts)));
    }
    reason(locale, code, &Value::Object(told), zone, now)
}

/// Which text says a reason: without its day, one can object to a reviewer at any time.
fn worded<'a>(code: &'a str, facts: &Value) -> &'a str {
    let undated = facts.get("object_until").is_none_or(Value::is_null);
    if code == "rejected-by-reviewer" && undated {
        "rejected-undated"
    } else {
        code
    }
}

/// Puts labels and names where the facts have keys and ids.
fn name(facts: &mut Map<String, Value>, snapshot: &Snapshot, locale: Locale) {
    for member in ["question", "consent"] {
        let key = facts.get(member).and_then(Value::as_str);
        if let Some(label) = key.and_then(|key| snapshot.question_label(key)) {
            facts.insert(member.to_owned(), json!(label.pick(locale)));
        }
    }
    if let Some(site) = facts.get("site_id") {
        let site = serde_json::from_value::<SiteId>(site.clone()).ok();
        let site = site.and_then(|id| snapshot.sites.get(id));
        let name = site.map_or("", |site| site.name.pick(locale));
        facts.insert("site".to_owned(), json!(name));
    }
    if let Some(within) = facts.remove("within_organization_id") {
        let body = serde_json::from_value::<OrganizationId>(within).ok();
        let body = body.and_then(|id| snapshot.organizations.get(id));
        let name = body.map_or("any", |body| body.name.pick(locale));
        facts.insert("organization".to_owned(), json!(name));
    }
}

/// Why there is no place in line either.
fn cause(facts: &Value) -> &'static str {
    let number = |name: &str| facts.get(name).and_then(Value::as_i64);
    let limit = number("waitlist_limit");
    if limit == Some(0) {
        "no-list"
    } else if facts.get("list_open") == Some(&Value::Bool(false)) {
        "list-closed"
    } else if limit.is_some_and(|limit| number("waiting").unwrap_or(0) >= limit) {
        "list-full"
    } else {
        "not-wanted"
    }
}

/// Names, each once: "张小一、张小二", "A, B and C".
#[must_use]
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>, locale: Locale) -> String {
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    match each.split_last() {
        Some((last, before)) if !before.is_empty() => {
            let and = say(locale, "letter-and", &[]);
            let last_and = say(locale, "letter-last-and", &[]);
            format!("{}{last_and}{last}", before.join(&and))
        }
        _ => each.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_day_to_object_none_is_said() {
        let code = "rejected-by-reviewer";
        assert_eq!(
            worded(code, &json!({ "object_until": null })),
            "rejected-undated"
        );
        assert_eq!(worded(code, &json!({ "object_until": "2027-06-30" })), code);
    }

    #[test]
    fn each_cause_is_read_from_the_numbers() {
        let full = |limit: Option<i64>, waiting: i64, open: bool| {
            cause(&json!({ "waitlist_limit": limit, "waiting": waiting, "list_open": open }))
        };
        assert_eq!(full(Some(0), 0, true), "no-list");
        assert_eq!(full(Some(12), 12, false), "list-closed");
        assert_eq!(full(Some(12), 12, true), "list-full");
        assert_eq!(full(Some(12), 3, true), "not-wanted");
        assert_eq!(full(None, 300, true), "not-wanted");
    }
}
