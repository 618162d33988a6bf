# Aziende.

identity-companies = Aziende
identity-companies-search = Cerca aziende
identity-companies-empty-title = Ancora nessuna azienda
identity-companies-empty-text = Importa un file CSV con codice e nome. Ogni azienda riceve poi listino e acquirenti.
identity-import-companies = Importa aziende
identity-company-active = Attiva
identity-company-archived = Archiviata
identity-column-code = Codice
identity-column-name = Nome
identity-column-vat-id = Partita IVA
identity-column-city = Città
identity-column-country = Paese
identity-column-email = E-mail
identity-column-price-list = Listino
identity-column-orders = Ordini
identity-show-orders = Mostra ordini
identity-column-state = Stato
