import-name = Import
import-description = Products, prices, customers and stock from files, and out into files.
import-permission-runs-read = See imports and their reports
import-permission-runs-start = Import and cancel imports

problem-no-such-import = There is no such import.
problem-import-has_ended = The import has ended already.
problem-import-too_large = A file may have { $most } bytes at the most; split it.
problem-import-bad_file_name = A file name has 1 to 200 characters and no control characters.
problem-import-unknown_encoding = '{ $encoding }' is none of the encodings utf-8, windows-1252 and iso-8859-1.
title-import-too_large = The file is too large
problem-import-has_started = The import has been started already.
problem-import-bad_mapping = The mapping cannot be used as it is.
problem-import-mapping_size = A mapping takes 1 to 100 columns.
problem-import-field_mapped_twice = Two columns go into the same field.
problem-import-unknown_mapped_field = This kind of file has no such field.
problem-import-bad_mapping_text = Write 1 to 200 characters.
problem-import-bad_mapping_values = At most 1000 words of 1 to 200 characters are replaced.
problem-import-bad_factor = Write a number above zero with a point, at most 1000000000 and with at most 9 decimals.
problem-import-bad_mapping_name = A mapping has a name of 1 to 100 characters.
problem-import-mapping_exists = There is a mapping with the name { $name } already.
problem-import-unknown_mapping = There is no mapping with the name { $name } for such files.
problem-import-kind_not_taken = No module of this deployment takes { $kind }; nothing was imported.
problem-no-such-export = There is no such export.
problem-no-such-import-mapping = There is no such mapping.

import-message-unreadable = The file cannot be read: { $problem }
import-message-too-many-rows = The file has { $rows } rows and this shop may import { $most } at a time; split it, or ask the operator of the platform for more. Nothing was written.
import-message-bad-rows = { $bad } of { $rows } { $rows ->
    [one] row
   *[other] rows
 } cannot be taken; nothing was written.
import-message-cancelled = Cancelled by { $who }.
import-message-broke-off = It broke off and could not be taken up again; import the file again.
import-message-our-side = Something went wrong on our side; import the file again.
import-more-problems = { $count } more problems are counted but not listed

problem-import-unreadable = the file cannot be read: { $cause }
problem-import-empty_file = the file is empty; it needs a header row
problem-import-wrong_encoding = the file is UTF-16; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")
import-row-mark-of-utf-8 = the file begins with the mark of UTF-8; import it with encoding=utf-8, not { $encoding }
import-row-encoding-of-xml = the file is written in { $name }, which is not read; save it as UTF-8
problem-import-wrong_format = the file is not { $format }: { $cause }
problem-import-unknown_sheet = the workbook has no sheet '{ $name }'; it has { $sheets }
problem-import-malformed = the file is broken here: { $cause }
problem-import-entities_refused = the file declares a document type or uses entities of its own, which are never read
problem-import-too_inflated = the file inflates beyond all measure, or holds more text than is kept; save the sheet as CSV and import that
problem-import-record_too_long = the record is longer than { $limit } bytes; is a closing quote missing?
problem-import-unterminated_quote = the quote opened here is never closed
problem-import-stray_quote = text follows the closing quote; write a quote within a text as two
problem-import-too_many_rows = the file has more than { $most } rows; split it
import-row-many-columns = the header has { $count } columns
import-row-nameless = column { $number } of the header has no name
import-row-nameless-of = column { $number } of the header has no name; the columns of { $kind } are { $names }
import-row-unknown = the column '{ $name }' is not known
import-row-unknown-of = the column '{ $name }' is not known; the columns of { $kind } are { $names }
import-row-unmapped = the mapping says nothing of the column '{ $name }'
import-row-missing = the mandatory column '{ $name }' is missing
import-row-missing-of = the mandatory column '{ $name }' is missing; the columns of { $kind } are { $names }
problem-import-duplicate_column = the header names the column '{ $name }' twice
problem-import-field_count = the row has { $found ->
    [one] 1 field
   *[other] { $found } fields
 } where the header has { $expected }
import-row-bad-byte-utf-8 = byte { $byte } at offset { $offset } is not valid UTF-8; save the file as UTF-8 or import it with encoding=windows-1252
import-row-bad-byte-windows-1252 = byte { $byte } at offset { $offset } is not valid Windows-1252; save the file as UTF-8 and import it with encoding=utf-8
import-row-bad-byte-iso-8859-1 = byte { $byte } at offset { $offset } is not valid ISO-8859-1; import it with encoding=windows-1252, or save the file as UTF-8
problem-import-control_character = the cell holds a control character
problem-import-empty_value = the cell is empty, but must not be
problem-import-too_long = the text has { $count } characters where { $most } are allowed
problem-import-bad_number = { $shown } is not a number
import-row-other-mark = { $shown } is not a number with the decimal mark '{ $own }'; write { $instead } or import with decimal_mark={ $other }
import-row-mark-or-thousands = { $shown } is not a number with the decimal mark '{ $own }'; write it without thousands separators or import with decimal_mark={ $other }
import-row-exponent = { $shown } is not a number in plain notation; write it without an exponent
import-row-thousands = { $shown } is not a number in plain notation; write it without thousands separators
import-row-plus-sign = { $shown } is not a number in plain notation; write it without the plus sign
problem-import-negative_number = { $shown } is below zero
problem-import-zero_number = { $shown } must be above zero
problem-import-number_too_large = { $shown } is more than { $most }
problem-import-too_many_decimals = { $shown } has more than { $most } decimals
import-row-whole-number = { $shown } must be a whole number
problem-import-bad_value = { $shown } is not { $form }
import-row-bad-date = { $shown } is not a date written as { $form }
import-row-no-currency = { $shown } is not a currency of ISO 4217 that is in circulation
problem-import-duplicate_key = { $shown } stands in line { $first } already and again in line { $line }
problem-import-bad_object = the line is not read as JSON: { $cause }
problem-import-unknown_field = the field '{ $name }' is not known
problem-import-nested_value = a list or an object stands where one value belongs
problem-import-cell_error = the formula of this cell came to { $shown }
problem-import-not_taken = { $shown } is not taken over; the rest of the row is

import-form-goods-or-service = goods or service
import-form-a-JSON-object-of-attributes = a JSON object of attributes
import-form-a-currency-of-three-capital-letters = a currency of three capital letters
import-form-a-country-of-two-capital-letters = a country of two capital letters
import-form-an-e-mail-address = an e-mail address
import-form-company--division--site-or-consumer = company, division, site or consumer
