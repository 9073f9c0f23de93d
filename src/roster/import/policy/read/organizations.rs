//! The union bodies of a file.

use std::collections::BTreeSet;

use super::Reader;
use crate::organizations::tree::Organization;
use crate::roster::import::policy::row::Row;
use crate::values::ids::OrganizationId;

const DETAILS: [&str; 3] = ["named_in_article", "formerly", "note"];

impl Reader<'_> {
    /// Reads the part `organizations`; a parent stands before its children, which rules loops
    /// out.
    pub(super) fn organizations(&self, top: &Row<'_>) -> Vec<Organization> {
        let stored = &self.stored.contents.organizations;
        let mut above: BTreeSet<OrganizationId> = stored.iter().map(|body| body.id).collect();
        let mut bodies = Vec::new();
        for row in top.rows("organizations") {
            let Some(body) = self.organization(&row) else {
                continue;
            };
            if body
                .parent_id
                .is_some_and(|parent| !above.contains(&parent))
            {
                row.flaw(
                    "parent_id",
                    "order",
                    "a parent must stand before its children",
                );
            }
            above.insert(body.id);
            bodies.push(body);
        }
        bodies
    }

    fn organization(&self, row: &Row<'_>) -> Option<Organization> {
        let code = row.text("id");
        let parent_id = row.optional_reference("parent_id", &self.book.organizations);
        let kind = row.word("kind");
        let name = row.both("name", "name_en");
        let region_code = row.text("region_code");
        let digits = region_code.chars().all(|c| c.is_ascii_digit());
        if !region_code.is_empty() && (region_code.len() != 6 || !digits) {
            row.flaw("region_code", "type", "must be six digits (GB/T 2260)");
        }
        let details = row.finish(&DETAILS);
        let id = *self.book.organizations.get(&code)?;
        let stored = &self.stored.contents.organizations;
        let stored = stored.iter().find(|body| body.id == id);
        if stored.is_some_and(|body| body.parent_id != parent_id) {
            row.flaw(
                "parent_id",
                "conflict",
                "a body cannot be moved by an import",
            );
        }
        Some(Organization {
            id,
            version: stored.map_or(1, |body| body.version),
            code,
            parent_id,
            kind: kind?,
            name,
            region_code,
            details,
        })
    }
}
