//! The tests whose stories are told once more to hear what the program asks of the database.

use super::Seen;
use crate::harness::{Backend, TestServer};
use crate::{import, matrix, organizing, people, privacy, registering, season, staff, timer};

/// Tells them all, each on a database of its own.
pub(super) async fn tell_all(backend: Backend, seen: &Seen) {
    macro_rules! tell {
        ($($story:path),+ $(,)?) => {$(tell(backend, seen, $story).await;)+};
    }
    tell!(
        season::from_the_first_paper_to_the_report,
        matrix::everybody_gets_what_she_may,
        import::a_changed_file_applies_its_changes,
        timer::the_app_has_its_handlers,
        people::codes::what_counts_for_nothing_is_forgotten,
        people::me::another_address_counts_once_it_is_proved,
        people::memberships::the_body_or_one_above_confirms,
        people::participants::a_child_is_entered_shown_edited_and_taken_out,
        people::passwords::guessing_ends_and_a_code_still_signs_in,
        people::passwords::another_password_ends_all_tokens,
        people::second_factor::a_recovery_code_stands_in_for_the_app_once,
        people::second_factor::turned_off_it_raises_nothing,
        people::tokens::devices_are_listed_and_signed_out,
        privacy::canaries::nothing_of_who_was_erased_is_left_in_any_column_of_any_table,
        privacy::retention::an_answer_is_erased_on_the_date_of_its_question,
        staff::giving::a_role_waits_until_its_address_is_proved,
        staff::ending::the_last_admin_stays_unless_there_is_one_above,
        registering::reminders::an_offer_is_called_to_mind_once_at_half_time,
        registering::reminders::a_date_is_called_to_mind_two_days_ahead_and_once,
        registering::superseding::who_moved_up_before_the_mail_went_out_gets_one,
        registering::way::a_child_gets_a_place_the_next_waits_and_moves_up,
        registering::way::a_mail_outage_costs_nobody_a_place,
        registering::way::a_slot_is_booked_discreetly_and_changed,
        organizing::story::a_program_is_made_published_filled_and_enlarged,
        organizing::announcements::everyone_of_a_standing_is_told_once,
        organizing::attendance::lists_of_two_devices_merge_whatever_comes_first,
        organizing::decisions::reviewed_ones_get_their_seats_by_points_when_the_window_ends,
        organizing::decisions::who_is_called_off_is_sent_to_places_that_are_free,
        organizing::duplicates::one_child_keeps_the_registration_that_came_first,
        organizing::duplicates::two_children_of_one_name_are_asked_about_once,
        organizing::lists::a_list_is_previewed_and_registered_line_by_line,
        organizing::minimum::those_who_decide_are_told_once_a_week_before,
        organizing::watching::a_watcher_sees_each_change_and_what_she_missed,
    );
}

/// Tells one of them. Boxed: all together are much for one stack.
async fn tell<Told: Future<Output = ()>>(
    backend: Backend,
    seen: &Seen,
    story: impl FnOnce(TestServer) -> Told,
) {
    let server = Box::pin(TestServer::watched(backend, seen.watcher())).await;
    Box::pin(story(server)).await;
}
