# Zamówienia: lista, strona zamówienia, potwierdzanie i anulowanie.

orders-orders = Zamówienia
orders-search = Szukaj zamówień
orders-state-all = Wszystkie
orders-state_awaiting_approval = Czeka na akceptację
orders-state_on_hold = Wstrzymane
orders-state_placed = Złożone
orders-state_confirmed = Potwierdzone
orders-state_cancelled = Anulowane
orders-filter-from = Od
orders-filter-to = Do
orders-filter-company = Jedna firma
orders-column-number = Zamówienie
orders-column-state = Stan
orders-column-company = Firma
orders-column-po-number = Numer klienta
orders-column-lines = Pozycje
orders-column-placed = Złożono
orders-column-net = Netto
orders-column-gross = Brutto
orders-totals =
    { $count ->
        [one] Suma 1 zamówienia na tej stronie
       *[many] Suma { $count } zamówień na tej stronie
    }{ $left ->
        [0] {""}
        [one] , bez { $left } anulowanego
       *[many] , bez { $left } anulowanych
    }
orders-empty-title = Nie ma jeszcze zamówień
orders-empty-text = Zamówienia pojawią się tu, gdy tylko firma je złoży. Najpierw potrzebne są produkty i ceny.
orders-empty-action = Importuj produkty
orders-order = Zamówienie
orders-order-title = Zamówienie { $number }
orders-order-date = Data zamówienia
orders-requested-date = Żądana dostawa
orders-delivery-address = Adres dostawy
orders-note = Uwagi
orders-someone = Nieznany użytkownik
orders-placed-on-behalf = przez { $name } w imieniu firmy
orders-lines = Pozycje
orders-line-position = Lp.
orders-line-sku = SKU
orders-line-name = Nazwa
orders-line-quantity = Ilość
orders-line-price = Cena jednostkowa
orders-line-tax-rate = Podatek
orders-line-waits = Część czeka na towar
orders-line-waits-on = Część czeka na towar, oczekiwany { $on }
orders-line-waits-quantity = { $quantity } czeka na towar
orders-line-waits-quantity-on = { $quantity } czeka na towar, oczekiwany { $on }
orders-line-holds = po { $holds } ({ $all } { $unit })
orders-per = za { $per }
orders-tax = Podatek
orders-gross-total = Razem do zapłaty
orders-history = Historia
orders-event_approved = Zaakceptowane przez firmę klienta
orders-event_held = Wstrzymane
orders-event_resumed = Wznowione
orders-event_placed = Złożono zamówienie
orders-event_confirmed = Potwierdzono zamówienie
orders-event_cancelled = Anulowano zamówienie
orders-event_order_placed = Złożono zamówienie
orders-event_order_confirmed = Potwierdzono zamówienie
orders-event_order_cancelled = Anulowano zamówienie
orders-confirmation = Potwierdzenie
orders-confirmation-pdf = Jako PDF
orders-confirmation-xlsx = Jako arkusz (XLSX)
orders-confirm = Potwierdź zamówienie
orders-confirm-title = Potwierdzić zamówienie { $number }?
orders-confirm-text =
    { $count ->
        [one] { $company } zobaczy zamówienie jako potwierdzone: 1 pozycja na { $amount }.
        [few] { $company } zobaczy zamówienie jako potwierdzone: { $count } pozycje na { $amount }.
       *[many] { $company } zobaczy zamówienie jako potwierdzone: { $count } pozycji na { $amount }.
    } Później można je jeszcze anulować.
orders-confirm-note = Uwaga do historii
orders-confirm-note-help = Może zostać puste.
orders-cancel = Anuluj zamówienie
orders-cancel-title = Anulować zamówienie { $number }?
orders-cancel-text =
    { $count ->
        [one] 1 pozycja zostanie anulowana, a jej zapas zwolniony. { $company } zobaczy zamówienie jako anulowane.
        [few] { $count } pozycje zostaną anulowane, a ich zapas zwolniony. { $company } zobaczy zamówienie jako anulowane.
       *[many] { $count } pozycji zostanie anulowanych, a ich zapas zwolniony. { $company } zobaczy zamówienie jako anulowane.
    } Tego nie można cofnąć.
orders-cancel-reason = Powód
orders-cancel-reason-help = Trafi do historii zamówienia.
orders-cancel-reason-missing = Napisz, dlaczego zamówienie jest anulowane.
orders-done-confirm = Zamówienie { $number } jest potwierdzone.
orders-done-cancel = Zamówienie { $number } jest anulowane.
orders-hold = Wstrzymaj
orders-hold-title = Wstrzymać zamówienie { $number }?
orders-hold-text =
    { $count ->
        [one] { $company } zobaczy zamówienie jako wstrzymane. Towar pozostaje zarezerwowany.
       *[other] { $company } zobaczy zamówienie jako wstrzymane. Towar z { $count } pozycji pozostaje zarezerwowany.
    }
orders-resume = Wznów
orders-resume-title = Wznowić zamówienie { $number }?
orders-done-hold = Zamówienie { $number } jest wstrzymane.
orders-done-resume = Zamówienie { $number } idzie dalej.
orders-shipping = Dostawa
orders-shipping-packed = { $pallets ->
        [0] { $parcels ->
            [one] ok. 1 paczka
            [few] ok. { $parcels } paczki
           *[other] ok. { $parcels } paczek
        }
        [one] ok. 1 paleta
        [few] ok. { $pallets } palety
       *[other] ok. { $pallets } palet
    }
orders-shipping-later = Do rozliczenia później:
orders-shipping-why = Skąd ta cena
orders-payment = Płatność
orders-payment-days = { $days ->
        [0] płatne od razu
        [one] w ciągu 1 dnia
       *[other] w ciągu { $days } dni
    }
orders-cost-centre = MPK
orders-delivery = Dostawa częściowa
orders-delivery-at-once = Nie, wszystko naraz
