# Firmy.

identity-companies = Firmy
identity-companies-search = Szukaj firm
identity-companies-empty-title = Nie ma jeszcze firm
identity-companies-empty-text = Zaimportuj plik CSV z kodem i nazwą. Potem każda firma dostanie cennik i kupujących.
identity-import-companies = Importuj firmy
identity-company-active = Aktywna
identity-company-archived = W archiwum
identity-column-code = Kod
identity-column-name = Nazwa
identity-column-vat-id = NIP / VAT
identity-column-city = Miasto
identity-column-country = Kraj
identity-column-email = E-mail
identity-column-price-list = Cennik
identity-column-orders = Zamówienia
identity-show-orders = Pokaż zamówienia
identity-column-state = Stan
