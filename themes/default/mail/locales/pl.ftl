### Wiadomości po polsku.

## Każda wiadomość
mail-hello = Dzień dobry, { $name },
mail-hello-nobody = Dzień dobry,
mail-button-help = Jeśli przycisk nie działa, skopiuj ten adres do przeglądarki:
mail-sent-by = Nadawca: { $shop }
mail-sign-in = Zaloguj się
mail-new-password = Ustaw nowe hasło
mail-not-you = Jeśli to Ty, wszystko w porządku. Jeśli nie, ustaw od razu nowe hasło i skontaktuj się z { $shop }.
mail-when = Kiedy
mail-device = Urządzenie
mail-network-address = Adres sieciowy
mail-company = Firma
mail-person = Imię i nazwisko
mail-email = Adres e-mail

## Zaproszenie
mail-identity-invitation-subject = { $inviter } zaprasza Cię do { $shop }
mail-identity-invitation-company = W { $shop } będziesz działać w imieniu firmy { $company }, w roli „{ $role }”. Po przyjęciu zaproszenia możesz od razu zacząć.
mail-identity-invitation-staff = Dołączysz do zespołu { $shop } w roli „{ $role }”. Po przyjęciu zaproszenia możesz od razu zacząć.
mail-identity-invitation-accept = Przyjmij zaproszenie
mail-identity-invitation-until = Zaproszenie jest ważne do { $until }. Jeśli nie chcesz z niego skorzystać, nie musisz nic robić.

## Rejestracja
mail-identity-verify-email-subject = Potwierdź swój adres e-mail
mail-identity-verify-email-text = Trwa rejestracja w { $shop } z użyciem tego adresu. Potwierdź, że należy do Ciebie, a zajmiemy się resztą.
mail-identity-verify-email-confirm = Potwierdź adres
mail-identity-verify-email-until = Link jest ważny do { $until }. Jeśli to nie Twoja rejestracja, nie musisz nic robić: bez potwierdzenia nic się nie stanie.
mail-identity-registration-received-subject = Mamy Twoje zgłoszenie
mail-identity-registration-received-company = Dziękujemy za zgłoszenie firmy { $company } w { $shop }.
mail-identity-registration-received-person = Dziękujemy za rejestrację w { $shop }.
mail-identity-registration-received-next = Ktoś z naszego zespołu właśnie się nim zajmuje. Odpowiedź przyjdzie na ten adres; do tego czasu nie musisz nic robić.
mail-identity-registration-approved-subject = Witamy w { $shop }
mail-identity-registration-approved-company = Zgłoszenie firmy { $company } zostało przyjęte. Zaloguj się tym adresem e-mail i swoim hasłem, aby zobaczyć swoje ceny.
mail-identity-registration-approved-person = Twoje zgłoszenie zostało przyjęte. Zaloguj się tym adresem e-mail i swoim hasłem.
mail-identity-registration-rejected-subject = W sprawie rejestracji w { $shop }
mail-identity-registration-rejected-company = Dziękujemy za zgłoszenie firmy { $company }. Po jego sprawdzeniu nie możemy otworzyć konta.
mail-identity-registration-rejected-person = Dziękujemy za zgłoszenie. Po jego sprawdzeniu nie możemy otworzyć konta.
mail-identity-registration-rejected-next = Jeśli to pomyłka, prosimy o kontakt z { $shop }.
mail-identity-account-exists-subject = Masz już konto
mail-identity-account-exists-text = Ktoś, zapewne Ty, próbował zarejestrować się w { $shop } tym adresem e-mail. Należy do niego już konto: zaloguj się, a jeśli nie pamiętasz hasła, ustaw tam nowe.
mail-identity-account-exists-not-you = Jeśli to nie Ty, nie musisz nic robić: nic się nie zmieniło.
mail-identity-new-registration-subject = Nowe zgłoszenie: { $applicant }
mail-identity-new-registration-text = Zgłoszenie w { $shop } czeka na decyzję.
mail-identity-new-registration-look = Zobacz zgłoszenie

