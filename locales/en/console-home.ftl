# The first page of the console: what needs doing today.
console-home-heading = { $n ->
    [0] : nothing needs you
    [one] : one thing needs you
   *[other] : { $n } things need you
}
console-home-tasks = To do
console-home-beside = What today looks like
console-home-all-done = All done
console-home-rest = { $n ->
    [one] One more
   *[other] { $n } more
}
console-home-next-opens = Next: { $what } opens for registration at { $when }.
console-home-next-closes = Next: registration for { $what } closes at { $when }.
console-home-next-draw = Next: the draw for { $what } at { $when }.
console-home-next-session = Next: { $what } meets at { $when }.

console-home-undelivered = { $n ->
    [one] Mail did not reach one person
   *[other] Mail did not reach { $n } people
}
console-home-undelivered-hint = It is in their inbox here. Please call
console-home-undelivered-at = { $n ->
    [one] one person
   *[other] { $n } people
}
console-home-undelivered-few = fewer than 5 people
console-home-undelivered-do = See who
console-home-draw-due = { $n ->
    [one] One draw is due
   *[other] { $n } draws are due
}
console-home-draw-due-hint = Until then nobody knows whether there is a place
console-home-draw-due-at = planned for { $when }, { $n } applied
console-home-draw-due-few = planned for { $when }, fewer than 5 applied
console-home-draw-due-do = Draw
console-home-offers = { $n ->
    [one] One offer is open; it runs out at { $when }
   *[other] { $n } offers are open; the first runs out at { $when }
}
console-home-offers-hint = Each then passes to the next by itself
console-home-offers-at = { $n }, the first runs out at { $when }
console-home-offers-few = fewer than 5
console-home-offers-do = Open roster
console-home-papers = { $n ->
    [one] One application to check
   *[other] { $n } applications to check
}
console-home-papers-at = { $n }, needed by { $when }
console-home-papers-any-time = { $n }
console-home-papers-few = fewer than 5
console-home-papers-do = Start
console-home-minimum = { $n ->
    [one] One class has too few people to run
   *[other] { $n } classes have too few people to run
}
console-home-minimum-at = begins at { $when }, { $n } count, minimum { $least }
console-home-minimum-few = begins at { $when }, fewer than 5 count, minimum { $least }
console-home-minimum-do = Have a look
console-home-draw-ahead = { $n ->
    [one] Draw at { $when }
   *[other] Draw at { $when }, { $n } classes within 7 days
}
console-home-draw-ahead-at = { $when }, { $n } applied
console-home-draw-ahead-few = { $when }, fewer than 5 applied
console-home-draw-ahead-do = Prepare
console-home-memberships = { $n ->
    [one] One person waits for you to confirm membership
   *[other] { $n } people wait for you to confirm membership
}
console-home-memberships-at = { $n }, { $when }
console-home-memberships-few = fewer than 5
console-home-memberships-do = Review
console-home-since-today = the oldest since today
console-home-since-days = { $n ->
    [one] the oldest has waited one day
   *[other] the oldest has waited { $n } days
}

console-home-meetings = Sessions today
console-home-meetings-more = { $n } more.
console-home-meetings-next = No session today. The next one is at { $when }.
console-home-meetings-none = No session today.
console-home-expected = { $n } places given
console-home-few = fewer than 5 people
console-home-open = Open now
console-home-open-until = until { $when }
console-home-open-more = { $n } more are open.
console-home-open-none = Nothing is open for registration now.
console-home-standing = { $places } places: { $taken } confirmed, { $held } offered, { $waiting } waiting
console-home-standing-unlimited = No limit: { $taken } confirmed
console-home-standing-applied = { $applied } applied for { $places } places, not decided yet
console-home-standing-applied-unlimited = { $applied } applied, no limit, not decided yet
console-home-hidden = Confidential: its numbers are not shown here
console-home-posts = Your bodies
