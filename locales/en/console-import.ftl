# Lists of people from files, and one person whom staff register.
console-import-tab = Import a list
console-import-heading = Import a list: look first, then import
console-import-first = Once you chose a file you see what would become of each line; nothing is imported by then. Whoever is imported waits in the same line as everybody else.
console-import-file = The list (XLSX or CSV)
console-import-limit = { $n } lines at most.
console-import-size = At most { $n } MB. Headings in the first line, one person a line below.
console-import-large = This file is too large; send it in parts.
console-import-paper = I have seen the consent of everybody on the list on paper and keep the originals
console-import-paper-hint = For a child a guardian signs. If only some have, add a column "consent on paper" with yes or no.
console-import-look = Look at it
console-import-headings = Headings that are known
console-import-headings-why = Other words do no harm: you can match the columns on the next page.
console-import-check = Import: look
console-import-found = { $n ->
    [one] One line is fine
   *[other] { $n } lines are fine
}
console-import-found-bad = , { $n } to mend
console-import-unmatched = Match the columns first
console-import-nothing-yet = Nothing is imported yet.
console-import-queue = Mend the file and send it again, or import only the lines that are fine. Whoever is imported waits in the same line as everybody else.
console-import-columns = What each column is
console-import-column = Column "{ $what }"
console-import-example = For example: { $what }
console-import-unread = Do not read it
console-import-again = Look again
console-import-bad = to mend
console-import-confirmed = with a place
console-import-waiting = to the waiting list
console-import-by-phone = to be told by phone
console-import-bad-lines = Lines to mend
console-import-good-lines = { $n ->
    [one] The line that is fine
   *[other] The { $n } lines that are fine
}
console-import-line = Line
console-import-name = Name
console-import-wrong = What is wrong
console-import-status = Outcome
console-import-cut = Only the first 500 lines are listed; the numbers above count all.
console-import-register = { $n ->
    [one] Import one line
   *[other] Import { $n } lines
}
console-import-other = Choose another file
console-import-done = { $n ->
    [one] One line is imported
   *[other] { $n } lines are imported
}
console-import-done-bad = { $n ->
    [one] One line was not imported.
   *[other] { $n } lines were not imported.
} Nothing changed for them; mend them and send only those.
console-import-call = { $n ->
    [one] One of them has no e-mail address; please call.
   *[other] { $n } of them have no e-mail address; please call.
}

console-assisted-tab = Register one person
console-assisted-heading = Register somebody
console-assisted-foreseen = What would become of it: { $what }
console-assisted-place = number { $n } in line
console-assisted-by-phone = no e-mail address: please call
console-assisted-nothing-yet = Nothing is registered yet. If you change anything below, look again first.
console-assisted-register = Register
console-assisted-name = Name
console-assisted-relation = Who that is to the contact
console-assisted-birth = Date of birth
console-assisted-grade = Grade today (1 to 12)
console-assisted-gender = Gender
console-assisted-contact = Name of the contact (empty if it is the same person)
console-assisted-phone = Telephone
console-assisted-email = E-mail (empty if there is none; we then remind you to call)
console-assisted-member = Code of the body of which the person is a member (empty if none)
console-assisted-seats = How many people (empty for one)
console-assisted-sessions = Which sessions
console-assisted-optional = (optional)
console-assisted-person = Name, telephone and relation, with spaces between.
console-assisted-people = Name, telephone and relation of each, with semicolons between people.
console-assisted-date = As in 2018-09-01.
console-assisted-paper = I have seen the consent on paper and keep the original
console-assisted-paper-hint = For a child a guardian signs.
console-assisted-wait = Wait in line where there is no place
console-assisted-not-same = The one of that name who is registered is somebody else
console-assisted-not-same-hint = Only when we said "already registered" and you are sure that it is another person.
console-assisted-look = Look at it
console-assisted-done = Registered: { $what }
console-assisted-code = door code
console-assisted-next = Register another
