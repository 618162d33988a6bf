### Italiano.

## Frame
language = Lingua
skip-to-content = Vai al contenuto
nav-main = Principale
nav-products = Prodotti
nav-quick-order = Ordine rapido
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
products-most-words = Nessun prodotto ha tutte queste parole; questi ne hanno la maggior parte.
did-you-mean = Forse cercavi
facet-let-go = Rimuovi il filtro
facets-let-go = Rimuovi tutti i filtri
not-sorted-unseen = I prezzi si vedono dopo l’accesso, perciò l’elenco è in ordine di pertinenza.
not-sorted-too-many = Troppi prodotti per ordinarli per prezzo. Restringi l’elenco e saranno ordinati.
categories = Categorie
categories-all = Tutte le categorie
category = Categoria
sort-sku = Codice crescente
sort--sku = Codice decrescente
sort-name = Nome dalla A alla Z
sort--name = Nome dalla Z alla A
sort-newest = Prima i più recenti
sort-relevance = Prima i più pertinenti
sort-price = Prezzo crescente
sort--price = Prezzo decrescente
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
unit-of = Unità di { $sku }
packed = da { $holds }, in tutto { $all }
quantity-of = Quantità di { $sku }
quantity-invalid = Inserisci la quantità come numero, ad esempio 10 o 2,5.
quantity-not-positive = Inserisci una quantità maggiore di zero.
price-none = Su richiesta
price-none-guest = I prezzi sono visibili ai clienti che hanno effettuato l’accesso.
price-none-help = Non c’è ancora un prezzo per la tua azienda. Chiedilo al negozio.
per = per { $quantity }
per-unit = per { $unit }
tier-from = { $price } da { $quantity }
why-price = Perché questo prezzo
why-date = Nel giorno
why-ask = Spiega
why-for = Per { $quantity }, il { $day }
date-invalid = Scegliete un giorno, per esempio 2026-12-31.
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
packagings = Imballi
holds = Contiene
size = Dimensioni
code-barcode = Codice a barre
code-manufacturer = Codice del produttore
code-supplier = Codice del fornitore
code-customer = Il tuo codice
documents = Documenti
document-data_sheet = Scheda tecnica
document-safety_sheet = Scheda di sicurezza
document-certificate = Certificato
document-manual = Manuale
document-drawing = Disegno
document-other = Documento
no-longer-sold = Questo prodotto non è più in vendita. Lo sostituisce
variants = Varianti
kit-parts = In questo kit
related = Da abbinare
relation-accessory = Accessorio
relation-replacement = Sostituto
relation-spare_part = Ricambio
relation-cross_sell = Spesso comprato insieme
variants-count = { $count ->
    [one] { $count } variante
   *[other] { $count } varianti
}
availability-in_stock = Disponibile
availability-low = Quasi esaurito
availability-out_of_stock = Esaurito
availability-not_tracked = Disponibile
availability-in_stock-quantity = { $quantity } disponibili
availability-low-quantity = Solo { $quantity } rimasti
availability-out_of_stock-quantity = Esaurito
availability-not_tracked-quantity = Disponibile
availability-in_stock-more = Più di { $quantity } disponibili
availability-low-more = Più di { $quantity } rimasti
availability-backorder = Ordinabile; quanto manca segue appena arriva.
waits = Una parte segue appena arriva.
waits-on = Una parte segue; l’arrivo è previsto il { $on }.
waits-quantity = { $quantity } seguono appena arrivano.
waits-quantity-on = { $quantity } seguono; l’arrivo è previsto il { $on }.
expected-on = Arrivo previsto il { $on }
expected-quantity = { $quantity } in arrivo il { $on }
expected-more = Più di { $quantity } in arrivo il { $on }

## Lists
pager = Pagine
pager-previous = Precedente
pager-next = Successiva
pager-page = Pagina
pager-range = { $first }–{ $last } di { $total }

