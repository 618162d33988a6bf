messages-name = Messaggi
messages-description = E-mail a clienti e personale e il registro degli invii.
messages-permission-register-read = Vedere che cosa è stato inviato e a chi
messages-permission-register-retry = Reinviare ciò che non è stato possibile inviare
messages-setting-from_address = Indirizzo del mittente, in un dominio autorizzato dal gestore
messages-setting-from_name = Nome del mittente
messages-setting-reply_to = Indirizzo per le risposte

problem-no-such-message = Non esiste un messaggio del genere.
