//! Counts beside a list.

use serde::Serialize;
use utoipa::ToSchema;

use crate::catalog::discover::Facets;
use crate::catalog::policy::Phase;
use crate::catalog::search::kind_label;
use crate::values::locale::{Bilingual, Locale};

/// How many programs there are of one value.
#[derive(Debug, Serialize, ToSchema)]
struct FacetCount {
    /// What to filter by; of a district, its Chinese name.
    value: String,
    label: String,
    count: u32,
}

/// Counts of programs over all that match.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Facets)]
pub(in crate::catalog::api) struct FacetsView {
    kind: Vec<FacetCount>,
    district: Vec<FacetCount>,
    /// A program counts once for each phase that one of its matching offerings is in.
    phase: Vec<FacetCount>,
}

impl FacetsView {
    pub(in crate::catalog::api) fn of(facets: &Facets, locale: Locale) -> Self {
        let count = |value: &str, label: &Bilingual, count: u32| FacetCount {
            value: value.to_owned(),
            label: label.pick(locale).to_owned(),
            count,
        };
        let kinds = facets.kinds.iter();
        let districts = facets.districts.iter();
        let phases = facets.phases.iter();
        Self {
            kind: kinds
                .map(|(kind, &n)| count(kind.as_str(), &kind_label(*kind), n))
                .collect(),
            district: districts
                .map(|(name, (label, n))| count(name, label, *n))
                .collect(),
            phase: phases
                .map(|(phase, &n)| count(phase.as_str(), &phase_label(*phase), n))
                .collect(),
        }
    }
}

fn phase_label(phase: Phase) -> Bilingual {
    match phase {
        Phase::CalledOff => Bilingual::new("已取消", "called off"),
        Phase::Finished => Bilingual::new("已结束", "finished"),
        Phase::Open => Bilingual::new("正在报名", "open"),
        Phase::Upcoming => Bilingual::new("还没开始报名", "not open yet"),
        Phase::Running => Bilingual::new("进行中", "running"),
        Phase::Closed => Bilingual::new("报名截止", "closed"),
    }
}
