//! A rule that does not hold, and where.

use std::fmt::Display;

use crate::values::locale::Bilingual;

/// What is not given yet: a draft may be saved so, but not published.
pub const MISSING: &str = "missing";

/// The quotas hold more seats than there are.
pub const BELOW_QUOTAS: &str = "capacity-below-quotas";

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where, as a JSON pointer (RFC 6901) from the value that was checked.
    pub pointer: String,
    /// What kind of fault, such as `out-of-range`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub words: Bilingual,
}

impl Broken {
    /// A fault of the member called `member`.
    pub fn new(
        member: impl Display,
        code: &'static str,
        chinese: impl Into<String>,
        english: impl Into<String>,
    ) -> Self {
        Self {
            pointer: below("", member),
            code,
            words: Bilingual::new(chinese, english),
        }
    }

    /// The same fault as seen from `member` of the value around it.
    #[must_use]
    pub fn inside(self, member: impl Display) -> Self {
        Self {
            pointer: below("", member) + &self.pointer,
            ..self
        }
    }

    /// The same fault as seen from the list called `member`, of which it is in number `index`.
    #[must_use]
    pub fn inside_item(self, member: impl Display, index: usize) -> Self {
        self.inside(index).inside(member)
    }

    /// Whether something is only not given yet.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        self.code == MISSING
    }
}

/// A member's place below `parent`.
pub fn below(parent: &str, member: impl Display) -> String {
    let member = member.to_string().replace('~', "~0").replace('/', "~1");
    format!("{parent}/{member}")
}
