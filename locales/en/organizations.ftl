# Roles, and the actions of the audit log: one line each, beginning with audit-.
role-viewer = viewer
role-checker = checker
role-organizer = organizer
role-admin = admin
role-counsellor = counsellor

audit-role-given = Gave a role
audit-role-ended = Ended a role
audit-membership-confirmed = Confirmed a membership
audit-program-made = Made a draft of a program
audit-program-edited = Changed a program
audit-offering-made = Made a draft of a class
audit-offering-edited = Changed a class
audit-offering-published = Published a class
audit-size-set = Set places
audit-approved = Reviewed an application
audit-rejected = Did not accept a registration
audit-admitted = Gave places to those reviewed
audit-promoted = Moved somebody up by hand
audit-moved = Moved somebody to another class
audit-cancelled = Gave a registration up
audit-session-cancelled = Cancelled a session
audit-session-moved = Moved a session
audit-called-off = Called a class off
audit-draw-frozen = Froze the list of a draw
audit-draw-run = Ran a draw
audit-draw-voided = Gave a frozen draw up
audit-assisted = Entered somebody to be registered
audit-membership-refused = Refused a membership
audit-attendance-corrected = Corrected who was there
audit-announcement-sent = Wrote to those registered
audit-roster-read-sensitive = Read the sensitive parts of a roster
audit-roster-exported = Exported a roster
audit-duplicate-settled = Said whether two registrations are of one person

# Letters about roles. staff-role-waiting goes to an address that is not proved: not a word of anybody else's.
staff-row-body = Organization
staff-row-role = Role
staff-row-program = Program
staff-row-until = Ends

staff-role-given-eyebrow = New role
staff-role-given-subject = You have a new role at { $body }
staff-role-given-hint = { $role }
staff-role-given-heading = Your role: { $role }
staff-role-given-lead = { $body } has given you the role “{ $role }”. It is yours from now on.
staff-role-given-next = Sign in and begin. Rosters and other sensitive pages need a second factor first.
staff-role-given-not-me = Not meant for you? Please tell { $body }, who can take it back.

staff-role-waiting-eyebrow = Waits for your account
staff-role-waiting-subject = { $body } wants you as { $role }
staff-role-waiting-hint = The role is yours once you have opened a Niangjia account with this address
staff-role-waiting-heading = Your role: { $role }
staff-role-waiting-lead = { $body } wants to give you the role “{ $role }” in Niangjia. This address has no account there yet: open one with it, enter the code, and the role is yours.
staff-role-waiting-button = Open an account
staff-role-waiting-next = Please use the address this letter came to; with another one you do not have the role.
staff-role-waiting-not-me = Never heard of this organization? Ignore this letter and nothing happens.

staff-role-ended-eyebrow = Role ended
staff-role-ended-subject = Your role at { $body } has ended
staff-role-ended-hint = { $role }
staff-role-ended-heading = Your role has ended: { $role }
staff-role-ended-lead = { $body } has ended your role “{ $role }”. It is no longer valid.
staff-role-ended-next = Your own and your family's registrations stay as they are.
staff-role-ended-not-me = Is that a mistake? Please ask { $body }.

# Letters about belonging to a body: what it answered.
membership-row-reason = Reason
membership-objection = Is that a mistake? Please ask { $body }.

membership-confirmed-eyebrow = Membership confirmed
membership-confirmed-subject = { $body } confirmed that you are a member
membership-confirmed-hint = What is for members only is open to you now
membership-confirmed-heading = { $body } confirmed that you are a member
membership-confirmed-lead = The membership you asked for is confirmed and valid from now on.
membership-confirmed-button = See what you can sign up for
membership-confirmed-next = What is only for members of this organization is now open to you and your family.

membership-refused-eyebrow = Membership not confirmed
membership-refused-subject = { $body } did not confirm your membership
membership-refused-hint = If something was mistyped, correct it and ask again
membership-refused-heading = { $body } did not confirm your membership
membership-refused-lead = { $body } did not confirm the membership you asked for. What is not only for members is open to you as before.
membership-refused-button = Open “My organizations”
membership-refused-next = Was it the wrong organization or member number? Correct it and ask again.

membership-ended-eyebrow = Membership ended
membership-ended-subject = { $body } no longer lists you as a member
membership-ended-hint = Registrations you have made stay as they are
membership-ended-heading = { $body } no longer lists you as a member
membership-ended-lead = { $body } no longer lists you as a member. What you and your family are registered for stays as it is.
membership-ended-button = Open “My organizations”
membership-ended-next = Do you work elsewhere now? Ask the new organization; once it confirms, what is only for its members is open to you.
