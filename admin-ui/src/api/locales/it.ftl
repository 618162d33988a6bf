# Una frase per ogni codice di problema; i punti del codice qui sono trattini.

problem-unreachable = Il server non è raggiungibile. Controlla la connessione e riprova.
problem-server = Il server non ha potuto completare l’operazione. Riprova; se succede ancora, segnala la richiesta { $request }.
problem-status_401 = La sessione è terminata. Accedi di nuovo per continuare.
problem-status_403 = Il tuo ruolo non lo consente. Chiedi il permesso a un amministratore.
problem-status_404 = Non esiste, o non esiste più.
problem-status_409 = Nel frattempo qualcuno lo ha modificato. Controlla lo stato attuale e riprova.
problem-status_413 = Il file è più grande di quanto il server accetti. Dividilo e carica le parti.
problem-status_422 = Alcuni valori non sono stati accettati. Correggili e riprova.
problem-status_429 = Troppi tentativi in poco tempo. Aspetta un minuto e riprova.
problem-idempotency-in_progress = La stessa richiesta è ancora in lavorazione. Aspetta un momento e ricontrolla.