## Konto
mail-identity-password-reset-subject = Ustaw nowe hasło
mail-identity-password-reset-text = Ktoś, zapewne Ty, poprosił o nowe hasło w { $shop }.
mail-identity-password-reset-until = Link działa raz i jest ważny do { $until }. Jeśli to nie Twoja prośba, nie musisz nic robić: hasło pozostaje bez zmian.
mail-identity-password-changed-subject = Twoje hasło zostało zmienione
mail-identity-password-changed-text = Hasło do Twojego konta w { $shop } zostało zmienione, a pozostałe urządzenia wylogowane.
mail-identity-new-sign-in-subject = Nowe logowanie na Twoje konto
mail-identity-new-sign-in-text = Ktoś zalogował się na Twoje konto w { $shop } z urządzenia, którego dotąd nie widzieliśmy.
mail-identity-new-sign-in-not-you = Jeśli to Ty, wszystko w porządku. Jeśli nie, zakończ tę sesję i ustaw nowe hasło.
mail-identity-new-sign-in-check = Sprawdź swoje sesje
mail-identity-email-confirmation-subject = Potwierdź swój adres e-mail
mail-identity-email-confirmation-text = Adres { $email } służy do Twojego konta w { $shop } lub ma do niego służyć. Potwierdź, że należy do Ciebie.
mail-identity-email-confirmation-confirm = Potwierdź adres
mail-identity-email-confirmation-until = Link jest ważny do { $until }. Jeśli to nie Ty, nie musisz nic robić: konto pozostaje bez zmian.
mail-identity-email-changed-subject = Twój adres e-mail został zmieniony
mail-identity-email-changed-text = Twoje konto w { $shop } używa teraz adresu { $email }. Wiadomości nie będą już przychodzić tutaj.
mail-identity-email-changed-not-you = Jeśli to nie Twoja zmiana, prosimy o pilny kontakt z { $shop }.
mail-identity-second-factor-added-subject = Twoje konto chroni drugi składnik
mail-identity-second-factor-added-text = Logowanie na Twoje konto w { $shop } wymaga teraz także kodu z aplikacji uwierzytelniającej.
mail-identity-second-factor-removed-subject = Drugi składnik został usunięty
mail-identity-second-factor-removed-text = Logowanie na Twoje konto w { $shop } nie wymaga już kodu.
mail-identity-passkey-added-subject = Dodano klucz dostępu
mail-identity-passkey-added-text = Kluczem dostępu „{ $passkey }” można teraz logować się na Twoje konto w { $shop }.
mail-identity-passkey-removed-subject = Usunięto klucz dostępu
mail-identity-passkey-removed-text = Klucz dostępu do Twojego konta w { $shop } został usunięty i nie można się nim już logować.
mail-identity-recovery-codes-renewed-subject = Masz nowe kody zapasowe
mail-identity-recovery-codes-renewed-text = Kody zapasowe Twojego konta w { $shop } zostały utworzone od nowa. Stare niczego już nie otwierają.

## Akceptacje
mail-approvals-order = Zamówienie
mail-approvals-buyer = Zamawia
mail-approvals-sum = Netto
mail-approvals-cost-centre = Centrum kosztów
mail-approvals-budget = Budżet
mail-approvals-amount = Kwota
mail-approvals-look = Obejrzyj zamówienie
mail-approvals-asked-subject = Zamówienie { $number } czeka na Ciebie
mail-approvals-asked-text = Zamówienie w { $shop } czeka na Twoją akceptację.
mail-approvals-reminder-subject = Zamówienie { $number } nadal czeka na Ciebie
mail-approvals-reminder-text = Zamówienie w { $shop } nadal czeka na Twoją akceptację. Bez Twojej decyzji nic nie zostanie dostarczone.
mail-approvals-approved-subject = Twoje zamówienie { $number } zostało zaakceptowane
mail-approvals-approved-text = Zamówienie { $number } w { $shop } zostało zaakceptowane ({ $by }). Jest już realizowane.
mail-approvals-rejected-subject = Twoje zamówienie { $number } zostało odrzucone
mail-approvals-rejected-text = Zamówienie { $number } w { $shop } zostało odrzucone ({ $by }). Jest zakończone i nic nie zostanie dostarczone.
mail-approvals-budget-exceeded-subject = Budżet „{ $budget }” jest wyczerpany
mail-approvals-budget-exceeded-text = Zamówienie w { $shop } przekroczyło budżet, za który odpowiadasz. Mimo to zostało złożone, tak jak ustalono w budżecie.
