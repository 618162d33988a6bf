documents-name = Documenti
documents-description = Conferme d’ordine in PDF e in fogli di calcolo: emesse una volta, conservate come sono e inviate per posta.
documents-setting-mail_when_placed = Scrivi all’acquirente quando invia un ordine
documents-setting-mail_when_confirmed = Scrivi all’acquirente quando un ordine è confermato, con la conferma in PDF

documents-confirmation-title = Conferma d’ordine { $number }
documents-confirmation-sheet = Conferma d’ordine
documents-confirmation-number = Numero d’ordine
documents-confirmation-order-date = Data dell’ordine
documents-confirmation-po-number = Vostro riferimento
documents-confirmation-requested-date = Consegna richiesta
documents-confirmation-customer-code = Codice cliente
documents-confirmation-seller = Venditore
documents-confirmation-buyer = Acquirente
documents-confirmation-deliver-to = Luogo di consegna
documents-confirmation-vat-id = P. IVA { $id }
documents-confirmation-position = N.
documents-confirmation-item = Articolo
documents-confirmation-sku = Codice
documents-confirmation-name = Articolo
documents-confirmation-quantity = Quantità
documents-confirmation-unit = Unità
documents-confirmation-price = Prezzo unit., { $currency }
documents-confirmation-per = per { $quantity }
documents-confirmation-per-head = Prezzo per
documents-confirmation-tax = IVA, %
documents-confirmation-net = Netto, { $currency }
documents-confirmation-carried-forward = A riportare
documents-confirmation-brought-forward = Riporto
documents-confirmation-net-total = Totale netto
documents-confirmation-tax-on = IVA { $rate } su { $net }
documents-confirmation-gross-total = Totale
documents-confirmation-discount = incl. sconto −{ $amount }
documents-confirmation-discounts = Sconti
documents-confirmation-discount-head = Sconto
documents-confirmation-cost-centre = Centro di costo
documents-confirmation-shipping = Spedizione
documents-confirmation-payment = Pagamento
documents-confirmation-payment-within = { $days ->
        [0] { $way }, da pagare subito
        [one] { $way }, entro { $days } giorno
       *[other] { $way }, entro { $days } giorni
    }
documents-confirmation-note = Vostra nota
documents-confirmation-lead = Confermiamo il Vostro ordine con le merci, le quantità e i prezzi indicati di seguito. Questo documento non è una fattura.

documents-date = { $day2 }/{ $month2 }/{ $year }

problem-documents-not_confirmed = L’ordine non è stato confermato. La conferma sarà disponibile appena lo sarà.

## Units of measure
documents-unit-pcs = pz
documents-unit-pc = pz
documents-unit-piece = pz
documents-unit-pair = paio
documents-unit-set = set
documents-unit-pack = conf.
documents-unit-box = scatola
documents-unit-carton = cartone
documents-unit-pallet = pallet
documents-unit-roll = rotolo
documents-unit-bag = sacco
documents-unit-bottle = bottiglia
documents-unit-kg = kg
documents-unit-g = g
documents-unit-m = m
documents-unit-cm = cm
documents-unit-mm = mm
documents-unit-m2 = m²
documents-unit-m3 = m³
documents-unit-l = l
documents-unit-ml = ml
documents-unit-h = h
documents-unit-hour = h
documents-unit-day = giorno
documents-unit-service = serv.
