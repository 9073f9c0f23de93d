# The audit log in the console: a sentence each, after the name of who did it.
console-audit-heading = Audit log of { $what }
console-audit-only = Only
console-audit-all = Everything
console-audit-from = From
console-audit-to = To
console-audit-find = Find
console-audit-older = Older
console-audit-nothing = There is no such entry.
console-audit-somebody = somebody
console-audit-by-staff = A member of staff
console-audit-by-operator = Whoever runs the server
console-audit-by-timer = The system
console-audit-by-import = An imported file
console-audit-a-grant = a role
console-audit-a-membership = a membership
console-audit-a-program = a program that is not published
console-audit-a-offering = a class that is not published
console-audit-a-session = a session
console-audit-a-registration = a registration
console-audit-see-program = See the program
console-audit-see-offering = See the class
console-audit-see-registration = See the registration

console-audit-role-given = gave { $who } a role: { $role }, until { $until }.
console-audit-role-ended = ended a role of { $who }: { $role }.
console-audit-membership-confirmed = confirmed that { $who } is a member.
console-audit-membership-refused = did not confirm that { $who } is a member.
console-audit-program-made = drafted { $what }.
console-audit-program-edited = changed { $what }.
console-audit-offering-made = drafted { $what }.
console-audit-offering-edited = changed { $what }.
console-audit-offering-published = published { $what }.
console-audit-size-set = { $size ->
    [-1] changed the places of { $what }; registrations it moved: { $n }.
   *[other] set the places of { $what } to { $size }; registrations it moved: { $n }.
}
console-audit-approved = reviewed a registration in { $what }.
console-audit-rejected = did not accept a registration in { $what }.
console-audit-admitted = gave places in { $what } to those reviewed; registrations decided: { $n }.
console-audit-promoted = moved a registration in { $what } up by hand.
console-audit-moved = moved a registration in { $what } to another class or session.
console-audit-cancelled = cancelled a registration in { $what } on somebody's behalf.
console-audit-session-cancelled = cancelled a session of { $what }; registrations it moved: { $n }.
console-audit-session-moved = moved a session of { $what } to another time or place.
console-audit-called-off = called { $what } off; registrations that ended: { $n }.
console-audit-draw-frozen = froze the list for the draw of { $what }.
console-audit-draw-run = ran the draw of { $what }; registrations decided: { $n }.
console-audit-draw-voided = declared the frozen draw of { $what } void.
console-audit-assisted = registered somebody for { $what } on their behalf.
console-audit-attendance-corrected = corrected who was at { $what }: { $n }.
console-audit-announcement-sent = wrote to people of { $what }: { $n }.
console-audit-roster-read-sensitive = read the sensitive parts of the roster of { $what }; rows: { $n }.
console-audit-roster-exported = exported the roster of { $what }; rows: { $n }.
console-audit-duplicate-settled = said whether two registrations in { $what } are of one person.
