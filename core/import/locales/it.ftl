import-name = Importazione
import-description = Prodotti, prezzi, clienti e giacenze da file e verso file.
import-permission-runs-read = Vedere le importazioni e i loro rapporti
import-permission-runs-start = Importare e annullare importazioni

problem-no-such-import = Non esiste un’importazione del genere.
problem-import-has_ended = L’importazione è già terminata.
problem-import-too_large = Un file può avere al massimo { $most } byte; dividilo.
problem-import-bad_file_name = Il nome di un file ha da 1 a 200 caratteri, senza caratteri di controllo.
problem-import-unknown_encoding = “{ $encoding }” non è una delle codifiche utf-8, windows-1252 e iso-8859-1.
title-import-too_large = Il file è troppo grande
problem-import-has_started = L’importazione è già stata avviata.
problem-import-bad_mapping = La mappatura non può essere usata così com’è.
problem-import-mapping_size = Una mappatura comprende da 1 a 100 colonne.
problem-import-field_mapped_twice = Due colonne finiscono nello stesso campo.
problem-import-unknown_mapped_field = Questo tipo di file non ha un campo del genere.
problem-import-bad_mapping_text = Scrivi da 1 a 200 caratteri.
problem-import-bad_mapping_values = Si sostituiscono al massimo 1000 parole da 1 a 200 caratteri.
problem-import-bad_factor = Scrivi un numero maggiore di zero, con il punto, al massimo 1000000000 e con al massimo 9 decimali.
problem-import-bad_mapping_name = Il nome di una mappatura ha da 1 a 100 caratteri.
problem-import-mapping_exists = Esiste già una mappatura di nome { $name }.
problem-import-unknown_mapping = Non esiste una mappatura di nome { $name } per file del genere.
problem-import-kind_not_taken = Nessun modulo di questa installazione accetta questi dati ({ $kind }); non è stato importato nulla.
problem-no-such-export = Non esiste un’esportazione del genere.
problem-no-such-import-mapping = Non esiste una mappatura del genere.

import-message-unreadable = Il file non può essere letto; vedi la riga { $line }.
import-message-too-many-rows = Il file ha { $rows } righe e questo negozio può importarne { $most } alla volta; dividilo o chiedine di più al gestore della piattaforma. Non è stato scritto nulla.
import-message-bad-rows = Righe che non possono essere accettate: { $bad } di { $rows }; non è stato scritto nulla.
import-message-cancelled = Annullata da { $who }.
import-message-broke-off = Si è interrotta e non può essere ripresa; importa di nuovo il file.
import-message-our-side = Qualcosa è andato storto da parte nostra; importa di nuovo il file.
import-more-problems = altri problemi contati ma non elencati: { $count }

