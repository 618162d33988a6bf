### Polski.

## Frame
language = Język
skip-to-content = Przejdź do treści
nav-main = Główne
nav-products = Produkty
nav-quick-order = Szybkie zamówienie
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
products-most-words = Żaden produkt nie ma wszystkich tych słów; te mają najwięcej z nich.
did-you-mean = Czy chodziło o
facet-let-go = Usuń filtr
facets-let-go = Wyczyść filtry
not-sorted-unseen = Ceny widać po zalogowaniu, dlatego lista jest ułożona według trafności.
not-sorted-too-many = Zbyt wiele produktów, aby ułożyć je według ceny. Zawęź listę, a zostanie ułożona.
categories = Kategorie
categories-all = Wszystkie kategorie
category = Kategoria
sort-sku = SKU rosnąco
sort--sku = SKU malejąco
sort-name = Nazwa od A do Z
sort--name = Nazwa od Z do A
sort-newest = Od najnowszych
sort-relevance = Najtrafniejsze najpierw
sort-price = Cena rosnąco
sort--price = Cena malejąco
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
unit-of = Jednostka produktu { $sku }
packed = po { $holds }, razem { $all }
quantity-of = Ilość { $sku }
quantity-invalid = Podaj ilość jako liczbę, np. 10 lub 2,5.
quantity-not-positive = Podaj ilość większą od zera.
price-none = Na zapytanie
price-none-guest = Ceny widzą klienci po zalogowaniu.
price-none-help = Nie ma jeszcze ceny dla Twojej firmy. Zapytaj o nią w sklepie.
per = za { $quantity }
per-unit = za { $unit }
tier-from = { $price } od { $quantity }
why-price = Dlaczego taka cena
why-date = W dniu
why-ask = Wyjaśnij
why-for = Za { $quantity }, w dniu { $day }
date-invalid = Wybierz dzień, np. 2026-12-31.
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
packagings = Opakowania
holds = Zawiera
size = Wymiary
code-barcode = Kod kreskowy
code-manufacturer = Numer producenta
code-supplier = Numer dostawcy
code-customer = Twój kod
documents = Dokumenty
document-data_sheet = Karta produktu
document-safety_sheet = Karta charakterystyki
document-certificate = Certyfikat
document-manual = Instrukcja
document-drawing = Rysunek
document-other = Dokument
no-longer-sold = Ten produkt nie jest już sprzedawany. Zastępuje go
variants = Warianty
kit-parts = W tym zestawie
related = Pasuje do niego
relation-accessory = Akcesorium
relation-replacement = Zamiennik
relation-spare_part = Część zamienna
relation-cross_sell = Często kupowane razem
variants-count = { $count ->
    [one] { $count } wariant
    [few] { $count } warianty
   *[other] { $count } wariantów
}
availability-in_stock = Dostępny
availability-low = Niski stan
availability-out_of_stock = Brak na stanie
availability-not_tracked = Dostępny
availability-in_stock-quantity = { $quantity } na stanie
availability-low-quantity = Zostało { $quantity }
availability-out_of_stock-quantity = Brak na stanie
availability-not_tracked-quantity = Dostępny
availability-in_stock-more = Ponad { $quantity } na stanie
availability-low-more = Zostało ponad { $quantity }
availability-backorder = Można zamówić; brakująca ilość zostanie dosłana po dostawie.
waits = Część dosyłamy po dostawie.
waits-on = Część dosyłamy po dostawie, oczekiwanej { $on }.
waits-quantity = { $quantity } dosyłamy po dostawie.
waits-quantity-on = { $quantity } dosyłamy po dostawie, oczekiwanej { $on }.
expected-on = Dostawa oczekiwana { $on }
expected-quantity = { $quantity } oczekiwane { $on }
expected-more = Ponad { $quantity } oczekiwane { $on }

## Lists
pager = Strony
pager-previous = Poprzednia
pager-next = Następna
pager-page = Strona
pager-range = { $first }–{ $last } z { $total }

