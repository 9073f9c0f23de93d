//! The catalogue as the rules see it; nothing here knows a database or a wire.

mod blank;
mod offering;
mod program;
mod question;
mod site;

pub use offering::{
    Allocation, CapacityUnit, Enrol, Offering, OfferingState, Quota, QuotaRule, Session,
    SessionState, titled,
};
pub use program::{
    AskedGender, Audience, Eligibility, Fact, NoticeStyle, Priority, Program, ProgramKind,
    Sensitivity, Shape,
};
pub use question::{
    AnswerSensitivity, Choice, ConsentText, GUARDIAN_CONSENT, Question, QuestionKind,
};
pub use site::{OpeningHours, Site, SiteKind};
