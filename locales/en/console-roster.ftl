# Roster, size and messages: the console's pages of an offering.
console-offering-tabs = This class
console-offering-roster = Roster
console-offering-settings = Settings
console-offering-draw = Draw
console-offering-door = Check-in
console-offering-import = Import
console-offering-assisted = For others
console-offering-messages = Messages

console-roster-title = { $what }: roster
console-roster-find = Find somebody
console-roster-find-what = Name, door code, last digits of a phone
console-roster-find-button = Find
console-roster-sort = Order
console-roster-sort-line = By place
console-roster-sort-name = By name
console-roster-sort-arrival = By arrival
console-roster-all = all
console-roster-ended = ended
console-roster-few = under { $n }
console-roster-fresh = As of { $what }; changes appear by themselves.
console-roster-just = Just now:{" "}
console-roster-lost = The connection is gone and nothing is updated here. Please reload the page.
console-roster-nobody = Nobody has registered yet
console-roster-nobody-yet = Registration opens at { $what }. Whoever registers appears here at once; no need to reload.
console-roster-nobody-since = Registration opened at { $what }. Whoever registers appears here at once; no need to reload.
console-roster-none-found = Nobody fits
console-roster-show-all = Show everybody
console-roster-choose = Select
console-roster-tick-all = Select all on this page
console-roster-tick = Select { $what }
console-roster-name = Name
console-roster-age = Age
console-roster-state = State
console-roster-time = Time
console-roster-session = Session
console-roster-seats = People
console-roster-quota = Quota
console-roster-quota-common = common
console-roster-message = Message
console-roster-assisted = by staff
console-roster-reviewed = reviewed
console-roster-twice = maybe twice
console-roster-by-phone = no e-mail, please call
console-roster-until = before { $what }
console-roster-rows = { $n ->
    [one] One row on this page
   *[other] { $n } rows on this page
}
console-roster-everybody = all
console-roster-reach-unreached = not reached, or to be called
console-roster-previous = Previous page
console-roster-next = Next page
console-roster-exports = Download the roster
console-roster-exports-logged = You get those shown above, without care notes and other sensitive columns. Each download is logged: who, and when.
console-roster-export-xlsx = Roster (XLSX)
console-roster-export-csv = Roster (CSV)
console-roster-export-nothing = Those who got no place (XLSX)
console-roster-confidential = This program is confidential: only numbers are shown, and none under 5. Only its own counsellors see who is in it.

console-roster-status-applied = undecided
console-roster-status-waitlisted = waiting
console-roster-status-offered = offered
console-roster-status-confirmed = confirmed
console-roster-status-cancelled = cancelled
console-roster-status-declined = declined
console-roster-status-expired = expired
console-roster-status-rejected = not accepted
console-roster-status-not_drawn = not drawn
console-roster-status-called_off = called off

console-roster-person = Registration
console-roster-years = { $n ->
    [one] one year old
   *[other] { $n } years old
}
console-roster-held = The place is held until { $what }
console-roster-maybe-twice = This may be one person registered twice. Please check.
console-roster-see-other = See the other
console-roster-two-people = Two people
console-roster-one-person = One person
console-roster-one-person-heading = Both registrations are one person's
console-roster-one-person-means = The one that came first stays, the later one is cancelled, and the family is told why.
console-roster-one-person-do = Cancel the later one
console-roster-account = Registered by
console-roster-door-code = Door code
console-roster-care = Care notes
console-roster-pickup = May be picked up by
console-roster-emergency = Emergency contact
console-roster-open-care = Care notes and pick-up: open, which is logged
console-roster-past = How it came here
console-roster-said = With the words “{ $what }”
console-roster-by = by { $what }
console-roster-by-them = by themselves
console-roster-by-itself = by itself
console-roster-by-import = by import

