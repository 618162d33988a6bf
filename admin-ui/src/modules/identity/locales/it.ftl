# Aziende.

identity-companies = Aziende
identity-companies-search = Cerca aziende
identity-companies-empty-title = Ancora nessuna azienda
identity-companies-empty-text = Importa un file CSV con codice e nome. Ogni azienda riceve poi listino e acquirenti.
identity-import-companies = Importa aziende
identity-company-active = Attiva
identity-company-archived = Archiviata
identity-column-code = Codice
identity-column-name = Nome
identity-column-vat-id = Partita IVA
identity-column-city = Città
identity-column-country = Paese
identity-column-email = E-mail
identity-column-price-list = Listino
identity-column-orders = Ordini
identity-show-orders = Mostra ordini
identity-show-price-lists = Listini
identity-column-state = Stato

identity-people = Persone
identity-people-search = Cerca persone
identity-people-none = Ancora nessuno
identity-people-none-text = Invita il personale e gli acquirenti dei clienti.
identity-person = Persona
identity-person-disabled = Bloccata
identity-person-disabled-text = Il gestore ha bloccato questa persona in tutti i negozi.
identity-audience = Personale o acquirenti
identity-audience-all = Tutti
identity-audience-staff = Personale
identity-audience-buyer = Acquirenti
identity-state-all = Tutte
identity-state-active = Attivi
identity-state-ended = Terminati
identity-column-memberships = Appartenenze
identity-column-last-seen = Ultima attività
identity-invite = Invita
identity-invite-title = Invita qualcuno
identity-invite-text = Riceve un’e-mail con un link valido sette giorni.
identity-invite-send = Invia invito
identity-invited = Invito inviato a { $email }.
identity-name-optional = Nome (facoltativo)
identity-role = Ruolo
identity-role-choose = Scegli un ruolo
identity-company = Azienda
identity-company-help = Per quale azienda acquista questa persona.
identity-company-pick = Scegli una delle aziende trovate.
identity-invitations-caption = Inviti in attesa
identity-invitation-open = aperto
identity-invitation-expired = scaduto
identity-resend = Invia di nuovo
identity-revoke = Ritira
identity-revoke-title = Ritirare l’invito di { $email }?
identity-revoke-text = Il link nell’e-mail non aprirà più nulla.
identity-revoked = Invito di { $email } ritirato.
identity-since = Dal
identity-actions = Azioni
identity-reach = Portata
identity-reach-help = Non spuntare nulla per raggiungere tutto. Aziende, zone e propri clienti si sommano.
identity-reach-all = tutto
identity-reach-own-customers = propri clienti
identity-scope-territories = Zone
identity-scope-warehouses = Magazzini
identity-scope-legal-entities = Entità legali
identity-scope-companies = Aziende
identity-scope-companies-help = Con tutte quelle sottostanti.
identity-membership-add = Aggiungi appartenenza
identity-membership-change = Modifica
identity-membership-change-title = Modifica appartenenza
identity-membership-save = Salva appartenenza
identity-membership-saved = Appartenenza salvata. Vale dal prossimo clic.
identity-membership-end = Termina appartenenza
identity-membership-end-title = Terminare { $role } per { $company }?
identity-membership-end-text = Questa persona perde quell’accesso dal prossimo clic. Ciò che ha fatto resta.
identity-membership-ended = Appartenenza terminata.
identity-explain = Perché può farlo?
identity-explain-text = Scegli cosa e per chi. La risposta è ciò che deciderebbe il server stesso.
identity-explain-as = Come
identity-explain-what = Cosa
identity-explain-choose = Scegli un permesso
identity-explain-whom = Per quale azienda (facoltativo)
identity-explain-yes = Consentito
identity-explain-no = Non consentito
identity-sessions = Accessi attivi
identity-sessions-none = Nessun accesso attivo.
identity-sessions-end = Disconnetti ovunque
identity-sessions-end-title = Disconnettere { $name } ovunque?
identity-sessions-ended = Disconnesso ovunque.
identity-method-password = Password
identity-method-passkey = Passkey
identity-method-provider = Account esterno
identity-method-handover = Da un altro negozio
identity-method-persona = Cambio di ruolo
identity-data-download = Scarica dati personali
identity-erase = Cancella persona
identity-erase-title = Cancellare { $name }?
identity-erase-text = Nome e indirizzo vengono sostituiti ovunque, ogni accesso termina e non si può annullare. Ciò che la legge impone di conservare resta senza nome.
identity-erase-reason = Motivo, per il registro
identity-erase-confirm = Indirizzo, per sicurezza
identity-erase-confirm-help = Scrivi { $email }.
identity-erased = Persona cancellata
identity-roles = Ruoli
identity-roles-text = I ruoli forniti con Kontor seguono i moduli attivi. Copiane uno per modificarlo.
identity-permission = Permesso
identity-role-holds = sì
identity-role-lacks = no
identity-role-add = Aggiungi ruolo
identity-role-copy = Copia ruolo
identity-role-who = Chi lo possiede
identity-role-save = Salva ruolo
identity-role-saved = Ruolo salvato.
identity-role-delete = Elimina ruolo
identity-role-delete-title = Eliminare il ruolo { $name }?
identity-role-delete-text = Un ruolo posseduto da qualcuno non si può eliminare.
identity-role-deleted = Ruolo eliminato.
identity-role-built-in = Questo ruolo è fornito con Kontor e segue i moduli. Copialo per crearne uno tuo.
identity-role-code-help = Lettere minuscole, cifre, - e _. Non cambia mai.
identity-role-ceiling = Importo massimo di un ordine, netto, { $currency }
identity-role-ceiling-help = Vuoto: nessun limite.
identity-registrations = Registrazioni
identity-registration = Registrazione
identity-registrations-none = Nessuna registrazione
identity-registrations-none-text = Apri il modulo di registrazione e le richieste arrivano qui.
identity-registered-at = Richiesta il
identity-registration-awaiting-decision = Da decidere
identity-registration-unconfirmed = Non confermata
identity-registration-approved = Approvata
identity-registration-rejected = Rifiutata
identity-registration-approve = Approva registrazione
identity-registration-reject = Rifiuta registrazione
identity-registration-reject-text = { $email } riceve un’e-mail con il motivo.
identity-registration-reason = Motivo
identity-registration-approved-now = Registrazione approvata.
identity-registration-rejected-now = Registrazione rifiutata.
identity-registration-suggestions = Potrebbero essere la stessa azienda: { $companies }.
identity-registration-joins = Si unisce a un’azienda già nota
identity-registration-code = Codice cliente della nuova azienda
identity-registration-code-help = Vuoto: il prossimo libero.
identity-registration-role-help = Cosa può fare per l’azienda.
identity-registration-role-usual = Come nel modulo
identity-registration-wishes = Richiede
identity-registration-decided = Deciso
identity-address = Indirizzo
identity-note = Nota
identity-form = Modulo di registrazione
identity-form-design = Modulo di registrazione
identity-form-look = Vedi il modulo
identity-form-open = Chiunque può registrarsi
identity-form-kinds = Chi può registrarsi
identity-form-kind-company = Aziende
identity-form-kind-consumer = Privati
identity-form-approval = Chi decide
identity-form-approval-by-staff = Un membro del personale
identity-form-approval-automatic = Nessuno: chi risponde all’e-mail ha accesso
identity-form-role = Ruolo delle persone dell’azienda
identity-form-fields = Campi propri
identity-form-fields-help = Nel modulo possono stare gli attributi visibili agli acquirenti.
identity-form-required = obbligatorio
identity-form-permissions = Permessi che si possono richiedere
identity-form-permissions-help = Il personale decide su ciascuno.
identity-form-save = Salva modulo
identity-form-saved = Modulo salvato.
identity-territories = Zone
identity-channels = Canali
identity-providers = Accesso esterno
identity-never-changes = Non cambia mai.
identity-legal-entity = Entità legale
identity-legal-entity-add = Aggiungi entità legale
identity-legal-entity-save = Salva entità legale
identity-legal-entity-saved = Entità legale salvata.
identity-legal-entities-none = Nessuna entità legale
identity-legal-entities-text = Chi vende. Ordini e documenti portano nome, indirizzo e partita IVA, perciò le entità legali non si eliminano.
identity-registered-name = Ragione sociale
identity-books-currency = Valuta dei libri contabili
identity-books-currency-help = Tre lettere, per esempio EUR. Non cambia mai.
identity-time-zone = Fuso orario
identity-time-zone-help = Le date degli affari lo seguono. Per esempio Europe/Rome.
identity-tax-rounding = Arrotondamento delle imposte
identity-tax-rounding-help = Come si somma l’imposta di un documento.
identity-tax-rounding-by_line = Riga per riga
identity-tax-rounding-by_total = Una volta, sul totale
identity-address-name = Nome nell’indirizzo
identity-address-name-help = Vuoto: la ragione sociale.
identity-address-country = Paese dell’indirizzo
identity-channel = Canale
identity-channel-add = Aggiungi canale
identity-channel-save = Salva canale
identity-channel-saved = Canale salvato.
identity-channels-none = Nessun canale
identity-channels-text = Dove si vende: un negozio con valuta, lingue e colore. Gli ordini appartengono ai canali, perciò i canali non si eliminano.
identity-channel-seller-help = Chi vende in questo canale.
identity-currency = Valuta
identity-channel-currency-help = Quella che il canale mostra e accetta, per esempio EUR.
identity-languages = Lingue
identity-languages-help = La prima è per i visitatori la cui lingua non c’è.
identity-language-usual = abituale
identity-theme = Tema
identity-theme-default = Quello di Kontor
identity-guests-see-prices = Gli ospiti vedono i prezzi
identity-guests-see-prices-help = Gli ospiti sono visitatori che non hanno effettuato l’accesso.
identity-hosts = Host
identity-hosts-help = È il gestore del server ad assegnare gli host ai canali. Chiedi a lui per averne un altro.
identity-hosts-none = Ancora nessuno: nessuno trova questo canale.
identity-accent = Colore d’accento
identity-accent-help = # e sei cifre esadecimali, per esempio #1f4e79.
identity-accent-pick = Scegli il colore d’accento
identity-accent-light = Pagine chiare
identity-accent-dark = Pagine scure
identity-accent-sample = Aggiungi al carrello
identity-accent-sample-link = Mostra i prezzi
identity-accent-white = testo bianco, contrasto { $number } : 1.
identity-accent-ink = testo scuro, contrasto { $number } : 1.
identity-accent-moved = Disegnato come { $name }, perché si possa leggere.
identity-provider = Fornitore esterno
identity-provider-add = Aggiungi fornitore
identity-provider-save = Salva fornitore
identity-provider-saved = Fornitore salvato.
identity-provider-on = Attivo
identity-provider-off = Spento
identity-providers-none = Nessuno accede dall’esterno
identity-providers-text = Configura un fornitore OpenID Connect, per esempio la directory della tua azienda, e le sue persone accedono con l’account che hanno già.
identity-provider-name-help = Ciò che si legge sul pulsante.
identity-provider-code-help = Lettere minuscole, cifre e trattini. Sta nell’indirizzo di reindirizzamento e non cambia mai.
identity-provider-redirect = Indirizzo di reindirizzamento
identity-provider-redirect-help = Registralo presso il fornitore come redirect URI. Se si accede anche da altri tuoi host, registra lo stesso percorso su ciascuno.
identity-provider-issuer = Emittente (issuer)
identity-provider-issuer-help = L’indirizzo del fornitore alla lettera, per esempio https://login.example.com. Al salvataggio gli viene chiesta la sua descrizione.
identity-provider-issuer-fixed = Non cambia mai: un altro emittente è un altro fornitore.
identity-provider-client-id = Id client
identity-provider-secret = Segreto client
identity-provider-secret-help = Viene custodito cifrato e non è più mostrato.
identity-provider-secret-stays = Mai mostrato. Vuoto: resta com’è.
identity-provider-scopes = Ambiti (scopes)
identity-provider-scopes-help = Separati da spazi. openid si chiede sempre.
identity-provider-domains = Domini e-mail
identity-provider-domains-help = Uno per riga: i domini di cui risponde questo fornitore. Un dominio conta quando il gestore del server lo ha verificato.
identity-domain-verified = verificato
identity-domain-waits = attende il gestore
identity-provider-role = Ruolo al primo accesso
identity-provider-role-help = Ciò che diventano le persone di un dominio verificato che arrivano per la prima volta.
identity-provider-role-none = Nessuno: entra solo chi è già noto
identity-provider-role-unknown = Un ruolo che non vedi
identity-provider-enabled = Si può accedere tramite questo fornitore
identity-provider-enabled-help = Finché è spento, il suo pulsante non si vede e nessuno entra tramite esso.
identity-provider-new-text = Il suo pulsante compare nella pagina di accesso appena salvi.
identity-provider-delete = Elimina fornitore
identity-provider-delete-title = Eliminare { $name }?
identity-provider-delete-now = Il suo pulsante sparisce dalla pagina di accesso e da ora nessuno entra tramite esso. Il segreto client viene eliminato. Chi ha già effettuato l’accesso resta collegato.
identity-provider-delete-people = Le persone arrivate tramite esso mantengono le appartenenze. Chi non ha una password la chiede nella pagina di accesso.
identity-provider-delete-again = Se lo configuri di nuovo con lo stesso emittente, le stesse persone entrano di nuovo e il gestore verifica daccapo i domini.
identity-provider-deleted = Fornitore eliminato.
identity-copy = Copia
identity-copied = Copiato.
identity-invitations = { $count ->
    [one] { $count } invito in attesa
   *[other] { $count } inviti in attesa
 }
