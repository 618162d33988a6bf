# Wiadomości.

messages-title = Wiadomości
messages-register = Rejestr wysyłek
messages-message = Wiadomość
messages-search = Szukaj wiadomości
messages-none = Nie ma jeszcze wiadomości
messages-none-text = Każda wysłana wiadomość pojawi się tutaj wraz z wynikiem.
messages-to = Do
messages-subject = Temat
messages-template = Szablon
messages-state = Stan
messages-state-all = Wszystkie
messages-state-queued = w kolejce
messages-state-sending = wysyłana
messages-state-sent = wysłana
messages-state-captured = przechwycona
messages-state-failed = błąd, ponawiana
messages-state-given-up = porzucona
messages-queued = W kolejce od
messages-sent = Wysłano
messages-next-try = Następna próba
messages-attempts = Próby
messages-text = Treść
messages-retry = Wyślij ponownie
messages-retried = Wiadomość znów jest w kolejce.
