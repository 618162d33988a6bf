attributes-name = Własne atrybuty
attributes-description = Słowniki i atrybuty, które sklep sam określa dla firm, osób i produktów.
attributes-permission-schemas-read = Podgląd słowników i własnych atrybutów
attributes-permission-schemas-write = Zmiana słowników i własnych atrybutów
