# Messaggi.

messages-title = Messaggi
messages-register = Registro degli invii
messages-message = Messaggio
messages-search = Cerca messaggi
messages-none = Ancora nessun messaggio
messages-none-text = Ogni e-mail inviata appare qui, con il suo esito.
messages-to = A
messages-subject = Oggetto
messages-template = Modello
messages-state = Stato
messages-state-all = Tutti
messages-state-queued = in coda
messages-state-sending = in invio
messages-state-sent = inviato
messages-state-captured = catturato
messages-state-failed = errore, si riprova
messages-state-given-up = abbandonato
messages-queued = In coda dal
messages-sent = Inviato
messages-next-try = Prossimo tentativo
messages-attempts = Tentativi
messages-text = Testo
messages-retry = Invia di nuovo
messages-retried = È di nuovo in coda.
