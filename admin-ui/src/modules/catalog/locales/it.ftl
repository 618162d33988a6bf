# Prodotti.

catalog-products = Prodotti
catalog-search = Cerca prodotti
catalog-import-products = Importa prodotti
catalog-column-sku = SKU
catalog-column-name = Nome
catalog-column-state = Stato
catalog-column-kind = Tipo
catalog-column-category = Categoria
catalog-column-tax-class = Classe IVA
catalog-column-weight = Peso
catalog-column-unit = Unità
catalog-active = In vendita
catalog-archived = Archiviato
catalog-kind_goods = Merce
catalog-kind_service = Servizio
catalog-empty-title = Ancora nessun prodotto
catalog-empty-text = Importa un file CSV con SKU e nome. Prezzi e giacenze possono seguire in file propri.
