# Companies.

identity-companies = Companies
identity-companies-search = Search companies
identity-companies-empty-title = No companies yet
identity-companies-empty-text = Import a CSV file with code and name. Each company then gets its price list and its buyers.
identity-import-companies = Import companies
identity-company-active = Active
identity-company-archived = Archived
identity-column-code = Code
identity-column-name = Name
identity-column-vat-id = VAT id
identity-column-city = City
identity-column-country = Country
identity-column-email = E-mail
identity-column-price-list = Price list
identity-column-orders = Orders
identity-show-orders = Show orders
identity-column-state = State
