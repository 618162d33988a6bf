attributes-name = Attributi personalizzati
attributes-description = Dizionari e attributi che il negozio definisce per aziende, persone e prodotti.
attributes-permission-schemas-read = Vedere dizionari e attributi personalizzati
attributes-permission-schemas-write = Modificare dizionari e attributi personalizzati
