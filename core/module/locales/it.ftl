module-name = Piattaforma
module-description = L’ambiente di amministrazione e i moduli del negozio.
module-permission-modules-manage = Attivare i moduli e modificarne le impostazioni
module-permission-admin-open = Aprire l’amministrazione

problem-module-is_core = Il modulo “{ $module }” fa parte del nucleo e resta attivo.
problem-module-bad_settings = Alcune impostazioni non sono accettabili.
problem-module-no_settings = Questo modulo non ha impostazioni; invia un oggetto vuoto.
problem-no-such-module = Non esiste un modulo del genere.