## Quick order
quick-order-title = Szybkie zamówienie
quick-order-help = Wklej listę albo wpisz kody: nasze, producenta, własne lub kreskowe. Sprawdzimy je, zanim cokolwiek trafi do koszyka.
quick-order-paste = Kody i ilości
quick-order-more = Kolejne wiersze
quick-order-example = BF-M8-040-ZN  200
quick-order-format = Jeden wiersz na linię: kod, ilość, jednostka. Między nimi tabulator, średnik lub spacja; bez ilości przyjmujemy jeden.
quick-order-file = Wczytaj plik (CSV, XLSX)
quick-order-look = Sprawdź wiersze
quick-order-code = Kod
quick-order-code-of = Kod w wierszu { $row }
quick-order-meant = Czy chodziło o:
quick-order-asked = podano { $quantity }
quick-order-good = Wiersze poprawne
quick-order-refused = Wiersze do poprawy
quick-order-mend = Popraw lub usuń oznaczone wiersze; wtedy wszystkie trafią do koszyka.
quick-order-add = { $rows ->
    [one] Dodaj { $rows } wiersz do koszyka
    [few] Dodaj { $rows } wiersze do koszyka
   *[other] Dodaj { $rows } wierszy do koszyka
}
quick-order-added = { $rows ->
    [one] Dodano { $rows } wiersz do koszyka.
    [few] Dodano { $rows } wiersze do koszyka.
   *[other] Dodano { $rows } wierszy do koszyka.
}
quick-order-none-yet = Tu pojawią się sprawdzone wiersze z cenami i stanem magazynu.
quick-order-empty = Wpisz co najmniej jeden wiersz.
quick-order-too-many = Strona przyjmuje najwyżej 500 wierszy; sprawdź pierwsze 500, dodaj je do koszyka i przejdź do reszty.

## Carts
carts-title = Wszystkie koszyki
carts-lead = Prowadź kilka koszyków naraz, nazywaj je i udostępniaj współpracownikom.
carts-none = Nie masz jeszcze koszyków.
cart-name = Nazwa
cart-name-help = Do czego służy, na przykład budowa albo tydzień.
cart-of-day = Koszyk z { $day }
cart-is-current = W użyciu
cart-is-shared = Udostępniony
cart-of-colleague = Udostępniony przez współpracownika
cart-choose = Wypełniaj ten koszyk
cart-change = Nazwij lub udostępnij
cart-discard = Usuń koszyk
cart-discard-confirm = Koszyk i jego pozycje znikną na zawsze.
cart-make = Utwórz koszyk
cart-new = Nowy koszyk
cart-save = Zapisz koszyk
cart-share = Udostępnij współpracownikom
cart-share-help = Każdy w firmie, kto może składać zamówienia, może go wypełniać i złożyć.
changed-on = Zmieniony
done-cart-made = Nowy koszyk jest gotowy; dodawane produkty trafią do niego.
done-cart-discarded = Koszyk usunięty.
done-cart-changed = Koszyk zmieniony.
order-again = Zamów ponownie

## Shopping lists
lists-title = Listy zakupów
lists-lead = Zapisz to, co zamawiasz często, i udostępnij współpracownikom. Lista zostaje, gdy jej pozycje są zamawiane.
lists-none = Nie masz jeszcze list zakupów. Utwórz ją z szybkiego zamówienia lub z koszyka.
list-of-day = Lista z { $day }
list-open = Otwórz
list-discard-confirm = Lista zniknie na zawsze.
list-share-help = Każdy w firmie, kto może składać zamówienia, może ją otworzyć i zmienić jej zawartość.
done-list-discarded = Lista zakupów usunięta.
done-list-changed = Lista zakupów zmieniona.
done-list-kept = Lista zakupów zapisana.
list-name = Lista zakupów
list-name-missing = Podaj nazwę listy.
list-keep = Zapisz listę
list-make = Zapisz jako listę zakupów
cart-as-list = Zapisz te pozycje jako listę zakupów

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
quick-many = Wiele naraz: wklej listę lub wczytaj plik
quick-sku-missing = Podaj SKU produktu.
quick-sku-unknown = W tym sklepie nie ma produktu { $sku }. Sprawdź SKU.
col-item = Pozycja
col-quantity = Ilość
col-unit-price = Cena jedn.
col-tax = VAT
col-gross = Brutto
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
checkout-update = Przelicz sumy
checkout-shipping = Dostawa
checkout-payment = Płatność
checkout-codes = Kody rabatowe
checkout-code = Kod
checkout-code-apply = Zastosuj kod
shipping-free = bezpłatnie
shipping-later = rozliczane później
shipping-parcels = { $count ->
    [one] ok. { $count } paczka
    [few] ok. { $count } paczki
   *[other] ok. { $count } paczek
 }
