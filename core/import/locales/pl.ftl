import-name = Import
import-description = Produkty, ceny, kontrahenci i stany magazynowe z plików CSV.
import-permission-runs-read = Podgląd importów i ich raportów
import-permission-runs-start = Importowanie i przerywanie importów

problem-no-such-import = Nie ma takiego importu.
problem-import-has_ended = Ten import już się zakończył.
problem-import-too_large = Plik może mieć najwyżej { $most } bajtów; podziel go.
problem-import-bad_file_name = Nazwa pliku ma od 1 do 200 znaków i nie zawiera znaków sterujących.
problem-import-unknown_encoding = „{ $encoding }” nie jest żadnym z kodowań utf-8, windows-1252 i iso-8859-1.
title-import-too_large = Plik jest za duży
