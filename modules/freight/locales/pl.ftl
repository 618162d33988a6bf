freight-name = Zasady dostaw
freight-description = Minima logistyczne, sposoby wysyłki, cenniki według wagi, objętości, wartości i palet oraz reguły specjalne.
freight-permission-minimums-read = Podgląd minimów logistycznych
freight-permission-minimums-write = Tworzenie i usuwanie minimów logistycznych
freight-permission-rates-read = Wyświetlanie i sprawdzanie sposobów wysyłki, cenników transportu i reguł specjalnych
freight-permission-rates-write = Tworzenie, zmiana i usuwanie sposobów wysyłki, cenników transportu i reguł specjalnych
freight-setting-shown_at_checkout = Pokazuj koszt dostawy przy składaniu zamówienia
freight-setting-shown_at_checkout-help = W przeciwnym razie koszt dostawy widzi tylko obsługa i rozlicza go później.
freight-setting-tells_missing = Informuj kupujących, ile brakuje do darmowej dostawy
freight-setting-pallet_units = Jednostki będące paletami
freight-setting-pallet_units-help = Kody jednostek miary oddzielone przecinkami.
freight-setting-parcel_units = Jednostki będące osobnymi paczkami
freight-setting-parcel_units-help = Kody jednostek miary oddzielone przecinkami. Wszystko inne jest pakowane do paczek razem.

freight-minimum-order-value = Dostarczamy od { $needed } netto; aby zamówić, proszę dodać towar za { $missing }.
freight-minimum-order-weight = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing } towaru.
freight-minimum-order-quantity = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-value = { $sku } dostarczamy od { $needed } netto; aby zamówić, proszę dodać go za { $missing }.
freight-minimum-product-weight = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-quantity = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-category-value = Towary z kategorii { $sku } dostarczamy od { $needed } netto; aby zamówić, dodaj ich za { $missing }.
freight-minimum-category-weight = Towary z kategorii { $sku } dostarczamy od { $needed }; aby zamówić, dodaj ich { $missing }.
freight-minimum-category-quantity = Towary z kategorii { $sku } dostarczamy od { $needed }; aby zamówić, dodaj { $missing }.

problem-no-such-logistic-minimum = Nie ma takiego minimum logistycznego.
problem-freight-no_such_customer = Nie ma klienta { $customer }.
problem-freight-no_such_product = Nie ma produktu { $sku }.

freight-note-value = Zamów jeszcze za { $missing }, aby dostawa była bezpłatna.
freight-note-weight = Dodaj { $missing }, aby dostawa była bezpłatna.
freight-note-pallet-weight = Dodaj { $missing }, aby otrzymać darmową paletę.
freight-note-pallets = { $missing ->
    [one] Uzupełnij jeszcze { $missing } paletę, aby dostawa była bezpłatna.
    [few] Uzupełnij jeszcze { $missing } palety, aby dostawa była bezpłatna.
   *[many] Uzupełnij jeszcze { $missing } palet, aby dostawa była bezpłatna.
 }

freight-parcels = { $count ->
    [one] { $count } paczka
    [few] { $count } paczki
   *[many] { $count } paczek
 }
freight-pallets = { $count ->
    [one] { $count } paleta
    [few] { $count } palety
   *[many] { $count } palet
 }
freight-per-kg = kilogram
freight-per-100-kg = 100 kilogramów
freight-per-m3 = metr sześcienny
freight-per-parcel = paczka
freight-per-pallet = paleta

freight-step-inactive = Ten sposób wysyłki jest wyłączony.
freight-step-not-in-channel = Ten sposób wysyłki nie dotyczy tego kanału.
freight-step-not-in-country = Ten sposób wysyłki nie obejmuje kraju { $country }.
freight-step-withheld = Reguła „{ $rule }” nie pozwala wysłać tych towarów w ten sposób.
freight-step-whole-pallets = Całe palety { $sku }: { $count } × { $unit }.
freight-step-own-parcels = Osobne paczki { $sku }: { $count } × { $unit }.
freight-step-mixed-parcels = { $count ->
    [one] Pojedyncze towary zmieszczą się w { $count } paczce.
   *[other] Pojedyncze towary zmieszczą się w { $count } paczkach.
 }
freight-step-mixed-pallets = { $count ->
    [one] Reszta jedzie na { $count } palecie mieszanej.
   *[other] Reszta jedzie na { $count } paletach mieszanych.
 }
freight-step-oversize = { $sku } nie mieści się na palecie: jedna sztuka zajmuje miejsca palet: { $count }.
freight-step-too-large = { $sku } w jednostce { $unit } nie mieści się w żadnej paczce.
freight-step-too-many-parcels = Liczba paczek ({ $count }) jest większa, niż dopuszcza ten sposób wysyłki.
freight-step-no-size = Wymiary { $sku } nie są znane: liczy się sama waga.
freight-step-chargeable = Waga wynosi { $real }, według objętości { $volumetric }; liczona jest większa.
freight-step-in-zone = Adres leży w strefie { $zone }.
freight-step-no-table = Żaden cennik tego sposobu wysyłki nie obowiązuje dla tego adresu, dnia i waluty.
freight-step-beyond-table = Cennik kończy się poniżej tej wartości: { $amount }.
freight-step-bracket = { $times } × próg ({ $amount }) po { $price } = { $cost }.
freight-step-bracket-each = { $times } × próg ({ $amount }) po { $price } oraz { $each } za każdą jednostkę ({ $per }) powyżej { $included } = { $cost }.
freight-step-at-least = Naliczamy co najmniej { $cost }.
freight-step-at-most = Naliczamy najwyżej { $cost }.
freight-step-free-from = Od { $from } dostawa jest bezpłatna.
freight-step-goods-aside = { $sku } według reguły „{ $rule }”: { $cost }.
freight-step-fixed = Reguła „{ $rule }” ustala { $cost }.
freight-step-percent = Reguła „{ $rule }” zmienia cenę o { $rate }% na { $cost }.
freight-step-total = Razem { $cost }.
freight-step-untold = … i jeszcze { $count }.

