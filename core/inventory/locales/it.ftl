inventory-name = Magazzino
inventory-description = Magazzini, giacenze e quantità impegnate dagli ordini.
inventory-permission-stock-read = Vedere le giacenze di tutti i magazzini
inventory-permission-stock-write = Registrare le giacenze
inventory-permission-warehouses-write = Aprire magazzini
inventory-setting-low_stock_threshold = Da questa quantità in giù: “ultimi pezzi”

problem-no-such-warehouse = Non esiste un magazzino del genere.
problem-inventory-bad_fields = Alcuni campi non sono accettabili.
problem-inventory-duplicate_warehouse = Il codice { $code } è di un altro magazzino; nei codici maiuscole e minuscole non contano.
problem-inventory-too_much = Le quantità di un prodotto sono troppo grandi per essere sommate.
