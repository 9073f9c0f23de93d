# What organizers write to everyone. announcement-hint-… is the mail of discreet programs: no more than that there is a message.
announcement-eyebrow = From the organizer
announcement-row-program = Program
announcement-row-offering = Class
announcement-row-from = Organized by
announcement-button = My registrations
announcement-hint-subject = You have a new message
announcement-hint-heading = You have a new message
announcement-hint-hint = Sign in to read it
announcement-hint-lead = What it says does not stand in this mail. Please sign in and look under “Messages”.
announcement-hint-button = Sign in and read

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
minimum-row-applied = Awaiting draw or check
minimum-row-waiting = Waiting list
minimum-eyebrow = Not enough yet
minimum-subject = { $title } has not reached its minimum
minimum-hint = Confirmed: { $confirmed }; needed: { $least }; begins { $start }
minimum-heading = { $title } has not reached its minimum
minimum-lead = It takes at least { $least } to run. Confirmed so far: <b>{ $confirmed }</b>. The first session begins <b>{ $start }</b>. Whether it runs is yours to decide; nothing is called off by itself.
minimum-button = See this class
minimum-invite = To find more people: pass its page on, and register those who cannot do it online.
minimum-run = To run it all the same: do nothing. Everyone keeps the place.
minimum-call-off = To call it off: do so soon and give the reason. Everyone registered is told at once, with the classes that are still open.
minimum-once = You are reminded of each class only this once.
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
