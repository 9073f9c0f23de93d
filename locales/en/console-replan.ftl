# A session moved or cancelled, an offering called off, at the console.
console-replan-move = Move
console-replan-cancel = Cancel
console-replan-call-off = Call this offering off
console-replan-move-title = Move a session
console-replan-cancel-title = Cancel a session
console-replan-call-off-title = Call this offering off
console-replan-move-means = Everyone keeps their place, on the waiting list too. Each is told the new time, the place and your reason.
console-replan-cancel-means = Everyone keeps their place and the other sessions go on. Each is told your reason. With the last session the whole offering is called off.
console-replan-cancel-means-pick = For everyone in this session, or waiting for it, it ends here, and each is told your reason. Who picked other sessions is not touched.
console-replan-call-off-means = For everyone who is registered or waits it ends here. Each is told your reason and which others still have places. It cannot be taken back.
console-replan-starts = New start
console-replan-ends = New end
console-replan-same-place = The place stays
console-replan-same-place-at = Stays: { $what }
console-replan-reason-hint = Those who registered read it, such as "The teacher is ill".
console-replan-instead = Other offerings with places, which the message names
console-replan-nothing-instead = There are none, so the message names none.
console-replan-is-off = It was called off; every registration and every place in line has ended.
console-replan-why = Reason: { $what }
console-replan-move-do = Move it
console-replan-move-do-and-tell = { $n ->
    [one] Move it, send one message
   *[other] Move it, send { $n } messages
  }
console-replan-cancel-do = Cancel the session
console-replan-cancel-do-and-tell = { $n ->
    [one] Cancel the session, send one message
   *[other] Cancel the session, send { $n } messages
  }
console-replan-call-off-do = Call it off
console-replan-call-off-do-and-tell = { $n ->
    [one] Call it off, send one message
   *[other] Call it off, send { $n } messages
  }
console-done-replan-move = The session is moved; the messages are on their way.
console-done-replan-cancel = The session is cancelled; the messages are on their way.
console-done-replan-call-off = The offering is called off; the messages are on their way.
