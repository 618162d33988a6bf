attributes-name = Attributi personalizzati
attributes-description = Dizionari e attributi che il negozio definisce per aziende, persone e prodotti.
attributes-permission-schemas-read = Vedere dizionari e attributi personalizzati
attributes-permission-schemas-write = Modificare dizionari e attributi personalizzati

problem-no-such-dictionary = Non esiste un dizionario del genere.
problem-no-such-attribute = Non esiste un attributo del genere.
problem-attributes-unknown_thing = Nulla di nome { $thing } ha attributi personalizzati; li hanno aziende, persone e prodotti.
problem-attributes-duplicate_dictionary = Il codice { $code } è di un altro dizionario, forse archiviato.
problem-attributes-duplicate_attribute = Il codice { $code } è di un altro attributo dello stesso genere di cose, forse archiviato.
problem-attributes-unknown_dictionary = Non esiste un dizionario con il codice { $code } da cui scegliere.
problem-attributes-dictionary_in_use = Alcuni attributi prendono le voci da questo dizionario: { $attributes }. Archiviali prima.
problem-attributes-stale = Nel frattempo qualcun altro lo ha modificato; rileggilo.
problem-attributes-bad_fields = Alcuni campi non sono accettabili.
problem-attributes-bad_values = Alcuni attributi non sono accettabili.
