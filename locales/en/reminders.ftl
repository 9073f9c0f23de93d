# Reminders, and the letter about a consent taken back. quiet-… is for discreet programs.

registration-unanswered-eyebrow = Waiting for your answer
registration-unanswered-subject = Still held, answer by { $deadline }: { $program }, { $people }
registration-unanswered-hint = We have no answer from you yet. Accept or decline
registration-unanswered-heading = The place is still held for { $people }
registration-unanswered-lead = We have no answer from you yet about the place held for { $people } in { $offering }. Please answer by <b>{ $deadline }</b>; after that it goes to the next.
registration-unanswered-quiet-subject = Still held, answer by { $deadline }
registration-unanswered-quiet-hint = We have no answer from you yet. Accept or decline
registration-unanswered-quiet-heading = The place is still held for you
registration-unanswered-quiet-lead = We have no answer from you yet about the place held for you. Please answer by <b>{ $deadline }</b>; after that it goes to the next.

registration-soon-eyebrow = Soon
registration-soon-subject = Begins at { $start }: { $program }, { $people }
registration-soon-hint = Time, place and door code inside
registration-soon-heading = { $people }: begins at { $start }
registration-soon-lead = { $offering } begins soon. Time, place and door code are below.
registration-soon-quiet-subject = An appointment: { $start }
registration-soon-quiet-hint = Sign in for the details
registration-soon-quiet-heading = You have an appointment: { $start }
registration-soon-quiet-lead = The time you booked is near. Sign in to see the place and other details.

reminder-why = This is a reminder. You can <a>turn reminders off</a>; you still hear of every change.

consent-withdrawn-eyebrow = Consent withdrawn
consent-withdrawn-subject = Consent withdrawn: { $consent }, { $people }
consent-withdrawn-hint-cancelled = The registration is cancelled with it
consent-withdrawn-hint-kept = The registration stays as it is
consent-withdrawn-heading = You withdrew “{ $consent }”
consent-withdrawn-lead = The consent given for { $people } in { $offering } no longer counts, as of { $at }.
consent-withdrawn-lead-cancelled = Without this consent the registration cannot be kept, so it is cancelled. There is another letter about that.
consent-withdrawn-lead-kept = The registration stays as it is.
consent-withdrawn-button = See this registration
consent-withdrawn-quiet-subject = You withdrew a consent
consent-withdrawn-quiet-hint-cancelled = The booking is cancelled with it
consent-withdrawn-quiet-hint-kept = The booking stays as it is
consent-withdrawn-quiet-heading = You withdrew a consent
consent-withdrawn-quiet-lead = A consent you gave with your booking no longer counts, as of { $at }. Sign in to see which.
consent-withdrawn-quiet-lead-cancelled = Without this consent the booking cannot be kept, so it is cancelled. There is another letter about that.
consent-withdrawn-quiet-lead-kept = The booking stays as it is.
consent-withdrawn-quiet-button = See this booking
consent-withdrawn-quiet-step-cancelled = Want to take part after all? Book again, read the consent once more and decide.
consent-withdrawn-quiet-step-kept = There is nothing else to do.
consent-withdrawn-step-cancelled = Want to take part after all? Register again, read the consent once more and decide.
consent-withdrawn-step-kept = There is nothing else to do.
consent-withdrawn-row-consent = Consent
consent-withdrawn-row-who = Participant
consent-withdrawn-row-what = Registration
consent-withdrawn-row-when = Withdrawn
consent-withdrawn-unnamed = a consent
