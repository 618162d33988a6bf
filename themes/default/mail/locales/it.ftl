### Messaggi in italiano.

## Ogni messaggio
mail-hello = Buongiorno { $name },
mail-hello-nobody = Buongiorno,
mail-button-help = Se il pulsante non funziona, copia questo indirizzo nel browser:
mail-sent-by = Inviato da { $shop }
mail-sign-in = Accedi
mail-new-password = Scegli una nuova password
mail-not-you = Se sei stato tu, va tutto bene. Altrimenti scegli subito una nuova password e contatta { $shop }.
mail-when = Quando
mail-device = Dispositivo
mail-network-address = Indirizzo di rete
mail-company = Azienda
mail-person = Nome
mail-email = Indirizzo e-mail

## Invito
mail-identity-invitation-subject = { $inviter } ti invita su { $shop }
mail-identity-invitation-company = Su { $shop } agirai per { $company }, con il ruolo “{ $role }”. Accetta e puoi iniziare subito.
mail-identity-invitation-staff = Entrerai nel team di { $shop }, con il ruolo “{ $role }”. Accetta e puoi iniziare subito.
mail-identity-invitation-accept = Accetta l’invito
mail-identity-invitation-until = L’invito vale fino al { $until }. Se non ti interessa, non devi fare nulla.

## Registrazione
mail-identity-verify-email-subject = Conferma il tuo indirizzo e-mail
mail-identity-verify-email-text = È in corso una registrazione su { $shop } con questo indirizzo. Conferma che è tuo e la registrazione prosegue.
mail-identity-verify-email-confirm = Conferma l’indirizzo
mail-identity-verify-email-until = Il link vale fino al { $until }. Se non sei tu a registrarti, non devi fare nulla: senza la tua conferma non succede niente.
mail-identity-registration-received-subject = Abbiamo ricevuto la tua registrazione
mail-identity-registration-received-company = Grazie per aver registrato { $company } su { $shop }.
mail-identity-registration-received-person = Grazie per la registrazione su { $shop }.
mail-identity-registration-received-next = Il nostro team la sta esaminando. Riceverai la risposta a questo indirizzo; fino ad allora non devi fare nulla.
mail-identity-registration-approved-subject = Benvenuto su { $shop }
mail-identity-registration-approved-company = La registrazione di { $company } è approvata. Accedi con questo indirizzo e-mail e la tua password per vedere i tuoi prezzi.
mail-identity-registration-approved-person = La tua registrazione è approvata. Accedi con questo indirizzo e-mail e la tua password.
mail-identity-registration-rejected-subject = La tua registrazione su { $shop }
mail-identity-registration-rejected-company = Grazie per aver registrato { $company }. Dopo averla esaminata, non possiamo aprire un account.
mail-identity-registration-rejected-person = Grazie per la registrazione. Dopo averla esaminata, non possiamo aprire un account.
mail-identity-registration-rejected-next = Se pensi che si tratti di un errore, contatta { $shop }.
mail-identity-account-exists-subject = Hai già un account
mail-identity-account-exists-text = Qualcuno, probabilmente tu, ha provato a registrarsi su { $shop } con questo indirizzo e-mail. L’indirizzo ha già un account: accedi oppure, se non ricordi la password, scegline una nuova da lì.
mail-identity-account-exists-not-you = Se non sei stato tu, non devi fare nulla: niente è cambiato.
mail-identity-new-registration-subject = Nuova registrazione: { $applicant }
mail-identity-new-registration-text = Una registrazione su { $shop } attende una decisione.
mail-identity-new-registration-look = Vedi la registrazione

## Account
mail-identity-password-reset-subject = Scegli una nuova password
mail-identity-password-reset-text = Qualcuno, probabilmente tu, ha chiesto una nuova password per { $shop }.
mail-identity-password-reset-until = Il link funziona una sola volta e vale fino al { $until }. Se non l’hai chiesta tu, non devi fare nulla: la password resta com’è.
mail-identity-password-changed-subject = La tua password è stata cambiata
mail-identity-password-changed-text = La password del tuo account su { $shop } è stata cambiata e gli altri dispositivi sono stati disconnessi.
mail-identity-new-sign-in-subject = Nuovo accesso al tuo account
mail-identity-new-sign-in-text = Qualcuno ha effettuato l’accesso al tuo account su { $shop } da un dispositivo mai visto prima.
mail-identity-new-sign-in-not-you = Se sei stato tu, va tutto bene. Altrimenti termina quella sessione e scegli una nuova password.
mail-identity-new-sign-in-check = Controlla le tue sessioni
mail-identity-email-confirmation-subject = Conferma il tuo indirizzo e-mail
mail-identity-email-confirmation-text = L’indirizzo { $email } è, o sarà, quello del tuo account su { $shop }. Conferma che è tuo.
mail-identity-email-confirmation-confirm = Conferma l’indirizzo
mail-identity-email-confirmation-until = Il link vale fino al { $until }. Se non sei stato tu, non devi fare nulla: l’account resta com’è.
mail-identity-email-changed-subject = Il tuo indirizzo e-mail è stato cambiato
mail-identity-email-changed-text = Il tuo account su { $shop } usa ora l’indirizzo { $email }. I messaggi non arriveranno più qui.
mail-identity-email-changed-not-you = Se non sei stato tu, contatta subito { $shop }.
mail-identity-second-factor-added-subject = Un secondo fattore protegge il tuo account
mail-identity-second-factor-added-text = Per accedere al tuo account su { $shop } ora serve anche un codice della tua app di autenticazione.
mail-identity-second-factor-removed-subject = Il secondo fattore è stato rimosso
mail-identity-second-factor-removed-text = Per accedere al tuo account su { $shop } non serve più un codice.
mail-identity-passkey-added-subject = È stata aggiunta una passkey
mail-identity-passkey-added-text = La passkey “{ $passkey }” può ora accedere al tuo account su { $shop }.
mail-identity-passkey-removed-subject = È stata rimossa una passkey
mail-identity-passkey-removed-text = Una passkey del tuo account su { $shop } è stata rimossa e non può più accedere.
mail-identity-recovery-codes-renewed-subject = I tuoi codici di recupero sono nuovi
mail-identity-recovery-codes-renewed-text = I codici di recupero del tuo account su { $shop } sono stati creati di nuovo. I vecchi non aprono più nulla.

## Approvazioni
mail-approvals-order = Ordine
mail-approvals-buyer = Ordinato da
mail-approvals-sum = Netto
mail-approvals-cost-centre = Centro di costo
mail-approvals-budget = Budget
mail-approvals-amount = Importo
mail-approvals-look = Guarda l'ordine
mail-approvals-asked-subject = L'ordine { $number } ti attende
mail-approvals-asked-text = Un ordine su { $shop } attende la tua approvazione.
mail-approvals-reminder-subject = L'ordine { $number } ti attende ancora
mail-approvals-reminder-text = Un ordine su { $shop } attende ancora la tua approvazione. Finché non decidi, non viene consegnato nulla.
mail-approvals-approved-subject = Il tuo ordine { $number } è approvato
mail-approvals-approved-text = { $by } ha approvato il tuo ordine { $number } su { $shop }. Ora prosegue.
mail-approvals-rejected-subject = Il tuo ordine { $number } è respinto
mail-approvals-rejected-text = { $by } ha respinto il tuo ordine { $number } su { $shop }. È terminato e non viene consegnato nulla.
mail-approvals-budget-exceeded-subject = Il budget «{ $budget }» è esaurito
mail-approvals-budget-exceeded-text = Un ordine su { $shop } ha superato un budget che gestisci. È stato fatto comunque, come dice il budget.
