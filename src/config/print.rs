//! The configuration as `niangjia config` prints it.

use std::fmt::Write;

use figment::Figment;
use figment::value::{Dict, Value};

use super::ConfigError;

const MASK: &str = "***";

/// TOML, one comment a value that does not come from the defaults.
pub(super) fn print(sources: &Figment) -> Result<String, ConfigError> {
    let all: Dict = sources.extract().map_err(Box::new)?;
    let mut text = String::new();
    for (section, keys) in &all {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "[{section}]");
        for (key, value) in keys.as_dict().into_iter().flatten() {
            let shown = literal(&masked(section, key, value));
            let source = source(sources, &format!("{section}.{key}"));
            let _ = writeln!(text, "{key} = {shown}{source}");
        }
        text.push('\n');
    }
    Ok(text.trim_end().to_owned())
}

fn source(sources: &Figment, key: &str) -> String {
    let Some(metadata) = sources.find_metadata(key) else {
        return String::new();
    };
    match &metadata.source {
        Some(figment::Source::File(path)) => format!(" # {}", path.display()),
        _ if metadata.name.contains("environment") => " # environment".to_owned(),
        _ => String::new(),
    }
}

/// Parameters of a URL that are no secrets; all others are taken for one.
const SHOWN: [&str; 12] = [
    "application_name",
    "cache",
    "dbname",
    "host",
    "hostaddr",
    "mode",
    "port",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "tls",
    "user",
];

/// Keys are secret whole; a URL between its user and its host, and in its parameters.
fn masked(section: &str, key: &str, value: &Value) -> Value {
    match (section, key, value.as_str()) {
        ("security", _, _) => Value::from(MASK),
        (_, "url", Some(url)) => Value::from(without_password(url)),
        _ => value.clone(),
    }
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (before, query) = match rest.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (rest, None),
    };
    let place = match before.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or("");
            format!("{user}:{MASK}@{host}")
        }
        // A password with an unescaped question mark: where it ends cannot be told.
        None if query.is_some_and(|query| query.contains('@')) && before.contains(':') => {
            return format!("{scheme}://{MASK}");
        }
        None => before.to_owned(),
    };
    match query {
        Some(query) => format!("{scheme}://{place}?{}", masked_query(query)),
        None => format!("{scheme}://{place}"),
    }
}

fn masked_query(query: &str) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if !SHOWN.contains(&name) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn literal(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Char(_, c) => format!("\"{c}\""),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Num(_, number) => number
            .to_i128()
            .map_or_else(|| format!("{:?}", number.to_f64()), |n| n.to_string()),
        Value::Array(_, items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Empty(..) | Value::Dict(..) => "{}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use figment::providers::{Format, Toml};

    use super::*;

    #[test]
    fn secrets_are_masked() {
        let toml = "[database]\nurl = \"postgres://me:p@ss@db/n\"\n[security]\nfield_keys = \"a:b\"\n\
                    [server]\nin_flight = 4\ntrusted_proxies = [\"10.0.0.0/8\"]";
        let text = print(&Figment::from(Toml::string(toml))).unwrap();
        let expected = "[database]\nurl = \"postgres://me:***@db/n\"\n\n[security]\n\
                        field_keys = \"***\"\n\n[server]\nin_flight = 4\n\
                        trusted_proxies = [\"10.0.0.0/8\"]";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_password_hides_in_no_part_of_a_url() {
        for (url, shown) in [
            (
                "postgres://db/n?user=me&password=s3",
                "postgres://db/n?user=me&password=***",
            ),
            (
                "postgres://db/n?%70assword=s3&host=a",
                "postgres://db/n?%70assword=***&host=a",
            ),
            (
                "postgres://me:s3@db/n?password=s3@s3",
                "postgres://me:***@db/n?password=***",
            ),
            ("postgres://me:s3?s3@db/n", "postgres://***"),
            ("sqlite://var/n.db?mode=rwc", "sqlite://var/n.db?mode=rwc"),
            ("file:var/mail", "file:var/mail"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