## Quick order
quick-order-title = Ordine rapido
quick-order-help = Incolla un elenco o digita i codici: nostri, del produttore, tuoi o a barre. Li controlliamo prima che qualcosa finisca nel carrello.
quick-order-paste = Codici e quantità
quick-order-more = Altre righe
quick-order-example = BF-M8-040-ZN  200
quick-order-format = Una riga per articolo: codice, quantità, unità, separati da tabulazione, punto e virgola o spazio; senza quantità vale uno.
quick-order-file = Leggi un file (CSV, XLSX)
quick-order-look = Controlla le righe
quick-order-code = Codice
quick-order-code-of = Codice nella riga { $row }
quick-order-meant = Forse intendevi:
quick-order-asked = richiesti { $quantity }
quick-order-good = Righe a posto
quick-order-refused = Righe da correggere
quick-order-mend = Correggi o rimuovi le righe segnate; poi tutte vanno nel carrello.
quick-order-add = { $rows ->
    [one] Aggiungi { $rows } riga al carrello
   *[other] Aggiungi { $rows } righe al carrello
}
quick-order-added = { $rows ->
    [one] { $rows } riga aggiunta al carrello.
   *[other] { $rows } righe aggiunte al carrello.
}
quick-order-none-yet = Qui compaiono le righe controllate, con prezzi e disponibilità.
quick-order-empty = Inserisci almeno una riga.
quick-order-too-many = Una pagina accetta al massimo 500 righe; controlla le prime 500, aggiungile e prosegui con il resto.

## Carts
carts-title = Tutti i carrelli
carts-lead = Riempi più carrelli, dai loro un nome e condividili con i colleghi.
carts-none = Non hai ancora carrelli.
cart-name = Nome
cart-name-help = A cosa serve, per esempio un cantiere o una settimana.
cart-of-day = Carrello del { $day }
cart-is-current = In uso
cart-is-shared = Condiviso
cart-of-colleague = Condiviso da un collega
cart-choose = Riempi questo carrello
cart-change = Rinomina o condividi
cart-discard = Elimina
cart-discard-confirm = Il carrello e le sue righe vanno persi per sempre.
cart-make = Crea un carrello
cart-new = Nuovo carrello
cart-save = Salva il carrello
cart-share = Condividi con i colleghi
cart-share-help = Chi nella tua azienda può ordinare può riempirlo e inviarlo.
changed-on = Modificato
done-cart-made = Il nuovo carrello è pronto: ciò che aggiungi finisce lì.
done-cart-discarded = Il carrello è stato eliminato.
done-cart-changed = Il carrello è stato modificato.
order-again = Ordina di nuovo

## Shopping lists
lists-title = Liste della spesa
lists-lead = Conserva ciò che ordini spesso e condividilo con i colleghi. La lista resta anche dopo l’ordine.
lists-none = Non hai ancora liste della spesa. Creane una da un ordine rapido o da un carrello.
list-of-day = Lista del { $day }
list-open = Apri
list-discard-confirm = La lista va persa per sempre.
list-share-help = Chi nella tua azienda può ordinare può aprirla e cambiarne il contenuto.
done-list-discarded = La lista della spesa è stata eliminata.
done-list-changed = La lista della spesa è stata modificata.
done-list-kept = La lista della spesa è stata salvata.
list-name = Lista della spesa
list-name-missing = Dai un nome alla lista.
list-keep = Salva la lista
list-make = Salva come lista della spesa
cart-as-list = Conserva queste righe come lista della spesa

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
quick-many = Molti in una volta: incolla un elenco o leggi un file
quick-sku-missing = Inserisci il codice di un prodotto.
quick-sku-unknown = In questo negozio non esiste il prodotto { $sku }. Controlla il codice.
col-item = Articolo
col-quantity = Quantità
col-unit-price = Prezzo unitario
col-tax = IVA
col-gross = Totale ivato
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
checkout-update = Aggiorna i totali
checkout-shipping = Spedizione
checkout-payment = Pagamento
checkout-codes = Codici sconto
checkout-code = Codice
checkout-code-apply = Applica il codice
shipping-free = gratuita
shipping-later = regolata in seguito
shipping-parcels = { $count ->
    [one] circa { $count } collo
   *[other] circa { $count } colli
 }
