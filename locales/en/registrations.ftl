# Letters about registrations. quiet-… is for discreet programs: no title, body, place or participant.

registration-confirmed-eyebrow = Place confirmed
registration-confirmed-subject = Place confirmed: { $program }, { $people }
registration-confirmed-hint = Starts at { $start }. Time, place and door code inside
registration-confirmed-heading = There is a place for { $people }
registration-confirmed-lead = { $offering }. The place is written down and will not go to anybody else.
registration-confirmed-quiet-subject = Your booking is confirmed
registration-confirmed-quiet-hint = { $start }. Open for details
registration-confirmed-quiet-heading = Your booking is confirmed
registration-confirmed-quiet-lead = The time is kept for you. Sign in to see the place and other details.

registration-accepted-eyebrow = Place confirmed
registration-accepted-subject = The place is yours: { $program }, { $people }
registration-accepted-hint = Starts at { $start }. Time, place and door code inside
registration-accepted-heading = Accepted. The place is yours
registration-accepted-lead = { $offering }, { $people }. The place is written down and will not go to anybody else.
registration-accepted-quiet-subject = Your booking is confirmed
registration-accepted-quiet-hint = { $start }. Open for details
registration-accepted-quiet-heading = Accepted. Your booking is confirmed
registration-accepted-quiet-lead = The time is kept for you. Sign in to see the place and other details.

registration-promoted-eyebrow = Moved up
registration-promoted-subject = Moved up, you have a place: { $program }, { $people }
registration-promoted-hint = No answer needed, the place is yours. Starts at { $start }
registration-promoted-heading = Moved up: there is a place for { $people }
registration-promoted-lead = A place came free in { $offering }. No answer is needed; the place is written down and will not go to anybody else.
registration-promoted-quiet-subject = Moved up, your booking is confirmed
registration-promoted-quiet-hint = { $start }. Open for details
registration-promoted-quiet-heading = Moved up: your booking is confirmed
registration-promoted-quiet-lead = A time came free and is kept for you; no answer is needed. Sign in to see the place and other details.

registration-draw-eyebrow = In the draw
registration-draw-subject = In the draw: { $program }, { $people }
registration-draw-hint = This is not a place yet. Being early makes no difference
registration-draw-heading = { $people }: in the draw. This is not a place yet
registration-draw-lead = We have the registration for { $offering }. All who register before it closes are in the draw; being early makes no difference.
registration-draw-quiet-subject = You are in the draw
registration-draw-quiet-hint = This is not a place yet. Being early makes no difference
registration-draw-quiet-heading = You are in the draw. This is not a place yet
registration-draw-quiet-lead = We have your registration. All who register before it closes are in the draw; being early makes no difference.

registration-review-eyebrow = In review
registration-review-subject = In review: { $program }, { $people }
registration-review-hint = This is not a place yet. You hear as soon as it is decided
registration-review-heading = { $people }: in review. This is not a place yet
registration-review-lead = We have the registration for { $offering }. { $organization } reviews each one.
registration-review-quiet-subject = Your registration is in review
registration-review-quiet-hint = This is not a place yet. You hear as soon as it is decided
registration-review-quiet-heading = In review. This is not a place yet
registration-review-quiet-lead = We have your registration. Each one is reviewed.

registration-waiting-eyebrow = { $several ->
    [1] Number { $place } in line
   *[other] In line
}
registration-waiting-subject = { $several ->
    [1] Number { $place } in line
   *[other] In line
}: { $program }, { $people }
registration-waiting-hint = No place yet. { $ahead ->
    [0] You are next
    [one] There is one before you
   *[other] There are { $ahead } before you
}
registration-waiting-heading = No place yet. { $several ->
    [1] { $people }: number { $place } in line
   *[other] { $people } are in line
}
registration-waiting-lead = { $capacity ->
    [0] All places
   *[other] All { $capacity } places
} of { $offering } are taken. { $ahead ->
    [0] You are next if somebody leaves
    [one] There is one before you
   *[other] There are { $ahead } before you
}. We cannot promise a place, so please look at other programs too.
registration-waiting-quiet-subject = Number { $place } in line
registration-waiting-quiet-hint = No place yet
registration-waiting-quiet-heading = No place yet. You are number { $place } in line
registration-waiting-quiet-lead = { $ahead ->
    [0] You are next if somebody leaves
    [one] There is one before you
   *[other] There are { $ahead } before you
}. We cannot promise a place.