shipping-pallets = { $count ->
    [one] ok. { $count } paleta
    [few] ok. { $count } palety
   *[other] ok. { $count } palet
 }
payment-days = { $days ->
    [0] płatne od razu
    [one] w ciągu { $days } dnia
   *[other] w ciągu { $days } dni
 }
cost-centre = MPK
cost-centre-help = Miejsce powstawania kosztów; pojawia się na naszych dokumentach.
partial-delivery = Wyślijcie to, co jest na stanie, przed resztą
partial-delivery-help = Bez tej zgody wszystko przyjedzie w jednej dostawie.
partial-delivery-short = Dostawa częściowa
partial-delivery-no = nie, wszystko naraz
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
order-state-awaiting_approval = Czeka na akceptację
order-state-on_hold = Wstrzymane
order-state-placed = Złożone
order-state-confirmed = Potwierdzone
order-state-cancelled = Anulowane
order-state-help-awaiting_approval = Ktoś z Państwa firmy musi zaakceptować to zamówienie, zanim pójdzie dalej.
order-state-help-on_hold = Sklep wstrzymał to zamówienie do wyjaśnienia.
order-state-help-placed = Sklep otrzymał zamówienie i je potwierdzi.
order-state-help-confirmed = Sklep potwierdził to zamówienie.
order-state-help-cancelled = Zamówienie anulowano; nic nie zostanie dostarczone.
order-event-approved = Zaakceptowane
order-event-held = Wstrzymane
order-event-resumed = Wznowione
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
problem-suspended-title = Ten sklep jest chwilowo zamknięty
problem-suspended-detail = Sklep został zawieszony. Nic nie przepadło; zajrzyj później.
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