identity-reach-companies = { $count ->
    [one] { $count } azienda
   *[other] { $count } aziende
 }
identity-reach-territories = { $count ->
    [one] { $count } zona
   *[other] { $count } zone
 }
identity-reach-warehouses = { $count ->
    [one] { $count } magazzino
   *[other] { $count } magazzini
 }
identity-reach-legal-entities = { $count ->
    [one] { $count } entità legale
   *[other] { $count } entità legali
 }
identity-role-members = { $count ->
    [0] nessuno
    [one] { $count } persona
   *[other] { $count } persone
 }
identity-sessions-end-text = { $count ->
    [one] Un dispositivo viene disconnesso.
   *[other] { $count } dispositivi vengono disconnessi.
 }
identity-company-add = Aggiungi azienda
identity-company-add-below = Aggiungi filiale o sede
identity-company-edit = Modifica azienda
identity-company-save = Salva azienda
identity-company-saved = Azienda salvata.
identity-company-archive = Archivia azienda
identity-company-archive-title = Archiviare { $name }?
identity-company-restore = Ripristina azienda
identity-company-restore-title = Ripristinare { $name }?
identity-company-restore-text = Può acquistare di nuovo e le sue persone rientrano.
identity-company-restored = Azienda ripristinata.
identity-show-people = Mostra persone
identity-column-kind = Tipo
identity-kind-all = Tutti
identity-kind-company = Azienda
identity-kind-division = Filiale
identity-kind-site = Sede
identity-kind-consumer = Privato
identity-account-manager = Referente
identity-inherited = da { $name }
identity-inherit = Come l’azienda superiore
identity-territory = Zona
identity-tree = Aziende collegate
identity-tree-alone = Da sola.
identity-parent = Appartiene a
identity-parent-help = Vuoto se è autonoma.
identity-street = Via e numero
identity-postal-code = CAP
identity-external-id = Id in un altro sistema
identity-act-for = Agisci per il cliente
identity-act-for-title = Agisci per { $name }
identity-act-for-text = Vai nel negozio e lo vedi come il cliente: prezzi, ordini, carrelli. Il cliente vede che l’hai fatto e il motivo. Fino alla fine il pannello ti è chiuso.
identity-act-for-reason = Motivo
identity-act-for-minutes = Per quanto tempo
identity-act-for-start = Vai al negozio
identity-person-choose = Scegli una persona
identity-territory-add = Aggiungi zona
identity-territory-edit = Rinomina o sposta
identity-territory-save = Salva zona
identity-territory-saved = Zona salvata.
identity-territory-parent = Dentro
identity-territory-top = Niente: in cima
identity-territories-none = Ancora nessuna zona
identity-territories-text = Traccia zone e assegnavi aziende e personale. Le appartenenze si possono limitare alle zone.
identity-place = Assegna qui
identity-place-title = Assegna a { $name }
identity-placed = Chi
identity-placed-on = Il giorno
identity-placed-from = Dal
identity-placed-from-help = Oggi se vuoto.
identity-placed-until = Fino al
identity-placed-now = Assegnato.
identity-placements-none = Nessuno vi appartiene in quel giorno.
identity-placement-end = Termina assegnazione
identity-placement-end-text = Vale fino alla fine di questo giorno. Il passato resta com’era. Senza un giorno non ha fine.
identity-placement-ended = Assegnazione terminata.
identity-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minuti
 }
