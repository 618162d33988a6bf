catalog-name = Katalog
catalog-description = Produkty, kategorie, cenniki i podatki.
catalog-permission-products-read = Podgląd produktów razem z tym, czego kupujący nie widzą
catalog-permission-products-write = Tworzenie i zmiana produktów i kategorii
catalog-permission-prices-read = Podgląd wszystkich cenników
catalog-permission-prices-write = Tworzenie cenników i zmiana cen
catalog-permission-taxes-write = Zmiana stawek podatku
