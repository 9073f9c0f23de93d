# The draw at the console.
console-draw-closing = Registration closes
console-draw-applied = { $n } applied
console-draw-frozen = The list is frozen
console-draw-was-run = The lots are drawn
console-draw-to-freeze = Freeze the list
console-draw-to-run = Draw the lots in public
console-draw-freeze-means = Once it is frozen nobody can add to it, take from it or change it.
console-draw-duplicates = { $n ->
    [one] One may be registered twice
   *[other] { $n } may be registered twice
}
console-draw-duplicates-do = The same name and birthday: often each parent registered the child. Ask first, then freeze.
console-draw-unreviewed = { $n ->
    [one] The papers of one were not looked at
   *[other] The papers of { $n } were not looked at
}
console-draw-unreviewed-do = Who was not looked at is not in the list. Look at them first, then freeze.
console-draw-to-roster = See the roster
console-draw-not-closed = It can be frozen once registration has closed.
console-draw-value-name = Which public value decides
console-draw-value-name-hint = Something nobody knows now and anybody can look up later, such as "SSE Composite Index, close of 21 June". It is published with the fingerprint and then stays.
console-draw-witnesses = Witnesses (may be left out)
console-draw-witnesses-hint = Who will see it drawn, and for whom: “Li Si (for the parents), Wang Wu (for the workers)”. Shown here and on the projector's page only, never published.
console-draw-witnessed = Witnesses: { $what }.
console-draw-freeze = Freeze the list and publish its fingerprint
console-draw-projector = Open the page for the projector
console-draw-fingerprint = Fingerprint of the list
console-draw-entries = { $n ->
    [one] One entry.
   *[other] { $n } entries.
}
console-draw-seats = { $n ->
    [one] It asks for one place.
   *[other] They ask for { $n } places.
}
console-draw-decides = Together with "{ $what }" it decides the order.
console-draw-sure = Is this the value?
console-draw-sure-means = Once you press "Draw" it cannot be done again: the result stands, is published and sent at once.
console-draw-run = Draw
console-draw-retype = Type it again
console-draw-value-hint = As published, to the last digit and point.
console-draw-next = Next
console-draw-void-open = The list is wrong: give this draw up
console-draw-void-reason = Why it is given up
console-draw-void-hint = It stays published for all to read. Another list may be frozen then.
console-draw-void = Give it up
console-draw-result = Result of the draw
console-draw-placed = With a place: { $n }
console-draw-waiting = Waiting, in this order: { $n }
console-draw-not-drawn = Not drawn: { $n }
console-draw-withdrawn = Gave up after the freeze: { $n }
console-draw-published = The result is published and the letters are on their way. Anybody can recompute it from the record.
console-draw-download = Download the record
console-draw-voided = Given up before
console-draw-show = Draw: projector
console-draw-step-1 = Freeze the list
console-draw-step-2 = Publish the fingerprint
console-draw-step-3 = Read in the value
console-draw-step-4 = Draw
console-draw-step-5 = Publish the record
console-draw-show-not-frozen = The list is not frozen yet
console-draw-show-fingerprint = The list is frozen. This is its fingerprint
console-draw-show-picture = Take a picture of this page: change one letter of the list and the fingerprint is another.
console-draw-show-next-value = Next: read in the public value
console-draw-show-value = Now the public value
console-draw-show-read-out = A witness reads out the value as published
console-draw-show-back = Back to the fingerprint
console-draw-show-check = Anybody can check it: download the record and recompute it from the fingerprint and this value. The order comes out the same to the last place.
console-draw-show-print-again = See the fingerprint again
console-draw-leave-show = Leave the projector

console-done-draw-frozen = The list is frozen and its fingerprint is published.
console-done-draw-run = The lots are drawn; letters are going out.
console-done-draw-voided = This draw is given up, and the reason is published.