identity-company-archive-text = { $count ->
    [0] Non acquista più. I suoi ordini restano.
    [one] Non acquista più e una persona perde l’accesso. I suoi ordini restano.
   *[other] Non acquista più e { $count } persone perdono l’accesso. I suoi ordini restano.
 }
identity-territory-move-help = Si sposta con tutto ciò che sta sotto.
identity-territory-archive = Archivia zona
identity-territory-archive-title = Archiviare { $name }?
identity-territory-archive-text = Nessuno vi può più essere assegnato. Il passato resta.
identity-territory-not-empty = È ancora in uso. Prima sposta o termina:
identity-territory-archived = Zona archiviata.
identity-territory-is-archived = Questa zona è archiviata. Ripristinala per assegnarvi qualcuno.
identity-territory-restore = Ripristina zona
identity-territory-restored = Zona ripristinata.
identity-territory-counts = Aziende: { $companies }, personale: { $people }
identity-territories-archived = Mostra le archiviate ({ $count })
identity-placed-day = In un giorno
identity-placed-ever = Anche passato e futuro
identity-placements-never = Nessuno vi è mai stato assegnato.
identity-placements-of-none = Mai assegnata a una zona.
identity-placements-history = Tutte le zone, passate e future
identity-placement-open = Lascia aperta la fine
identity-placement-opened = L’assegnazione ora non ha fine.
identity-place-reach = L’assegnazione dice chi segue la zona. Ciò che uno vede dipende dalla portata della sua appartenenza.
identity-place-reach-link = Imposta la portata
identity-looked-after = Chi la segue
identity-looked-after-nowhere = Quel giorno non è in nessuna zona.
identity-looked-after-inherited = come l’azienda sopra
identity-looked-after-nobody = In questa zona e sopra non c’è personale assegnato.
identity-tokens = Token API
identity-token = Token
identity-tokens-own = I tuoi
identity-tokens-all = Di tutti
identity-tokens-all-none = Nessuno ha un token.
identity-tokens-none = Non hai token API
identity-tokens-text = Con un token un programma opera nel tuo ruolo, entro ciò che gli permetti.
identity-token-make = Crea token
identity-token-made = Token «{ $name }»
identity-token-once = Copialo adesso. Non sarà più mostrato.
identity-token-kept = L’ho copiato
identity-token-name-help = A che cosa serve, ad esempio «Giacenze dal gestionale».
identity-token-days = Valido per
identity-token-owner = Proprietario
identity-token-scopes = Può
identity-token-some = Solo ciò che spunti
identity-token-everything = Tutto ciò che può il proprietario
identity-token-everything-help = Chi lo possiede può tutto ciò che puoi tu. Meglio spuntare ciò che serve al programma.
identity-token-expires = Scade
identity-token-revoke = Revoca token
identity-token-revoke-title = Revocare «{ $name }»?
identity-token-revoke-text = Il programma che lo usa non entra più, da subito.
identity-token-revoked = Token { $name } revocato.
identity-days = { $count ->
    [one] { $count } giorno
   *[other] { $count } giorni
 }
