# Importy i eksporty plików.

import-title = Importy
import-import = Import
import-kind = Co zawiera plik
import-kind_products = Produkty
import-kind_prices = Ceny
import-kind_customers = Firmy
import-kind_stock = Stany
import-file = Plik: CSV, XLSX, NDJSON lub BMEcat
import-file-missing = Wybierz plik do przesłania.
import-columns = Kolumny, w dowolnej kolejności:
import-options = Jak zapisano plik
import-encoding = Kodowanie
import-decimal-mark = Znak dziesiętny
import-decimal-point = Kropka: 12.50
import-decimal-comma = Przecinek: 12,50
import-on-error = Gdy wiersz jest błędny
import-on-error-stop = Nic nie zmieniaj i zgłoś
import-on-error-skip = Pomiń go i kontynuuj
import-upload = Prześlij plik
import-uploading = Przesyłanie { $file }
import-ready = { $kind }, { $size } kB
import-earlier = Wcześniejsze importy
import-empty-title = Nie ma jeszcze importów
import-empty-text = Każdy przesłany plik pozostanie tu wraz z raportem.
import-column-file = Plik
import-column-kind = Rodzaj
import-column-state = Stan
import-column-uploaded = Przesłano
import-column-applied = Wiersze zapisane
import-column-bad = Wiersze z błędami
import-finished = Zakończono
import-rows-total = Wiersze
import-created = Utworzone
import-updated = Zmienione
import-unchanged = Bez zmian
import-state_validating = Sprawdzanie
import-state_refused = Odrzucony
import-state_applying = Zapisywanie
import-state_done = Zakończony
import-state_failed = Przerwany
import-validating = Sprawdzanie wierszy. Nic jeszcze nie zmieniono.
import-applying = Zapisano { $applied } z { $total } wierszy
import-outcome_done =
    { $applied ->
        [one] Zapisano 1 wiersz{""}
        [few] Zapisano { $applied } wiersze{""}
       *[many] Zapisano { $applied } wierszy{""}
    }{ $bad ->
        [0] .
        [one] , pominięto 1 wiersz. Popraw go w pliku i prześlij plik ponownie.
        [few] , pominięto { $bad } wiersze. Popraw je w pliku i prześlij plik ponownie.
       *[many] , pominięto { $bad } wierszy. Popraw je w pliku i prześlij plik ponownie.
    }
import-outcome_refused =
    { $bad ->
        [one] Nic nie zmieniono, bo 1 wiersz zawiera błędy. Popraw go i prześlij plik ponownie.
        [few] Nic nie zmieniono, bo { $bad } wiersze zawierają błędy. Popraw je i prześlij plik ponownie.
       *[many] Nic nie zmieniono, bo { $bad } wierszy zawiera błędy. Popraw je i prześlij plik ponownie.
    }
import-outcome_failed =
    { $applied ->
        [one] Import zatrzymał się po 1 wierszu. Prześlij plik ponownie; zapisane wiersze pozostaną bez zmian.
       *[many] Import zatrzymał się po { $applied } wierszach. Prześlij plik ponownie; zapisane wiersze pozostaną bez zmian.
    }
import-errors-title = Co jest nie tak
import-errors-first = Pierwsze { $shown }; raport zawiera wszystkie.
import-outcome_unread = Pliku nie udało się odczytać, więc nic nie zmieniono. Popraw go i prześlij ponownie.
import-line = Linia
import-column = Kolumna
import-problem = Problem
import-download-report = Pobierz raport
import-state_cancelled = Anulowany
import-no-name = Plik bez nazwy
import-value = Wartość
import-cancel = Anuluj import
import-cancel-title = Anulować ten import?
import-cancel-text = Żaden dalszy wiersz nie zostanie zapisany. Wiersze już zapisane pozostaną.
import-cancelled = Import jest anulowany.
import-outcome_cancelled =
    { $applied ->
        [0] Import anulowano, zanim cokolwiek zapisano.
        [one] Import anulowano po 1 wierszu, który pozostaje zapisany.
       *[many] Import anulowano po { $applied } wierszach, które pozostają zapisane.
    }
import-download-report-xlsx = Jako arkusz
import-look = Najpierw obejrzyj
import-no-mapping = Według nazw kolumn
import-mapping = Mapowanie
import-mappings = Zapisane mapowania
import-mapping-name = Nazwa mapowania
import-keep-mapping = Zapisz mapowanie
import-mapping-kept = Mapowanie zapisano.
import-mapping-removed = Mapowanie usunięto.
import-remove-mapping = Usuń mapowanie
import-remove-mapping-title = Usunąć mapowanie { $name }?
import-remove-mapping-text = Importy, które go używały, zachowują swoje.
import-columns-taken = Kolumny pliku
import-source = Kolumna pliku
import-field = Pole
import-field-of = Pole dla { $source }
import-factor = Razy
import-factor-of = Mnożnik dla { $source }
import-words = Słowa
import-words-of = Słowa w { $source }
import-words-example = szt. = pcs
import-not-taken = Pomijana
import-constants = Ta sama wartość w każdym wierszu
import-use-proposal = Użyj proponowanego mapowania
import-preview = Podgląd
import-preview-first = Pierwszych 50 wierszy.
import-sheet = Arkusz
import-start = Rozpocznij import
import-waits = Plik dotarł i czeka na rozpoczęcie importu.
import-looking = Przeglądanie pliku
import-rate = wierszy na sekundę: { $rate }
import-fate = Wynik
import-fate_created = nowy
import-fate_updated = zmieniony
import-fate_unchanged = bez zmian
import-fate_bad = odrzucony
import-state_uploaded = Czeka
