//! A member of an edit: left out, null, or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::{Validate, ValidationErrors};

/// What an edit says of one member. Put `#[serde(default)]` on it: a member that is left out
/// stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// Left out.
    #[default]
    Keep,
    /// Null.
    Clear,
    /// Another value.
    Set(T),
}

impl<T> Edit<T> {
    /// The value after the edit of a member that may be without one.
    #[must_use]
    pub fn apply(self, present: Option<T>) -> Option<T> {
        match self {
            Self::Keep => present,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The other value, if the edit names one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The same edit with its value made into another.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Edit<U> {
        match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => Edit::Set(make(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Edit<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

// validator keeps the value it refuses with the refusal.
impl<T: Serialize> Serialize for Edit<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<T: Validate> Validate for Edit<T> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        self.value().map_or(Ok(()), Validate::validate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        phone: Edit<String>,
    }

    #[test]
    fn left_out_null_and_a_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Body>(text).unwrap().phone;
        assert_eq!(read("{}").apply(Some("1".into())), Some("1".into()));
        assert_eq!(read("{\"phone\":null}").apply(Some("1".into())), None);
        assert_eq!(read("{\"phone\":\"2\"}").apply(None), Some("2".into()));
    }
}
