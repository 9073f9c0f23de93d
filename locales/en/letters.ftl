# What every letter says.
letter-brand = Niangjia
letter-next = What happens next
letter-row = { $label }: { $value }
letter-greeting = Hello { $name },
letter-and = ,{" "}
letter-last-and = {" "}and{" "}
letter-contact = { $organization }: { $contact }
letter-contact-organization = Questions? Ask { $organization }.
letter-contact-quiet = Questions? Sign in; the page of your booking shows whom to ask.
letter-same = The app shows this letter under “Messages”, word for word. Links only open a page; they decide nothing for you.
letter-link-left-out = (link left out)
letter-code-left-out = (left out)
letter-links = Links only open a page; they decide nothing for you.
