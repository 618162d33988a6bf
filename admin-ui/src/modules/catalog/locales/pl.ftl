# Produkty.

catalog-products = Produkty
catalog-search = Szukaj produktów
catalog-import-products = Importuj produkty
catalog-column-sku = SKU
catalog-column-name = Nazwa
catalog-column-state = Stan
catalog-column-kind = Rodzaj
catalog-column-category = Kategoria
catalog-column-tax-class = Klasa podatku
catalog-column-weight = Waga
catalog-column-unit = Jednostka
catalog-active = W sprzedaży
catalog-archived = W archiwum
catalog-kind_goods = Towar
catalog-kind_service = Usługa
catalog-empty-title = Nie ma jeszcze produktów
catalog-empty-text = Zaimportuj plik CSV z SKU i nazwą. Ceny i stany można dodać osobnymi plikami.
