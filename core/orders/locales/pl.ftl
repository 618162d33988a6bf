orders-unknown-product = Nie ma dla Państwa produktu { $sku }.
orders-no-price = Produkt { $sku } nie ma jeszcze ceny; prosimy o zapytanie.
orders-bad-quantity = { $decimals ->
    [0] Ilość produktu { $sku } musi być liczbą całkowitą większą od zera.
   *[other] Ilość produktu { $sku } musi być większa od zera i mieć najwyżej { $decimals } miejsc po przecinku.
}
orders-short = Produkt { $sku }: dostępne tylko { $available } { $unit }; proszę zamówić najwyżej tyle.
orders-check-missing = Jednego sprawdzenia koszyka nie udało się teraz wykonać; nastąpi ono przy składaniu zamówienia.