shipping-pallets = { $count ->
    [one] circa { $count } bancale
   *[other] circa { $count } bancali
 }
payment-days = { $days ->
    [0] da pagare subito
    [one] entro { $days } giorno
   *[other] entro { $days } giorni
 }
cost-centre = Centro di costo
cost-centre-help = Compare sui nostri documenti.
partial-delivery = Spedite la merce disponibile prima del resto
partial-delivery-help = Altrimenti tutto arriva in un’unica consegna.
partial-delivery-short = Consegna parziale
partial-delivery-no = no, tutto insieme
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
order-state-awaiting_approval = In attesa di approvazione
order-state-on_hold = Sospeso
order-state-placed = Inviato
order-state-confirmed = Confermato
order-state-cancelled = Annullato
order-state-help-awaiting_approval = Qualcuno della vostra azienda deve approvare questo ordine prima che prosegua.
order-state-help-on_hold = Il negozio ha sospeso questo ordine finché qualcosa non è chiarito.
order-state-help-placed = Il negozio ha ricevuto l’ordine e lo confermerà.
order-state-help-confirmed = Il negozio ha confermato questo ordine.
order-state-help-cancelled = Questo ordine è stato annullato; non verrà consegnato nulla.
order-event-approved = Approvato
order-event-held = Sospeso
order-event-resumed = Ripreso
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
problem-suspended-title = Questo negozio è momentaneamente chiuso
problem-suspended-detail = Il negozio è stato sospeso. Nulla è andato perso; torna più tardi.
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

