freight-name = Regole di consegna
freight-description = Minimi logistici, modi di spedizione, tariffe per peso, volume, valore e pallet, e regole speciali.
freight-permission-minimums-read = Vedere i minimi logistici
freight-permission-minimums-write = Creare ed eliminare minimi logistici
freight-permission-rates-read = Vedere e provare modi di spedizione, tariffe di trasporto e regole speciali
freight-permission-rates-write = Creare, modificare ed eliminare modi di spedizione, tariffe di trasporto e regole speciali
freight-setting-shown_at_checkout = Mostrare il costo di consegna al momento dell'ordine
freight-setting-shown_at_checkout-help = Altrimenti il costo di consegna è visibile solo al personale, che lo regola in seguito.
freight-setting-tells_missing = Dire agli acquirenti quanto manca alla consegna gratuita
freight-setting-pallet_units = Unità che sono pallet
freight-setting-pallet_units-help = Codici delle unità di misura separati da virgole.
freight-setting-parcel_units = Unità che sono colli a sé
freight-setting-parcel_units-help = Codici delle unità di misura separati da virgole. Tutto il resto viene messo insieme nei colli.

freight-minimum-order-value = Consegniamo a partire da { $needed } netti; per ordinare aggiungete merce per { $missing }.
freight-minimum-order-weight = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing } di merce.
freight-minimum-order-quantity = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing }.
freight-minimum-product-value = { $sku } si consegna a partire da { $needed } netti; per ordinare aggiungetene per { $missing }.
freight-minimum-product-weight = { $sku } si consegna a partire da { $needed }; per ordinare aggiungetene { $missing }.
freight-minimum-product-quantity = { $sku } si consegna a partire da { $needed }; per ordinare aggiungete { $missing }.
freight-minimum-category-value = Gli articoli della categoria { $sku } si consegnano a partire da { $needed } netti; per ordinare aggiungine per { $missing }.
freight-minimum-category-weight = Gli articoli della categoria { $sku } si consegnano a partire da { $needed }; per ordinare aggiungine { $missing }.
freight-minimum-category-quantity = Gli articoli della categoria { $sku } si consegnano a partire da { $needed }; per ordinare aggiungi { $missing }.

problem-no-such-logistic-minimum = Non esiste un minimo logistico del genere.
problem-freight-no_such_customer = Non esiste il cliente { $customer }.
problem-freight-no_such_product = Non esiste il prodotto { $sku }.

freight-note-value = Ordina per altri { $missing } per la consegna gratuita.
freight-note-weight = Aggiungi { $missing } per la consegna gratuita.
freight-note-pallet-weight = Aggiungi { $missing } per raggiungere il pallet gratuito.
freight-note-pallets = { $missing ->
    [one] Riempi ancora { $missing } pallet per la consegna gratuita.
   *[other] Riempi altri { $missing } pallet per la consegna gratuita.
 }

freight-parcels = { $count ->
    [one] { $count } collo
   *[other] { $count } colli
 }
freight-pallets = { $count } pallet
freight-per-kg = chilogrammo
freight-per-100-kg = 100 chilogrammi
freight-per-m3 = metro cubo
freight-per-parcel = collo
freight-per-pallet = pallet

freight-step-inactive = Questo modo di spedizione è disattivato.
freight-step-not-in-channel = Questo modo di spedizione non vale per questo canale.
freight-step-not-in-country = Questo modo di spedizione non raggiunge { $country }.
freight-step-withheld = La regola «{ $rule }» non permette di spedire così questa merce.
freight-step-whole-pallets = Pallet interi di { $sku }: { $count } × { $unit }.
freight-step-own-parcels = Colli a sé di { $sku }: { $count } × { $unit }.
freight-step-mixed-parcels = { $count ->
    [one] Gli articoli singoli stanno in { $count } collo.
   *[other] Gli articoli singoli stanno in { $count } colli.
 }
freight-step-mixed-pallets = { $count ->
    [one] Il resto va su { $count } pallet misto.
   *[other] Il resto va su { $count } pallet misti.
 }
freight-step-oversize = { $sku } è più grande di un pallet: uno occupa i posti di { $count }.
freight-step-too-large = { $sku } nell'unità { $unit } non entra in alcun collo.
freight-step-too-many-parcels = { $count } colli sono più di quanti ne prenda questo modo di spedizione.
freight-step-no-size = Le misure di { $sku } non sono note: conta solo il peso.
freight-step-chargeable = Il peso è { $real }, in volume { $volumetric }; si calcola il maggiore.
freight-step-in-zone = L'indirizzo è nella zona { $zone }.
freight-step-no-table = Nessuna tariffa di questo modo di spedizione vale per questo indirizzo, giorno e valuta.
freight-step-beyond-table = La tariffa finisce sotto { $amount }.
freight-step-bracket = { $times } × lo scaglione di { $amount } a { $price } = { $cost }.
freight-step-bracket-each = { $times } × lo scaglione di { $amount } a { $price }, più { $each } per ogni { $per } oltre { $included } = { $cost }.
freight-step-at-least = Si addebitano almeno { $cost }.
freight-step-at-most = Si addebitano al massimo { $cost }.
freight-step-free-from = A partire da { $from } è gratuito.
freight-step-goods-aside = { $sku } secondo la regola «{ $rule }»: { $cost }.
freight-step-fixed = La regola «{ $rule }» stabilisce { $cost }.
freight-step-percent = La regola «{ $rule }» lo cambia del { $rate } % in { $cost }.
freight-step-total = In tutto { $cost }.
freight-step-untold = … e altri { $count }.

