//! The tree of union bodies: province, cities, counties, units.

use serde_json::{Map, Value};

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{Organizations, store};
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::{OrganizationId, Reference};
use crate::values::locale::Bilingual;
use crate::values::words::words;

words! {
    /// What sort of body it is.
    OrganizationKind {
        /// The union of a province.
        Province = "province",
        /// A committee of a union body.
        Committee = "committee",
        /// The union of a city.
        City = "city",
        /// The union of a county or district.
        County = "county",
        /// The union of a township.
        Township = "township",
        /// The union of an industry.
        Industry = "industry",
        /// The union of an enterprise.
        Enterprise = "enterprise",
        /// The union of a hospital.
        Hospital = "hospital",
        /// A team that serves people, such as a studio.
        ServiceTeam = "service_team",
        /// A court, tax office or other public body.
        PublicBody = "public_body",
    }
}

/// A union body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Rises with each edit, from 1.
    pub version: i32,
    /// Its stable code.
    pub code: String,
    /// The body above it; none for the top.
    pub parent_id: Option<OrganizationId>,
    /// What sort of body it is.
    pub kind: OrganizationKind,
    /// Its name.
    pub name: Bilingual,
    /// The division code of GB/T 2260, six digits.
    pub region_code: String,
    /// What no rule reads, shown as it is.
    pub details: Map<String, Value>,
}

impl Organizations {
    /// The body that `reference` names.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn find(
        &self,
        reference: &Reference<OrganizationId>,
    ) -> Result<Option<Organization>, Fault> {
        store::tree::find(self.db.read(), reference).await
    }

    /// All bodies, by code.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn tree(&self) -> Result<Vec<Organization>, Fault> {
        all(self.db.read()).await
    }

    /// A body's own id and the ids of all above it, nearest first; empty when unknown.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn ancestors(&self, id: OrganizationId) -> Result<Vec<OrganizationId>, Fault> {
        store::tree::ancestors(self.db.read(), id).await
    }
}

/// All bodies, by code, as `db` (a connection or the caller's transaction) sees them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Organization>, Fault> {
    store::tree::all(db).await
}

/// Saves bodies, new or changed, in the caller's transaction, and the subtrees that follow from
/// them. A parent stands before its children.
///
/// # Errors
/// [`Fault::Database`].
pub async fn save(
    tx: &DatabaseTransaction,
    organizations: &[Organization],
    now: Instant,
) -> Result<(), Fault> {
    store::tree::save(tx, organizations, now).await
}