freight-number-missing = Brakuje liczby.
freight-number-malformed = „{ $text }” nie jest liczbą: wpisz cyfry z kropką dziesiętną, na przykład 12.50.
freight-number-too-precise = „{ $text }” ma więcej miejsc po przecinku niż { $most }.
freight-number-too-large = „{ $text }” wykracza poza zakres.
freight-number-not-positive = „{ $text }” musi być większe od zera.
freight-number-negative = „{ $text }” nie może być ujemne.

freight-file-empty = Plik jest pusty.
freight-file-column = Plik ma kolumnę „{ $column }”; dozwolone kolumny to { $known }.
freight-file-no-price = Pierwszy wiersz nie zawiera kolumny „price”.
freight-file-unit = Wiersz { $row } nie podaje znanej jednostki w kolumnie „per”: kg, 100_kg, m3, parcel lub pallet.

problem-freight-bad_lines = Podaj od 1 do { $most } pozycji.
problem-freight-no_channel = Działa to tylko pod adresem sklepu.
problem-no-such-shipping-way = Nie ma takiego sposobu wysyłki.
problem-no-such-freight-zone = Nie ma takiej strefy.
problem-no-such-freight-table = Nie ma takiego cennika transportu.
problem-no-such-freight-rule = Nie ma takiej reguły specjalnej.
problem-freight-no_such_category = Nie ma kategorii { $category } zawierającej produkty.
problem-freight-no_such_group = Nie ma takiej grupy klientów.
problem-freight-no_such_way = Nie ma takiego sposobu wysyłki.
problem-freight-no_such_zone = Nie ma takiej strefy.
problem-freight-no_such_channel = Nie ma takiego kanału.
problem-freight-bad_fields = Nie wszystko można przyjąć.
problem-freight-bad_code = Wpisz od 1 do { $most } liter, cyfr, łączników, podkreśleń lub kropek.
problem-freight-no_name = Podaj nazwę.
problem-freight-bad_name = Nazwa ma najwyżej { $most } znaków w jednym wierszu.
problem-freight-unknown_country = Podaj kraj jako dwie litery ISO 3166-1, na przykład PL.
problem-freight-bad_tax_class = Podaj klasę podatkową, na przykład standard.
problem-freight-backwards = Koniec leży przed początkiem.
problem-freight-bad_volumetric = Podaj albo liczbę centymetrów sześciennych liczonych jako kilogram, na przykład 5000, albo liczbę kilogramów na metr sześcienny, na przykład 333.
problem-freight-bad_pallet_size = Podaj razem długość, szerokość i wysokość palety, każdą większą od zera.
problem-freight-bad_fill = Podaj od 1 do 100 procent.
problem-freight-bad_places = Podaj od 1 do { $most } miejsc.
problem-freight-bad_place = „{ $place }” nie jest miejscem: wpisz *, kraj, na przykład PL, początek kodów pocztowych, na przykład IT 07*, lub zakres początków tej samej długości, na przykład PL 00-05.
problem-freight-place_taken = { $place } jest już w strefie { $zone }.
problem-freight-bad_brackets = Cennik ma od 1 do { $most } progów.
problem-freight-falling_brackets = Każdy próg kończy się powyżej poprzedniego i tylko ostatni może nie mieć końca.
problem-freight-each_of_nothing = Podaj cenę za jednostkę razem z tym, czego dotyczy, a to, co jest w cenie, tylko obok obu.
problem-freight-no_currency = Podaj walutę kwot.
problem-freight-no_amount = Podaj, ile naliczyć.
problem-freight-bad_percent = Podaj procent: od -100 do 1000 dla zmiany ceny, od 0 dla dopłaty.
problem-freight-no_surcharge = Podaj kod i podstawę dopłaty.
problem-freight-idle_field = Reguła o takim działaniu tego nie przyjmuje; pomiń to.
problem-freight-both_of_who = Podaj klienta albo grupę, nie oba naraz.
problem-freight-both_of_goods = Podaj produkt albo kategorię, nie oba naraz.
problem-freight-not_ordered = { $sku } nie można tak zamówić: klient go nie widzi, nie ma na niego ceny albo nie może zamówić takiej ilości.
problem-freight-duplicate_code = Kod { $code } jest zajęty.
problem-freight-in_use = Używają tego cenniki lub reguły (liczba: { $count }); najpierw je zmień lub usuń.
problem-freight-stale = Ktoś inny zmienił to w międzyczasie; odczytaj ponownie.