identity-reassign = Cambia referente
identity-reassign-title = { $count ->
    [one] Cambiare il referente di un’azienda?
   *[other] Cambiare il referente di { $count } aziende?
 }
identity-reassign-text = Chi vede solo i propri clienti da ora le vede, o non più.
identity-reassign-nobody = Nessuno: come l’azienda sopra
identity-reassigned = { $count ->
    [0] Niente da cambiare.
    [one] Cambiato il referente di un’azienda.
   *[other] Cambiato il referente di { $count } aziende.
 }
identity-choose = Seleziona { $name }
identity-choose-page = Seleziona tutte nella pagina ({ $count })
identity-choose-none = Deseleziona
identity-chosen = Selezionate: { $count }
identity-company-archive-below = { $count ->
    [one] Archivia anche l’azienda sotto di lei
   *[other] Archivia anche le { $count } aziende sotto di lei
 }
identity-acting = Chi opera per i clienti
identity-acting-none = Ora nessuno opera per un cliente
identity-acting-none-text = Chi può lo inizia dalla pagina di un’azienda.
identity-acting-companies = Mostra aziende
identity-acting-who = Chi
identity-acting-for = Per
identity-acting-since = Dal
identity-acting-end = Termina
identity-acting-end-title = Terminare l’operare di { $name } per { $company }?
identity-acting-end-text = Dal prossimo clic opera di nuovo in proprio. Ciò che è nel carrello del cliente resta.
identity-acting-ended = Terminato.
identity-what-they-did = Che cosa ha fatto
identity-person-saved = Persona salvata.
identity-erased-text = Ecco che cosa era conservato e che cosa ne è stato.
identity-erased-what = Che cosa
identity-erased-gone = Cancellati
identity-erased-kept = Conservati
identity-erased-why = Perché restano
identity-erased-leave = Torna alle persone
identity-held-person = Nome, indirizzo, appartenenze
identity-held-access = Password, passkey, sessioni, token
identity-held-requests = Inviti e registrazioni
identity-held-orders = Ordini
identity-held-carts = Carrelli
identity-held-messages = Messaggi
identity-held-imports = Importazioni
identity-held-audit = Registro
identity-kept-person = Appartenenze senza nome a cui rimandano ordini e registrazioni (norme contabili).
identity-kept-orders = Gli ordini sono documenti che le norme contabili impongono di conservare; il nome non c’è più.
identity-kept-audit = Chi ha fatto che cosa, solo per identificativi, è la prova delle decisioni dell’impresa (GDPR, articolo 17, paragrafo 3, lettere b ed e) e resta quanto i documenti a cui si riferisce.
identity-roles-own-text = Le aziende compongono ruoli propri; qui li vedi e li cambia l’azienda.
identity-role-of-company = Un ruolo proprio di questa azienda; lo cambiano le sue persone:
identity-registrations-open = Apri il modulo di registrazione
identity-address-country-none = Il Paese indicato sopra

