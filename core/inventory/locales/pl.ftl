inventory-name = Magazyn
inventory-description = Magazyny, stany i rezerwacje zamówień.
inventory-permission-stock-read = Podgląd stanów we wszystkich magazynach
inventory-permission-stock-write = Inwentaryzacja stanów
inventory-permission-warehouses-write = Otwieranie magazynów
inventory-setting-low_stock_threshold = Od tej ilości w dół: „ostatnie sztuki”