freight-number-missing = Manca un numero.
freight-number-malformed = «{ $text }» non è un numero: scrivi cifre con il punto decimale, per esempio 12.50.
freight-number-too-precise = «{ $text }» ha più di { $most } decimali.
freight-number-too-large = «{ $text }» è fuori intervallo.
freight-number-not-positive = «{ $text }» deve essere maggiore di zero.
freight-number-negative = «{ $text }» non può essere negativo.

freight-file-empty = Il file è vuoto.
freight-file-column = Il file ha una colonna «{ $column }»; le colonne sono { $known }.
freight-file-no-price = La prima riga non contiene la colonna «price».
freight-file-unit = La riga { $row } non indica un'unità nota nella colonna «per»: kg, 100_kg, m3, parcel o pallet.

problem-freight-bad_lines = Indica da 1 a { $most } righe.
problem-freight-no_channel = Funziona solo all'indirizzo di un negozio.
problem-no-such-shipping-way = Non esiste un tale modo di spedizione.
problem-no-such-freight-zone = Non esiste una tale zona.
problem-no-such-freight-table = Non esiste una tale tariffa di trasporto.
problem-no-such-freight-rule = Non esiste una tale regola speciale.
problem-freight-no_such_category = Non esiste una categoria { $category } con prodotti.
problem-freight-no_such_group = Non esiste un tale gruppo di clienti.
problem-freight-no_such_way = Non esiste un tale modo di spedizione.
problem-freight-no_such_zone = Non esiste una tale zona.
problem-freight-no_such_channel = Non esiste un tale canale.
problem-freight-bad_fields = Non tutto può essere accettato.
problem-freight-bad_code = Scrivi da 1 a { $most } lettere, cifre, trattini, trattini bassi o punti.
problem-freight-no_name = Dagli un nome.
problem-freight-bad_name = Un nome ha al massimo { $most } caratteri su una riga.
problem-freight-unknown_country = Indica un paese con due lettere ISO 3166-1, per esempio PL.
problem-freight-bad_tax_class = Indica una classe d'imposta, per esempio standard.
problem-freight-backwards = La fine precede l'inizio.
problem-freight-bad_volumetric = Indica i centimetri cubi che contano come un chilogrammo, per esempio 5000, oppure i chilogrammi per metro cubo, per esempio 333.
problem-freight-bad_pallet_size = Indica insieme lunghezza, larghezza e altezza di un pallet, tutte sopra lo zero.
problem-freight-bad_fill = Indica da 1 a 100 per cento.
problem-freight-bad_places = Indica da 1 a { $most } luoghi.
problem-freight-bad_place = «{ $place }» non è un luogo: scrivi *, un paese come PL, un inizio di codici postali come IT 07*, o un intervallo di inizi della stessa lunghezza come PL 00-05.
problem-freight-place_taken = { $place } è già nella zona { $zone }.
problem-freight-bad_brackets = Una tariffa ha da 1 a { $most } scaglioni.
problem-freight-falling_brackets = Ogni scaglione finisce sopra il precedente, e solo l'ultimo può non avere fine.
problem-freight-each_of_nothing = Indica il prezzo per unità insieme a ciò per cui vale, e quanto è compreso solo accanto a entrambi.
problem-freight-no_currency = Indica la valuta degli importi.
problem-freight-no_amount = Indica quanto si addebita.
problem-freight-bad_percent = Indica la percentuale: da -100 a 1000 per un cambio di prezzo, da 0 per un supplemento.
problem-freight-no_surcharge = Indica codice e base del supplemento.
problem-freight-idle_field = Una regola con questo effetto non lo prende; tralascialo.
problem-freight-both_of_who = Indica un cliente o un gruppo, non entrambi.
problem-freight-both_of_goods = Indica un prodotto o una categoria, non entrambi.
problem-freight-not_ordered = { $sku } non si può ordinare così: il cliente non lo vede, non ne ha il prezzo, o non può ordinarne quella quantità.
problem-freight-duplicate_code = Il codice { $code } è già usato.
problem-freight-in_use = { $count ->
    [one] Una tariffa o regola lo usa; prima cambiala o eliminala.
   *[other] { $count } tariffe o regole lo usano; prima cambiale o eliminale.
 }
problem-freight-stale = Qualcun altro l'ha cambiato nel frattempo; rileggilo.