console-roster-approve = Approve
console-roster-approve-means = Notes that the papers were seen. Places are given by draw or review later; where they were given already, it is placed at once.
console-roster-reject = Do not accept
console-roster-reject-means = They are told why, how to object, and until when.
console-roster-promote = Give a place now
console-roster-promote-means = Out of turn, in a place that is free. The reason and your name are kept, and those before it count as passed over once.
console-roster-move = Move
console-roster-move-means = To another class or session of the program with a free place. The place here goes on at once.
console-roster-move-to = Move to
console-roster-cancel = Cancel the registration
console-roster-cancel-means = They are told, with the reason. The place goes on at once.
console-roster-reason = Reason
console-roster-reason-hint = They read this.
console-roster-proofs = Papers seen
console-roster-points = Points
console-roster-object-until = Last day to object
console-roster-look = See what would happen
console-roster-look-again = Look again
console-roster-leave = Leave it
console-roster-would = This would happen
console-roster-moves = Who stands elsewhere then
console-roster-now = Now
console-roster-then = Then
console-roster-difference = Change
console-roster-counts = How many, before and after
console-roster-up = { $n ->
    [one] One family moves up.
   *[other] { $n } families move up.
}
console-roster-few-hidden = This program is confidential: changes for fewer than 5 people are not counted here. Whoever moves up is told.
console-roster-told = { $n ->
    [0] No message goes out.
    [one] One message goes out.
   *[other] { $n } messages go out.
}
console-roster-call-them = no e-mail, please call
console-roster-changed-since = The roster has changed since you looked. Below is what would happen now; nothing was done. Look at it, then press once more.
console-roster-only-a-look = This is only a look; nothing was changed.
console-roster-back = Back to the roster

console-capacity = Change the size
console-capacity-whole = Places
console-capacity-taken = { $n ->
    [one] One place is given or offered.
   *[other] { $n } places are given or offered.
}
console-capacity-refused = There cannot be so few places
console-capacity-instead = Nobody is sent away silently. You can let it shrink: places that fall free go to nobody until it is that small. Or find a larger room, or agree with families and cancel one by one, with the reason.
console-capacity-when-free = Let it shrink as places fall free
console-capacity-when-free-means = Nobody loses a place. When somebody cancels, that place goes to nobody until it is as small as you wrote.
console-capacity-do = { $n ->
    [0] Change it
    [one] Change it and send one message
   *[other] Change it and send { $n } messages
}
console-capacity-leave = Leave it

console-roster-write = Write to everybody
console-roster-discreet = Mails of this program say nothing but that there is a message in the inbox.
console-roster-to = To
console-roster-to-confirmed = Those confirmed
console-roster-to-waitlisted = Those waiting
console-roster-to-all = All whose registration has not ended
console-roster-to-chosen = Those selected
console-roster-subject = Subject
console-roster-text = Text
console-roster-look-message = See to how many it goes
console-roster-goes-to = { $n ->
    [one] Goes to one family
   *[other] Goes to { $n } families
}
console-roster-by-mail = { $n ->
    [one] one of them gets a mail too
   *[other] { $n } of them get a mail too
}
console-roster-send = { $n ->
    [one] Send to one family
   *[other] Send to { $n } families
}
console-roster-sent = Messages sent
console-roster-sent-see = See the messages sent
console-roster-sent-none = Nothing was sent yet.
console-roster-went-to = { $n ->
    [one] Sent to one family.
   *[other] Sent to { $n } families.
}
console-roster-arrived = { $n ->
    [one] One mail arrived.
   *[other] { $n } mails arrived.
}
console-roster-queued = { $n ->
    [one] One is on its way.
   *[other] { $n } are on their way.
}
console-roster-failed = { $n ->
    [one] One did not arrive.
   *[other] { $n } did not arrive.
}

console-done-registration-approve = Approved.
console-done-registration-reject = Not accepted; they are told why.
console-done-registration-promote = A place was given; the reason is kept.
console-done-registration-move = Moved.
console-done-registration-cancel = Cancelled; they are told.
console-done-duplicates-settled = Noted; nobody is asked again.
console-done-capacity = The size was changed.
console-done-message-sent = The message is on its way.
