# What stays when somebody is erased.
erasure-stays-numbers = Of what took place the number of people is still counted, without your name and those of your family.
erasure-stays-log = If you worked for a union body, what you did stays in its log, under a number and without a name.
erasure-stays-lots = In results of draws that were published your code still stands; it leads to nobody any more.
erasure-stays-copies = Backup copies keep the old data until they are replaced.