## Account
actions = Czynności
account-title = Moje konto
account-profile = Profil
account-profile-lead = Jak sklep się do Ciebie zwraca i jak się logujesz.
account-security = Bezpieczeństwo
account-security-lead = Drugi składnik chroni konto nawet wtedy, gdy ktoś pozna hasło.
account-devices = Urządzenia
account-devices-lead = Gdzie jesteś zalogowany. Wyloguj każde urządzenie, którego nie znasz.
account-tokens = Tokeny API
account-tokens-lead = Programy działają tokenem w Twojej roli. Kto go ma, może tyle co Ty.
account-personas = W czyim imieniu działasz
account-personas-lead = Możesz należeć do kilku firm lub mieć kilka ról. Ceny, zamówienia i uprawnienia są zawsze tej, w której działasz.
account-about = O Tobie
person-name = Imię i nazwisko
mail-language = Język wiadomości
language-unsaid = Jak w sklepie
language-en = English
language-pl = Polski
language-it = Italiano
save-profile = Zapisz profil
account-email = Adres e-mail
account-email-help = Służy do logowania. Nowy adres zaczyna obowiązywać, gdy potwierdzisz wiadomość, którą na niego wyślemy.
email-confirmed = Ten adres jest potwierdzony.
email-unconfirmed = Ten adres nie jest jeszcze potwierdzony.
change-email = Zmień adres
present-password = Obecne hasło
account-confirmation = Potwierdź adres
account-confirmation-help = Wyślemy wiadomość z odnośnikiem ważnym dwa dni.
resend-confirmation = Wyślij wiadomość
account-password = Hasło
account-password-help = Zmiana wylogowuje Cię wszędzie indziej i kończy Twoje tokeny API.
account-no-password = Logujesz się przez konto zewnętrzne i nie masz tu hasła.
new-password = Nowe hasło
new-password-help = Co najmniej dziesięć znaków. Dobre jest kilka słów z rzędu.
change-password = Zmień hasło
account-codes = Kody jednorazowe
account-codes-help = Aplikacja uwierzytelniająca pokazuje nowy kod co 30 sekund. Pytamy o niego po haśle.
set-up-codes = Włącz kody
remove-codes = Wyłącz kody
codes-are-on = Kody jednorazowe są włączone.
second-factor-required = Firma wymaga od pracowników drugiego składnika. Dopóki go nie włączysz, nic innego nie jest dostępne.
codes-setup = Skonfiguruj aplikację
codes-setup-help = Zeskanuj obraz aplikacją uwierzytelniającą albo przepisz klucz pod nim. Potem wpisz kod, który pokazuje aplikacja.
codes-picture = Kod dla aplikacji uwierzytelniającej; klucz poniżej mówi to samo.
one-time-code = Kod
confirm-codes = Włącz kody
recovery-codes = Kody zapasowe
recovery-codes-help = Każdy raz otwiera konto, gdy stracisz aplikację. Widać je tylko teraz: wydrukuj je lub zapisz w menedżerze haseł.
since = Od
account-passkeys = Klucze dostępu
account-passkeys-help = Loguj się odciskiem palca, twarzą lub PIN-em urządzenia zamiast hasła. Klucza dostępu nie da się wyłudzić.
passkey = Klucz dostępu
passkeys-none = Nie ma jeszcze klucza dostępu.
passkey-name = Nazwa klucza
passkey-name-help = Żeby go rozpoznać, na przykład „Laptop służbowy”.
add-passkey = Dodaj klucz dostępu
remove-passkey = Usuń klucz
remove-passkey-confirm = Nie otworzy już konta. Urządzenie może go jeszcze proponować; usuń go także tam.
made-on = Utworzono
ends-on = Wygasa
last-used = Ostatnio użyto
last-seen = Ostatnio widziano
never = nigdy
account-connections = Konta zewnętrzne
connection = Konto w
disconnect = Odłącz
disconnect-confirm = Nie zalogujesz się już przez to konto.
device = Urządzenie
this-device = to urządzenie
signed-in-by = Sposób logowania
signed-in-on = Od
sign-in-method-password = Hasło
sign-in-method-passkey = Klucz dostępu
sign-in-method-provider = Konto zewnętrzne
sign-in-method-handover = Z innego sklepu
sign-in-method-persona = Zmiana roli
sign-out-there = Wyloguj tam
account-other-devices = Wszędzie indziej
account-other-devices-help = Wylogowuje na wszystkich urządzeniach oprócz tego.
sign-out-everywhere = Wyloguj wszędzie indziej
token-name = Do czego służy
token-name-help = Żeby go rozpoznać, na przykład „Synchronizacja stanów”.
token-days = Ważny przez
days-30 = 30 dni
days-90 = 90 dni
days-180 = 180 dni
days-365 = Rok
tokens-none = Nie ma jeszcze tokenu.
new-token = Nowy token
make-token = Utwórz token
token-made = Skopiuj token teraz: widać go tylko raz.
revoke-token = Unieważnij token
revoke-token-confirm = Programy, które go używają, natychmiast przestaną działać.
persona-for = Firma
persona-role = Rola
persona-current = Działasz w tej roli
persona-act = Działaj w tej roli
account-elsewhere = Inne sklepy
account-elsewhere-help = W tych sklepach też masz konto i nie musisz się ponownie logować.
elsewhere-shop = Sklep
elsewhere-address = Adres
elsewhere-go = Przejdź tam
elsewhere-ready = Przejdź do innego sklepu
elsewhere-ready-help = Przejście jest otwarte przez minutę i tylko dla Ciebie.
handover-title = Przejdź do { $shop }
handover-lead = Przychodzisz z innego sklepu, w którym jesteś zalogowany. Naciśnij przycisk tylko wtedy, gdy sam o to prosiłeś.
handover-go = Zaloguj do { $shop }
handover-over-title = To przejście jest zamknięte
handover-over = Zostało już użyte albo ma ponad minutę. Zaloguj się tutaj.
acting-for = Działasz w imieniu firmy { $company }.
end-acting = Zakończ teraz

## Signing in by other ways
stay-signed-in = Nie wylogowuj przez 30 dni
forgotten-title = Nie pamiętasz hasła?
forgotten-lead = Podaj adres, którym się logujesz. Wyślemy odnośnik do ustawienia nowego hasła.
send-reset = Wyślij odnośnik
reset-sent = Jeśli { $email } jest tu znany, wiadomość jest w drodze. Odnośnik jest ważny godzinę.
reset-title = Ustaw nowe hasło
reset-lead = Zostaniesz wszędzie wylogowany, a tokeny API wygasną.
set-password = Ustaw hasło
reset-done = Nowe hasło jest ustawione. Zaloguj się nim.
reset-over = Ten odnośnik został użyty albo ma ponad godzinę. Poproś o nowy.
confirm-email-title = Potwierdź adres
confirm-email-lead = Naciśnij przycisk, aby potwierdzić, że to Twój adres.
confirm-email = Potwierdź adres
email-confirmed-now = Adres { $email } jest potwierdzony.
confirm-email-over = Ten odnośnik został użyty albo jest za stary. Poproś o nową wiadomość w profilu.
second-step-title = Jeszcze jeden krok
second-step-lead = Wpisz kod, który teraz pokazuje aplikacja uwierzytelniająca.
second-step-help = Nie masz aplikacji? Wpisz jeden z kodów zapasowych.
sign-in-again = Zaloguj się od nowa
sign-in-passkey = Zaloguj kluczem dostępu
sign-in-with = Zaloguj przez { $provider }
sign-in-new = Nowy klient { $shop }?

