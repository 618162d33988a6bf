# Zdanie dla każdego kodu problemu; kropki kodu są tu łącznikami.

problem-unreachable = Nie można połączyć się z serwerem. Sprawdź połączenie i spróbuj ponownie.
problem-server = Serwer nie mógł tego dokończyć. Spróbuj ponownie; jeśli problem wróci, zgłoś żądanie { $request }.
problem-status_401 = Sesja wygasła. Zaloguj się ponownie, aby kontynuować.
problem-status_403 = Twoja rola na to nie pozwala. Poproś administratora o uprawnienie.
problem-status_404 = To nie istnieje albo już nie istnieje.
problem-status_409 = Ktoś zmienił to w międzyczasie. Sprawdź bieżący stan i spróbuj ponownie.
problem-status_413 = Plik jest większy, niż przyjmuje serwer. Podziel go i prześlij części.
problem-status_422 = Niektóre wartości nie zostały przyjęte. Popraw je i spróbuj ponownie.
problem-status_429 = Zbyt wiele prób w krótkim czasie. Odczekaj minutę i spróbuj ponownie.
problem-idempotency-in_progress = To samo żądanie jest jeszcze przetwarzane. Odczekaj chwilę i sprawdź ponownie.
