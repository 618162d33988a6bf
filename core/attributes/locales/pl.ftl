attributes-name = Własne atrybuty
attributes-description = Słowniki i atrybuty, które sklep sam określa dla firm, osób i produktów.
attributes-permission-schemas-read = Podgląd słowników i własnych atrybutów
attributes-permission-schemas-write = Zmiana słowników i własnych atrybutów

problem-no-such-dictionary = Nie ma takiego słownika.
problem-no-such-attribute = Nie ma takiego atrybutu.
problem-attributes-unknown_thing = Nic o nazwie { $thing } nie ma własnych atrybutów; mają je firmy, osoby i produkty.
problem-attributes-duplicate_dictionary = Kod { $code } ma już inny słownik, być może zarchiwizowany.
problem-attributes-duplicate_attribute = Kod { $code } ma już inny atrybut tego samego rodzaju rzeczy, być może zarchiwizowany.
problem-attributes-unknown_dictionary = Nie ma słownika o kodzie { $code }, z którego można by wybierać.
problem-attributes-dictionary_in_use = Z tego słownika korzystają atrybuty: { $attributes }. Najpierw je zarchiwizuj.
problem-attributes-stale = Ktoś zmienił to w międzyczasie; odczytaj to ponownie.
problem-attributes-bad_fields = Niektórych pól nie można przyjąć.
problem-attributes-bad_values = Niektórych atrybutów nie można przyjąć.