## Joining
invitation-title = Twoje zaproszenie
invitation-lead-buyer = { $inviter } zaprasza Cię do kupowania dla firmy { $company } w { $tenant } jako { $role }. Zaproszenie jest ważne do { $until }.
invitation-lead-staff = { $inviter } zaprasza Cię do pracy w { $tenant } jako { $role }. Zaproszenie jest ważne do { $until }.
invitation-known = { $email } ma już konto. Podaj jego hasło, aby przyjąć zaproszenie.
invitation-new = Będziesz logować się adresem { $email }. Wybierz hasło.
accept-invitation = Przyjmij zaproszenie
invitation-accepted-now = Gotowe, masz dostęp.
invitation-over = To zaproszenie zostało użyte, cofnięte albo wygasło. Poproś osobę zapraszającą o nowe.
register-title = Zarejestruj się
register = Wyślij zgłoszenie
register-lead-company = Napisz, kim jesteś. Odpowiemy e-mailem.
register-lead-consumer = Napisz, kim jesteś i gdzie mieszkasz. Odpowiemy e-mailem.
register-as-company = Zarejestruj firmę
register-as-consumer = Zarejestruj się prywatnie
register-closed = { $shop } nie przyjmuje tu zgłoszeń. Poproś o zaproszenie.
register-permissions = Czego jeszcze potrzebujesz
register-permissions-help = Sklep zdecyduje o każdym, gdy Cię przyjmie.
register-sent = Wiadomość jest w drodze na { $email }. Odpowiedz na nią, aby przejść dalej.
confirm-registration-company = { $name } ({ $email }) prosi o dostęp do zakupów dla firmy { $company }.
confirm-registration-consumer = { $name } ({ $email }) prosi o dostęp do zakupów jako osoba prywatna.
choose-password = Wybierz hasło
confirm-registration-lead = Naciśnij przycisk, aby potwierdzić adres i wysłać zgłoszenie.
confirm-registration = Potwierdź zgłoszenie
registration-approved-now = Jesteś zarejestrowany. Zaloguj się, aby zacząć.
registration-waits = Dziękujemy. Sklep przejrzy zgłoszenie i odpowie e-mailem.
registration-over = Ten odnośnik został użyty albo jest za stary. Zarejestruj się ponownie.

## My company
company-title = Moja firma
company-details = Firma i lokalizacje
company-people = Osoby
company-people-lead = Kto kupuje dla firmy i co może robić.
company-roles = Role
company-roles-lead = Co pozwala robić każda rola. Utwórz własną, jeśli role sklepu nie pasują.
company-access-log = Dostęp sklepu
company-access-log-lead = Kiedy pracownicy sklepu działali w imieniu firmy i dlaczego.
company-code = Numer klienta
company-above = Część
company-name = Nazwa firmy
company-email = E-mail firmy
vat-id = NIP / VAT UE
address = Adres
account-manager = Opiekun klienta
company-data = Zmień dane
company-data-help = Numer i NIP zmienia sklep.
save-company = Zapisz firmę
company-sites = Oddziały i lokalizacje
site = Nazwa
site-kind = Rodzaj
site-below = Należy do
sites-none = Nie ma jeszcze oddziału ani lokalizacji.
company-kind-company = Firma
company-kind-division = Oddział
company-kind-site = Lokalizacja
company-kind-consumer = Osoba prywatna
new-site = Nowy oddział lub lokalizacja
add-site = Dodaj lokalizację
close-site = Zamknij lokalizację
close-site-confirm = Nikt już dla niej nie zamówi, a jej osoby stracą dostęp. Dotychczasowe zamówienia zostają.
reopen-site = Otwórz ponownie
site-closed = zamknięta
person = Osoba
person-you = Ty
people-none = Jeszcze nikogo nie ma.
change-member = Zmień
member-role = Rola
member-role-help = Działa od następnego kliknięcia.
change-role = Zmień rolę
member-end = Zakończ członkostwo
member-end-help = Ta osoba traci dostęp w imieniu firmy od następnego kliknięcia. Złożone zamówienia zostają.
end-membership = Zakończ członkostwo
invitations = Zaproszenia
invited = Zaproszono
invitation-open = otwarte do
invitation-accepted = przyjęte
invitation-revoked = cofnięte
invitation-expired = wygasło
resend-invitation = Wyślij ponownie
revoke-invitation = Cofnij
revoke-invitation-confirm = Odnośnik w wiadomości przestanie działać.
new-invitation = Zaproś osobę
new-invitation-help = Otrzyma wiadomość z odnośnikiem ważnym siedem dni.
invite = Wyślij zaproszenie
role = Rola
role-grants = Pozwala
role-members = Osoby
role-of-the-shop = Rola sklepu
change-own-role = Zmień rolę
delete-role = Usuń rolę
delete-role-confirm = Można ją usunąć tylko wtedy, gdy nikt jej nie ma.
new-role = Nowa rola
new-role-help = Możesz nadać tylko to, co sam możesz robić.
make-role = Utwórz rolę
save-role = Zapisz rolę
order-ceiling = Najwyższa wartość zamówienia netto, { $currency }
order-ceiling-help = Puste: bez limitu.
amount-invalid = Wpisz kwotę, na przykład 500,00.
acted-who = Kto
acted-why = Dlaczego
acted-when = Od
acted-now = teraz
acted-over = zakończono
access-log-none = Nikt nie działał w imieniu firmy.

