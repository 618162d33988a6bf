# Słowa wspólne dla wszystkich list i formularzy.

ui-archived-option = { $name } (w archiwum)
ui-attributes = Atrybuty własne
ui-clear-filters = Wyczyść filtry
ui-close = Zamknij
ui-columns = Kolumny
ui-first-page = Pokaż pierwszą stronę
ui-go-back = Wróć
ui-move-down = Przesuń w dół: { $name }
ui-move-up = Przesuń w górę: { $name }
ui-next-page = Następna strona
ui-previous-page = Poprzednia strona
ui-no = Nie
ui-not-said = Nie podano
ui-nothing-found = Nic nie pasuje do tych filtrów
ui-nothing-found-text = Wpisz mniej liter albo wyczyść filtry, aby zobaczyć wszystko.
ui-nothing-on-page = Stron jest mniej, niż wskazuje ten adres.
ui-page-of = { $page } z { $last }
ui-pages = Strony
ui-range = { $from }–{ $to } z { $total }
ui-remove-filter = Usuń filtr { $filter }
ui-rows =
    { $count ->
        [one] { $count } wiersz
        [few] { $count } wiersze
       *[many] { $count } wierszy
    }
ui-rows-per-page = Wiersze na stronie
ui-try-again = Spróbuj ponownie
ui-yes = Tak
ui-trail = Historia
ui-country-choose = Wybierz kraj
ui-attributes-edit = Edytuj atrybuty
ui-attributes-save = Zapisz atrybuty
ui-attributes-none = Nie podano jeszcze żadnych.
ui-export = Eksport
ui-export-csv = CSV
ui-export-xlsx = Arkusz (XLSX)
ui-export-ndjson = Wiersze JSON