## Account
actions = Azioni
account-title = Il mio account
account-profile = Profilo
account-profile-lead = Come il negozio si rivolge a te e come accedi.
account-security = Sicurezza
account-security-lead = Un secondo fattore protegge l’account anche se qualcuno conosce la password.
account-devices = Dispositivi
account-devices-lead = Dove hai effettuato l’accesso. Disconnetti i dispositivi che non riconosci.
account-tokens = Token API
account-tokens-lead = I programmi agiscono nel tuo ruolo con un token. Chi lo possiede può fare ciò che puoi tu.
account-personas = Per chi agisci
account-personas-lead = Puoi appartenere a più aziende o avere più ruoli. Prezzi, ordini e diritti sono quelli del ruolo in cui agisci.
account-about = I tuoi dati
person-name = Nome e cognome
mail-language = Lingua delle e-mail
language-unsaid = Come il negozio
language-en = English
language-pl = Polski
language-it = Italiano
save-profile = Salva profilo
account-email = Indirizzo e-mail
account-email-help = Lo usi per accedere. Un nuovo indirizzo vale dopo aver risposto all’e-mail che inviamo lì.
email-confirmed = Questo indirizzo è confermato.
email-unconfirmed = Questo indirizzo non è ancora confermato.
change-email = Cambia indirizzo
present-password = Password attuale
account-confirmation = Conferma l’indirizzo
account-confirmation-help = Inviamo un’e-mail con un link valido due giorni.
resend-confirmation = Invia l’e-mail
account-password = Password
account-password-help = Cambiandola esci da tutti gli altri dispositivi e i token API terminano.
account-no-password = Accedi con un account esterno e qui non hai una password.
new-password = Nuova password
new-password-help = Almeno dieci caratteri. Vanno bene alcune parole di seguito.
change-password = Cambia password
account-codes = Codici monouso
account-codes-help = Un’app di autenticazione mostra un nuovo codice ogni 30 secondi. Lo chiediamo dopo la password.
set-up-codes = Attiva i codici
remove-codes = Disattiva i codici
codes-are-on = I codici monouso sono attivi.
second-factor-required = L’azienda chiede al personale un secondo fattore. Finché non lo attivi, il resto non è accessibile.
codes-setup = Configura l’app
codes-setup-help = Inquadra l’immagine con l’app di autenticazione o digita la chiave sotto. Poi inserisci il codice mostrato dall’app.
codes-picture = Un codice per l’app di autenticazione; la chiave sotto dice lo stesso.
one-time-code = Codice
confirm-codes = Attiva i codici
recovery-codes = Codici di recupero
recovery-codes-help = Ognuno apre l’account una volta se perdi l’app. Si vedono solo ora: stampali o conservali in un gestore di password.
since = Dal
account-passkeys = Passkey
account-passkeys-help = Accedi con impronta, volto o PIN del dispositivo invece della password. Una passkey non può essere carpita.
passkey = Passkey
passkeys-none = Ancora nessuna passkey.
passkey-name = Nome della passkey
passkey-name-help = Per riconoscerla, ad esempio «Portatile di lavoro».
add-passkey = Aggiungi passkey
remove-passkey = Rimuovi passkey
remove-passkey-confirm = Non apre più l’account. Il dispositivo può ancora proporla; eliminala anche lì.
made-on = Creato il
ends-on = Scade il
last-used = Ultimo uso
last-seen = Ultima attività
never = mai
account-connections = Account esterni
connection = Account di
disconnect = Scollega
disconnect-confirm = Non potrai più accedere con esso.
device = Dispositivo
this-device = questo dispositivo
signed-in-by = Accesso con
signed-in-on = Dal
sign-in-method-password = Password
sign-in-method-passkey = Passkey
sign-in-method-provider = Account esterno
sign-in-method-handover = Da un altro negozio
sign-in-method-persona = Cambio di ruolo
sign-out-there = Disconnetti
account-other-devices = Tutti gli altri
account-other-devices-help = Disconnette tutti i dispositivi tranne questo.
sign-out-everywhere = Disconnetti tutti gli altri
token-name = A cosa serve
token-name-help = Per riconoscerlo, ad esempio «Sincronizzazione giacenze».
token-days = Valido per
days-30 = 30 giorni
days-90 = 90 giorni
days-180 = 180 giorni
days-365 = Un anno
tokens-none = Ancora nessun token.
new-token = Nuovo token
make-token = Crea token
token-made = Copia il token ora: si vede una sola volta.
revoke-token = Revoca token
revoke-token-confirm = I programmi che lo usano smettono subito di funzionare.
persona-for = Azienda
persona-role = Ruolo
persona-current = Agisci in questo
persona-act = Agisci in questo ruolo
account-elsewhere = Altri negozi
account-elsewhere-help = Sei conosciuto anche in questi negozi e non serve accedere di nuovo.
elsewhere-shop = Negozio
elsewhere-address = Indirizzo
elsewhere-go = Continua lì
elsewhere-ready = Continua nell’altro negozio
elsewhere-ready-help = Il passaggio è aperto per un minuto e solo per te.
handover-title = Continua in { $shop }
handover-lead = Arrivi da un altro negozio in cui hai effettuato l’accesso. Premi il pulsante solo se lo hai chiesto tu.
handover-go = Accedi a { $shop }
handover-over-title = Questo passaggio è chiuso
handover-over = È già stato usato o ha più di un minuto. Accedi qui.
acting-for = Agisci per { $company }.
end-acting = Termina ora

## Signing in by other ways
stay-signed-in = Resta connesso per 30 giorni
forgotten-title = Password dimenticata?
forgotten-lead = Inserisci l’indirizzo con cui accedi. Inviamo un link per scegliere una nuova password.
send-reset = Invia il link
reset-sent = Se { $email } è conosciuto qui, un’e-mail è in arrivo. Il link vale un’ora.
reset-title = Scegli una nuova password
reset-lead = Verrai disconnesso ovunque e i token API termineranno.
set-password = Imposta password
reset-done = La nuova password è impostata. Usala per accedere.
reset-over = Questo link è già stato usato o ha più di un’ora. Richiedine uno nuovo.
confirm-email-title = Conferma l’indirizzo
confirm-email-lead = Premi il pulsante per confermare che l’indirizzo è tuo.
confirm-email = Conferma indirizzo
email-confirmed-now = { $email } è confermato.
confirm-email-over = Questo link è già stato usato o è troppo vecchio. Richiedi una nuova e-mail dal profilo.
second-step-title = Ancora un passo
second-step-lead = Inserisci il codice mostrato ora dall’app di autenticazione.
second-step-help = Hai perso l’app? Inserisci uno dei codici di recupero.
sign-in-again = Accedi di nuovo
sign-in-passkey = Accedi con una passkey
sign-in-with = Accedi con { $provider }
sign-in-new = Nuovo cliente di { $shop }?

