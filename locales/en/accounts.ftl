# Letters about accounts. account-code goes to an address that is not proved: not a word of anybody else's.

account-row-code = Code
account-row-expires = Valid until
account-expires = <b>{ $time }</b> ({ $zone }), once only
account-row-until = Ready until
account-row-device = Device
account-row-at = When
account-until = <b>{ $moment }</b> ({ $zone })
account-device-unknown = one we do not know by name
account-whom = Questions? Your union at work can help.

account-account-code-eyebrow = New account
account-account-code-subject = Your code to open a Niangjia account
account-account-code-hint = Valid for { $minutes } minutes, once only
account-account-code-heading = Your code
account-account-code-lead = Somebody is opening a Niangjia account with this address. If that is you, enter the digits below and it is open.
account-account-code-button = Enter the code
account-account-code-next = Enter the digits on the page where you began. Opened from this letter, the page has them filled in; it counts once you press “Sign in”.
account-account-code-not-me = Not you? Ignore this letter and no account is opened.

account-sign-in-code-eyebrow = Sign in
account-sign-in-code-subject = Your code to sign in to Niangjia
account-sign-in-code-hint = Valid for { $minutes } minutes, once only
account-sign-in-code-heading = Your code to sign in
account-sign-in-code-lead = Enter the digits below on the sign-in page; no password is needed.
account-sign-in-code-button = Open the sign-in page
account-sign-in-code-next = Enter the digits on the sign-in page. Opened from this letter, the page has them filled in; it counts once you press “Sign in”.
account-sign-in-code-not-me = Not you? Ignore this letter. Nobody gets in without these digits; tell them to no one.

account-password-reset-eyebrow = New password
account-password-reset-subject = Your code to set a new password
account-password-reset-hint = Valid for { $minutes } minutes, once only
account-password-reset-heading = Set a new password
account-password-reset-lead = Enter the digits below together with a new password, and it is changed.
account-password-reset-button = Open the page for a new password
account-password-reset-next = After that, all phones and computers have to sign in again.
account-password-reset-not-me = Not you? Ignore this letter; the old password still works.

account-email-change-eyebrow = New address
account-email-change-subject = Your code to confirm this address
account-email-change-hint = Valid for { $minutes } minutes, once only
account-email-change-heading = Confirm this new address
account-email-change-lead = Enter the digits below where you are signed in, and letters come to this address from now on.
account-email-change-button = Open the page to confirm
account-email-change-next = After that you sign in with the new address; the old one gets a letter that says so.
account-email-change-not-me = Not you? Ignore this letter and nothing changes.

account-email-changed-eyebrow = Address changed
account-email-changed-subject = Your account has a new address
account-email-changed-hint = Letters go to the new address from now on
account-email-changed-heading = Your account has a new address
account-email-changed-lead = Letters go to the new address from now on, and you sign in with it. This is the last letter to the old one.
account-email-changed-next = If it was you, there is nothing to do.
account-email-changed-not-me = Not you? Please contact your union at work at once; they will help you get the account back.

account-email-taken-up-eyebrow = Address changed
account-email-taken-up-subject = Your account uses this address now
account-email-taken-up-hint = Letters come here from now on
account-email-taken-up-heading = Your account uses this address now
account-email-taken-up-lead = Letters come here from now on, and you sign in with this address. The old one got a letter that says so.
account-email-taken-up-next = If it was you, there is nothing to do.
account-email-taken-up-not-me = Not you? Please contact your union at work at once; they will help you put it right.

account-new-device-eyebrow = New device
account-new-device-subject = Your account was signed in to on a new device
account-new-device-hint = If it was not you, sign that device out at once
account-new-device-heading = Your account was signed in to on a new device
account-new-device-lead = It had not been used with your account before, so we are telling you.
account-new-device-button = See where you are signed in
account-new-device-next = If it was you, there is nothing to do.
account-new-device-not-me = Not you? Open the list of devices, sign this one out, then set a new password. A new password signs every device out.

account-no-account-eyebrow = No account
account-no-account-subject = There is no Niangjia account with this address
account-no-account-hint = You can open one with it
account-no-account-heading = No account with this address yet
account-no-account-lead = Somebody wanted to sign in to Niangjia with this address, but it has no account, so there is no code.
account-no-account-next = If that was you, open an account with this address first, or try the address you opened one with.
account-no-account-not-me = Not you? Ignore this letter.

account-second-factor-on-eyebrow = Second factor on
account-second-factor-on-subject = Your account has a second factor now
account-second-factor-on-hint = Rosters and the like ask for the digits of your app
account-second-factor-on-heading = The second factor is on
account-second-factor-on-lead = From now on, rosters and other sensitive pages ask for the six digits of your authenticator app besides signing in.
account-second-factor-on-next = Keep the ten recovery codes safe, and not with your phone. When the phone is not at hand, each of them works once.
account-second-factor-on-not-me = Not you? Please set a new password at once and contact your union at work.

account-second-factor-off-eyebrow = Second factor off
account-second-factor-off-subject = Your account has no second factor any more
account-second-factor-off-hint = The digits of the app and the recovery codes no longer work
account-second-factor-off-heading = The second factor is off
account-second-factor-off-lead = The digits of the app and the old recovery codes no longer work. Without a second factor, rosters and other sensitive pages are not shown.
account-second-factor-off-next = If it was you, there is nothing to do; on a new phone you can turn it on again.
account-second-factor-off-not-me = Not you? Please set a new password at once and contact your union at work.

account-export-ready-eyebrow = Your data
account-export-ready-subject = The data you asked for is ready
account-export-ready-hint = Sign in to download it
account-export-ready-heading = The data you asked for is ready
account-export-ready-lead = What you and your family have entered in Niangjia is put together in one file; sign in to download it. After the time below the file is deleted, and you can ask for another.
account-export-ready-button = Open “My data”
account-export-ready-next = Keep the file where only you can see it: it tells about your family.
account-export-ready-not-me = Not you? Please set a new password at once, and contact your union at work.

account-account-erased-eyebrow = Account deleted
account-account-erased-subject = Your Niangjia account is deleted
account-account-erased-hint = This is the last letter
account-account-erased-heading = Your account is deleted
account-account-erased-lead = The account you asked us to delete is gone from Niangjia. This is the last letter we send you.
account-account-erased-next = There is nothing left to do. To register again one day, open a new account with this address.
account-account-erased-not-me = Did you not ask for this? Please contact your union at work at once.
