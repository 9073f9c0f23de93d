//! What a form of a page sends.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

use super::json;
use crate::web::problem::{Kind, Problem};

/// The fields of a form (`application/x-www-form-urlencoded`), as they were typed and in their order;
/// a name may stand there more than once. 413 and 415 as for other bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// What was typed into `name`, without the space around it; empty where nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.trim())
    }

    /// What was typed into `name`, if anything.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// All values of `name`: the boxes that were ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let its = self.0.iter().filter(move |(field, _)| field == name);
        its.map(|(_, value)| value.as_str())
    }

    /// Whether a box `name` was ticked, or a button of that name pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let pairs = form_urlencoded::parse(bytes).into_owned().collect();
        let fields = Self(pairs);
        // PostgreSQL cannot hold U+0000 in text; nobody means it.
        if let Some((name, _)) = fields.iter().find(|(_, value)| value.contains('\0')) {
            return Err(Problem::invalid(
                format!("/{name}"),
                "nul",
                json::words("nul"),
            ));
        }
        Ok(fields)
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE);
        let is_form = media.is_some_and(|media| {
            media
                .as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        if !is_form {
            return Err(Kind::UnsupportedMediaType.into());
        }
        let bytes = Bytes::from_request(request, &()).await.map_err(|refused| {
            if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(Kind::TooLarge)
            } else {
                Problem::new(Kind::Malformed)
            }
        })?;
        Self::read(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_were_typed() {
        let fields = Fields::read("a=+x%20y+&b=1&b=2&c=%E5%BC%A0&go=".as_bytes()).unwrap();
        assert_eq!(fields.get("a"), "x y");
        assert_eq!(fields.all("b").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(fields.get("c"), "张");
        assert!(fields.has("go") && fields.given("go").is_none());
        assert!(!fields.has("d") && fields.get("d").is_empty());
        assert!(Fields::read(b"a=%00").is_err());
    }
}