registration-drawn-in-line-eyebrow = Not drawn, in line
registration-drawn-in-line-subject = Not drawn, { $several ->
    [1] number { $place } in line
   *[other] in line
}: { $program }, { $people }
registration-drawn-in-line-hint = Check it with your draw code. No place yet
registration-drawn-in-line-heading = Not drawn this time. { $several ->
    [1] { $people } is number { $place } in line
   *[other] { $people } are in line
}
registration-drawn-in-line-lead = { $capacity ->
    [0] All places
   *[other] All { $capacity } places
} of { $offering } were drawn. The line follows the drawn order; { $ahead ->
    [0] you are next if somebody leaves
    [one] there is one before you
   *[other] there are { $ahead } before you
}. We cannot promise a place; please look at other programs as well.
registration-drawn-in-line-quiet-subject = Not drawn, number { $place } in line
registration-drawn-in-line-quiet-hint = Check it with your draw code. No place yet
registration-drawn-in-line-quiet-heading = Not drawn this time; number { $place } in line
registration-drawn-in-line-quiet-lead = The line follows the drawn order; { $ahead ->
    [0] you are next if somebody leaves
    [one] there is one before you
   *[other] there are { $ahead } before you
}. We cannot promise a place.

registration-reviewed-in-line-eyebrow = { $several ->
    [1] Number { $place } in line
   *[other] In line
}
registration-reviewed-in-line-subject = { $several ->
    [1] Number { $place } in line
   *[other] In line
}: { $program }, { $people }
registration-reviewed-in-line-hint = Reviewed; all places are given. { $ahead ->
    [0] You are next
    [one] There is one before you
   *[other] There are { $ahead } before you
}
registration-reviewed-in-line-heading = Reviewed, but no place yet. { $several ->
    [1] { $people } is number { $place } in line
   *[other] { $people } are in line
}
registration-reviewed-in-line-lead = { $capacity ->
    [0] All places
   *[other] All { $capacity } places
} of { $offering } were given out as the review decided; { $ahead ->
    [0] you are next if somebody leaves
    [one] there is one before you
   *[other] there are { $ahead } before you
}. We cannot promise a place; please look at other programs as well.
registration-reviewed-in-line-quiet-subject = Number { $place } in line
registration-reviewed-in-line-quiet-hint = No place yet
registration-reviewed-in-line-quiet-heading = Reviewed; number { $place } in line
registration-reviewed-in-line-quiet-lead = All places are given; { $ahead ->
    [0] you are next if somebody leaves
    [one] there is one before you
   *[other] there are { $ahead } before you
}. We cannot promise a place.

registration-offered-eyebrow = Waiting for your answer
registration-offered-subject = A place for you, answer by { $deadline }: { $program }, { $people }
registration-offered-hint = Accept or decline; after that it goes to the next
registration-offered-heading = { $seats ->
    [1] A place is held
   *[other] { $seats } places are held
} for { $people }
registration-offered-lead = A place came free in { $offering } and is held for you. Please answer by <b>{ $deadline }</b>.
registration-offered-quiet-subject = A place for you, answer by { $deadline }
registration-offered-quiet-hint = Accept or decline; after that it goes to the next
registration-offered-quiet-heading = A place is held for you
registration-offered-quiet-lead = A place came free and is held for you. Please answer by <b>{ $deadline }</b>. Sign in to see the details.

