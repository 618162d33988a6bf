### Polski.

## Frame
language = Język
skip-to-content = Przejdź do treści
nav-main = Główne
nav-products = Produkty
nav-orders = Zamówienia
nav-cart = Koszyk
nav-admin = Administracja
cart-lines = { $count ->
    [one] { $count } pozycja
    [few] { $count } pozycje
   *[many] { $count } pozycji
 }
search-label = Szukaj produktów
search-placeholder = Nazwa lub SKU
search-button = Szukaj
crumbs = Jesteś tutaj
offline = Brak połączenia z serwerem. Sprawdź sieć i spróbuj ponownie; nic nie zostało zapisane.
apply = Zastosuj
sort = Sortuj
state = Stan
none = Nie podano
optional = opcjonalnie
try-again = Spróbuj ponownie
request-id = Zgłoszenie

## Dates
date = { $day } { $month } { $year }
month-1 = sty
month-2 = lut
month-3 = mar
month-4 = kwi
month-5 = maj
month-6 = cze
month-7 = lip
month-8 = sie
month-9 = wrz
month-10 = paź
month-11 = lis
month-12 = gru

## Sign in
sign-in = Zaloguj się
sign-out = Wyloguj się
sign-in-title = Logowanie
sign-in-help = Nie masz jeszcze konta? Poproś { $shop } o zaproszenie.
sign-in-failed = Adres e-mail lub hasło się nie zgadza. Sprawdź oba pola i spróbuj ponownie.
sign-in-email-missing = Podaj adres e-mail.
sign-in-password-missing = Podaj hasło.
signed-out = Wylogowano.
email = Adres e-mail
password = Hasło

## Products
products-title = Produkty
products-count = { $count ->
    [one] { $count } produkt
    [few] { $count } produkty
   *[many] { $count } produktów
 }
products-found = { $count ->
    [0] Żaden produkt nie pasuje do „{ $q }”
    [one] { $count } produkt pasuje do „{ $q }”
    [few] { $count } produkty pasują do „{ $q }”
   *[many] { $count } produktów pasuje do „{ $q }”
 }
products-none = Nie ma tu jeszcze produktów
products-none-help = Sklep nie dodał jeszcze niczego do tej części asortymentu.
products-none-found = Brak wyników dla „{ $q }”
products-none-found-help = Sprawdź pisownię, wpisz SKU albo mniej słów.
products-show-all = Pokaż wszystkie produkty
categories = Kategorie
categories-all = Wszystkie kategorie
category = Kategoria
sort-sku = SKU rosnąco
sort--sku = SKU malejąco
sort-name = Nazwa od A do Z
sort--name = Nazwa od Z do A
sort-newest = Od najnowszych
col-picture = Obraz
col-sku = SKU
col-product = Produkt
col-stock = Dostępność
col-net-price = Cena
col-order = Zamów
add = Dodaj
add-to-cart = Dodaj do koszyka
added-to-cart = Dodano do koszyka: { $name }, { $quantity }.
to-cart = Otwórz koszyk
added = Dodano { $quantity }
quantity-of = Ilość { $sku }
quantity-invalid = Podaj ilość jako liczbę, np. 10 lub 2,5.
quantity-not-positive = Podaj ilość większą od zera.
price-none = Na zapytanie
price-none-help = Nie ma jeszcze ceny dla Twojej firmy. Zapytaj o nią w sklepie.
per = za { $quantity }
per-unit = za { $unit }
tier-from = { $price } od { $quantity }
tiers = Ceny według ilości
col-from-quantity = Od
tax-mode-net = netto
tax-mode-gross = brutto
tax-mode-net-rate = netto, VAT { $rate }%
tax-mode-gross-rate = brutto, w tym VAT { $rate }%
tile-label = Brak zdjęcia; SKU { $sku }
description = Opis
attributes = Szczegóły
unit = Jednostka
weight = Masa
availability-in_stock = Dostępny
availability-low = Niski stan
availability-out_of_stock = Brak na stanie
availability-not_tracked = Dostępny
availability-in_stock-quantity = { $quantity } na stanie
availability-low-quantity = Zostało { $quantity }
availability-out_of_stock-quantity = Brak na stanie
availability-not_tracked-quantity = Dostępny

## Lists
pager = Strony
pager-previous = Poprzednia
pager-next = Następna
pager-page = Strona
pager-range = { $first }–{ $last } z { $total }

## Cart
cart-title = Koszyk
cart-empty = Koszyk jest pusty
cart-empty-help = Znajdź produkty po nazwie lub SKU albo dodaj pozycję po SKU poniżej.
cart-empty-next = Przeglądaj produkty
cart-update = Zaktualizuj ilości
cart-update-help = Ilość 0 usuwa pozycję.
cart-cannot-place = Popraw zaznaczone pozycje, aby złożyć zamówienie.
cart-to-checkout = Przejdź do zamówienia
cart-prices-note = Ceny i dostępność sprawdzimy jeszcze raz przy składaniu zamówienia.
remove = Usuń
removed-from-cart = Usunięto z koszyka: { $name }.
summary = Podsumowanie
quick-title = Dodaj po SKU
quick-sku = SKU
quick-add = Dodaj pozycję
quick-sku-missing = Podaj SKU produktu.
quick-sku-unknown = W tym sklepie nie ma produktu { $sku }. Sprawdź SKU.
col-item = Pozycja
col-quantity = Ilość
col-unit-price = Cena jedn.
col-tax = VAT
col-net = Netto
col-position = Lp.
total-net = Razem netto
total-tax = VAT
total-gross = Do zapłaty
total-weight = Masa

