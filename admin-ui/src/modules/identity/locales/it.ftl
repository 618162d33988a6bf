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
identity-erased = Persona cancellata.
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
identity-country-help = Due lettere, ad esempio IT.
identity-external-id = Id in un altro sistema
identity-act-for = Agisci per il cliente
identity-act-for-title = Agisci per { $name }
identity-act-for-text = Vai nel negozio e lo vedi come il cliente: prezzi, ordini, carrelli. Il cliente vede che l’hai fatto e il motivo. Fino alla fine il pannello ti è chiuso.
identity-act-for-reason = Motivo
identity-act-for-minutes = Per quanto tempo
identity-act-for-start = Vai al negozio
identity-person-choose = Scegli una persona
identity-territory-add = Aggiungi zona
identity-territory-edit = Rinomina zona
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
identity-placement-end-text = Vale fino alla fine di questo giorno. Il passato resta com’era.
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
