### Italiano.

## Frame
language = Lingua
skip-to-content = Vai al contenuto
nav-main = Principale
nav-products = Prodotti
nav-orders = Ordini
nav-cart = Carrello
nav-admin = Amministrazione
cart-lines = { $count ->
    [one] { $count } riga
   *[other] { $count } righe
 }
search-label = Cerca prodotti
search-placeholder = Nome o codice articolo
search-button = Cerca
crumbs = Sei qui
offline = Il server non è raggiungibile. Controlla la connessione e riprova; non è stato salvato nulla.
apply = Applica
sort = Ordina per
state = Stato
none = Non indicato
optional = facoltativo
try-again = Riprova
request-id = Richiesta

## Dates
date = { $day } { $month } { $year }
month-1 = gen
month-2 = feb
month-3 = mar
month-4 = apr
month-5 = mag
month-6 = giu
month-7 = lug
month-8 = ago
month-9 = set
month-10 = ott
month-11 = nov
month-12 = dic

## Sign in
sign-in = Accedi
sign-out = Esci
sign-in-title = Accesso
sign-in-help = Non hai ancora un account? Chiedi un invito a { $shop }.
sign-in-failed = Indirizzo e-mail o password non corrispondono. Controlla entrambi e riprova.
sign-in-email-missing = Inserisci il tuo indirizzo e-mail.
sign-in-password-missing = Inserisci la password.
signed-out = Hai effettuato l’uscita.
email = Indirizzo e-mail
password = Password

## Products
products-title = Prodotti
products-count = { $count ->
    [one] { $count } prodotto
   *[other] { $count } prodotti
 }
products-found = { $count ->
    [0] Nessun prodotto corrisponde a «{ $q }»
    [one] { $count } prodotto corrisponde a «{ $q }»
   *[other] { $count } prodotti corrispondono a «{ $q }»
 }
products-none = Qui non ci sono ancora prodotti
products-none-help = Il negozio non ha ancora inserito nulla in questa parte dell’assortimento.
products-none-found = Nessun risultato per «{ $q }»
products-none-found-help = Controlla l’ortografia, prova con il codice articolo o con meno parole.
products-show-all = Mostra tutti i prodotti
categories = Categorie
categories-all = Tutte le categorie
category = Categoria
sort-sku = Codice crescente
sort--sku = Codice decrescente
sort-name = Nome dalla A alla Z
sort--name = Nome dalla Z alla A
sort-newest = Prima i più recenti
col-picture = Immagine
col-sku = Codice
col-product = Prodotto
col-stock = Disponibilità
col-net-price = Prezzo
col-order = Ordina
add = Aggiungi
add-to-cart = Aggiungi al carrello
added-to-cart = Aggiunto al carrello: { $name }, { $quantity }.
to-cart = Apri il carrello
added = Aggiunti { $quantity }
quantity-of = Quantità di { $sku }
quantity-invalid = Inserisci la quantità come numero, ad esempio 10 o 2,5.
quantity-not-positive = Inserisci una quantità maggiore di zero.
price-none = Su richiesta
price-none-help = Non c’è ancora un prezzo per la tua azienda. Chiedilo al negozio.
per = per { $quantity }
per-unit = per { $unit }
tier-from = { $price } da { $quantity }
tiers = Prezzi per quantità
col-from-quantity = Da
tax-mode-net = IVA esclusa
tax-mode-gross = IVA inclusa
tax-mode-net-rate = IVA { $rate }% esclusa
tax-mode-gross-rate = IVA { $rate }% inclusa
tile-label = Nessuna foto; codice { $sku }
description = Descrizione
attributes = Dettagli
unit = Unità
weight = Peso
availability-in_stock = Disponibile
availability-low = Quasi esaurito
availability-out_of_stock = Esaurito
availability-not_tracked = Disponibile
availability-in_stock-quantity = { $quantity } disponibili
availability-low-quantity = Solo { $quantity } rimasti
availability-out_of_stock-quantity = Esaurito
availability-not_tracked-quantity = Disponibile

## Lists
pager = Pagine
pager-previous = Precedente
pager-next = Successiva
pager-page = Pagina
pager-range = { $first }–{ $last } di { $total }

## Cart
cart-title = Carrello
cart-empty = Il carrello è vuoto
cart-empty-help = Cerca i prodotti per nome o codice, oppure aggiungi una riga con il codice qui sotto.
cart-empty-next = Sfoglia i prodotti
cart-update = Aggiorna le quantità
cart-update-help = La quantità 0 elimina la riga.
cart-cannot-place = Correggi le righe segnalate per inviare l’ordine.
cart-to-checkout = Procedi all’ordine
cart-prices-note = Prezzi e disponibilità vengono ricontrollati all’invio dell’ordine.
remove = Elimina
removed-from-cart = Eliminato dal carrello: { $name }.
summary = Riepilogo
quick-title = Aggiungi per codice
quick-sku = Codice articolo
quick-add = Aggiungi riga
quick-sku-missing = Inserisci il codice di un prodotto.
quick-sku-unknown = In questo negozio non esiste il prodotto { $sku }. Controlla il codice.
col-item = Articolo
col-quantity = Quantità
col-unit-price = Prezzo unitario
col-tax = IVA
col-net = Imponibile
col-position = N.
total-net = Imponibile
total-tax = IVA
total-gross = Totale
total-weight = Peso

