# Words that every list and form shares.

ui-archived-option = { $name } (archived)
ui-attributes = Custom attributes
ui-clear-filters = Clear filters
ui-close = Close
ui-columns = Columns
ui-first-page = Show the first page
ui-go-back = Go back
ui-move-down = Move { $name } down
ui-move-up = Move { $name } up
ui-next-page = Next page
ui-previous-page = Previous page
ui-no = No
ui-not-said = Not said
ui-nothing-found = Nothing matches these filters
ui-nothing-found-text = Search for fewer letters, or clear the filters to see everything.
ui-nothing-on-page = There are fewer pages than this address asks for.
ui-page-of = { $page } of { $last }
ui-pages = Pages
ui-range = { $from }–{ $to } of { $total }
ui-remove-filter = Remove the filter { $filter }
ui-rows = { $count } rows
ui-rows-per-page = Rows per page
ui-try-again = Try again
ui-yes = Yes
ui-trail = History
