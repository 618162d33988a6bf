# Ordini: elenco, pagina dell’ordine, conferma e annullamento.

orders-orders = Ordini
orders-search = Cerca ordini
orders-state-all = Tutti
orders-state_awaiting_approval = In attesa di approvazione
orders-state_on_hold = Sospeso
orders-state_placed = Inviato
orders-state_confirmed = Confermato
orders-state_cancelled = Annullato
orders-filter-from = Dal
orders-filter-to = Al
orders-filter-company = Una sola azienda
orders-column-number = Ordine
orders-column-state = Stato
orders-column-company = Azienda
orders-column-po-number = Rif. cliente
orders-column-lines = Righe
orders-column-placed = Inviato il
orders-column-net = Imponibile
orders-column-gross = Totale
orders-totals =
    { $count ->
        [one] Totale di 1 ordine in questa pagina
       *[other] Totale di { $count } ordini in questa pagina
    }{ $left ->
        [0] {""}
        [one] , senza { $left } annullato
       *[other] , senza { $left } annullati
    }
orders-empty-title = Ancora nessun ordine
orders-empty-text = Gli ordini compaiono qui appena un’azienda ne invia uno. Prima servono prodotti e prezzi.
orders-empty-action = Importa prodotti
orders-order = Ordine
orders-order-title = Ordine { $number }
orders-order-date = Data dell’ordine
orders-requested-date = Consegna richiesta
orders-delivery-address = Consegna a
orders-note = Nota
orders-someone = Utente sconosciuto
orders-placed-on-behalf = da { $name } per conto dell’azienda
orders-lines = Righe
orders-line-position = N.
orders-line-sku = SKU
orders-line-name = Descrizione
orders-line-quantity = Quantità
orders-line-price = Prezzo unitario
orders-line-tax-rate = IVA
orders-line-waits = Una parte attende la merce
orders-line-waits-on = Una parte attende la merce, prevista il { $on }
orders-line-waits-quantity = { $quantity } in attesa di merce
orders-line-waits-quantity-on = { $quantity } in attesa di merce, prevista il { $on }
orders-line-holds = da { $holds } ({ $all } { $unit })
orders-per = per { $per }
orders-tax = IVA
orders-gross-total = Totale da pagare
orders-history = Cronologia
orders-event_approved = Approvato dall’azienda del cliente
orders-event_held = Sospeso
orders-event_resumed = Ripreso
orders-event_placed = Ordine inviato
orders-event_confirmed = Ordine confermato
orders-event_cancelled = Ordine annullato
orders-event_order_placed = Ordine inviato
orders-event_order_confirmed = Ordine confermato
orders-event_order_cancelled = Ordine annullato
orders-confirmation = Conferma
orders-confirmation-pdf = Come PDF
orders-confirmation-xlsx = Come tabella (XLSX)
orders-confirm = Conferma l’ordine
orders-confirm-title = Confermare l’ordine { $number }?
orders-confirm-text =
    { $count ->
        [one] { $company } vedrà l’ordine come confermato: 1 riga per { $amount }.
       *[other] { $company } vedrà l’ordine come confermato: { $count } righe per { $amount }.
    } Dopo si potrà ancora annullare.
orders-confirm-note = Nota per la cronologia
orders-confirm-note-help = Può restare vuota.
orders-cancel = Annulla l’ordine
orders-cancel-title = Annullare l’ordine { $number }?
orders-cancel-text =
    { $count ->
        [one] 1 riga viene annullata e la sua giacenza torna libera. { $company } vedrà l’ordine come annullato.
       *[other] { $count } righe vengono annullate e la loro giacenza torna libera. { $company } vedrà l’ordine come annullato.
    } Non si può tornare indietro.
orders-cancel-reason = Motivo
orders-cancel-reason-help = Finisce nella cronologia dell’ordine.
orders-cancel-reason-missing = Scrivi perché l’ordine viene annullato.
orders-done-confirm = L’ordine { $number } è confermato.
orders-done-cancel = L’ordine { $number } è annullato.
orders-hold = Sospendi
orders-hold-title = Sospendere l’ordine { $number }?
orders-hold-text =
    { $count ->
        [one] { $company } vede l’ordine come sospeso. La merce resta riservata.
       *[other] { $company } vede l’ordine come sospeso. La merce delle { $count } righe resta riservata.
    }
orders-resume = Riprendi
orders-resume-title = Riprendere l’ordine { $number }?
orders-done-hold = L’ordine { $number } è sospeso.
orders-done-resume = L’ordine { $number } prosegue.
orders-shipping = Spedizione
orders-shipping-packed = { $pallets ->
        [0] { $parcels ->
            [one] circa 1 collo
           *[other] circa { $parcels } colli
        }
        [one] circa 1 bancale
       *[other] circa { $pallets } bancali
    }
orders-shipping-later = Regolata in seguito:
orders-shipping-why = Come si è arrivati al prezzo
orders-payment = Pagamento
orders-payment-days = { $days ->
        [0] da pagare subito
        [one] entro 1 giorno
       *[other] entro { $days } giorni
    }
orders-cost-centre = Centro di costo
orders-delivery = Consegna parziale
orders-delivery-at-once = No, tutto insieme
