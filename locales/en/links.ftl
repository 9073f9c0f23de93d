# The pages that links in mails open. quiet-… is for discreet programs: no program, body, place or participant.

link-accept-eyebrow = Waiting for your answer
link-accept-heading = { $seats ->
    [1] A place is held
   *[other] { $seats } places are held
} for { $people }
link-accept-lead = Please answer by <b>{ $deadline }</b>. Press “Accept the place” and it is yours.
link-accept-button = Accept the place
link-accept-other = Decline, for the next
link-accept-quiet-heading = A place is held for you
link-accept-quiet-lead = Please answer by <b>{ $deadline }</b>. Press “Accept the place” and it is yours.

link-decline-eyebrow = Waiting for your answer
link-decline-heading = Decline the place for { $people }
link-decline-lead = Press “Decline” and the place goes to the next at once. It counts against nothing. If you want the place, accept it by <b>{ $deadline }</b>.
link-decline-button = Decline, for the next
link-decline-other = Accept the place
link-decline-quiet-heading = Decline the place held for you
link-decline-quiet-lead = Press “Decline” and the place goes to the next at once. It counts against nothing. If you want the place, accept it by <b>{ $deadline }</b>.

link-cancel-eyebrow = Cancelling
link-cancel-heading = Cancel for { $people }
link-cancel-lead = Press “Cancel the registration” and the place goes to the next at once. No reason needed, and it counts against nothing.
link-cancel-button = Cancel the registration
link-cancel-quiet-heading = Cancel this booking
link-cancel-quiet-lead = Press “Cancel the registration” and the place goes to the next at once. No reason needed, and it counts against nothing.

link-give-up-eyebrow = Waiting for your answer
link-give-up-heading = Decline the place for { $people }
link-give-up-lead = Press “Decline” and the place goes to the next at once. No reason needed, and it counts against nothing.
link-give-up-button = Decline, for the next
link-give-up-quiet-heading = Decline the place held for you
link-give-up-quiet-lead = Press “Decline” and the place goes to the next at once. No reason needed, and it counts against nothing.

link-leave-eyebrow = Number { $place } in line
link-leave-heading = { $people } leaves the waiting list
link-leave-lead = The place in line is { $place }; before you: { $ahead }. Press “Leave the waiting list” to wait no longer; whoever registers again begins at the end of the line.
link-leave-button = Leave the waiting list
link-leave-quiet-heading = Leave the waiting list
link-leave-quiet-lead = The place in line is { $place }; before you: { $ahead }. Press “Leave the waiting list” to wait no longer; whoever books again begins at the end of the line.

link-withdraw-eyebrow = Waiting for the result
link-withdraw-heading = Withdraw the registration of { $people }
link-withdraw-lead = Press “Withdraw” to wait for the result no longer. No reason needed, and it counts against nothing.
link-withdraw-button = Withdraw
link-withdraw-quiet-heading = Withdraw this registration
link-withdraw-quiet-lead = Press “Withdraw” to wait for the result no longer. No reason needed, and it counts against nothing.

link-together = These are { $count } linked registrations: accepting or declining counts for each of them.
link-alone = Those registered together with this one stay as they are.
link-until = Cancelling is in time until <b>{ $until }</b>.
link-until-passed = { $until } has passed, so this counts as a late cancellation. Telling us is still better than not coming: the place goes to the next all the same, and it counts against nothing.
link-hint = Nothing changes unless you press the button.
link-footer = This page works without signing in. Whoever has the link can open it and press its button; please do not pass it on.

link-accepted-eyebrow = There is a place
link-accepted-heading = Accepted. The place is yours
link-accepted-lead = The place of { $people } is on the list and goes to nobody else.
link-accepted-other = Cannot come? Cancel
link-accepted-quiet-heading = Accepted. The place is yours
link-accepted-quiet-lead = The time is kept for you. Sign in to see the place and the details.

link-placed-eyebrow = There is a place
link-placed-heading = There is a place for { $people }
link-placed-lead = { $why } The place is on the list and goes to nobody else.
link-placed-other = Cannot come? Cancel
link-placed-quiet-heading = Your booking is confirmed
link-placed-quiet-lead = The time is kept for you. Sign in to see the place and the details.

