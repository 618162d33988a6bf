orders-name = Ordini
orders-description = Carrelli, invio e ordini fino alla conferma.
orders-permission-orders-read = Vedere tutti gli ordini
orders-permission-orders-enter = Inserire ordini per i clienti
orders-permission-orders-confirm = Confermare ordini
orders-permission-orders-hold = Sospendere e riprendere ordini
orders-permission-orders-cancel = Annullare ordini
orders-permission-prices-override = Impostare prezzi a mano
orders-permission-own-read = Vedere gli ordini della propria azienda
orders-permission-own-place = Riempire carrelli e inviare ordini
orders-setting-payment_methods = Modalità di pagamento
orders-setting-payment_methods-help = Ognuna con codice, nomi per lingua e giorni per il pagamento.
orders-setting-calendar = Giorni di consegna
orders-setting-calendar-help = Giorni della settimana da 1 (lunedì), festività, giorni di preparazione e ora entro cui un ordine conta per il giorno stesso.

orders-unknown-product = Il prodotto { $sku } non è disponibile per voi.
orders-no-price = Il prodotto { $sku } non ha ancora un prezzo; chiedeteci un'offerta.
orders-below-margin = Il prezzo di { $sku } lascia meno del margine minimo; chieda a chi può scendere sotto.
orders-quantity-rule = { $sku } non si può ordinare in questa quantità{ $minimum ->
        [none] { "" }
       *[other] , almeno { $minimum }
    }{ $maximum ->
        [none] { "" }
       *[other] , al massimo { $maximum }
    }{ $increment ->
        [none] { "" }
       *[other] , a passi di { $increment }
    }: ordini { $nearest }.
orders-no-quantity = { $sku } al momento non si può ordinare.
orders-bad-quantity = { $decimals ->
    [0] La quantità di { $sku } deve essere un numero intero maggiore di zero.
   *[other] La quantità di { $sku } deve essere maggiore di zero e avere al massimo { $decimals } decimali.
}
orders-unknown-unit = { $sku } non si può ordinare nell’unità { $unit }; ordini in una di queste: { $units }.
orders-not-whole = { $decimals ->
    [0] Tanti { $unit } di { $sku } non sono un numero intero di { $base }; ordini di più o di meno.
   *[other] Tanti { $unit } di { $sku } in { $base } hanno più di { $decimals } decimali; ordini di più o di meno.
}
orders-short = Di { $sku } sono disponibili solo { $available }; ordinatene al massimo altrettanti.
orders-short-unsaid = Di { $sku } non c’è abbastanza disponibilità; ordina una quantità minore.
orders-check-missing = Un controllo di questo carrello non è stato possibile ora; verrà fatto all'invio dell'ordine.
orders-tax-exempt = Operazione esente da imposta.
orders-tax-reverse-charge = Inversione contabile: l’imposta è dovuta dal destinatario (art. 196, direttiva 2006/112/CE).
orders-tax-intra-community = Cessione intracomunitaria non imponibile (art. 138, direttiva 2006/112/CE).
orders-tax-export = Esportazione non imponibile (art. 146, direttiva 2006/112/CE).
orders-tax-outside-scope = Operazione fuori campo IVA.

problem-no-such-order = Non esiste un ordine del genere.
problem-no-such-open-cart = Non esiste un carrello aperto del genere.
problem-no-such-shopping-list = Questa lista della spesa non esiste.
problem-no-such-line-in-this-cart = In questo carrello non c’è una riga del genere.
problem-orders-no_lines = Un ordine deve avere almeno una riga.
problem-orders-too_many_lines = Un ordine può avere al massimo { $most } righe; dividilo.
problem-orders-bad_lines = Alcune righe non si possono ordinare; i dettagli sono accanto alle righe.
problem-orders-refused = L’ordine non ha superato un controllo.
problem-orders-unchecked = Non è stato possibile verificare l’ordine; riprova tra poco.
problem-orders-totals_changed = Da quando hai visto i totali sono cambiati prezzi o quantità; controllali e invia di nuovo l’ordine.
problem-orders-no_tax_rate = La classe fiscale { $class } non ha in questa data un’aliquota per { $country }; impostala tra le aliquote.
problem-orders-catalogue_in_motion = Il catalogo sta cambiando proprio ora; riprova tra poco.
problem-orders-out_of_stock = Alcuni prodotti non sono disponibili nella quantità ordinata; i dettagli sono accanto alle righe.
problem-orders-cart_changed = Il carrello è stato modificato in un’altra finestra; controllalo e prosegui.
problem-orders-not_your_cart = Il carrello è di un'altra persona della tua azienda: solo lei può rinominarlo, condividerlo o eliminarlo.
problem-orders-no_such_customer = Non esiste il cliente { $customer }.
problem-orders-customer_archived = Il cliente { $customer } è archiviato; non si possono inserire nuovi ordini.
problem-orders-external_id_taken = L’ordine { $id } di { $system } è già stato inviato.
problem-orders-not_a_buyer = I carrelli sono degli acquirenti di un’azienda; accedi come uno di loro.
problem-orders-no_price_override = Per impostare prezzi a mano serve il permesso orders.prices.override.
orders-unknown-code = Il codice { $code } non esiste o non è per voi.
orders-other-shipping = La spedizione scelta non è disponibile per questa merce; viene usata { $way }.
orders-date-too-early = La merce può arrivare al più presto il { $date }.
orders-date-not-delivered = In quel giorno non si consegna; il prossimo è il { $date }.
problem-orders-date_too_early = La merce può arrivare al più presto il { $date }.
problem-orders-date_not_delivered = In quel giorno non si consegna; il prossimo è il { $date }.
problem-orders-unknown_cost_centre = Non esiste un centro di costo { $code } su cui possiate ordinare.
