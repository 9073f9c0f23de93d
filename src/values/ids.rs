//! Typed ids: `UUIDv7` underneath, one type a table, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};
use uuid::{ContextV7, Timestamp, Uuid};

use super::clock::Clock;

/// What the OpenAPI document says of every id.
fn uuid_schema() -> RefOr<Schema> {
    let format = SchemaFormat::KnownFormat(KnownFormat::Uuid);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(format))
        .into()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                uuid_schema()
            }
        }

        impl utoipa::ToSchema for $name {}

        // sea-orm asks this of every primary key; no uuid comes from a number.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A union body.
    OrganizationId;
    /// A place.
    SiteId;
    /// What is offered.
    ProgramId;
    /// One run of a program that one signs up for.
    OfferingId;
    /// One dated meeting, slot or shift of an offering.
    SessionId;
    /// What a seat is in: an offering, or one of its sessions.
    UnitId;
    /// A counted set of seats of a unit.
    PoolId;
    /// A question of the bank.
    QuestionId;
    /// Who signs in.
    AccountId;
    /// Who takes part.
    ParticipantId;
    /// What one participant asks of one unit and has there.
    RegistrationId;
    /// A draw of lots.
    DrawId;
    /// Linked registrations of one household.
    GroupId;
    /// A message to a person.
    NoticeId;
    /// One try to carry a notice through a channel.
    DeliveryId;
    /// An access token (its row, not its secret).
    TokenId;
    /// A one-time code sent by mail.
    CodeId;
    /// A role given to an account.
    GrantId;
    /// An account's tie to a union body.
    MembershipId;
    /// A line of the audit log.
    AuditEntryId;
    /// A consent given.
    ConsentId;
    /// A mark that somebody came or went.
    AttendanceMarkId;
    /// What an organizer wrote to many.
    AnnouncementId;
}

/// How a URL or a query names a program, offering, site or organization: by id or by code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reference<T> {
    /// Its id.
    Id(T),
    /// Its stable code, such as `p-birds-2027-01`.
    Code(String),
}

impl<T: From<Uuid>> Reference<T> {
    /// Reads a text: an id when it is a UUID, else a code.
    #[must_use]
    pub fn read(text: &str) -> Self {
        text.parse::<Uuid>()
            .map_or_else(|_| Self::Code(text.to_owned()), |id| Self::Id(id.into()))
    }
}

impl<'de, T: From<Uuid>> Deserialize<'de> for Reference<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::read(&text))
    }
}

/// Makes ids: time-ordered `UUIDv7` from the injected clock, so rows of one time lie together.
#[derive(Debug)]
pub struct IdMaker {
    clock: Clock,
    context: Mutex<ContextV7>,
}

impl IdMaker {
    /// A maker that reads `clock`.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            context: Mutex::new(ContextV7::new()),
        }
    }

    /// A fresh id of any kind.
    pub fn make<T: From<Uuid>>(&self) -> T {
        let millis = self.clock.now().millis().max(0).unsigned_abs();
        let nanos = u32::try_from(millis % 1000).unwrap_or(0) * 1_000_000;
        let context = self
            .context
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, millis / 1000, nanos)).into()
    }
}
