inventory-name = Magazyn
inventory-description = Magazyny, stany i rezerwacje zamówień.
inventory-permission-stock-read = Podgląd stanów we wszystkich magazynach
inventory-permission-stock-write = Inwentaryzacja stanów
inventory-permission-warehouses-write = Otwieranie magazynów
inventory-setting-low_stock_threshold = Od tej ilości w dół: „ostatnie sztuki”

problem-no-such-warehouse = Nie ma takiego magazynu.
problem-inventory-bad_fields = Niektórych pól nie można przyjąć.
problem-inventory-duplicate_warehouse = Kod { $code } ma już inny magazyn; wielkość liter w kodach nie ma znaczenia.
problem-inventory-too_much = Ilości jednego produktu są zbyt duże, by je zsumować.