link-taken-eyebrow = There is a place
link-taken-heading = { $people } has the place already
link-taken-lead = { $why } If you cannot come, cancel: no reason needed, and the place goes to the next at once.
link-taken-other = Cannot come? Cancel
link-taken-quiet-heading = Your booking is confirmed
link-taken-quiet-lead = { $why } If you cannot come, cancel: no reason needed, and the place goes to the next at once.

link-declined-eyebrow = Declined
link-declined-heading = Declined. The place goes to the next
link-declined-lead = The next family hears at once. It counts against nothing.
link-declined-quiet-heading = Declined. The place goes to the next
link-declined-quiet-lead = The next in line hears at once. It counts against nothing.

link-cancelled-eyebrow = Cancelled
link-cancelled-heading = Cancelled. No reason needed
link-cancelled-lead = The registration of { $people } is cancelled. It counts against nothing.
link-cancelled-quiet-heading = Cancelled. No reason needed
link-cancelled-quiet-lead = This booking is cancelled. It counts against nothing.

link-ended-eyebrow = Ended
link-ended-heading = This registration of { $people } has ended
link-ended-lead = { $why }
link-ended-quiet-heading = This booking has ended
link-ended-quiet-lead = { $why }

link-late-eyebrow = Too late
link-late-heading = { $deadline } has passed and the place went on
link-late-lead = It counts against nothing for { $people }. Special case? Please ask the organizer.
link-late-quiet-heading = { $deadline } has passed and the place went on
link-late-quiet-lead = It counts against nothing. Special case? Sign in to see whom to ask.

link-begun-eyebrow = Begun
link-begun-heading = It began at { $start } and can no longer be cancelled
link-begun-lead = The registration of { $people } is as it was. Please ask the organizer.
link-begun-quiet-heading = It began at { $start } and can no longer be cancelled
link-begun-quiet-lead = This booking is as it was. Sign in to see whom to ask.

link-no-offer-eyebrow = No place yet
link-no-offer-heading = No place is held for { $people } now
link-no-offer-lead = The registration stands as it was. You hear from us as soon as there is a place.
link-no-offer-quiet-heading = No place is held for you now
link-no-offer-quiet-lead = The registration stands as it was. You hear from us as soon as there is a place.

link-row-deadline = Answer by
link-row-who = Who
link-row-seats = Places
link-row-what = What
link-row-when = When
link-row-where = Where

# Stopping reminders.
reminders-eyebrow = Reminders by mail
reminders-on-heading = Stop reminders by mail
reminders-on-lead = Press the button and you are not reminded any more; what organizers write to everybody no longer comes to your address, but the app shows it under “Messages” as before.
reminders-on-button = No more reminders by mail
reminders-on-hint = They still come. Nothing changes unless you press the button.
reminders-off-heading = Reminders by mail have stopped
reminders-off-lead = You are not reminded any more; what organizers write to everybody no longer comes to your address, but the app shows it under “Messages” as before.
reminders-off-button = Have them again
reminders-off-hint = Pressed by mistake? The button brings them back.
reminders-others = What matters still comes by mail: places, changes of date, cancellations.
reminders-footer = This page works without signing in. Whoever has the link can open it and press its button; please do not pass it on.

# Not to be opened, ended, busy.
page-again = Look again
page-broken-heading = This link does not open
page-broken-lead = It is not complete, or there is no such registration any more. Nothing has changed. Please press it in the mail once more; if it is broken over two lines, copy all of it. You can also sign in to the app and look under “Registrations”.
page-ended-heading = This link has ended
page-ended-lead = Nothing has changed. Please open the latest mail, or sign in to the app and look under “Registrations”.
page-busy-heading = Many are trying
page-busy-lead = Nothing has changed yet. Please try again in some seconds.
page-many-heading = Too many tries
page-many-lead = Nothing has changed. Please try again in a minute.
page-unknown-heading = It is not known whether this was done
page-unknown-lead = Please look again: the page says how things stand. Pressing the button twice counts once.
page-fault-heading = Something broke on our side
page-fault-lead = Please look again in a while: the page says how things stand.
