use chrono::DateTime;
use serde_json::Map;
use uuid::Uuid;

use super::*;
use crate::organizations::tree::OrganizationKind;
use crate::values::ids::{AccountId, GrantId, OfferingId, ProgramId};
use crate::values::locale::Bilingual;

const PROVINCE: u128 = 1;
const CITY: u128 = 2;
const COUNTY: u128 = 3;

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
}

fn body(id: u128, parent: Option<u128>) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(id)),
        version: 1,
        code: id.to_string(),
        parent_id: parent.map(|parent| OrganizationId(Uuid::from_u128(parent))),
        kind: OrganizationKind::City,
        name: Bilingual::default(),
        region_code: String::new(),
        details: Map::new(),
    }
}

fn grant(body: u128, role: Role) -> Grant {
    Grant {
        id: GrantId(Uuid::nil()),
        account: AccountId(Uuid::nil()),
        organization: OrganizationId(Uuid::from_u128(body)),
        program: None,
        role,
        until: at("2028-01-01T00:00:00Z"),
    }
}

fn program(sensitivity: Sensitivity) -> Program {
    let body = OrganizationId(Uuid::from_u128(COUNTY));
    Program {
        sensitivity,
        ..Program::blank(ProgramId(Uuid::nil()), body)
    }
}

fn lottery(draw_at: &str) -> Offering {
    Offering {
        state: OfferingState::Published,
        allocation: Allocation::Lottery,
        registration_opens: at("2027-06-01T00:00:00Z"),
        registration_closes: Some(at("2027-06-10T00:00:00Z")),
        draw_at: Some(at(draw_at)),
        ..Offering::blank(OfferingId(Uuid::nil()), ProgramId(Uuid::nil()))
    }
}

#[test]
fn the_best_role_here_or_above_counts() {
    let tree = [
        body(PROVINCE, None),
        body(CITY, Some(PROVINCE)),
        body(COUNTY, Some(CITY)),
    ];
    let of = |grants: &[Grant]| {
        let roles = roles(&tree, grants);
        [PROVINCE, CITY, COUNTY].map(|id| {
            let id = OrganizationId(Uuid::from_u128(id));
            roles.get(&id).copied()
        })
    };
    let (viewer, organizer) = (Some(Role::Viewer), Some(Role::Organizer));
    let both = [grant(CITY, Role::Viewer), grant(COUNTY, Role::Organizer)];
    assert_eq!(of(&both), [None, viewer, organizer]);
    let above = [grant(CITY, Role::Organizer), grant(COUNTY, Role::Viewer)];
    assert_eq!(of(&above), [None, organizer, organizer]);
    assert_eq!(of(&[grant(PROVINCE, Role::Counsellor)]), [None; 3]);
}

#[test]
fn what_is_confidential_is_its_counsellors_to_decide() {
    let (open, hidden) = (
        program(Sensitivity::Child),
        program(Sensitivity::Confidential),
    );
    assert_eq!(part(&open, None, true), None);
    let organizer = part(&open, Some(Role::Organizer), false).unwrap();
    assert!(organizer.organizes && organizer.decides && organizer.sees);
    let checker = part(&open, Some(Role::Checker), false).unwrap();
    assert!(!checker.organizes && !checker.decides && checker.sees);
    let admin = part(&hidden, Some(Role::Admin), false).unwrap();
    assert!(admin.organizes && !admin.decides && !admin.sees);
    let counsellor = part(&hidden, None, true).unwrap();
    assert!(!counsellor.organizes && counsellor.decides && counsellor.sees);
}

#[test]
fn a_draw_is_told_of_a_week_ahead_and_until_it_is_held() {
    let draw = lottery("2027-06-20T00:00:00Z");
    assert_eq!(draw_near(&draw, at("2027-06-12T00:00:00Z")), None);
    assert!(draw_near(&draw, at("2027-06-13T00:00:00Z")).is_some());
    assert!(draw_near(&draw, at("2027-07-01T00:00:00Z")).is_some());
    let called_off = Offering {
        state: OfferingState::CalledOff,
        ..draw
    };
    assert_eq!(draw_near(&called_off, at("2027-06-13T00:00:00Z")), None);
}

#[test]
fn what_comes_next_is_the_first_that_is_still_to_come() {
    let draw = lottery("2027-06-20T00:00:00Z");
    let next = |now: &str| next(&draw, at(now)).map(|(_, next)| next);
    assert_eq!(next("2027-05-01T00:00:00Z"), Some(Next::Opens));
    assert_eq!(next("2027-06-01T00:00:00Z"), Some(Next::Closes));
    assert_eq!(next("2027-06-10T00:00:00Z"), Some(Next::Draw));
    assert_eq!(next("2027-06-20T00:00:00Z"), None);
}