# Gruppi di clienti.

identity-customer-groups = Gruppi di clienti
identity-groups-search = Cerca gruppi
identity-groups-empty-title = Ancora nessun gruppo di clienti
identity-groups-empty-text = Crea gruppi, per esempio grandi clienti o installatori, e assegna loro le aziende. A un gruppo si può dare un listino.
identity-group-add = Aggiungi gruppo
identity-group-new = Nuovo gruppo di clienti
identity-group-added = Gruppo di clienti aggiunto.
identity-group-save = Salva
identity-group-saved = Gruppo di clienti rinominato.
identity-group-rename = Rinomina
identity-group-archive = Archivia
identity-group-archived = Gruppo di clienti archiviato. Non conta da nessuna parte finché non viene ripristinato.
identity-group-restore = Ripristina
identity-group-restored = Gruppo di clienti ripristinato.
identity-group-code-help = Le importazioni indicano il gruppo con questo codice. Non cambia mai.
identity-groups-change = Cambia gruppi
identity-groups-of = Gruppi di { $name }
identity-groups-of-none = In nessun gruppo.
identity-groups-of-text = Senza gruppi propri, un’azienda è in quelli dell’azienda superiore.
identity-groups-saved = Gruppi salvati.
identity-group-remove = Togli dal gruppo { $name }
identity-group-pick = Aggiungi un gruppo
identity-group-pick-help = Scrivi parte del nome o l’inizio del codice e scegli.

