messages-name = Wiadomości
messages-description = E-maile do klientów i zespołu oraz rejestr wysyłek.
messages-permission-register-read = Podgląd tego, co i do kogo wysłano
messages-permission-register-retry = Ponowna wysyłka tego, czego nie udało się wysłać
messages-setting-from_address = Adres nadawcy, w domenie dopuszczonej przez operatora
messages-setting-from_name = Nazwa nadawcy
messages-setting-reply_to = Adres do odpowiedzi

problem-no-such-message = Nie ma takiej wiadomości.
