//! The settings of an offering as the fields of a form.

use super::fields::{As, wall, with_rows, yuan};
use super::quotas;
use crate::catalog::model::Offering;
use crate::catalog::snapshot::Snapshot;
use crate::values::clock::Instant;
use crate::web::extract::Fields;

/// The members that the form of settings knows, but for lists.
pub(super) const MEMBERS: [(&str, As); 21] = [
    ("title", As::Text),
    ("title_en", As::Text),
    ("site_id", As::Text),
    ("online", As::Flag),
    ("registration_opens", As::Moment),
    ("registration_closes", As::Moment),
    ("allocation", As::Text),
    ("draw_at", As::Moment),
    ("enrol", As::Text),
    ("pick_max", As::Whole),
    ("capacity", As::Whole),
    ("waitlist_limit", As::Whole),
    ("offer_hours", As::Whole),
    ("min_to_run", As::Whole),
    ("cancel_until_hours_before", As::Whole),
    ("fee_fen", As::Yuan),
    ("weather_dependent", As::Flag),
    ("linked_allowed", As::Flag),
    ("party_size_max", As::Whole),
    ("bring", As::Text),
    ("bring_en", As::Text),
];

/// What its form shows of an offering.
pub(super) fn fields(offering: &Offering, snapshot: &Snapshot) -> Fields {
    let zone = offering.time_zone;
    let moment = |at: Option<Instant>| at.map(|at| wall(at, zone)).unwrap_or_default();
    let whole = |number: Option<i32>| number.map(|it| it.to_string()).unwrap_or_default();
    let site = offering.site_id.and_then(|id| snapshot.sites.get(id));
    let texts = [
        ("title", offering.title.zh.clone()),
        ("title_en", offering.title.en.clone()),
        (
            "site_id",
            site.map(|site| site.code.clone()).unwrap_or_default(),
        ),
        (
            "registration_opens",
            wall(offering.registration_opens, zone),
        ),
        ("registration_closes", moment(offering.registration_closes)),
        ("allocation", offering.allocation.as_str().to_owned()),
        ("draw_at", moment(offering.draw_at)),
        ("enrol", offering.enrol.as_str().to_owned()),
        ("pick_max", whole(offering.pick_max)),
        ("capacity", whole(offering.capacity)),
        ("waitlist_limit", whole(offering.waitlist_limit)),
        ("offer_hours", whole(offering.offer_hours)),
        ("min_to_run", whole(offering.min_to_run)),
        (
            "cancel_until_hours_before",
            offering.cancel_until_hours_before.to_string(),
        ),
        ("fee_fen", yuan(offering.fee_fen)),
        ("party_size_max", offering.party_size_max.to_string()),
        ("bring", offering.bring.zh.clone()),
        ("bring_en", offering.bring.en.clone()),
    ];
    let flags = [
        ("online", offering.online),
        ("weather_dependent", offering.weather_dependent),
        ("linked_allowed", offering.linked_allowed),
    ];
    let ticked = flags.into_iter().filter(|(_, is_so)| *is_so);
    let all = texts
        .into_iter()
        .chain(ticked.map(|(name, _)| (name, "on".to_owned())));
    let fields: Fields = all.map(|(name, value)| (name.to_owned(), value)).collect();
    let rows: Vec<Fields> = offering
        .quotas
        .iter()
        .map(|quota| quotas::fields(quota, zone))
        .collect();
    with_rows(&fields, quotas::LIST, &rows)
}