## Done
done-profile-saved = Zapisano profil.
done-email-change-sent = Wiadomość jest w drodze na nowy adres. Zacznie obowiązywać po jej potwierdzeniu.
done-confirmation-sent = Wiadomość jest w drodze.
done-password-changed = Zmieniono hasło. Wszędzie indziej jesteś wylogowany.
done-codes-removed = Kody jednorazowe są wyłączone.
done-passkey-removed = Usunięto klucz dostępu.
done-disconnected = Odłączono konto zewnętrzne.
done-session-ended = Wylogowano.
done-sessions-ended = Wylogowano wszędzie indziej.
done-token-revoked = Unieważniono token.
done-persona-changed = Działasz teraz w innej roli. Widzisz jej ceny i zamówienia.
done-company-saved = Zapisano firmę.
done-site-added = Dodano lokalizację.
done-site-closed-now = Zamknięto lokalizację.
done-site-opened = Ponownie otwarto lokalizację.
done-role-changed = Zmieniono rolę.
done-membership-ended = Zakończono członkostwo.
done-invitation-sent = Wysłano zaproszenie.
done-invitation-taken-back = Cofnięto zaproszenie.
done-role-made = Utworzono rolę.
done-role-saved = Zapisano rolę.
done-role-deleted = Usunięto rolę.

## Problems of accounts
problem-identity-wrong_password = To nie jest Twoje obecne hasło.
problem-identity-wrong_code = Ten kod jest zły albo już użyty. Wpisz ten, który aplikacja pokazuje teraz.
problem-identity-ticket_over = To trwało za długo. Zaloguj się od nowa.
problem-identity-too_many_attempts = Za dużo prób. Odczekaj chwilę i spróbuj ponownie.
problem-identity-password_too_short = Użyj co najmniej dziesięciu znaków.
problem-identity-password_too_common = Zbyt wiele osób używa tego hasła. Wybierz inne.
problem-identity-bad_email = Wpisz adres, na przykład imie@firma.example.
problem-identity-password_needed = Aby to zrobić, zaloguj się hasłem.
problem-identity-provider_refused = Nie udało się zalogować kontem zewnętrznym. Spróbuj ponownie lub użyj hasła.
problem-identity-no_access_yet = Jesteś tam zalogowany, ale nie masz tu jeszcze dostępu. Poproś o zaproszenie.
problem-identity-not_connected = To konto zewnętrzne nie jest połączone. Zaloguj się hasłem i połącz je na stronie bezpieczeństwa.