registration-extended-eyebrow = Waiting for your answer
registration-extended-subject = You have until { $deadline } to answer: { $program }, { $people }
registration-extended-hint = The place is still held for you
registration-extended-heading = Still held: you have more time to answer
registration-extended-lead = Our last message about the place held for { $people } in { $offering } did not go out in time, so you get more time, once. Please answer by <b>{ $deadline }</b>.
registration-extended-quiet-subject = You have until { $deadline } to answer
registration-extended-quiet-hint = The place is still held for you
registration-extended-quiet-heading = Still held: you have more time to answer
registration-extended-quiet-lead = Our last message did not go out in time, so you get more time, once. Please answer by <b>{ $deadline }</b>.

registration-expired-eyebrow = The time has passed
registration-expired-subject = The place went on: { $program }, { $people }
registration-expired-hint = There was no answer. It counts against nothing
registration-expired-heading = The time has passed and the place went on
registration-expired-lead = The place held for { $people } in { $offering } was not answered by { $deadline } and went to the next. It counts against nothing.
registration-expired-quiet-subject = The time has passed and the place went on
registration-expired-quiet-hint = There was no answer. It counts against nothing
registration-expired-quiet-heading = The time has passed and the place went on
registration-expired-quiet-lead = There was no answer by { $deadline }, so the place went to the next. It counts against nothing.

registration-closed-eyebrow = Waiting list closed
registration-closed-subject = The waiting list closed without a place: { $program }, { $people }
registration-closed-hint = No place came free. It counts against nothing
registration-closed-heading = The waiting list closed. No place for { $people } this time
registration-closed-lead = The waiting list of { $offering } has closed and no place you could use came free. It counts against nothing.
registration-closed-quiet-subject = The waiting list closed without a place
registration-closed-quiet-hint = No place came free. It counts against nothing
registration-closed-quiet-heading = The waiting list closed. No place this time
registration-closed-quiet-lead = The waiting list has closed and no place came free. It counts against nothing.

registration-cancelled-eyebrow = Cancelled
registration-cancelled-subject = Cancelled: { $program }, { $people }
registration-cancelled-hint = No reason needed, and it counts against nothing
registration-cancelled-heading = Cancelled for { $people }. No reason needed
registration-cancelled-lead = { $offering }. The place goes to the next at once. It counts against nothing.
registration-cancelled-lead-line = { $offering }. You have left the waiting list. It counts against nothing.
registration-cancelled-lead-application = { $offering }. The registration is withdrawn. It counts against nothing.
registration-cancelled-quiet-subject = Your booking is cancelled
registration-cancelled-quiet-hint = No reason needed, and it counts against nothing
registration-cancelled-quiet-heading = Cancelled. No reason needed
registration-cancelled-quiet-lead = The place goes to the next at once. It counts against nothing.
registration-cancelled-quiet-lead-line = You have left the waiting list. It counts against nothing.
registration-cancelled-quiet-lead-application = Your request is withdrawn. It counts against nothing.

registration-changed-eyebrow = New time
registration-changed-subject = The old time is given back: { $program }, { $people }
registration-changed-hint = You have moved to the new time
registration-changed-heading = Changed. The old time is given back
registration-changed-lead = { $offering }, { $people }. Below is the time you gave back; the new one comes in a letter of its own.
registration-changed-quiet-subject = The old time is given back
registration-changed-quiet-hint = You have moved to the new time
registration-changed-quiet-heading = Changed. The old time is given back
registration-changed-quiet-lead = Below is the time you gave back; the new one comes in a letter of its own.

registration-by-organizer-eyebrow = Moved by the organizer
registration-by-organizer-subject = The organizer moved you: { $program }, { $people }
registration-by-organizer-hint = The new time is in the letter; cancel if you cannot come
registration-by-organizer-heading = The organizer moved { $people }
registration-by-organizer-lead = { $offering }, { $people }. The old registration is given up, and the new one below takes its place. You need not do anything.
registration-by-organizer-quiet-subject = Your booking has a new time
registration-by-organizer-quiet-hint = The new time is in the letter; cancel if you cannot come
registration-by-organizer-quiet-heading = The organizer moved your booking
registration-by-organizer-quiet-lead = The old booking is given up, and one at the new time below takes its place. You need not do anything; sign in to see why.

