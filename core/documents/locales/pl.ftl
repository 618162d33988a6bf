documents-name = Dokumenty
documents-description = Potwierdzenia zamówień w PDF i w arkuszach: wystawiane raz, przechowywane bez zmian i wysyłane pocztą.
documents-setting-mail_when_placed = Napisz do kupującego, gdy złoży zamówienie
documents-setting-mail_when_confirmed = Napisz do kupującego, gdy zamówienie zostanie potwierdzone, z potwierdzeniem w PDF

documents-confirmation-title = Potwierdzenie zamówienia { $number }
documents-confirmation-sheet = Potwierdzenie zamówienia
documents-confirmation-number = Numer zamówienia
documents-confirmation-order-date = Data zamówienia
documents-confirmation-po-number = Państwa numer
documents-confirmation-requested-date = Termin dostawy
documents-confirmation-customer-code = Numer klienta
documents-confirmation-seller = Sprzedawca
documents-confirmation-buyer = Nabywca
documents-confirmation-deliver-to = Adres dostawy
documents-confirmation-vat-id = NIP { $id }
documents-confirmation-position = Lp.
documents-confirmation-item = Towar lub usługa
documents-confirmation-sku = Kod
documents-confirmation-name = Towar lub usługa
documents-confirmation-quantity = Ilość
documents-confirmation-unit = Jednostka
documents-confirmation-price = Cena jedn., { $currency }
documents-confirmation-per = za { $quantity }
documents-confirmation-per-head = Cena za
documents-confirmation-tax = VAT, %
documents-confirmation-net = Netto, { $currency }
documents-confirmation-carried-forward = Do przeniesienia
documents-confirmation-brought-forward = Z przeniesienia
documents-confirmation-net-total = Razem netto
documents-confirmation-tax-on = VAT { $rate } od { $net }
documents-confirmation-gross-total = Razem brutto
documents-confirmation-discount = w tym rabat −{ $amount }
documents-confirmation-discounts = Rabaty
documents-confirmation-discount-head = Rabat
documents-confirmation-cost-centre = MPK
documents-confirmation-shipping = Dostawa
documents-confirmation-payment = Płatność
documents-confirmation-payment-within = { $days ->
        [0] { $way }, płatne od razu
        [one] { $way }, w ciągu { $days } dnia
       *[other] { $way }, w ciągu { $days } dni
    }
documents-confirmation-note = Państwa uwagi
documents-confirmation-lead = Potwierdzamy zamówienie na poniższe towary w podanych ilościach i cenach. To nie jest faktura.

documents-date = { $day2 }.{ $month2 }.{ $year }

problem-documents-not_confirmed = Zamówienie nie zostało potwierdzone. Potwierdzenie będzie dostępne, gdy to nastąpi.

## Units of measure
documents-unit-pcs = szt.
documents-unit-pc = szt.
documents-unit-piece = szt.
documents-unit-pair = para
documents-unit-set = kpl.
documents-unit-pack = opak.
documents-unit-box = pudełko
documents-unit-carton = karton
documents-unit-pallet = paleta
documents-unit-roll = rolka
documents-unit-bag = worek
documents-unit-bottle = butelka
documents-unit-kg = kg
documents-unit-g = g
documents-unit-m = m
documents-unit-cm = cm
documents-unit-mm = mm
documents-unit-m2 = m²
documents-unit-m3 = m³
documents-unit-l = l
documents-unit-ml = ml
documents-unit-h = godz.
documents-unit-hour = godz.
documents-unit-day = dzień
documents-unit-service = usł.
