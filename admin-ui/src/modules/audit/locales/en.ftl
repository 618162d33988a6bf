# The audit trail.

audit-trail = Audit trail
audit-entry = Entry
audit-search = Search the trail
audit-from = From
audit-until = Until
audit-none = Nothing on record yet
audit-none-text = Whatever staff and customers change stands here from the moment they do.
audit-export = Export CSV
audit-check = Check the chain
audit-check-text = Every entry is compared with its seal. Nothing changes.
audit-when = When
audit-who = Who
audit-what = What
audit-on = On
audit-ip = From address
audit-agent = With
audit-email = E-mail
audit-subject = About
audit-request = Request
audit-position = Place in the chain
audit-unsealed = not sealed yet
audit-hash = Seal
audit-changes = What is different
audit-field = Field
audit-before = Before
audit-after = After
audit-on-behalf = { $name }, for a customer
audit-actor-user = Somebody
audit-actor-system = Kontor
audit-actor-guest = A guest
audit-erased = Personal values of this entry were erased. Its seal still holds.
audit-check-good = { $count ->
    [one] One entry, { $sealed } of them sealed: all as it was written.
   *[other] { $count } entries, { $sealed } of them sealed: all as they were written.
 }
audit-check-bad = { $count ->
    [one] The chain is broken at one place.
   *[other] The chain is broken at { $count } places.
 }