registration-stopped-eyebrow = Cancelled by the organizer
registration-stopped-subject = Cancelled by the organizer: { $program }, { $people }
registration-stopped-hint = The letter says why, and whom to ask
registration-stopped-heading = The organizer cancelled the registration of { $people }
registration-stopped-lead = { $offering }. It counts against nothing.
registration-stopped-quiet-subject = Your booking was cancelled
registration-stopped-quiet-hint = Sign in for the details
registration-stopped-quiet-heading = Your booking was cancelled
registration-stopped-quiet-lead = The organizer cancelled it. It counts against nothing; sign in to see why.

registration-rejected-eyebrow = Not accepted
registration-rejected-subject = Not accepted this time: { $program }, { $people }
registration-rejected-hint = With the reason, and how to object
registration-rejected-heading = Not accepted this time: { $people }
registration-rejected-lead = { $offering }. The organizer’s reason is below. It counts against nothing.
registration-rejected-quiet-subject = Not accepted this time
registration-rejected-quiet-hint = Sign in for the details
registration-rejected-quiet-heading = Not accepted this time
registration-rejected-quiet-lead = Sign in to see the reason and how to object. It counts against nothing.

registration-no-place-eyebrow = No place left
registration-no-place-subject = No place this time: { $program }, { $people }
registration-no-place-hint = All places are given and the waiting list is full. It counts against nothing
registration-no-place-heading = No place for { $people } this time
registration-no-place-lead = { $offering }. We looked at your papers and they are in order. { $reason }
registration-no-place-quiet-subject = No place this time
registration-no-place-quiet-hint = All places are given and the waiting list is full. It counts against nothing
registration-no-place-quiet-heading = No place this time
registration-no-place-quiet-lead = We looked at your papers and they are in order; all places are given and the waiting list is full. It counts against nothing.

registration-not-drawn-eyebrow = Not drawn
registration-not-drawn-subject = Not drawn this time: { $program }, { $people }
registration-not-drawn-hint = Check it with your draw code. What still has places is in the letter
registration-not-drawn-heading = Not drawn this time: { $people }
registration-not-drawn-lead = All places of { $offering } were drawn and the waiting list is full. It counts against nothing.
registration-not-drawn-quiet-subject = Not drawn this time
registration-not-drawn-quiet-hint = The draw is published; you can check it yourself
registration-not-drawn-quiet-heading = Not drawn this time
registration-not-drawn-quiet-lead = All places were drawn and the waiting list is full. It counts against nothing.

registration-called-off-eyebrow = Called off
registration-called-off-subject = Called off: { $program }, { $people }
registration-called-off-hint = Please do not come; the letter says where else there are places
registration-called-off-heading = Called off: { $offering }
registration-called-off-lead = We are sorry: what { $people } registered for will not take place. You need not do anything.
registration-called-off-quiet-subject = Your booking is called off
registration-called-off-quiet-hint = Please do not come
registration-called-off-quiet-heading = Your booking is called off
registration-called-off-quiet-lead = We are sorry: it will not take place. You need not do anything; sign in for the details.

registration-moved-eyebrow = New time
registration-moved-subject = Now { $start }: { $program }, { $people }
registration-moved-hint = The place is still yours; only the time has changed
registration-moved-heading = It now begins at { $start }
registration-moved-lead = { $offering }, { $people }. The place, or the place in line, stays yours; only the time has changed.
registration-moved-quiet-subject = Now { $start }
registration-moved-quiet-hint = Only the time has changed
registration-moved-quiet-heading = It now begins at { $start }
registration-moved-quiet-lead = Your place stays as it is; only the time has changed.

