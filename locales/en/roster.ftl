# What organizers write to everyone. announcement-hint-… is the mail of discreet programs: no more than that there is a message.
announcement-eyebrow = From the organizer
announcement-row-program = Program
announcement-row-offering = Class
announcement-row-from = Organized by
announcement-button = My registrations
announcement-next = This message does not change your registration; what you are asked to do is written above.
announcement-reply = Have a question? Just reply to this mail.
announcement-why = What organizers write to everybody comes by mail too. You can <a>stop such mails</a>; the app still shows them, and you still hear of every change of your place.
announcement-hint-next = Sign in and open “Messages”. Your registrations stay as they are.
announcement-hint-subject = You have a new message
announcement-hint-heading = You have a new message
announcement-hint-hint = Sign in to read it
announcement-hint-lead = What it says is not written in this mail. Please sign in and look under “Messages”.
announcement-hint-button = Sign in and read

# Every letter to organizers says it.
roster-whom = Questions? Ask an admin of your organization or of the one above it.

# Short of people seven days before it begins: to its organizers.
minimum-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
minimum-teams = { $count ->
    [one] { $count } team
   *[other] { $count } teams
}
minimum-few = fewer than { $least }
minimum-row-first = First session
minimum-row-least = At least
minimum-row-confirmed = Confirmed
minimum-row-applied = Undecided
minimum-row-waiting = Waiting list
minimum-eyebrow = Not enough yet
minimum-subject = { $title } has not reached its minimum
minimum-quiet-subject = A class has not reached its minimum
minimum-hint = Confirmed: { $confirmed }; needed: { $least }; begins at { $start }
minimum-heading = { $title } has not reached its minimum
minimum-lead = It takes at least { $least } to run. Confirmed so far: <b>{ $confirmed }</b>. The first session begins at <b>{ $start }</b>. Whether it runs is yours to decide; nothing is called off by itself.
minimum-button = See this class
minimum-invite = To find more people: pass its page on, and register those who cannot do it online.
minimum-run = To run it all the same: do nothing. Everyone keeps the place.
minimum-call-off = To call it off: do so soon and give the reason. Everyone registered is told at once, with the classes that are still open.
minimum-once = You are reminded of each class only this once.

# A draw is due and was not held: to its organizers.
draw-due-row-time = Draw
draw-due-row-applied = Applied
draw-due-eyebrow = Waits for you
draw-due-subject = { $title } is due to be drawn
draw-due-quiet-subject = A draw is due
draw-due-hint = It was set for { $time }; those who applied are waiting
draw-due-heading = { $title } is due to be drawn
draw-due-lead = Registration is over, and the draw was set for <b>{ $time }</b>. It has not been held. Nothing is drawn by itself; until you do it, nobody who applied knows whether there is a place.
draw-due-button = Go to the draw
draw-due-freeze = First freeze the list, and publish which public value will be used; it must become known only afterwards.
draw-due-run = Once that value is public, run the draw. Everyone is told the result at once.
draw-due-later = Not possible today? Set a later time for the draw, so that nobody waits in vain.
draw-due-once = You are reminded of each time that is set only this once.

# Each morning at nine: in which classes mails did not arrive.
undelivered-eyebrow = Mails not delivered
undelivered-subject = Some people did not get their mail
undelivered-hint = If it is urgent, please call them
undelivered-heading = Some people did not get their mail
undelivered-lead = Between { $since } and { $until }, mails to people of the classes below could not be delivered. Once signed in, they still find them under “Messages”.
undelivered-row-more = Also
undelivered-line = { $title }, <a>see the roster</a>
undelivered-more = And { $count ->
    [one] { $count } more class
   *[other] { $count } more classes
}; please look at their rosters.
undelivered-look = Open the roster; the column about the last message shows who it is.
undelivered-call = If it is urgent, call them: the roster has their phone numbers.
undelivered-repair = Where an address is wrong or its mailbox full, ask them to sign in and set another one.
undelivered-daily = Sent at 9:00 each morning, and only when there is something new.
# Rosters: names of columns, words in cells.
roster-sheet = Roster
roster-yes = yes
roster-no = no
roster-agreed = agreed (version { $version })
roster-withdrawn = withdrawn (version { $version })

roster-column-status = Status
roster-column-place = Place in line
roster-column-session = Session
roster-column-seats = Places
roster-column-quota = Quota
roster-column-offer = Answer by
roster-column-group = Group
roster-column-points = Points
roster-column-reviewed = Reviewed
roster-column-drawn = Drawn
roster-column-draw-code = Draw code
roster-column-door-code = Door code
roster-column-name = Name
roster-column-relation = Relation
roster-column-birth = Born
roster-column-age = Age (first day)
roster-column-grade = Grade
roster-column-gender = Gender
roster-column-account = Registered by
roster-column-phone = Phone
roster-column-email = E-mail
roster-column-by-phone = Tell by phone
roster-column-assisted = Registered by staff
roster-column-duplicates = Maybe twice
roster-column-created = Registered
roster-column-updated = Last change
roster-column-message = Last message
roster-column-message-state = Delivery
roster-column-message-at = Told
roster-column-care = Care notes
roster-column-pickup = May be picked up by
roster-column-emergency = Emergency contact
roster-column-id = Registration id

roster-status-applied = applied
roster-status-waitlisted = waiting
roster-status-offered = offered
roster-status-confirmed = confirmed
roster-status-cancelled = cancelled
roster-status-declined = declined
roster-status-expired = expired
roster-status-rejected = not accepted
roster-status-not_drawn = not drawn
roster-status-called_off = called off

roster-relation-self = self
roster-relation-child = child
roster-relation-spouse = spouse
roster-relation-parent = parent
roster-relation-other = other

roster-gender-female = female
roster-gender-male = male
roster-gender-undisclosed = not said

roster-message-state-inbox = in the inbox only
roster-message-state-queued = to be sent
roster-message-state-retrying = being tried again
roster-message-state-sent = sent
roster-message-state-failed = refused
roster-message-state-suppressed = not sent: address refuses mail
roster-message-state-expired = given up

roster-message-registration-confirmed = has a place
roster-message-registration-applied = received
roster-message-registration-waiting = waiting
roster-message-registration-offered = place offered
roster-message-registration-offer-extended = more time to answer
roster-message-registration-promoted = moved up
roster-message-registration-offer-expired = offer ran out
roster-message-registration-list-closed = waiting list closed
roster-message-registration-cancelled = cancelled
roster-message-registration-rejected = not accepted
roster-message-registration-not-drawn = not drawn
roster-message-registration-called-off = called off
roster-message-registration-rescheduled = new time
