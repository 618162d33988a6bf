catalog-name = Katalog
catalog-description = Produkty, kategorie, cenniki i podatki.
catalog-permission-products-read = Podgląd produktów razem z tym, czego kupujący nie widzą
catalog-permission-products-write = Tworzenie i zmiana produktów i kategorii
catalog-permission-prices-read = Podgląd wszystkich cenników
catalog-permission-prices-write = Tworzenie cenników i zmiana cen
catalog-permission-taxes-write = Zmiana stawek podatku

problem-catalog-duplicate_sku = Kod { $code } ma już inny produkt; wielkość liter w kodach nie ma znaczenia.
problem-catalog-duplicate_category = Kod { $code } ma już inna kategoria, być może zarchiwizowana.
problem-catalog-category_not_empty = W tej kategorii są produkty w sprzedaży ({ $products }); najpierw przenieś je do innej.
problem-catalog-duplicate_price_list = Kod { $code } ma już inny cennik; wielkość liter w kodach nie ma znaczenia.
problem-catalog-stale = Ktoś zmienił to w międzyczasie; odczytaj to ponownie.
problem-catalog-bad_fields = Niektórych pól nie można przyjąć.
problem-catalog-unknown_price_list = Nie ma cennika o kodzie { $code }.
problem-catalog-no_currency = Cennik { $code } jest nowy, więc jego ceny muszą podawać walutę.
problem-catalog-other_currency = Cennik { $list } jest w walucie { $has }, a nie { $wants }.
problem-catalog-no_tax_rate = Klasa podatkowa { $class } nie ma w tym dniu stawki dla kraju { $country }; ustaw ją wśród stawek podatku.
