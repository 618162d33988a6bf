module-name = Platforma
module-description = Powłoka panelu i moduły, z których korzysta sklep.
module-permission-modules-manage = Włączanie modułów i zmiana ich ustawień
module-permission-admin-open = Wejście do panelu

problem-module-is_core = Moduł „{ $module }” należy do rdzenia i pozostaje włączony.
problem-module-bad_settings = Niektórych ustawień nie można przyjąć.
problem-module-no_settings = Ten moduł nie ma ustawień; wyślij pusty obiekt.
problem-no-such-module = Nie ma takiego modułu.
