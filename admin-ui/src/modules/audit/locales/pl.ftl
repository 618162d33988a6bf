# Dziennik zmian.

audit-trail = Dziennik zmian
audit-entry = Wpis
audit-search = Szukaj w dzienniku
audit-from = Od
audit-until = Do
audit-none = Brak wpisów
audit-none-text = Wszystko, co zmienią pracownicy i klienci, pojawi się tutaj od razu.
audit-export = Eksportuj CSV
audit-check = Sprawdź łańcuch
audit-check-text = Każdy wpis zostanie porównany z pieczęcią. Nic się nie zmieni.
audit-when = Kiedy
audit-who = Kto
audit-what = Co
audit-on = Czego dotyczy
audit-ip = Z adresu
audit-agent = Program
audit-email = E-mail
audit-subject = Dotyczy
audit-request = Żądanie
audit-position = Miejsce w łańcuchu
audit-unsealed = jeszcze bez pieczęci
audit-hash = Pieczęć
audit-changes = Co się zmieniło
audit-field = Pole
audit-before = Przedtem
audit-after = Potem
audit-on-behalf = { $name }, w imieniu klienta
audit-actor-user = Ktoś
audit-actor-system = Kontor
audit-actor-guest = Gość
audit-erased = Dane osobowe w tym wpisie usunięto. Pieczęć nadal jest ważna.
audit-check-good = { $count ->
    [one] Jeden wpis, z pieczęcią { $sealed }: bez zmian.
   *[other] Wpisy: { $count }, z pieczęcią: { $sealed }. Wszystkie bez zmian.
 }
audit-check-bad = { $count ->
    [one] Łańcuch jest przerwany w jednym miejscu.
   *[other] Łańcuch jest przerwany w miejscach: { $count }.
 }