## Joining
invitation-title = Il tuo invito
invitation-lead-buyer = { $inviter } ti invita ad acquistare per { $company } presso { $tenant } come { $role }. L’invito vale fino al { $until }.
invitation-lead-staff = { $inviter } ti invita a lavorare presso { $tenant } come { $role }. L’invito vale fino al { $until }.
invitation-known = { $email } ha già un account. Inserisci la password per accettare.
invitation-new = Accederai con { $email }. Scegli una password.
accept-invitation = Accetta invito
invitation-accepted-now = Ora hai accesso.
invitation-over = Questo invito è già stato usato, ritirato o è scaduto. Chiedine uno nuovo a chi ti ha invitato.
register-title = Registrati
register = Invia registrazione
register-lead-company = Dicci chi sei. Rispondiamo per e-mail.
register-lead-consumer = Dicci chi sei e dove vivi. Rispondiamo per e-mail.
register-as-company = Registra un’azienda
register-as-consumer = Registrati come privato
register-closed = { $shop } non accetta registrazioni qui. Chiedi un invito.
register-permissions = Cosa ti serve inoltre
register-permissions-help = Il negozio decide su ciascuno quando ti accetta.
register-sent = Un’e-mail è in arrivo a { $email }. Rispondi per continuare.
confirm-registration-company = { $name } ({ $email }) chiede di acquistare per { $company }.
confirm-registration-consumer = { $name } ({ $email }) chiede di acquistare come privato.
choose-password = Scegli una password
confirm-registration-lead = Premi il pulsante per confermare l’indirizzo e inviare la registrazione.
confirm-registration = Conferma registrazione
registration-approved-now = La registrazione è fatta. Accedi per iniziare.
registration-waits = Grazie. Il negozio esamina la registrazione e risponde per e-mail.
registration-over = Questo link è già stato usato o è troppo vecchio. Registrati di nuovo.

## My company
company-title = La mia azienda
company-details = Azienda e sedi
company-people = Persone
company-people-lead = Chi acquista per l’azienda e cosa può fare.
company-roles = Ruoli
company-roles-lead = Cosa permette ogni ruolo. Creane uno proprio se quelli del negozio non vanno bene.
company-access-log = Accessi del negozio
company-access-log-lead = Quando il personale del negozio ha agito a nome dell’azienda e perché.
company-code = Codice cliente
company-above = Parte di
company-name = Nome dell’azienda
company-email = E-mail dell’azienda
vat-id = Partita IVA
address = Indirizzo
account-manager = Il tuo referente
company-data = Modifica dati
company-data-help = Codice e partita IVA li modifica il negozio.
save-company = Salva azienda
company-sites = Filiali e sedi
site = Nome
site-kind = Tipo
site-below = Appartiene a
sites-none = Ancora nessuna filiale o sede.
company-kind-company = Azienda
company-kind-division = Filiale
company-kind-site = Sede
company-kind-consumer = Privato
new-site = Nuova filiale o sede
add-site = Aggiungi sede
close-site = Chiudi sede
close-site-confirm = Nessuno potrà più ordinare per essa e le sue persone perdono l’accesso. Gli ordini passati restano.
reopen-site = Riapri
site-closed = chiusa
person = Persona
person-you = tu
people-none = Ancora nessuno.
change-member = Modifica
member-role = Ruolo
member-role-help = Vale dal prossimo clic.
change-role = Cambia ruolo
member-end = Termina appartenenza
member-end-help = Questa persona perde l’accesso per l’azienda dal prossimo clic. Gli ordini fatti restano.
end-membership = Termina appartenenza
invitations = Inviti
invited = Invitato
invitation-open = aperto fino al
invitation-accepted = accettato
invitation-revoked = ritirato
invitation-expired = scaduto
resend-invitation = Invia di nuovo
revoke-invitation = Ritira
revoke-invitation-confirm = Il link nell’e-mail non aprirà più nulla.
new-invitation = Invita qualcuno
new-invitation-help = Riceve un’e-mail con un link valido sette giorni.
invite = Invia invito
role = Ruolo
role-grants = Permette di
role-members = Persone
role-of-the-shop = Ruolo del negozio
change-own-role = Modifica ruolo
delete-role = Elimina ruolo
delete-role-confirm = Si può eliminare solo se nessuno lo possiede.
new-role = Nuovo ruolo
new-role-help = Puoi dare solo ciò che puoi fare tu.
make-role = Crea ruolo
save-role = Salva ruolo
order-ceiling = Importo massimo di un ordine, netto, { $currency }
order-ceiling-help = Vuoto: nessun limite.
amount-invalid = Inserisci un importo, ad esempio 500,00.
acted-who = Chi
acted-why = Perché
acted-when = Dal
acted-now = ora
acted-over = terminato
access-log-none = Nessuno ha agito per l’azienda.

