//! Places.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::values::ids::{OrganizationId, SiteId};
use crate::values::locale::{Bilingual, Locale};
use crate::values::words::{Weekday, words};

words! {
    /// What a place is for.
    SiteKind {
        /// A day station for children.
        KidsStation = "kids_station",
        /// A care class.
        CareClass = "care_class",
        /// A mothers' room.
        MotherRoom = "mother_room",
        /// A room for counselling.
        CounsellingRoom = "counselling_room",
        /// A classroom.
        Classroom = "classroom",
        /// A hall.
        Hall = "hall",
        /// A meeting point outdoors.
        Outdoor = "outdoor",
        /// A counter or stop where one is served.
        ServicePoint = "service_point",
        /// The grounds of a plant.
        Plant = "plant",
    }
}

/// When a place is open, by its own wall clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// The days of the week.
    pub days: Vec<Weekday>,
    /// Opens, `HH:MM`.
    #[serde(with = "hour_minute")]
    #[schema(value_type = String, example = "08:30")]
    pub from: NaiveTime,
    /// Closes, `HH:MM`.
    #[serde(with = "hour_minute")]
    #[schema(value_type = String, example = "17:30")]
    pub to: NaiveTime,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Rises with each edit, from 1.
    pub version: i32,
    /// Its stable code.
    pub code: String,
    /// Whose place it is.
    pub organization_id: OrganizationId,
    /// What it is for.
    pub kind: SiteKind,
    /// Its name.
    pub name: Bilingual,
    /// City and county.
    pub district: Bilingual,
    /// WGS-84 degrees north.
    pub latitude: f64,
    /// WGS-84 degrees east.
    pub longitude: f64,
    /// The coordinates are good to about this many kilometres.
    pub precision_km: f64,
    /// People at one time; none: unlimited or unknown.
    pub capacity: Option<i32>,
    /// Empty: open only while a session runs.
    pub opening_hours: Vec<OpeningHours>,
    /// What it has, such as `fridge`.
    pub amenities: Vec<String>,
    /// Whether its name must not appear in outgoing notices.
    pub discreet: bool,
    /// What no rule reads, shown as it is.
    pub details: Map<String, Value>,
}

impl Site {
    /// Its name and its district, as one says where something is.
    #[must_use]
    pub fn placed(&self, locale: Locale) -> String {
        let (name, district) = (self.name.pick(locale), self.district.pick(locale));
        match locale {
            Locale::Chinese => format!("{name}，{district}"),
            Locale::English => format!("{name}, {district}"),
        }
    }
}

/// `HH:MM` and back.
mod hour_minute {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's `with` asks for it"
    )]
    pub(super) fn serialize<S: Serializer>(time: &NaiveTime, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&time.format("%H:%M"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(from)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(D::Error::custom)
    }
}
