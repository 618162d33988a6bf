# Stany magazynowe.

inventory-stock = Stany magazynowe
inventory-search = Szukaj w stanach
inventory-import-stock = Importuj stany
inventory-all-warehouses = Wszystkie magazyny
inventory-column-sku = SKU
inventory-column-name = Nazwa
inventory-column-warehouse = Magazyn
inventory-column-state = Stan
inventory-column-on-hand = Stan
inventory-column-reserved = Zarezerwowane
inventory-column-available = Dostępne
inventory-state-available = Dostępny
inventory-state-none = Brak
inventory-empty-title = Nie ma jeszcze stanów
inventory-empty-text = Zaimportuj plik CSV z SKU, magazynem i ilością.