## Second factor, outside accounts and tokens
second-factor-banner = Brakuje drugiego składnika. Dopóki go nie ustawisz, dostępne jest tylko Twoje konto.
second-factor-set-up = Ustaw teraz
second-factor-needed = Ustaw drugi składnik, aby przejść dalej
second-factor-needed-help = Włącz poniżej kody jednorazowe: zajmie to dwie minuty i wymaga aplikacji uwierzytelniającej w telefonie. Możesz też dodać klucz dostępu, wylogować się i zalogować nim.
go-on = Dalej
proof-by-sign-in = Twoje konto nie ma hasła, dlatego logowanie musi być nie starsze niż dziesięć minut.
sign-in-again-with = Zaloguj się ponownie przez { $provider }
recovery-codes-anew = Kody zapasowe
recovery-codes-anew-help = Każdy raz otwiera konto, gdy stracisz aplikację. Gdy zostało ich mało albo zginęła kartka, utwórz nowe; stare przestaną działać.
renew-recovery-codes = Utwórz nowe kody
recovery-codes-renewed = To Twoje nowe kody. Stare niczego już nie otwierają.
account-connections-help = Loguj się kontem, które masz gdzie indziej, na przykład firmowym.
connected = połączone
not-connected = niepołączone
connect = Połącz
connect-provider = Połącz konto
connect-provider-help = Po połączeniu możesz logować się tutaj tym kontem.
go-to-provider = Przejdź do logowania
go-to-provider-help = Zalogujesz się tam i wrócisz tutaj. Wcześniej nic nie zostanie połączone.
done-connected = Połączono konto zewnętrzne.
needs-scripts-new-passkey = Dodanie klucza dostępu wymaga przeglądarki z włączonymi skryptami i bezpiecznego połączenia (https).
yes = tak
no = nie
token-over = wygasł
token-may = Co może robić
token-may-all = Wszystko, co mogę ja
token-may-all-help = Wtedy zawsze może to, co Ty, także to, co Twoja rola zyska później.
token-may-missing = Wybierz przynajmniej jedną rzecz albo pozwól na wszystko, co możesz Ty.
token-may-nothing = Nic już nie może

device-unknown = Nieznane urządzenie

## One’s own data
account-data = Twoje dane
account-data-help = Kopia wszystkiego, co sklep o Tobie przechowuje, jako plik do czytania i dla programów (JSON).
account-data-download = Pobierz swoje dane
account-data-kept = Możesz poprosić sklep o usunięcie danych. Znikną wtedy Twoje nazwisko, adres i logowania; zamówienia i zapis zmian zostaną bez Twojego nazwiska, bo wymagają tego przepisy o rachunkowości.
first-password = Hasło
first-password-help = Aby logować się także hasłem, zamów odnośnik i wybierz hasło.
email-needs-password = Adres będzie można zmienić, gdy będziesz mieć tu hasło.

## Company, sites and people
own-data = Zmień swoje dane
own-data-help = Numer klienta nadaje sklep.
save-details = Zapisz dane
change-site = Zmień
save-site = Zapisz
back-to-sites = Wróć do firmy i lokalizacji
people-search = Imię, nazwisko lub adres e-mail
people-none-found = Nikogo nie znaleziono. Wpisz mniej słów.
more-memberships = Kolejna firma
more-memberships-help = Pozwól tej osobie działać także w innej z Twoich firm. Sama wybiera, w której działa.
add-membership = Dodaj firmę
other-memberships = Także w
person-self-help = To Ty. Twoją rolę zmienia i członkostwo kończy inny administrator.
back-to-people = Wróć do osób
acting-for-until = Działasz w imieniu firmy { $company } do { $until }. Powód: { $reason }.
acting-recorded = Wszystko, co robisz, jest zapisywane i widoczne dla niej.
acting-over = Czas działania w imieniu firmy { $company } skończył się { $until }. Znów działasz we własnym imieniu.
acting-over-read = Rozumiem
done-site-saved = Zapisano lokalizację.
done-membership-added = Dodano firmę.

