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
