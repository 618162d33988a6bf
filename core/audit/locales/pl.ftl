audit-name = Dziennik zmian
audit-description = Kto co zrobił i dla kogo, stan przed i po oraz dowód, że nikt tego później nie zmienił.
audit-permission-trail-read = Przeglądanie i eksport dziennika zmian
audit-permission-trail-check = Sprawdzanie, czy dziennik zmian jest nienaruszony

problem-no-such-entry = Nie ma takiego wpisu.
problem-audit-half_a_head = Podaj razem pozycję i skrót ostatniego wpisu albo nie podawaj żadnego.
