# Il registro.

audit-trail = Registro delle modifiche
audit-entry = Voce
audit-search = Cerca nel registro
audit-from = Dal
audit-until = Fino al
audit-none = Ancora nessuna voce
audit-none-text = Tutto ciò che personale e clienti modificano appare subito qui.
audit-export = Esporta CSV
audit-check = Verifica la catena
audit-check-text = Ogni voce viene confrontata con il suo sigillo. Nulla cambia.
audit-when = Quando
audit-who = Chi
audit-what = Cosa
audit-on = Su
audit-ip = Dall’indirizzo
audit-agent = Con
audit-email = E-mail
audit-subject = Riguarda
audit-request = Richiesta
audit-position = Posizione nella catena
audit-unsealed = non ancora sigillata
audit-hash = Sigillo
audit-changes = Cosa è cambiato
audit-field = Campo
audit-before = Prima
audit-after = Dopo
audit-on-behalf = { $name }, per un cliente
audit-actor-user = Qualcuno
audit-actor-system = Kontor
audit-actor-guest = Un ospite
audit-erased = I dati personali di questa voce sono stati cancellati. Il sigillo resta valido.
audit-check-good = { $count ->
    [one] Una voce, sigillate { $sealed }: tutto com’era.
   *[other] { $count } voci, di cui { $sealed } sigillate: tutte com’erano.
 }
audit-check-bad = { $count ->
    [one] La catena è interrotta in un punto.
   *[other] La catena è interrotta in { $count } punti.
 }