## Done
done-profile-saved = Profilo salvato.
done-email-change-sent = Un’e-mail è in arrivo al nuovo indirizzo. Vale dopo la conferma.
done-confirmation-sent = L’e-mail è in arrivo.
done-password-changed = Password cambiata. Sei stato disconnesso ovunque altrove.
done-codes-removed = I codici monouso sono disattivati.
done-passkey-removed = Passkey rimossa.
done-disconnected = Account esterno scollegato.
done-session-ended = Disconnesso.
done-sessions-ended = Disconnesso da tutti gli altri.
done-token-revoked = Token revocato.
done-persona-changed = Ora agisci in un altro ruolo. Vedi i suoi prezzi e ordini.
done-company-saved = Azienda salvata.
done-site-added = Sede aggiunta.
done-site-closed-now = Sede chiusa.
done-site-opened = Sede riaperta.
done-role-changed = Ruolo cambiato.
done-membership-ended = Appartenenza terminata.
done-invitation-sent = Invito inviato.
done-invitation-taken-back = Invito ritirato.
done-role-made = Ruolo creato.
done-role-saved = Ruolo salvato.
done-role-deleted = Ruolo eliminato.

## Problems of accounts
problem-identity-wrong_password = Non è la tua password attuale.
problem-identity-wrong_code = Il codice è errato o già usato. Inserisci quello mostrato ora dall’app.
problem-identity-ticket_over = È passato troppo tempo. Accedi di nuovo.
problem-identity-too_many_attempts = Troppi tentativi. Attendi un po’ e riprova.
problem-identity-password_too_short = Usa almeno dieci caratteri.
problem-identity-password_too_common = Troppe persone usano questa. Scegli un’altra password.
problem-identity-bad_email = Inserisci un indirizzo come nome@ditta.example.
problem-identity-password_needed = Per farlo accedi con la password.
problem-identity-provider_refused = Non è stato possibile accedere con l’altro account. Riprova o usa la password.
problem-identity-no_access_yet = Hai effettuato l’accesso lì, ma qui non hai ancora accesso. Chiedi un invito.
problem-identity-not_connected = Questo account esterno non è collegato. Accedi con la password e collegalo nella pagina sicurezza.

