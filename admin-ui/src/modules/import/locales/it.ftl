# Importazioni di file CSV.

import-title = Importazioni
import-import = Importazione
import-kind = Che cosa contiene il file
import-kind_products = Prodotti
import-kind_prices = Prezzi
import-kind_customers = Aziende
import-kind_stock = Giacenze
import-file = File: CSV, XLSX, NDJSON o BMEcat
import-file-missing = Scegli il file da caricare.
import-columns = Colonne, in qualsiasi ordine:
import-options = Come è scritto il file
import-encoding = Codifica
import-decimal-mark = Segno decimale
import-decimal-point = Punto: 12.50
import-decimal-comma = Virgola: 12,50
import-on-error = Se una riga è errata
import-on-error-stop = Non cambiare nulla e segnala
import-on-error-skip = Saltala e continua
import-upload = Carica il file
import-uploading = Caricamento di { $file }
import-ready = { $kind }, { $size } kB
import-earlier = Importazioni precedenti
import-empty-title = Ancora nessuna importazione
import-empty-text = Ogni file caricato resta qui con il suo resoconto.
import-column-file = File
import-column-kind = Tipo
import-column-state = Stato
import-column-uploaded = Caricata
import-column-applied = Righe applicate
import-column-bad = Righe con errori
import-finished = Terminata
import-rows-total = Righe
import-created = Creati
import-updated = Aggiornati
import-unchanged = Invariati
import-state_validating = In verifica
import-state_refused = Rifiutata
import-state_applying = In corso
import-state_done = Completata
import-state_failed = Fallita
import-validating = Verifica delle righe. Non è ancora cambiato nulla.
import-applying = { $applied } righe applicate su { $total }
import-outcome_done =
    { $applied ->
        [one] 1 riga applicata{""}
       *[other] { $applied } righe applicate{""}
    }{ $bad ->
        [0] .
        [one] , 1 riga saltata. Correggila nel file e caricalo di nuovo.
       *[other] , { $bad } righe saltate. Correggile nel file e caricalo di nuovo.
    }
import-outcome_refused =
    { $bad ->
        [one] Nulla è cambiato, perché 1 riga contiene errori. Correggila e carica di nuovo il file.
       *[other] Nulla è cambiato, perché { $bad } righe contengono errori. Correggile e carica di nuovo il file.
    }
import-outcome_failed =
    { $applied ->
        [one] L’importazione si è fermata dopo 1 riga. Carica di nuovo il file; le righe già applicate restano come sono.
       *[other] L’importazione si è fermata dopo { $applied } righe. Carica di nuovo il file; le righe già applicate restano come sono.
    }
import-errors-title = Che cosa non va
import-errors-first = I primi { $shown }; il resoconto li contiene tutti.
import-outcome_unread = Il file non si è potuto leggere, quindi nulla è cambiato. Correggilo e caricalo di nuovo.
import-line = Riga
import-column = Colonna
import-problem = Problema
import-download-report = Scarica il resoconto
import-state_cancelled = Annullata
import-no-name = File senza nome
import-value = Valore
import-cancel = Annulla l’importazione
import-cancel-title = Annullare questa importazione?
import-cancel-text = Nessun’altra riga viene scritta. Le righe già scritte restano.
import-cancelled = L’importazione è annullata.
import-outcome_cancelled =
    { $applied ->
        [0] L’importazione è stata annullata prima di scrivere qualcosa.
        [one] L’importazione è stata annullata dopo 1 riga, che resta.
       *[other] L’importazione è stata annullata dopo { $applied } righe, che restano.
    }
import-download-report-xlsx = Come foglio di calcolo
import-look = Prima guardalo
import-no-mapping = Secondo i nomi delle colonne
import-mapping = Mappatura
import-mappings = Mappature salvate
import-mapping-name = Nome della mappatura
import-keep-mapping = Salva la mappatura
import-mapping-kept = La mappatura è salvata.
import-mapping-removed = La mappatura è eliminata.
import-remove-mapping = Elimina la mappatura
import-remove-mapping-title = Eliminare la mappatura { $name }?
import-remove-mapping-text = Le importazioni che la usavano conservano la propria.
import-columns-taken = Colonne del file
import-source = Colonna del file
import-field = Campo
import-field-of = Campo per { $source }
import-factor = Per
import-factor-of = Fattore per { $source }
import-words = Parole
import-words-of = Parole in { $source }
import-words-example = szt. = pcs
import-not-taken = Non ripresa
import-constants = Lo stesso valore in ogni riga
import-use-proposal = Usa la mappatura proposta
import-preview = Anteprima
import-preview-first = Le prime 50 righe.
import-sheet = Foglio
import-start = Avvia l’importazione
import-waits = Il file è arrivato e attende l’avvio.
import-looking = Lettura del file
import-rate = righe al secondo: { $rate }
import-fate = Esito
import-fate_created = nuova
import-fate_updated = modificata
import-fate_unchanged = invariata
import-fate_bad = rifiutata
import-state_uploaded = In attesa
