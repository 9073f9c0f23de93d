# The report in the console.
console-report-heading = Report: { $what } and all below
console-report-span = { $from } to { $to }
console-report-from = From
console-report-to = To
console-report-look = Show
console-report-years = Whole years:
console-report-pictures = Month by month
console-report-counting = Who comes three times is one person and three person-times. Both are counted from attendance; sessions without it are left out.
console-report-beside = The numbers are in the table by month below.
console-report-events = Sessions
console-report-unmarked = Without attendance
console-report-places = Places
console-report-registrations = Registrations
console-report-waiting = Still waiting
console-report-unmet = Got no place
console-report-persons = Persons
console-report-times = Person-times
console-report-month = Month
console-report-kind = Kind
console-report-brand = Brand
console-report-branch = Body
console-report-by-month = By month
console-report-by-kind = By kind
console-report-by-brand = By brand
console-report-by-branch = By body
console-report-most-month = By month: { $what } has most, { $n } person-times
console-report-most-kind = By kind: { $what } has most, { $n } person-times
console-report-most-brand = By brand: { $what } has most, { $n } person-times
console-report-most-branch = By body: { $what } has most, { $n } person-times
console-report-no-brand = No brand
console-report-few = < 5
console-report-month-name = { $year }-{ $month }
console-report-file = Download
console-report-file-of = Download: { $what }
console-report-nothing = Nothing in this span.
console-report-confidential = Confidential programs
console-report-hidden = Confidential programs are counted apart and are in none of the numbers above. People are told in steps of five, and not at all below five.
console-report-times-title = Person-times by month
console-report-times-heading = Person-times by month: { $what } has most, { $n }
console-report-times-heading-none = Person-times by month: no attendance yet
console-report-demand-title = Registrations and places by month
console-report-demand-heading = { $n ->
    [0] Registrations and places: enough places each month
    [one] Registrations and places: one month had more registrations than places
   *[other] Registrations and places: { $n } months had more registrations than places
}
console-report-end-wanted = registrations { $n }
console-report-end-places = places { $n }