# Imposte di un’azienda e come si mostrano i prezzi.

identity-company-tax = Imposte
identity-vat-id-valid = Valida
identity-vat-id-unchecked = Non confermata
identity-vat-id-confirm = Segna come valida
identity-vat-id-take-back = Ritira la conferma
identity-vat-id-confirmed = Partita IVA segnata come valida.
identity-vat-id-unconfirmed = Conferma ritirata.
identity-tax-exemptions = Esenzioni fiscali
identity-tax-exemptions-none = Nessuna esenzione fiscale.
identity-tax-exemption-add = Inserisci esenzione
identity-tax-exemption-added = Esenzione fiscale inserita.
identity-tax-exemption-changed = Esenzione fiscale modificata.
identity-tax-exemption-end = Termina oggi
identity-tax-certificate = Certificato
identity-tax-reason = Motivo
identity-tax-reason-help = Stampato sui documenti con il numero del certificato.
identity-tax-classes = Classi fiscali
identity-tax-classes-all = tutte
identity-tax-classes-help = Codici separati da virgole; vuoto per tutte le classi.
identity-price-display = I prezzi si mostrano
identity-price-display-help = Chi compra paga lo stesso in ogni caso.
identity-price-display-by_customer = ai privati IVA inclusa, alle aziende IVA esclusa
identity-price-display-net = IVA esclusa
identity-price-display-gross = IVA inclusa
identity-price-display-as_listed = come nel listino
