# Roles, and the actions of the audit log: one line each, beginning with audit-.
role-viewer = viewer
role-checker = checker
role-organizer = organizer
role-admin = admin
role-counsellor = counsellor

audit-role-given = Gave a role
audit-role-ended = Ended a role
audit-membership-confirmed = Confirmed a membership
audit-membership-refused = Refused a membership
