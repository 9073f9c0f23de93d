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
