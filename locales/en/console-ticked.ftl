# Several of a roster, ticked and done together.
console-ticked-with = With those selected:
console-ticked-write = Write to them
console-ticked-approve-button = Approve
console-ticked-reject-button = Do not accept
console-ticked-move-button = Move
console-ticked-cancel-button = Cancel the registration
console-ticked-approve = { $n ->
    [one] Approve the one selected
   *[other] Approve the { $n } selected
}
console-ticked-approve-would = { $n ->
    [one] One would be approved
   *[other] { $n } would be approved
}
console-ticked-approve-do = { $n ->
    [one] Approve this one
   *[other] Approve these { $n }
}
console-ticked-reject = { $n ->
    [one] Do not accept the one selected
   *[other] Do not accept the { $n } selected
}
console-ticked-reject-would = { $n ->
    [one] One would not be accepted
   *[other] { $n } would not be accepted
}
console-ticked-reject-do = { $n ->
    [one] Do not accept this one
   *[other] Do not accept these { $n }
}
console-ticked-move = { $n ->
    [one] Move the one selected
   *[other] Move the { $n } selected
}
console-ticked-move-would = { $n ->
    [one] One would be moved
   *[other] { $n } would be moved
}
console-ticked-move-do = { $n ->
    [one] Move this one
   *[other] Move these { $n }
}
console-ticked-cancel = { $n ->
    [one] Cancel the registration selected
   *[other] Cancel the { $n } registrations selected
}
console-ticked-cancel-would = { $n ->
    [one] One would be cancelled
   *[other] { $n } would be cancelled
}
console-ticked-cancel-do = { $n ->
    [one] Cancel this one
   *[other] Cancel these { $n }
}
console-ticked-not = { $n ->
    [one] One cannot be done; the reason stands beside it, and it stays as it is.
   *[other] { $n } cannot be done; the reasons stand beside them, and they stay as they are.
}
console-ticked-done = { $n ->
    [one] One was done
   *[other] { $n } were done
}
console-ticked-not-done = { $n ->
    [one] One was not done; the reason stands beside it, and it is as it was.
   *[other] { $n } were not done; the reasons stand beside them, and they are as they were.
}
console-ticked-each = What becomes of each
console-ticked-all-together = For the whole roster
console-ticked-unknown = Not in the roster of this class
console-ticked-points-hint = Left empty, each keeps the points it has.

console-done-registrations-approve = All that were selected are approved.
console-done-registrations-reject = All that were selected are not accepted; each family is told why.
console-done-registrations-move = All that were selected are moved.
console-done-registrations-cancel = All that were selected are cancelled; each family is told.
console-done-registrations-none = Nobody was selected. Tick some first, then press a button below them.
