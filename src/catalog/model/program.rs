//! What is offered, and who may join.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::values::email::EmailAddress;
use crate::values::ids::{OrganizationId, ProgramId, QuestionId};
use crate::values::locale::Bilingual;
use crate::values::words::words;

words! {
    /// What kind of thing is offered.
    ProgramKind {
        /// A camp.
        Camp = "camp",
        /// A class that looks after children.
        CareClass = "care_class",
        /// An outing.
        Outing = "outing",
        /// A friend-making event.
        Mixer = "mixer",
        /// A course.
        Course = "course",
        /// A circle that meets again and again.
        Club = "club",
        /// A talk.
        Lecture = "lecture",
        /// A booked meeting with somebody who knows.
        Appointment = "appointment",
        /// Counselling.
        Counselling = "counselling",
        /// A place to use.
        Facility = "facility",
        /// A call for works.
        Submission = "submission",
        /// A nomination.
        Evaluation = "evaluation",
        /// A questionnaire.
        Survey = "survey",
        /// A contest.
        Competition = "competition",
        /// Volunteering.
        Volunteer = "volunteer",
        /// Help that one asks for.
        Request = "request",
        /// Support in hardship.
        Aid = "aid",
        /// A visit.
        Visit = "visit",
        /// A ceremony.
        Ceremony = "ceremony",
    }
}

words! {
    /// How one takes part in time.
    Shape {
        /// One meeting.
        OneOff = "one_off",
        /// Several meetings.
        Series = "series",
        /// Whole days in a row.
        Block = "block",
        /// One walks in.
        DropIn = "drop_in",
        /// One picks times.
        Slots = "slots",
        /// One picks shifts.
        Shifts = "shifts",
        /// Teams take part.
        TeamEvent = "team_event",
        /// One hands something in.
        Submission = "submission",
        /// One answers questions.
        Survey = "survey",
        /// One asks for something.
        Request = "request",
    }
}

words! {
    /// What a program touches: who may read its roster follows from it.
    Sensitivity {
        /// Nothing special.
        Normal = "normal",
        /// Children.
        Child = "child",
        /// Health.
        Health = "health",
        /// Looking for a partner.
        Dating = "dating",
        /// Counselling or hardship: only counsellors see the roster.
        Confidential = "confidential",
    }
}

words! {
    /// How plainly its notices speak.
    NoticeStyle {
        /// With title and place.
        Normal = "normal",
        /// Without title and place.
        Discreet = "discreet",
    }
}

words! {
    /// Who a program is for.
    Audience {
        /// Grown-ups.
        Adult = "adult",
        /// Children under 18.
        Child = "child",
        /// Teams.
        Team = "team",
        /// Bodies.
        Organization = "organization",
        /// Anybody.
        Anyone = "anyone",
    }
}

words! {
    /// A gender that a rule asks for.
    AskedGender {
        /// Women and girls.
        Female = "female",
        /// Men and boys.
        Male = "male",
    }
}

/// Who may join; none means no limit. Ages count on the day of the first session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// Who it is for.
    #[serde(rename = "for")]
    pub audience: Audience,
    /// Whether the acting account needs a confirmed membership.
    pub member_required: bool,
    /// The body inside whose subtree that membership must be.
    pub within_org: Option<OrganizationId>,
    /// The gender it is for.
    pub gender: Option<AskedGender>,
    /// Youngest age in completed years.
    pub age_min: Option<u32>,
    /// Oldest age in completed years.
    pub age_max: Option<u32>,
    /// Lowest school grade.
    pub grade_min: Option<i32>,
    /// Highest school grade.
    pub grade_max: Option<i32>,
    /// Whether one must state that one is single (the consent `single_statement`).
    pub single_declared: bool,
    /// Papers that a reviewer asks for.
    pub proofs: Vec<String>,
    /// What a reviewer gives points for.
    pub priority: Vec<Priority>,
}

/// What a reviewer gives points for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PrioritySettings)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Its key.
    pub key: String,
    /// What people read.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// Points.
    pub points: i32,
}

/// A figure about a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = FactSettings)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What is counted.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// How many.
    pub value: i64,
    /// The unit, such as `children`.
    pub unit: String,
    /// The year or day it was true.
    pub as_of: String,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// Rises with each edit, from 1.
    pub version: i32,
    /// Its stable code.
    pub code: String,
    /// Who offers it.
    pub organization_id: OrganizationId,
    /// What kind of thing it is.
    pub kind: ProgramKind,
    /// How one takes part in time.
    pub shape: Shape,
    /// Its title.
    pub title: Bilingual,
    /// One or two sentences.
    pub summary: Bilingual,
    /// The service brand it belongs to; may be empty.
    pub brand: Bilingual,
    /// Words people look for.
    pub tags: Vec<String>,
    /// Figures.
    pub facts: Vec<Fact>,
    /// What it touches.
    pub sensitivity: Sensitivity,
    /// How plainly its notices speak.
    pub notice_style: NoticeStyle,
    /// Whether who has something else at the same time is refused, not only warned.
    pub refuses_clashes: bool,
    /// Who may join.
    pub eligibility: Eligibility,
    /// Share of sessions (0 to 1) to attend for a certificate.
    pub certificate_min_attendance: Option<f64>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Where an answer to its letters goes.
    pub contact_email: Option<EmailAddress>,
    /// What a fee is for.
    pub fee_note: Option<String>,
    /// What no rule reads, shown as it is.
    pub details: Map<String, Value>,
    /// Its form: questions of the bank in order.
    pub question_ids: Vec<QuestionId>,
}
