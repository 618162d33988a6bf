import-name = Import
import-description = Products, prices, customers and stock from CSV files.
import-permission-runs-read = See imports and their reports
import-permission-runs-start = Import and cancel imports
