# Giacenze.

inventory-stock = Giacenze
inventory-search = Cerca nelle giacenze
inventory-import-stock = Importa giacenze
inventory-all-warehouses = Tutti i magazzini
inventory-column-sku = SKU
inventory-column-name = Nome
inventory-column-warehouse = Magazzino
inventory-column-state = Stato
inventory-column-on-hand = Giacenza
inventory-column-reserved = Impegnato
inventory-column-available = Disponibile
inventory-state-available = Disponibile
inventory-state-none = Esaurito
inventory-empty-title = Ancora nessuna giacenza
inventory-empty-text = Importa un file CSV con SKU, magazzino e quantità.
