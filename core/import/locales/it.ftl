import-name = Importazione
import-description = Prodotti, prezzi, clienti e giacenze da file CSV.
import-permission-runs-read = Vedere le importazioni e i loro rapporti
import-permission-runs-start = Importare e annullare importazioni

problem-no-such-import = Non esiste un’importazione del genere.
problem-import-has_ended = L’importazione è già terminata.
problem-import-too_large = Un file può avere al massimo { $most } byte; dividilo.
problem-import-bad_file_name = Il nome di un file ha da 1 a 200 caratteri, senza caratteri di controllo.
problem-import-unknown_encoding = “{ $encoding }” non è una delle codifiche utf-8, windows-1252 e iso-8859-1.
title-import-too_large = Il file è troppo grande
