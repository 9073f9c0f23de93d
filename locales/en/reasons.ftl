# Why a registration stands where it stands, and why something is not done.
reason-seat-free = There was a free place when you registered.
reason-no-seat-free = There was no free place; it joined the waiting list as number { $place }.
reason-applied = It is in. This is not a place yet.
reason-promoted = A place fell free and it was next in order.
reason-accepted = You accepted the place.
reason-declined = You declined the place. It counts against nothing.
reason-offer-expired = { $offer_expires_at } passed without an answer and the place went on. It counts against nothing.
reason-offer-extended = The message could not be delivered in time; you can answer until { $offer_expires_at }.
reason-list-closed = The waiting list closed at { $closed_at } before a place fell free. It counts against nothing.
reason-by-person = Cancelled. No reason needed.
reason-erased = The account was deleted, and the place went on.
reason-changed = Moved to another session.
reason-not-by-registration = This is not joined by registering; its page says how.
reason-offering-called-off = This class was called off. Other classes of the program may have places.
reason-registration-not-open = Registration opens at { $opens_at }.
reason-registration-closed = Registration closed at { $closed_at }. Special case? Please ask the organizer.
reason-participant-unknown = This person is not in your household; please enter them there first.
reason-participant-twice = The same person is named twice.
reason-sessions-missing = Please pick the sessions to take part in.
reason-sessions-not-picked = One registration is for all sessions here; please pick none.
reason-session-twice = The same session is picked twice.
reason-session-unknown = There is no such session, or it was cancelled.
reason-already-registered = Already registered on { $since }. No need to do it again.
reason-pick-limit = At most { $pick_max } sessions a person; { $live } are there already and { $asked } were asked for.
reason-birth_date-missing = The birth date decides who may join; please enter it in your household first.
reason-not-a-child = Only for children under 18 who are entered as your child.
reason-not-an-adult = Only for adults of 18 or more; on { $on } the age is { $age_years }.
reason-age-below-minimum = { $age_min } or older; on { $on } the age is { $age_years } years and { $age_months } months.
reason-age-above-maximum = { $age_max } or younger; on { $on } the age is { $age_years } years and { $age_months } months.
reason-grade-missing = The school grade decides who may join; please enter it in your household first.
reason-grade-below-minimum = Grade { $grade_min } or higher; on { $on } it is grade { $grade }.
reason-grade-above-maximum = Grade { $grade_max } or lower; on { $on } it is grade { $grade }.
reason-gender-missing = This is open to one gender; please enter it in your household first.
reason-gender-not-admitted = { $gender ->
    [female] Only for women and girls.
   *[male] Only for men and boys.
}
reason-membership-missing = { $organization ->
    [any] Your union
   *[other] { $organization }
} has to confirm first that you are a member. Ask for it under “My union”, and register once it is confirmed.
reason-answer-missing = Please answer “{ $question }”.
reason-answer-type = The answer to “{ $question }” is not of the right form.
reason-answer-option = Please answer “{ $question }” with its options, each at most once.
reason-answer-too-long = The answer to “{ $question }” is too long.
reason-question-unknown = There is no question “{ $question }” in this form.
reason-consent-missing = A consent is missing: “{ $consent }”. Please read it, and agree if you do.
reason-consent-outdated = There is a new version of the consent “{ $consent }” (version { $version }); please read it again before you agree.
reason-consent-unknown = There is no consent “{ $consent }” here.
reason-full = All places are taken. { $cause ->
    [no-list] There is no waiting list here.
    [list-closed] The waiting list has closed; it begins soon.
    [list-full] The waiting list is full too: { $waiting ->
        [one] one is
       *[other] { $waiting } are
    } waiting.
   *[not-wanted] The waiting list is open ({ $waiting ->
        [0] nobody is waiting
        [one] one is waiting
       *[other] { $waiting } are waiting
    }). To join it, register and choose to wait.
}
reason-registration-unknown = There is no such registration.
reason-status-forbids = This cannot be done with the registration as it stands.
reason-already-begun = It began at { $starts_at } and cannot be changed any more. Please ask the organizer.
reason-capacity-below-taken = More places than that are given already.
reason-capacity-below-quotas = The total of { $total } is below the { $quotas } places held in quotas.
reason-by-organizer = The organizer cancelled this registration.
reason-duplicate = This person was registered twice: the first registration stays, this one was cancelled.
reason-reviewed = The papers were seen.
reason-drawn = Drawn, as number { $drawn_rank }.
reason-not-drawn = Not drawn this time: number { $drawn_rank } of { $entries }. It does not count against you.
reason-no-place-left = All places were given in order and the waiting list is full. It does not count against you.
reason-rejected-by-reviewer = It was not accepted. If you object, write to the organizer before { $object_until }.
reason-rejected-undated = It was not accepted. If you object, please write to the organizer.
reason-promoted-by-hand = The organizer gave a place.
reason-moved = The organizer moved it elsewhere.
reason-session-cancelled = This session was cancelled.
reason-session-moved = It now begins { $starts_at }.
reason-session-relocated = It now takes place at { $site }.
reason-session-moved-elsewhere = It now begins { $starts_at }, at { $site }.
reason-called-off = It was called off.
reason-clash-elsewhere = There is something else at that time already.
reason-clash = It clashes with what begins { $starts_at }.
reason-other-allocation = Places are given in another way here.
reason-window-open = Registration closes { $closes_at }; the list can be frozen after that.
reason-draw-exists = The list was frozen { $frozen_at } already.
reason-draw-empty = There is nobody to draw from: nobody applied, or nobody was reviewed yet.
reason-duplicates-unsettled = Two registrations may be the same child. Ask, settle them, then freeze the list.
reason-draw-not-frozen = There is no frozen list. Freeze it and publish its fingerprint before drawing.
reason-open-differs = Somebody is registered already; the times cannot be changed like this.
calendar-family = Niangjia: the family's dates
calendar-quiet = Appointment

# The same, as an organizer reads it.
reason-to-staff-seat-free = There was a free place.
reason-to-staff-applied = Received; not decided yet.
reason-to-staff-accepted = They accepted the place.
reason-to-staff-declined = They declined the place.
reason-to-staff-by-person = They cancelled.
reason-to-staff-offer-expired = { $offer_expires_at } passed without an answer and the place went on.
reason-to-staff-offer-extended = The message could not be delivered in time; they can answer until { $offer_expires_at }.
reason-to-staff-list-closed = The waiting list closed at { $closed_at } before a place fell free.
reason-to-staff-not-drawn = Not drawn: number { $drawn_rank } of { $entries }.
reason-to-staff-rejected-by-reviewer = Not accepted; they can object before { $object_until }.
reason-to-staff-rejected-undated = Not accepted; they can object.
reason-to-staff-called-off = It was called off.