problem-import-unreadable = il file non può essere letto: { $cause }
problem-import-empty_file = il file è vuoto; serve una riga di intestazione
problem-import-wrong_encoding = il file è in UTF-16; salvalo come UTF-8 (nel foglio di calcolo: “CSV UTF-8”)
import-row-mark-of-utf-8 = il file inizia con il segno di UTF-8; importalo con encoding=utf-8, non { $encoding }
import-row-encoding-of-xml = il file è scritto in { $name }, che non viene letto; salvalo come UTF-8
problem-import-wrong_format = il file non è { $format }: { $cause }
problem-import-unknown_sheet = la cartella non ha il foglio “{ $name }”; ha { $sheets }
problem-import-malformed = il file è guasto in questo punto: { $cause }
problem-import-entities_refused = il file dichiara un tipo di documento o entità proprie, che non vengono mai lette
problem-import-too_inflated = il file si espande oltre misura o contiene troppo testo; salva il foglio come CSV e importa quello
problem-import-record_too_long = il record supera { $limit } byte; manca una virgoletta di chiusura?
problem-import-unterminated_quote = la virgoletta aperta qui non viene mai chiusa
problem-import-stray_quote = c’è testo dopo la virgoletta di chiusura; scrivi doppia una virgoletta nel testo
problem-import-too_many_rows = il file ha più di { $most } righe; dividilo
import-row-many-columns = l’intestazione ha { $count } colonne
import-row-nameless = la colonna { $number } dell’intestazione non ha nome
import-row-nameless-of = la colonna { $number } dell’intestazione non ha nome; le colonne di { $kind } sono { $names }
import-row-unknown = la colonna “{ $name }” non è conosciuta
import-row-unknown-of = la colonna “{ $name }” non è conosciuta; le colonne di { $kind } sono { $names }
import-row-unmapped = la mappatura non dice nulla della colonna “{ $name }”
import-row-missing = manca la colonna obbligatoria “{ $name }”
import-row-missing-of = manca la colonna obbligatoria “{ $name }”; le colonne di { $kind } sono { $names }
problem-import-duplicate_column = l’intestazione nomina due volte la colonna “{ $name }”
problem-import-field_count = campi nella riga: { $found }, nell’intestazione: { $expected }
import-row-bad-byte-utf-8 = il byte { $byte } alla posizione { $offset } non è UTF-8 valido; salva il file come UTF-8 o importalo con encoding=windows-1252
import-row-bad-byte-windows-1252 = il byte { $byte } alla posizione { $offset } non è Windows-1252 valido; salva il file come UTF-8 e importalo con encoding=utf-8
import-row-bad-byte-iso-8859-1 = il byte { $byte } alla posizione { $offset } non è ISO-8859-1 valido; importalo con encoding=windows-1252 o salvalo come UTF-8
problem-import-control_character = la cella contiene un carattere di controllo
problem-import-empty_value = la cella è vuota, ma non deve esserlo
problem-import-too_long = il testo ha { $count } caratteri, ne sono ammessi { $most }
problem-import-bad_number = { $shown } non è un numero
import-row-other-mark = { $shown } non è un numero con il segno decimale “{ $own }”; scrivi { $instead } o importa con decimal_mark={ $other }
import-row-mark-or-thousands = { $shown } non è un numero con il segno decimale “{ $own }”; scrivilo senza separatori delle migliaia o importa con decimal_mark={ $other }
import-row-exponent = { $shown } non è un numero in notazione semplice; scrivilo senza esponente
import-row-thousands = { $shown } non è un numero in notazione semplice; scrivilo senza separatori delle migliaia
import-row-plus-sign = { $shown } non è un numero in notazione semplice; scrivilo senza il segno più
problem-import-negative_number = { $shown } è minore di zero
problem-import-zero_number = { $shown } deve essere maggiore di zero
problem-import-number_too_large = { $shown } è più di { $most }
problem-import-too_many_decimals = { $shown } ha più di { $most } decimali
import-row-whole-number = { $shown } deve essere un numero intero
problem-import-bad_value = { $shown } non è { $form }
import-row-bad-date = { $shown } non è una data scritta come { $form }
import-row-no-currency = { $shown } non è una valuta ISO 4217 in circolazione
problem-import-duplicate_key = { $shown } sta già nella riga { $first } e di nuovo nella riga { $line }
problem-import-bad_object = la riga non si legge come JSON: { $cause }
problem-import-unknown_field = il campo “{ $name }” non è conosciuto
problem-import-nested_value = una lista o un oggetto sta dove va un solo valore
problem-import-cell_error = la formula di questa cella ha dato { $shown }
problem-import-not_taken = { $shown } non viene ripreso; il resto della riga sì

import-form-goods-or-service = goods o service
import-form-a-JSON-object-of-attributes = un oggetto JSON di attributi
import-form-a-currency-of-three-capital-letters = una valuta di tre lettere maiuscole
import-form-a-country-of-two-capital-letters = un paese di due lettere maiuscole
import-form-an-e-mail-address = un indirizzo e-mail
import-form-company--division--site-or-consumer = company, division, site o consumer
