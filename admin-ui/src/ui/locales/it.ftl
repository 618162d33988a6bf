# Parole comuni a tutti gli elenchi e moduli.

ui-archived-option = { $name } (archiviato)
ui-attributes = Attributi personalizzati
ui-clear-filters = Azzera i filtri
ui-close = Chiudi
ui-columns = Colonne
ui-first-page = Mostra la prima pagina
ui-go-back = Torna indietro
ui-move-down = Sposta in basso: { $name }
ui-move-up = Sposta in alto: { $name }
ui-next-page = Pagina successiva
ui-previous-page = Pagina precedente
ui-no = No
ui-not-said = Non indicato
ui-nothing-found = Nessun risultato con questi filtri
ui-nothing-found-text = Cerca con meno lettere o azzera i filtri per vedere tutto.
ui-nothing-on-page = Ci sono meno pagine di quante ne chieda questo indirizzo.
ui-page-of = { $page } di { $last }
ui-pages = Pagine
ui-range = { $from }–{ $to } di { $total }
ui-remove-filter = Rimuovi il filtro { $filter }
ui-rows = { $count } righe
ui-rows-per-page = Righe per pagina
ui-try-again = Riprova
ui-yes = Sì
ui-trail = Cronologia
