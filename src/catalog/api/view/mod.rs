//! What is sent, in the reader's language.

mod facets;
mod offering;
mod program;
mod site;

pub(super) use facets::FacetsView;
pub(super) use offering::{OfferingDigest, OfferingView};
pub(super) use program::{ProgramView, summary};
use site::SiteBrief;
pub(super) use site::SiteView;

use serde::Serialize;
use utoipa::ToSchema;

use super::kept::Moment;
use crate::organizations::tree::{Organization, OrganizationKind};
use crate::values::ids::OrganizationId;

/// A body by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganizationBrief {
    #[schema(value_type = uuid::Uuid)]
    pub(super) id: OrganizationId,
    pub(super) code: String,
    pub(super) name: String,
}

impl OrganizationBrief {
    /// The body with this id, if it is there.
    pub(super) fn find(id: OrganizationId, at: &Moment) -> Option<Self> {
        let body = at.snapshot.organizations.get(id)?;
        Some(Self::of(body, at))
    }

    pub(super) fn of(body: &Organization, at: &Moment) -> Self {
        Self {
            id: body.id,
            code: body.code.clone(),
            name: body.name.pick(at.locale).to_owned(),
        }
    }
}

/// A body in its place in the tree.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organization)]
pub(super) struct OrganizationView {
    #[schema(value_type = uuid::Uuid)]
    id: OrganizationId,
    code: String,
    version: i32,
    kind: OrganizationKind,
    name: String,
    /// Division code of GB/T 2260.
    region_code: String,
    /// The body above it.
    parent: Option<OrganizationBrief>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl OrganizationView {
    pub(super) fn of(body: &Organization, at: &Moment) -> Self {
        Self {
            id: body.id,
            code: body.code.clone(),
            version: body.version,
            kind: body.kind,
            name: body.name.pick(at.locale).to_owned(),
            region_code: body.region_code.clone(),
            parent: body
                .parent_id
                .and_then(|id| OrganizationBrief::find(id, at)),
            details: body.details.clone(),
        }
    }
}
