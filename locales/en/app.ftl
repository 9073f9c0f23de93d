# The workers' app.
app-title = Niangjia · union services
app-mark = Niangjia
app-about = Activities, courses, child care and counselling that unions offer workers and their families: easy to find, easy to join, with a clear answer.
app-skip = Skip to the content
app-parts = Main parts
app-part-find = Find
app-part-household = Family
app-sign-in = Sign in
app-foot-help = Ask a person
app-foot-top = Back to the top
app-opening = Opening
app-no-script = This page needs the browser's scripts (JavaScript), which are off. The page of each service reads without them; to register, someone at the organizer can do it for you, in the same queue.
app-find-heading = What the unions offer you and your family
app-find-looking = Looking
app-missing-heading = There is no such page
app-missing-lead = The link may be incomplete, or the activity was put away. What you registered for is not lost.
app-error-heading = Something broke on our side
app-error-lead = Your registrations are unchanged. We have written it down.
app-error-id = If you ask us about it, please tell us this number: { $what }
app-og-locale = en_GB

app-day-mon = Mon
app-day-tue = Tue
app-day-wed = Wed
app-day-thu = Thu
app-day-fri = Fri
app-day-sat = Sat
app-day-sun = Sun
app-day-mon-to-fri = Monday to Friday
app-day-and = {", "}

app-program-quiet-title = Niangjia · appointment
app-program-quiet-summary = A service that unions offer to workers. Open it to read on.
app-program-offerings = When and where
app-program-no-offerings = Nothing is planned at the moment. What is planned later appears here.
app-program-no-dates = At no fixed time
app-program-when-regular = { $from } to { $to }, { $days }, { $time }, { $n } times
app-program-when-many = { $from } to { $to }, { $days }, { $n } times at different hours
app-program-online = Online
app-program-place = { $name }, { $district }
app-program-place-later = The place is told later
app-program-called-off = Called off
app-program-finished = Over
app-program-running = Running; registration has closed
app-program-opens = Registration opens at { $what }
app-program-closed = Registration has closed
app-program-closed-at = Registration closed at { $what }
app-program-open = Open for registration
app-program-open-until = Open for registration until { $what }
app-program-open-lottery = Open until { $what }; it makes no difference how early you apply
app-program-unlimited = Any number of places
app-program-places-lottery = { $n ->
    [one] One place, drawn by lot in public
   *[other] { $n } places, drawn by lot in public
}
app-program-places-review = { $n ->
    [one] One place, given after a check of the applications
   *[other] { $n } places, given after a check of the applications
}
app-program-places-left = { $n ->
    [one] One place left, first come, first served
   *[other] { $n } places left, first come, first served
}
app-program-waiting = { $n ->
    [0] Full; you can wait in line, nobody does yet
    [one] Full; you can wait in line, one person does
   *[other] Full; you can wait in line, { $n } people do
}
app-program-full = Full, and the waiting list too
app-program-left = { $n ->
    [0] full
    [one] one place left
   *[other] { $n } places left
}
app-program-quota = { $what }: { $n ->
    [one] one place
   *[other] { $n } places
}
app-program-session-cancelled = cancelled
app-program-session-moved = moved to another time
app-program-as-of = Places as of { $what }.
app-program-register = Register
app-program-prepare = Fill it in before it opens
app-program-more = Fee, leaving, and each date
app-program-fee = Fee
app-program-free = Free
app-program-yuan = { $what } yuan
app-program-draw = Draw
app-program-draw-check = How it is drawn, and how to check it
app-program-leave = Leaving
app-program-leave-hours = { $n ->
    [one] Cancel yourself until one hour before, without a reason; later too, and your place still goes to someone else
   *[other] Cancel yourself until { $n } hours before, without a reason; later too, and your place still goes to someone else
}
app-program-offers = Waiting
app-program-offer-hours = { $n ->
    [one] When it is your turn you get a message, and one hour to answer
   *[other] When it is your turn you get a message, and { $n } hours to answer
}
app-program-minimum = Minimum
app-program-minimum-people = { $n ->
    [one] Runs with one person or more
   *[other] Runs with { $n } people or more
}
app-program-together = Siblings
app-program-together-how = May apply together: all of them or none
app-program-weather = Weather
app-program-weather-how = In bad weather it is moved or called off, and you are told before
app-program-bring = Bring
app-program-calendar = Put the dates into your calendar
app-program-who = Who may join
app-program-proofs = Papers are asked for; you can hand them in until registration closes.
app-program-priority = Which families go before others
app-program-points = : { $n ->
    [one] one point
   *[other] { $n } points
}
app-program-priority-how = Points only affect the order and appear on no list. You can apply without answering.
app-program-asked = What you are asked
app-program-purpose = { $what }.{" "}
app-program-required = needed
app-program-optional = you may leave it out
app-program-read-by-organizer = The organizing union reads it.{" "}
app-program-read-by-few = Only those in charge and on duty read it; it is kept encrypted.{" "}
app-program-kept-days = { $n ->
    [one] Deleted one day after the end.
   *[other] Deleted { $n } days after the end.
}
app-program-from-household = {" "}What you wrote under "Family" need not be written again.
app-program-consent-required = A text you agree to
app-program-consent-guardian = A text the guardian of anyone under 18 agrees to
app-program-consent-optional = A text you may refuse: you keep your place if you say no
app-program-good = Good to know
app-program-certificate = Certificate
app-program-certificate-how = For whoever attends { $n }% or more
app-program-figure-as-of = (as of { $what })
app-program-ask = Ask a person
app-program-ask-how = No e-mail, or hard to read? Someone at the union can register you, in the same queue.
app-program-ask-button = Ask for help
app-program-confidential = Nobody at your workplace learns that you came. Messages do not say what it is about.
app-program-beside = What else this union offers
app-program-share = Share this page
app-program-copied = The link is copied; paste it into a chat.