## Second factor, outside accounts and tokens
second-factor-banner = Manca un secondo fattore. Finché non lo imposti è aperto solo il tuo account.
second-factor-set-up = Impostalo ora
second-factor-needed = Imposta un secondo fattore per continuare
second-factor-needed-help = Attiva qui sotto i codici monouso: bastano due minuti e un’app di autenticazione sul telefono. Oppure aggiungi una passkey, esci e accedi con quella.
go-on = Continua
proof-by-sign-in = Il tuo account non ha una password, quindi serve un accesso fatto negli ultimi dieci minuti.
sign-in-again-with = Accedi di nuovo con { $provider }
recovery-codes-anew = Codici di recupero
recovery-codes-anew-help = Ognuno apre l’account una volta se perdi l’app. Quando ne restano pochi o hai perso il foglio, creane di nuovi; i vecchi non valgono più.
renew-recovery-codes = Crea nuovi codici
recovery-codes-renewed = Questi sono i tuoi nuovi codici. I vecchi non aprono più nulla.
account-connections-help = Accedi con un account che hai altrove, per esempio quello aziendale.
connected = collegato
not-connected = non collegato
connect = Collega
connect-provider = Collega un account
connect-provider-help = Dopo il collegamento puoi accedere qui con questo account.
go-to-provider = Vai all’accesso
go-to-provider-help = Accedi lì e torni qui. Prima non viene collegato nulla.
done-connected = Account esterno collegato.
needs-scripts-new-passkey = Per aggiungere una passkey servono un browser con gli script attivi e una connessione sicura (https).
yes = sì
no = no
token-over = scaduto
token-may = Cosa può fare
token-may-all = Tutto quello che posso fare io
token-may-all-help = Così può sempre ciò che puoi tu, anche quello che il tuo ruolo avrà in seguito.
token-may-missing = Scegli almeno una cosa oppure consenti tutto quello che puoi fare tu.
token-may-nothing = Non può più fare nulla

device-unknown = Dispositivo sconosciuto

## One’s own data
account-data = Copia dei tuoi dati
account-data-help = Una copia di tutto ciò che il negozio conserva di te, in un file leggibile anche dai programmi (JSON).
account-data-download = Scarica i tuoi dati
account-data-kept = Puoi chiedere al negozio di cancellarti. Spariscono nome, indirizzo e accessi; ordini e registro delle modifiche restano senza il tuo nome, perché lo chiedono le norme contabili.
first-password = Password
first-password-help = Per accedere anche con una password, fatti inviare un link e sceglila.
email-needs-password = L’indirizzo si può cambiare quando hai una password qui.

## Company, sites and people
own-data = Modifica i tuoi dati
own-data-help = Il codice cliente lo assegna il negozio.
save-details = Salva i dati
change-site = Modifica
save-site = Salva
back-to-sites = Torna ad azienda e sedi
people-search = Nome o indirizzo e-mail
people-none-found = Nessun risultato. Prova con meno parole.
more-memberships = Un’altra azienda
more-memberships-help = Fai agire questa persona anche in un’altra delle tue aziende. Sceglie lei per quale agire.
add-membership = Aggiungi azienda
other-memberships = Anche in
person-self-help = Sei tu. Il tuo ruolo e la tua appartenenza li cambia un altro amministratore.
back-to-people = Torna alle persone
acting-for-until = Agisci per { $company } fino al { $until }. Motivo: { $reason }.
acting-recorded = Tutto quello che fai viene registrato e mostrato a loro.
acting-over = Il tempo per agire a nome di { $company } è finito il { $until }. Ora agisci di nuovo per te.
acting-over-read = Ho capito
done-site-saved = Sede salvata.
done-membership-added = Azienda aggiunta.