registration-relocated-eyebrow = New venue
registration-relocated-subject = Now at { $site }: { $program }, { $people }
registration-relocated-hint = Your booking and the time stay as they are; only the venue has changed
registration-relocated-heading = It now takes place at { $site }
registration-relocated-lead = { $offering }, { $people }. Your booking, place in line and time stay as they are; only the venue has changed.
registration-relocated-quiet-subject = The venue has changed
registration-relocated-quiet-hint = Your booking and the time stay as they are
registration-relocated-quiet-heading = The venue has changed
registration-relocated-quiet-lead = Your booking and the time stay as they are; only the venue has changed. Sign in to see where.

registration-elsewhere-eyebrow = New time and venue
registration-elsewhere-subject = Now { $start }, at a new venue: { $program }, { $people }
registration-elsewhere-hint = Your booking stays as it is; time and venue have changed
registration-elsewhere-heading = It now begins at { $start }, at a new venue
registration-elsewhere-lead = { $offering }, { $people }. Your booking and place in line stay as they are; time and venue have changed.
registration-elsewhere-quiet-subject = Now { $start }, at a new venue
registration-elsewhere-quiet-hint = Your booking stays as it is; time and venue have changed
registration-elsewhere-quiet-heading = It now begins at { $start }, at a new venue
registration-elsewhere-quiet-lead = Your booking stays as it is; time and venue have changed. Sign in to see where.

registration-shortened-eyebrow = One date less
registration-shortened-subject = One date is cancelled: { $program }, { $people }
registration-shortened-hint = All other dates stay, and so does the place
registration-shortened-heading = One date is cancelled; the others stay
registration-shortened-lead = { $offering }, { $people }. The date below is cancelled. All others stay, and so does the place.
registration-shortened-quiet-subject = One date is cancelled
registration-shortened-quiet-hint = All other dates stay
registration-shortened-quiet-heading = One date is cancelled; the others stay
registration-shortened-quiet-lead = The date below is cancelled. All others stay.

registration-button-door = See the registration and door code
registration-button-door-quiet = See the booking and door code
registration-button-one = See this registration
registration-button-one-quiet = See this booking
registration-button-mine = See my registrations
registration-button-mine-quiet = See my bookings
registration-button-new = See the new registration
registration-button-new-quiet = See the new booking
registration-button-line = See my place in line
registration-button-line-quiet = See my place in line
registration-button-answer = Open, then accept or decline
registration-button-answer-quiet = Open, then accept or decline
registration-button-dates = See all dates
registration-button-dates-quiet = See all dates
registration-button-draw = See the draw
registration-button-others = See other classes of this program

registration-row-times = Time
registration-row-off-times = Cancelled
registration-row-remark = Reason
registration-row-place = Place
registration-row-seats = People
registration-row-fee = Fee
registration-row-code = Door code
registration-row-deadline = Answer by
registration-row-closes = Closes
registration-row-draw = Draw
registration-row-line = In line
registration-row-list = List closes
registration-row-why = Reason
registration-row-bring = Bring
registration-row-draw-code = Draw code
registration-row-new-times = New time
registration-row-new-offering = New class
registration-row-new-place = New place
registration-row-old-times = Old time

registration-assisted = { $by } registered you. You need no password: enter this mail address to sign in, and we send you a code that opens this registration.
registration-assisted-quiet = The organizer booked this for you. You need no password: enter this mail address to sign in, and we send you a code that opens this booking.

registration-more-dates = { $count } dates in all; see the attached calendar or the registration’s page
registration-online = Online; sign in and enter from the registration’s page
registration-seats = { $seats ->
    [one] 1 person
   *[other] { $seats } people
}
registration-deadline = <b>{ $deadline }</b>, { $zone }
registration-line = Number { $place }, as of { $at }
registration-line-of = { $name }: number { $place }, as of { $at }
registration-calendar-quiet = Appointment

