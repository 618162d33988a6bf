# Imports and exports of files.

import-title = Imports
import-import = Import
import-kind = What the file holds
import-kind_products = Products
import-kind_prices = Prices
import-kind_customers = Companies
import-kind_stock = Stock
import-file = File: CSV, XLSX, NDJSON or BMEcat
import-file-missing = Choose the file to upload.
import-columns = Columns, in any order:
import-options = How the file is written
import-encoding = Encoding
import-decimal-mark = Decimal mark
import-decimal-point = Point: 12.50
import-decimal-comma = Comma: 12,50
import-on-error = When a row is wrong
import-on-error-stop = Change nothing and report
import-on-error-skip = Skip it and go on
import-upload = Upload file
import-uploading = Uploading { $file }
import-ready = { $kind }, { $size } kB
import-earlier = Earlier imports
import-empty-title = No imports yet
import-empty-text = Every upload stays listed here with its report.
import-column-file = File
import-column-kind = Kind
import-column-state = State
import-column-uploaded = Uploaded
import-column-applied = Rows applied
import-column-bad = Rows with errors
import-finished = Finished
import-rows-total = Rows
import-created = Created
import-updated = Updated
import-unchanged = Unchanged
import-state_validating = Checking
import-state_refused = Refused
import-state_applying = Applying
import-state_done = Done
import-state_failed = Failed
import-validating = Checking the rows. Nothing is changed yet.
import-applying = { $applied } of { $total } rows applied
import-outcome_done =
    { $applied ->
        [one] 1 row was applied{""}
       *[other] { $applied } rows were applied{""}
    }{ $bad ->
        [0] .
        [one] {" "}and 1 row was skipped. Correct it in the file and upload it again.
       *[other] {" "}and { $bad } rows were skipped. Correct them in the file and upload it again.
    }
import-outcome_refused =
    { $bad ->
        [one] Nothing was changed, because 1 row has errors. Correct it and upload the file again.
       *[other] Nothing was changed, because { $bad } rows have errors. Correct them and upload the file again.
    }
import-outcome_failed =
    { $applied ->
        [one] The import stopped after 1 row. Upload the file again; rows already applied stay as they are.
       *[other] The import stopped after { $applied } rows. Upload the file again; rows already applied stay as they are.
    }
import-errors-title = What is wrong
import-errors-first = The first { $shown }; the report has all of them.
import-outcome_unread = The file could not be read, so nothing was changed. Correct it and upload it again.
import-line = Line
import-column = Column
import-problem = Problem
import-download-report = Download report
import-state_cancelled = Cancelled
import-no-name = File without a name
import-value = Value
import-cancel = Cancel import
import-cancel-title = Cancel this import?
import-cancel-text = No more rows are written. Rows already written stay as they are.
import-cancelled = The import is cancelled.
import-outcome_cancelled =
    { $applied ->
        [0] The import was cancelled before anything was written.
        [one] The import was cancelled after 1 row, which stays as it is.
       *[other] The import was cancelled after { $applied } rows, which stay as they are.
    }
import-download-report-xlsx = As a spreadsheet
import-look = Look at it first
import-no-mapping = By its own column names
import-mapping = Mapping
import-mappings = Saved mappings
import-mapping-name = Name of the mapping
import-keep-mapping = Save mapping
import-mapping-kept = The mapping is saved.
import-mapping-removed = The mapping is removed.
import-remove-mapping = Remove mapping
import-remove-mapping-title = Remove the mapping { $name }?
import-remove-mapping-text = Imports that used it keep theirs.
import-columns-taken = Columns of the file
import-source = Column of the file
import-field = Field
import-field-of = Field for { $source }
import-factor = Times
import-factor-of = Factor for { $source }
import-words = Words
import-words-of = Words in { $source }
import-words-example = szt. = pcs
import-not-taken = Not taken
import-constants = The same value in every row
import-use-proposal = Use the proposed mapping
import-preview = Preview
import-preview-first = The first 50 rows.
import-sheet = Sheet
import-start = Start import
import-waits = The file has arrived and waits to be started.
import-looking = Looking at the file
import-rate = { $rate } rows per second
import-fate = Would be
import-fate_created = new
import-fate_updated = changed
import-fate_unchanged = as it was
import-fate_bad = not taken
import-state_uploaded = Waiting