## More problems of accounts
problem-identity-account_closed = L’account di questo indirizzo è chiuso. Chiedi al negozio.
problem-identity-another_invited = Questo invito è per un’altra persona. Esci o accedi come la persona invitata.
problem-identity-bad_ceiling = Inserisci un importo maggiore di zero, per esempio 500,00.
problem-identity-bad_field = Controlla: è vuoto o troppo lungo.
problem-identity-bad_passkey = Non è stato possibile verificare la passkey. Riprova.
problem-identity-bad_vat_id = Questa partita IVA non può essere giusta. Controlla Paese e cifre.
problem-identity-cannot_act = Solo il personale nella propria sessione può agire per un cliente.
problem-identity-cannot_change = Non si può modificare.
problem-identity-company_needed = Scegli un’azienda.
problem-identity-has_companies_below = Sotto ci sono ancora filiali o sedi aperte. Chiudile prima.
problem-identity-invitation_void = Chi ti ha invitato non può più farlo. Chiedi un nuovo invito.
problem-identity-membership_ended = Questa appartenenza è terminata. Invita di nuovo la persona.
problem-identity-membership_exists = Questa persona ha già questo ruolo lì.
problem-identity-more_than_own = Puoi dare solo ciò che puoi fare tu.
problem-identity-no_passkeys_here = Le passkey richiedono una connessione sicura (https) e un indirizzo con nome.
problem-identity-no_such_attribute = Questo campo non c’è più. Ricarica la pagina.
problem-identity-no_such_company = Questa azienda non c’è più. Ricarica la pagina.
problem-identity-no_such_parent = Scegli a cosa appartiene.
problem-identity-no_such_permission = Uno dei permessi non c’è più. Ricarica la pagina.
problem-identity-no_such_role = Scegli un ruolo che puoi assegnare qui.
problem-identity-not_elsewhere = In quel negozio non hai più un account.
problem-identity-not_for_oneself = Nessuno cambia la propria appartenenza. Chiedi a un altro amministratore.
problem-identity-not_held = A un token puoi dare solo ciò che puoi fare tu.
problem-identity-only_way_in = È l’unico modo di entrare nel tuo account. Imposta prima una password nel profilo.
problem-identity-out_of_reach = Dopo non vedresti più questa azienda. Mettila sotto una delle tue.
problem-identity-own_role = Agisci tu stesso in questo ruolo. Chiedi a un altro amministratore di cambiarlo.
problem-identity-parent_archived = Ciò a cui appartiene è chiuso. Riaprilo prima.
problem-identity-password_too_long = La password è troppo lunga. Usa meno caratteri.
problem-identity-registration_closed = Qui non ci si può registrare. Chiedi un invito.
problem-identity-role_built_in = I ruoli del negozio non si modificano. Creane uno tuo.
problem-identity-role_code_taken = Esiste già un ruolo con questo nome. Scegline un altro.
problem-identity-role_held = Alcune persone hanno questo ruolo. Assegna loro prima un altro.
problem-identity-role_named = Inviti aperti usano questo ruolo. Ritirali prima.
problem-identity-session_needed = Un token API non può farlo. Accedi.
problem-identity-sign_in_again = Hai effettuato l’accesso più di dieci minuti fa. Accedi di nuovo e riprendi da qui.
problem-identity-staff_without_company = Il personale non appartiene a nessuna azienda.
problem-identity-too_deep = Ci sono troppi livelli. Mettilo più in alto.
problem-identity-too_many_passkeys = Hai già il numero massimo di passkey. Rimuovine prima una.
problem-identity-too_often = Troppe richieste. Riprova tra un’ora.
problem-identity-totp_off = I codici monouso non sono impostati. Ricomincia.
problem-identity-totp_on = I codici monouso sono già attivi. Disattivali per impostare un’altra app.
problem-identity-wrong_credentials = Indirizzo o password errati, oppure qui non hai accesso.
problem-identity-wrong_place = Non può stare lì. Scegli un altro posto.
problem-attributes-archived_entry = Questa voce non c’è più. Scegline un’altra.
problem-attributes-bad_value = Non va bene. Controlla ciò che hai inserito.
problem-attributes-empty = Compila il campo o lascialo fuori.
problem-attributes-out_of_range = È fuori dai limiti consentiti.
problem-attributes-required = Questo campo è obbligatorio.
problem-attributes-too_long = È troppo lungo. Accorcialo.
problem-attributes-too_many = Sono troppi. Scegline di meno.
problem-attributes-unknown_entry = Questa voce non c’è. Scegline un’altra.

recovery-codes-left = { $count ->
    [one] resta { $count } codice
   *[other] restano { $count } codici
 }