## More problems of accounts
problem-identity-account_closed = Konto o tym adresie jest zamknięte. Zapytaj sklep.
problem-identity-another_invited = To zaproszenie jest dla kogoś innego. Wyloguj się albo zaloguj jako osoba zaproszona.
problem-identity-bad_ceiling = Wpisz kwotę większą od zera, na przykład 500,00.
problem-identity-bad_field = Sprawdź to pole: jest puste albo za długie.
problem-identity-bad_passkey = Nie udało się sprawdzić klucza dostępu. Spróbuj ponownie.
problem-identity-bad_vat_id = Ten numer VAT nie może być poprawny. Sprawdź kraj i cyfry.
problem-identity-cannot_act = W imieniu klienta może działać tylko pracownik we własnej sesji.
problem-identity-cannot_change = Tego nie można zmienić.
problem-identity-company_needed = Wybierz firmę.
problem-identity-has_companies_below = Niższe oddziały lub lokalizacje są jeszcze otwarte. Najpierw je zamknij.
problem-identity-invitation_void = Osoba, która Cię zaprosiła, nie może już tego robić. Poproś o nowe zaproszenie.
problem-identity-membership_ended = To członkostwo się skończyło. Zaproś tę osobę ponownie.
problem-identity-membership_exists = Ta osoba ma już tam tę rolę.
problem-identity-more_than_own = Możesz dać tylko to, co sam możesz robić.
problem-identity-no_passkeys_here = Klucze dostępu wymagają bezpiecznego połączenia (https) i adresu z nazwą.
problem-identity-no_such_attribute = Tego pola już nie ma. Wczytaj stronę ponownie.
problem-identity-no_such_company = Tej firmy już nie ma. Wczytaj stronę ponownie.
problem-identity-no_such_parent = Wybierz, do czego należy.
problem-identity-no_such_permission = Jednego z uprawnień już nie ma. Wczytaj stronę ponownie.
problem-identity-no_such_role = Wybierz rolę, którą możesz tu nadać.
problem-identity-not_elsewhere = W tamtym sklepie nie masz już konta.
problem-identity-not_for_oneself = Nikt nie zmienia własnego członkostwa. Poproś innego administratora.
problem-identity-not_held = Token może dostać tylko to, co sam możesz robić.
problem-identity-only_way_in = To jedyny sposób wejścia na Twoje konto. Najpierw ustaw hasło w profilu.
problem-identity-out_of_reach = Tej firmy nie byłoby potem widać. Umieść ją pod jedną ze swoich.
problem-identity-own_role = Sam działasz w tej roli. Poproś innego administratora o zmianę.
problem-identity-parent_archived = To, do czego należy, jest zamknięte. Najpierw to otwórz.
problem-identity-password_too_long = To hasło jest za długie. Użyj mniej znaków.
problem-identity-registration_closed = Rejestracja nie jest tu otwarta. Poproś o zaproszenie.
problem-identity-role_built_in = Ról sklepu nie można zmieniać. Utwórz własną.
problem-identity-role_code_taken = Rola o tej nazwie już istnieje. Wybierz inną nazwę.
problem-identity-role_held = Ktoś ma tę rolę. Najpierw daj tym osobom inną.
problem-identity-role_named = Otwarte zaproszenia używają tej roli. Najpierw je cofnij.
problem-identity-session_needed = Token API nie może tego zrobić. Zaloguj się.
problem-identity-sign_in_again = Od logowania minęło ponad dziesięć minut. Zaloguj się ponownie i wróć tutaj.
problem-identity-staff_without_company = Pracownicy sklepu nie należą do żadnej firmy.
problem-identity-too_deep = Za dużo poziomów. Umieść to wyżej.
problem-identity-too_many_passkeys = Masz już największą możliwą liczbę kluczy dostępu. Najpierw usuń jeden.
problem-identity-too_often = Za często. Spróbuj ponownie za godzinę.
problem-identity-totp_off = Kody jednorazowe nie są ustawione. Zacznij od nowa.
problem-identity-totp_on = Kody jednorazowe są już włączone. Wyłącz je, aby ustawić inną aplikację.
problem-identity-wrong_credentials = Adres lub hasło są błędne albo nie masz tu dostępu.
problem-identity-wrong_place = To nie może tam należeć. Wybierz inne miejsce.
problem-attributes-archived_entry = Tej pozycji już nie ma. Wybierz inną.
problem-attributes-bad_value = To nie pasuje. Sprawdź, co wpisujesz.
problem-attributes-empty = Wypełnij to pole albo je pomiń.
problem-attributes-out_of_range = To wykracza poza dozwolony zakres.
problem-attributes-required = To pole jest wymagane.
problem-attributes-too_long = To jest za długie. Skróć.
problem-attributes-too_many = To za dużo. Wybierz mniej.
problem-attributes-unknown_entry = Nie ma takiej pozycji. Wybierz inną.

recovery-codes-left = { $count ->
    [one] został { $count } kod
    [few] zostały { $count } kody
    [many] zostało { $count } kodów
   *[other] zostało { $count } kodu
 }