registration-step-door = Show the door code when you arrive.
registration-step-calendar = The attached file puts the dates into your calendar.
registration-step-cancel-until = Cannot come? <a>Cancel</a> before <b>{ $until }</b>. No reason needed; the place goes to the next at once.
registration-step-cancel = Cannot come? <a>Cancel</a> early, please. No reason needed; the place goes to the next at once.
registration-step-draw-at = The draw is at { $draw }. We tell you the result at once.
registration-step-draw = The draw comes after registration closes. We tell you the result at once.
registration-step-draw-fair = Those not drawn wait in the order of the draw; it does not matter who came first.
registration-step-draw-check = Before the draw the list is frozen and its fingerprint published (change one letter of the list, and the fingerprint changes); after it you can <a>check it yourself</a> with your draw code.
registration-step-review-by = Places are given out at { $given }, as the review decides. You get a message and a mail at once, with or without a place.
registration-step-review = You get a message and a mail as soon as it is decided.
registration-step-withdraw = Changed your mind? <a>Withdraw</a>, no reason needed.
registration-step-wait = You need not do anything while you wait. You can look up your place in line at any time.
registration-step-turn-offer = When it is your turn you get a message and a mail at once, with a deadline to answer; it never falls between 10 in the evening and 8 in the morning.
registration-step-turn-place = When it is your turn the place is yours at once, and you get a message and a mail.
registration-step-leave = Do not want to wait? <a>Leave the list</a>, no reason needed.
registration-step-answer = It counts once you press “Accept” on the page that opens.
registration-step-decline = Cannot come? <a>Decline</a>. The place goes to the next at once; it counts against nothing.
registration-step-decline-quiet = Cannot come? <a>Decline</a>. The place goes to the next at once; it counts against nothing.
registration-step-silence = Without an answer in time the place goes to the next.
registration-step-silence-quiet = Without an answer in time the place goes to the next.
registration-step-again = Want to take part after all? Register again; if it is full you join the end of the line.
registration-step-again-quiet = Want to take part after all? Book again; if it is full you join the end of the line.
registration-step-others = Other programs at that time may still have places; the app shows them.
registration-step-others-quiet = There may still be places at other times; the app shows them.
registration-step-not-me = Was this not you? Please contact us at once.
registration-step-new-time = The new time is confirmed; nothing else to do.
registration-step-new-letter = The new registration has a letter of its own.
registration-step-new-letter-quiet = The new booking has a letter of its own.
registration-step-ask = If anything is unclear, please ask the organizer; you find the contact below.
registration-step-ask-quiet = If anything is unclear, sign in: the <a>page of the booking</a> shows whom to ask.
registration-step-ask-draw = If you object to the draw, please ask the organizer; you find the contact below, and a person will answer.
registration-step-ask-draw-quiet = If you object to the draw, sign in: the <a>page of the booking</a> shows whom to ask, and a person will answer.
registration-step-object = If you object, please write to the organizer before <b>{ $object }</b>; a person will answer.
registration-step-object-quiet = If you object, please write to the organizer before <b>{ $object }</b>; sign in, and the <a>page of the booking</a> shows whom to ask.
registration-step-object-ask = If you object, please ask the organizer; you find the contact below, and a person will answer.
registration-step-object-ask-quiet = If you object, sign in: the <a>page of the booking</a> shows whom to ask, and a person will answer.
registration-step-not-asked = Did you not want this? <a>Cancel</a>, no reason needed; you may also tell the organizer.
registration-step-not-asked-quiet = Did you not want this? <a>Cancel</a>, no reason needed; you may also tell the organizer.
registration-step-verify = List and draw are published; with your draw code you can <a>check them yourself</a>.
registration-step-alternative = There are places in <a>{ $title }</a>, which begins at { $start }.
registration-step-alternative-undated = There are places in <a>{ $title }</a>.
registration-step-cannot-come = Does the change not suit you? <a>Cancel</a>, no reason needed.
