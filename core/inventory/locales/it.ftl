inventory-name = Magazzino
inventory-description = Magazzini, giacenze e quantità impegnate dagli ordini.
inventory-permission-stock-read = Vedere le giacenze di tutti i magazzini
inventory-permission-stock-write = Registrare le giacenze
inventory-permission-warehouses-write = Aprire magazzini
inventory-setting-low_stock_threshold = Da questa quantità in giù: “ultimi pezzi”
