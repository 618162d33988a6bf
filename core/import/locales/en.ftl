import-name = Import
import-description = Products, prices, customers and stock from CSV files.
import-permission-runs-read = See imports and their reports
import-permission-runs-start = Import and cancel imports

problem-no-such-import = There is no such import.
problem-import-has_ended = The import has ended already.
problem-import-too_large = A file may have { $most } bytes at the most; split it.
problem-import-bad_file_name = A file name has 1 to 200 characters and no control characters.
problem-import-unknown_encoding = '{ $encoding }' is none of the encodings utf-8, windows-1252 and iso-8859-1.
title-import-too_large = The file is too large
