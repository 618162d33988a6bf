import-name = Import
import-description = Produkty, ceny, kontrahenci i stany magazynowe z plików i do plików.
import-permission-runs-read = Podgląd importów i ich raportów
import-permission-runs-start = Importowanie i przerywanie importów

problem-no-such-import = Nie ma takiego importu.
problem-import-has_ended = Ten import już się zakończył.
problem-import-too_large = Plik może mieć najwyżej { $most } bajtów; podziel go.
problem-import-bad_file_name = Nazwa pliku ma od 1 do 200 znaków i nie zawiera znaków sterujących.
problem-import-unknown_encoding = „{ $encoding }” nie jest żadnym z kodowań utf-8, windows-1252 i iso-8859-1.
title-import-too_large = Plik jest za duży
problem-import-has_started = Import został już rozpoczęty.
problem-import-bad_mapping = Tego mapowania nie można użyć w tej postaci.
problem-import-mapping_size = Mapowanie obejmuje od 1 do 100 kolumn.
problem-import-field_mapped_twice = Dwie kolumny trafiają do tego samego pola.
problem-import-unknown_mapped_field = Taki rodzaj pliku nie ma takiego pola.
problem-import-bad_mapping_text = Wpisz od 1 do 200 znaków.
problem-import-bad_mapping_values = Można zastąpić najwyżej 1000 słów o długości od 1 do 200 znaków.
problem-import-bad_factor = Wpisz liczbę większą od zera, z kropką, najwyżej 1000000000 i z najwyżej 9 miejscami po przecinku.
problem-import-bad_mapping_name = Nazwa mapowania ma od 1 do 100 znaków.
problem-import-mapping_exists = Mapowanie o nazwie { $name } już istnieje.
problem-import-unknown_mapping = Nie ma mapowania o nazwie { $name } dla takich plików.
problem-import-kind_not_taken = Żaden moduł tego wdrożenia nie przyjmuje takich danych ({ $kind }); nic nie zaimportowano.
problem-no-such-export = Nie ma takiego eksportu.
problem-no-such-import-mapping = Nie ma takiego mapowania.

import-message-unreadable = Nie można odczytać pliku; zobacz wiersz { $line }.
import-message-too-many-rows = Plik ma { $rows } wierszy, a ten sklep może importować naraz { $most }; podziel go albo poproś operatora platformy o więcej. Niczego nie zapisano.
import-message-bad-rows = Nie można przyjąć wierszy: { $bad } z { $rows }; niczego nie zapisano.
import-message-cancelled = Przerwał(a): { $who }.
import-message-broke-off = Import został przerwany i nie można go wznowić; zaimportuj plik ponownie.
import-message-our-side = Coś poszło nie tak po naszej stronie; zaimportuj plik ponownie.
import-more-problems = dalsze problemy policzono, ale nie wymieniono: { $count }