## Checkout
checkout-title = Invio dell’ordine
checkout-details = Dati dell’ordine
checkout-changed = Il totale è cambiato da { $before } a { $now }. Controllalo e invia di nuovo l’ordine.
checkout-cannot-place = Questo ordine non può ancora essere inviato.
checkout-back = Correggi il carrello
delivery-address = Indirizzo di consegna
address-name = Destinatario
address-street = Via e numero civico
address-postal-code = CAP
address-city = Località
address-country = Paese
address-name-missing = Indica chi riceve la merce.
address-street-missing = Inserisci via e numero civico.
address-postal_code-missing = Inserisci il CAP.
address-city-missing = Inserisci la località.
address-country-missing = Scegli il paese.
po-number = Vostro numero d’ordine
po-number-help = Comparirà sui nostri documenti.
requested-date = Data di consegna richiesta
requested-date-help = Confermeremo la data insieme all’ordine.
requested-date-invalid = Scegli una data di consegna dal { $first } in poi.
note = Note
note-help = Per chi evade il vostro ordine.
text-too-long = Riduci il testo a { $longest } caratteri.
place-order = Invia l’ordine
place-order-help = L’invio dell’ordine è vincolante.

## Orders
orders-title = Ordini
orders-count = { $count ->
    [one] { $count } ordine
   *[other] { $count } ordini
 }
orders-search = Numero o vostro numero
orders-state-all = Tutti gli stati
orders-none = Ancora nessun ordine
orders-none-help = Qui compaiono gli ordini inviati dalla tua azienda.
orders-none-found = Nessun ordine corrisponde
orders-none-found-help = Prova con un altro numero o mostra tutti gli stati.
orders-show-all = Mostra tutti gli ordini
sort-placed_at = Prima i meno recenti
sort--placed_at = Prima i più recenti
sort-number = Numero crescente
sort--number = Numero decrescente
col-order-number = Ordine
col-date = Data
col-lines = Righe
order-title = Ordine { $number }
order-lines = Righe dell’ordine
order-placed-title = Ordine { $number } inviato
order-placed-next = Lo controlliamo e lo confermiamo a { $email }.
order-placed-open = Apri l’ordine
order-placed-continue = Sfoglia i prodotti
order-company = Azienda
order-placed-by = Inviato da
order-on-behalf = per vostro conto
order-placed-at = Data di invio
order-history = Cronologia
order-state-placed = Inviato
order-state-confirmed = Confermato
order-state-cancelled = Annullato
order-state-help-placed = Il negozio ha ricevuto l’ordine e lo confermerà.
order-state-help-confirmed = Il negozio ha confermato questo ordine.
order-state-help-cancelled = Questo ordine è stato annullato; non verrà consegnato nulla.
order-event-placed = Inviato
order-event-confirmed = Confermato
order-event-cancelled = Annullato

## Problems
not-found-title = Qui non c’è nulla
not-found-help = L’indirizzo potrebbe essere errato, oppure la pagina appartiene a un’altra azienda.
nobody-title = Nessun negozio a questo indirizzo
nobody-help = Controlla l’indirizzo nel browser o chiedi a chi te lo ha dato.
problem-title = Non ha funzionato
problem-detail = L’errore è nostro ed è stato registrato. Riprova tra un momento.
problem-busy-title = Il negozio è molto occupato
problem-busy-detail = Sono arrivate troppe richieste insieme. Riprova tra un momento.
problem-forbidden-title = Non hai il permesso di farlo
problem-forbidden-detail = Il tuo ruolo non lo prevede. Rivolgiti all’amministratore della tua azienda.
problem-form-expired = Il modulo era scaduto, quindi non è cambiato nulla. Controllalo e invialo di nuovo.
problem-orders-totals_changed = Il totale è cambiato nel frattempo. Controllalo e invia di nuovo l’ordine.
problem-orders-cart_empty = Il carrello è vuoto.
problem-orders-insufficient_stock = La disponibilità non è sufficiente.

## Units
unit-pcs = pz
unit-pc = pz
unit-piece = pz
unit-pair = paio
unit-set = set
unit-pack = conf.
unit-box = scatola
unit-carton = cartone
unit-pallet = pallet
unit-roll = rotolo
unit-bag = sacco
unit-bottle = bottiglia
unit-kg = kg
unit-g = g
unit-m = m
unit-cm = cm
unit-mm = mm
unit-m2 = m²
unit-m3 = m³
unit-l = l
unit-ml = ml
unit-h = h
unit-hour = h
unit-day = giorno
unit-service = serv.

## Countries
country-AT = Austria
country-BE = Belgio
country-BG = Bulgaria
country-CH = Svizzera
country-CY = Cipro
country-CZ = Cechia
country-DE = Germania
country-DK = Danimarca
country-EE = Estonia
country-ES = Spagna
country-FI = Finlandia
country-FR = Francia
country-GB = Regno Unito
country-GR = Grecia
country-HR = Croazia
country-HU = Ungheria
country-IE = Irlanda
country-IT = Italia
country-LT = Lituania
country-LU = Lussemburgo
country-LV = Lettonia
country-MT = Malta
country-NL = Paesi Bassi
country-NO = Norvegia
country-PL = Polonia
country-PT = Portogallo
country-RO = Romania
country-SE = Svezia
country-SI = Slovenia
country-SK = Slovacchia
country-SM = San Marino
country-UA = Ucraina