## Checkout
checkout-title = Składanie zamówienia
checkout-details = Dane zamówienia
checkout-changed = Suma zmieniła się z { $before } na { $now }. Sprawdź ją i złóż zamówienie ponownie.
checkout-cannot-place = Tego zamówienia nie można jeszcze złożyć.
checkout-back = Popraw koszyk
delivery-address = Adres dostawy
address-name = Odbiorca
address-street = Ulica i numer
address-postal-code = Kod pocztowy
address-city = Miejscowość
address-country = Kraj
address-name-missing = Podaj, kto odbiera towar.
address-street-missing = Podaj ulicę i numer.
address-postal_code-missing = Podaj kod pocztowy.
address-city-missing = Podaj miejscowość.
address-country-missing = Wybierz kraj.
po-number = Twój numer zamówienia
po-number-help = Pojawi się na naszych dokumentach.
requested-date = Żądany termin dostawy
requested-date-help = Termin potwierdzimy razem z zamówieniem.
requested-date-invalid = Wybierz termin dostawy od { $first }.
note = Uwagi
note-help = Dla osób, które realizują zamówienie.
text-too-long = Skróć do { $longest } znaków.
place-order = Złóż zamówienie
place-order-help = Złożenie zamówienia jest wiążące.

## Orders
orders-title = Zamówienia
orders-count = { $count ->
    [one] { $count } zamówienie
    [few] { $count } zamówienia
   *[many] { $count } zamówień
 }
orders-search = Numer lub Twój numer
orders-state-all = Wszystkie stany
orders-none = Nie ma jeszcze zamówień
orders-none-help = Tu pojawią się zamówienia Twojej firmy.
orders-none-found = Żadne zamówienie nie pasuje
orders-none-found-help = Wpisz inny numer albo pokaż wszystkie stany.
orders-show-all = Pokaż wszystkie zamówienia
sort-placed_at = Od najstarszych
sort--placed_at = Od najnowszych
sort-number = Numer rosnąco
sort--number = Numer malejąco
col-order-number = Zamówienie
col-date = Data
col-lines = Pozycje
order-title = Zamówienie { $number }
order-lines = Pozycje zamówienia
order-placed-title = Zamówienie { $number } złożone
order-placed-next = Sprawdzimy je i potwierdzimy na adres { $email }.
order-placed-open = Otwórz zamówienie
order-placed-continue = Przeglądaj produkty
order-company = Firma
order-placed-by = Złożył(a)
order-on-behalf = w Twoim imieniu
order-placed-at = Data złożenia
order-history = Historia
order-state-placed = Złożone
order-state-confirmed = Potwierdzone
order-state-cancelled = Anulowane
order-state-help-placed = Sklep otrzymał zamówienie i je potwierdzi.
order-state-help-confirmed = Sklep potwierdził to zamówienie.
order-state-help-cancelled = Zamówienie anulowano; nic nie zostanie dostarczone.
order-event-placed = Złożone
order-event-confirmed = Potwierdzone
order-event-cancelled = Anulowane

## Problems
not-found-title = Nic tu nie ma
not-found-help = Adres może zawierać błąd albo strona należy do innej firmy.
nobody-title = Pod tym adresem nie ma sklepu
nobody-help = Sprawdź adres w przeglądarce albo zapytaj osobę, która go podała.
problem-title = To się nie udało
problem-detail = Błąd jest po naszej stronie i został zapisany. Spróbuj ponownie za chwilę.
problem-busy-title = Sklep jest przeciążony
problem-busy-detail = Nadeszło zbyt wiele zapytań naraz. Spróbuj ponownie za chwilę.
problem-forbidden-title = Nie masz do tego uprawnień
problem-forbidden-detail = Twoja rola tego nie obejmuje. Zwróć się do administratora w swojej firmie.
problem-form-expired = Formularz wygasł, więc nic nie zmieniono. Sprawdź go i wyślij ponownie.
problem-orders-totals_changed = Suma zmieniła się w międzyczasie. Sprawdź ją i złóż zamówienie ponownie.
problem-orders-cart_empty = Koszyk jest pusty.
problem-orders-insufficient_stock = Na stanie jest za mało towaru.

## Units
unit-pcs = szt.
unit-pc = szt.
unit-piece = szt.
unit-pair = para
unit-set = kpl.
unit-pack = opak.
unit-box = pudełko
unit-carton = karton
unit-pallet = paleta
unit-roll = rolka
unit-bag = worek
unit-bottle = butelka
unit-kg = kg
unit-g = g
unit-m = m
unit-cm = cm
unit-mm = mm
unit-m2 = m²
unit-m3 = m³
unit-l = l
unit-ml = ml
unit-h = godz.
unit-hour = godz.
unit-day = dzień
unit-service = usł.

## Countries
country-AT = Austria
country-BE = Belgia
country-BG = Bułgaria
country-CH = Szwajcaria
country-CY = Cypr
country-CZ = Czechy
country-DE = Niemcy
country-DK = Dania
country-EE = Estonia
country-ES = Hiszpania
country-FI = Finlandia
country-FR = Francja
country-GB = Wielka Brytania
country-GR = Grecja
country-HR = Chorwacja
country-HU = Węgry
country-IE = Irlandia
country-IT = Włochy
country-LT = Litwa
country-LU = Luksemburg
country-LV = Łotwa
country-MT = Malta
country-NL = Holandia
country-NO = Norwegia
country-PL = Polska
country-PT = Portugalia
country-RO = Rumunia
country-SE = Szwecja
country-SI = Słowenia
country-SK = Słowacja
country-SM = San Marino
country-UA = Ukraina