problem-import-unreadable = nie można odczytać pliku: { $cause }
problem-import-empty_file = plik jest pusty; potrzebny jest wiersz nagłówka
problem-import-wrong_encoding = plik jest w UTF-16; zapisz go jako UTF-8 (w arkuszu: „CSV UTF-8”)
import-row-mark-of-utf-8 = plik zaczyna się znacznikiem UTF-8; zaimportuj go z encoding=utf-8, a nie { $encoding }
import-row-encoding-of-xml = plik jest zapisany w kodowaniu { $name }, które nie jest obsługiwane; zapisz go jako UTF-8
problem-import-wrong_format = to nie jest plik { $format }: { $cause }
problem-import-unknown_sheet = skoroszyt nie ma arkusza „{ $name }”; ma: { $sheets }
problem-import-malformed = plik jest w tym miejscu uszkodzony: { $cause }
problem-import-entities_refused = plik deklaruje typ dokumentu lub własne encje, które nigdy nie są czytane
problem-import-too_inflated = plik po rozpakowaniu rośnie ponad miarę albo zawiera za dużo tekstu; zapisz arkusz jako CSV i zaimportuj go
problem-import-record_too_long = rekord jest dłuższy niż { $limit } bajtów; czy brakuje cudzysłowu zamykającego?
problem-import-unterminated_quote = otwarty tu cudzysłów nie został zamknięty
problem-import-stray_quote = po cudzysłowie zamykającym stoi tekst; cudzysłów w tekście zapisz podwójnie
problem-import-too_many_rows = plik ma więcej niż { $most } wierszy; podziel go
import-row-many-columns = nagłówek ma { $count } kolumn
import-row-nameless = kolumna { $number } nagłówka nie ma nazwy
import-row-nameless-of = kolumna { $number } nagłówka nie ma nazwy; kolumny dla { $kind } to { $names }
import-row-unknown = kolumna „{ $name }” nie jest znana
import-row-unknown-of = kolumna „{ $name }” nie jest znana; kolumny dla { $kind } to { $names }
import-row-unmapped = mapowanie nic nie mówi o kolumnie „{ $name }”
import-row-missing = brakuje obowiązkowej kolumny „{ $name }”
import-row-missing-of = brakuje obowiązkowej kolumny „{ $name }”; kolumny dla { $kind } to { $names }
problem-import-duplicate_column = nagłówek wymienia kolumnę „{ $name }” dwa razy
problem-import-field_count = liczba pól w wierszu: { $found }, a w nagłówku: { $expected }
import-row-bad-byte-utf-8 = bajt { $byte } na pozycji { $offset } nie należy do UTF-8; zapisz plik jako UTF-8 albo zaimportuj go z encoding=windows-1252
import-row-bad-byte-windows-1252 = bajt { $byte } na pozycji { $offset } nie należy do Windows-1252; zapisz plik jako UTF-8 i zaimportuj go z encoding=utf-8
import-row-bad-byte-iso-8859-1 = bajt { $byte } na pozycji { $offset } nie należy do ISO-8859-1; zaimportuj plik z encoding=windows-1252 albo zapisz go jako UTF-8
problem-import-control_character = komórka zawiera znak sterujący
problem-import-empty_value = komórka jest pusta, a nie może być
problem-import-too_long = tekst ma { $count } znaków, a dozwolone są { $most }
problem-import-bad_number = { $shown } nie jest liczbą
import-row-other-mark = { $shown } nie jest liczbą ze znakiem dziesiętnym „{ $own }”; zapisz { $instead } albo zaimportuj z decimal_mark={ $other }
import-row-mark-or-thousands = { $shown } nie jest liczbą ze znakiem dziesiętnym „{ $own }”; zapisz ją bez separatorów tysięcy albo zaimportuj z decimal_mark={ $other }
import-row-exponent = { $shown } nie jest liczbą w zwykłym zapisie; zapisz ją bez wykładnika
import-row-thousands = { $shown } nie jest liczbą w zwykłym zapisie; zapisz ją bez separatorów tysięcy
import-row-plus-sign = { $shown } nie jest liczbą w zwykłym zapisie; zapisz ją bez znaku plus
problem-import-negative_number = { $shown } jest poniżej zera
problem-import-zero_number = { $shown } musi być większe od zera
problem-import-number_too_large = { $shown } to więcej niż { $most }
problem-import-too_many_decimals = { $shown } ma więcej niż { $most } miejsc po przecinku
import-row-whole-number = { $shown } musi być liczbą całkowitą
problem-import-bad_value = { $shown } to nie { $form }
import-row-bad-date = { $shown } nie jest datą zapisaną jako { $form }
import-row-no-currency = { $shown } nie jest walutą ISO 4217 będącą w obiegu
problem-import-duplicate_key = { $shown } stoi już w wierszu { $first } i ponownie w wierszu { $line }
problem-import-bad_object = wiersza nie da się odczytać jako JSON: { $cause }
problem-import-unknown_field = pole „{ $name }” nie jest znane
problem-import-nested_value = lista lub obiekt stoi tam, gdzie powinna być jedna wartość
problem-import-cell_error = formuła tej komórki dała { $shown }
problem-import-not_taken = { $shown } nie zostaje przejęte; reszta wiersza tak

import-form-goods-or-service = goods ani service
import-form-a-JSON-object-of-attributes = obiekt JSON z atrybutami
import-form-a-currency-of-three-capital-letters = waluta z trzech wielkich liter
import-form-a-country-of-two-capital-letters = kraj z dwóch wielkich liter
import-form-an-e-mail-address = adres e-mail
import-form-company--division--site-or-consumer = company, division, site ani consumer
