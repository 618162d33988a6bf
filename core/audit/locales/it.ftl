audit-name = Registro delle modifiche
audit-description = Chi ha fatto cosa e per chi, prima e dopo, con la prova che nessuno l’ha alterato in seguito.
audit-permission-trail-read = Leggere ed esportare il registro delle modifiche
audit-permission-trail-check = Verificare che il registro delle modifiche sia intatto

problem-no-such-entry = Non esiste una voce del genere.
problem-audit-half_a_head = Indica insieme posizione e hash dell’ultima voce, oppure nessuno dei due.
