orders-name = Zamówienia
orders-description = Koszyki, składanie zamówień i zamówienia aż do potwierdzenia.
orders-permission-orders-read = Podgląd wszystkich zamówień
orders-permission-orders-enter = Wprowadzanie zamówień za klientów
orders-permission-orders-confirm = Potwierdzanie zamówień
orders-permission-orders-hold = Wstrzymywanie i wznawianie zamówień
orders-permission-orders-cancel = Anulowanie zamówień
orders-permission-prices-override = Ręczne ustalanie cen
orders-permission-own-read = Podgląd zamówień własnej firmy
orders-permission-own-place = Wypełnianie koszyków i składanie zamówień
orders-setting-payment_methods = Sposoby płatności
orders-setting-payment_methods-help = Każdy z kodem, nazwami w językach i liczbą dni na zapłatę.
orders-setting-calendar = Dni dostaw
orders-setting-calendar-help = Dni tygodnia od 1 (poniedziałek), święta, czas realizacji w dniach i godzina, do której zamówienie liczy się na ten sam dzień.

orders-unknown-product = Nie ma dla Państwa produktu { $sku }.
orders-no-price = Produkt { $sku } nie ma jeszcze ceny; prosimy o zapytanie.
orders-below-margin = Cena { $sku } zostawia mniej niż najmniejsza marża; poproś kogoś, kto może zejść niżej.
orders-quantity-rule = { $sku } nie można zamówić w tej ilości{ $minimum ->
        [none] { "" }
       *[other] , najmniej { $minimum }
    }{ $maximum ->
        [none] { "" }
       *[other] , najwięcej { $maximum }
    }{ $increment ->
        [none] { "" }
       *[other] , co { $increment }
    }: zamów { $nearest }.
orders-no-quantity = { $sku } nie można teraz zamówić.
orders-bad-quantity = { $decimals ->
    [0] Ilość produktu { $sku } musi być liczbą całkowitą większą od zera.
   *[other] Ilość produktu { $sku } musi być większa od zera i mieć najwyżej { $decimals } miejsc po przecinku.
}
orders-unknown-unit = { $sku } nie można zamówić w jednostce { $unit }; zamów w jednej z tych: { $units }.
orders-not-whole = { $decimals ->
    [0] Tyle { $unit } produktu { $sku } to nie jest całkowita liczba { $base }; zamów więcej albo mniej.
   *[other] Tyle { $unit } produktu { $sku } ma w { $base } więcej niż { $decimals } miejsc po przecinku; zamów więcej albo mniej.
}
orders-short = Produkt { $sku }: dostępne tylko { $available }; proszę zamówić najwyżej tyle.
orders-short-unsaid = Na stanie jest za mało { $sku }; zamów mniej.
orders-check-missing = Jednego sprawdzenia koszyka nie udało się teraz wykonać; nastąpi ono przy składaniu zamówienia.
orders-tax-exempt = Zwolnienie z podatku.
orders-tax-reverse-charge = Odwrotne obciążenie: podatek rozlicza nabywca (art. 196 dyrektywy 2006/112/WE).
orders-tax-intra-community = Wewnątrzwspólnotowa dostawa towarów, stawka 0% (art. 138 dyrektywy 2006/112/WE).
orders-tax-export = Eksport towarów, stawka 0% (art. 146 dyrektywy 2006/112/WE).
orders-tax-outside-scope = Nie podlega opodatkowaniu.

problem-no-such-order = Nie ma takiego zamówienia.
problem-no-such-open-cart = Nie ma takiego otwartego koszyka.
problem-no-such-shopping-list = Nie ma takiej listy zakupów.
problem-no-such-line-in-this-cart = W tym koszyku nie ma takiej pozycji.
problem-orders-no_lines = Zamówienie musi mieć co najmniej jedną pozycję.
problem-orders-too_many_lines = Zamówienie może mieć najwyżej { $most } pozycji; podziel je.
problem-orders-bad_lines = Niektórych pozycji nie można zamówić; szczegóły są przy pozycjach.
problem-orders-refused = Zamówienie nie przeszło sprawdzenia.
problem-orders-unchecked = Nie udało się sprawdzić zamówienia; spróbuj za chwilę.
problem-orders-totals_changed = Od czasu, gdy pokazano sumę, zmieniły się ceny lub ilości; sprawdź ją i złóż zamówienie ponownie.
problem-orders-no_tax_rate = Klasa podatkowa { $class } nie ma w tym dniu stawki dla kraju { $country }; ustaw ją wśród stawek podatku.
problem-orders-catalogue_in_motion = Katalog właśnie się zmienia; spróbuj za chwilę.
problem-orders-out_of_stock = Niektórych produktów nie ma w zamówionej ilości; szczegóły są przy pozycjach.
problem-orders-cart_changed = Koszyk zmieniono w innym oknie; sprawdź go i kontynuuj.
problem-orders-not_your_cart = Koszyk należy do innej osoby z Twojej firmy i tylko ona może go nazwać, udostępnić lub usunąć.
problem-orders-no_such_customer = Nie ma klienta { $customer }.
problem-orders-customer_archived = Klient { $customer } jest w archiwum; nie można dla niego składać nowych zamówień.
problem-orders-external_id_taken = Zamówienie { $id } z systemu { $system } zostało już złożone.
problem-orders-not_a_buyer = Koszyki należą do kupujących z firmy; zaloguj się jako jeden z nich.
problem-orders-no_price_override = Ręczne ustalanie cen wymaga uprawnienia orders.prices.override.
orders-unknown-code = Nie ma kodu { $code } albo nie jest dla Państwa.
orders-other-shipping = Wybrany sposób dostawy nie jest dostępny dla tych towarów; jadą przez { $way }.
orders-date-too-early = Towar może być najwcześniej { $date }.
orders-date-not-delivered = W tym dniu nie ma dostaw; najbliższy dzień to { $date }.
problem-orders-date_too_early = Towar może być najwcześniej { $date }.
problem-orders-date_not_delivered = W tym dniu nie ma dostaw; najbliższy dzień to { $date }.
problem-orders-unknown_cost_centre = Nie ma MPK { $code }, na które można zamawiać.
