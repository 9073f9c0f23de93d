# The organizers' console.
console-title = Niangjia console
console-mark = Niangjia
console-mark-small = console
console-skip = Skip to the content
console-tabs = Main parts
console-tab-today = Today
console-tab-programs = Programs
console-tab-report = Report
console-tab-people = People
console-tab-audit = Audit log

console-problem-home = Back to today
console-problem-id = Tell us this number and we can look up what happened: { $what }
console-problem-sign-in = What you typed is still on the page before. Sign in in a new window first, then go back and send it again.
console-problem-sign-in-button = Sign in

console-email = E-mail
console-password = Password
console-next = Next
console-sign-in = Sign in
console-sign-in-heading = Sign in to the console
console-sign-in-send-code = No password: mail me a code
console-sign-in-idle = After { $n } minutes without doing anything you are signed out. On a shared computer, press "Sign out" when you are done.
console-sign-out = Sign out
console-code-heading = Please look at your mail
console-code-sent = If { $what } has an account, six digits are on their way. They hold for ten minutes.
console-code-label = The six digits in the mail
console-code-other = Use another address

console-factor = Second factor
console-factor-heading = One more step
console-factor-why = There are children on your rosters, so we ask once more. It then holds for 12 hours.
console-factor-label = The six digits of your authenticator app
console-factor-hint = With a new phone, give one of your recovery codes, such as ABCDE-23456.
console-factor-skip = You can go on without it, but you will not see rosters with children.
console-factor-skip-link = Go on without
console-factor-new = Set up a second factor
console-factor-new-heading = Set up a second factor with your phone
console-factor-new-why = There are children on the rosters, so a password is not enough. Install an authenticator app on your phone, scan this picture with it, and type the six digits it shows.
console-factor-new-picture = QR code for the authenticator app
console-factor-new-typed = If you cannot scan, type this into the app:
console-factor-new-button = Turn it on
console-factor-later = Later
console-recovery = Recovery codes
console-recovery-heading = The second factor is on. Keep these recovery codes
console-recovery-why = With a lost or new phone you sign in with one of them; each works once. Write them down or print them, and keep them apart from the phone. They are shown only now.
console-recovery-kept = I have kept them, go on

console-account = My account
console-account-factor-on = { $n ->
    [one] It is on. One recovery code is left.
   *[other] It is on. { $n } recovery codes are left.
}
console-account-factor-off = It is not set up. Without it you see neither rosters with children nor the audit log.
console-account-devices = Where you are signed in
console-account-device = Device
console-account-seen = Last used
console-account-end = Sign it out
console-account-unnamed = Unknown device
console-account-this = this one

console-done-signed-out = You are signed out.
console-done-device-ended = That device is signed out.

# /dev/look
console-look = Every piece of the look
