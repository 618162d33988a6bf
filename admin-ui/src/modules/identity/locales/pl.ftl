# Firmy.

identity-companies = Firmy
identity-companies-search = Szukaj firm
identity-companies-empty-title = Nie ma jeszcze firm
identity-companies-empty-text = Zaimportuj plik CSV z kodem i nazwą. Potem każda firma dostanie cennik i kupujących.
identity-import-companies = Importuj firmy
identity-company-active = Aktywna
identity-company-archived = W archiwum
identity-column-code = Kod
identity-column-name = Nazwa
identity-column-vat-id = NIP / VAT
identity-column-city = Miasto
identity-column-country = Kraj
identity-column-email = E-mail
identity-column-price-list = Cennik
identity-column-orders = Zamówienia
identity-show-orders = Pokaż zamówienia
identity-column-state = Stan

identity-people = Osoby
identity-people-search = Szukaj osób
identity-people-none = Jeszcze nikogo nie ma
identity-people-none-text = Zaproś swoich pracowników i kupujących od klientów.
identity-person = Osoba
identity-person-disabled = Zablokowana
identity-person-disabled-text = Operator zablokował tę osobę we wszystkich sklepach.
identity-audience = Pracownicy lub kupujący
identity-audience-all = Wszyscy
identity-audience-staff = Pracownicy
identity-audience-buyer = Kupujący
identity-state-all = Wszystkie
identity-state-active = Aktywni
identity-state-ended = Zakończone
identity-column-memberships = Członkostwa
identity-column-last-seen = Ostatnio widziano
identity-invite = Zaproś
identity-invite-title = Zaproś osobę
identity-invite-text = Otrzyma wiadomość z odnośnikiem ważnym siedem dni.
identity-invite-send = Wyślij zaproszenie
identity-invited = Wysłano zaproszenie do { $email }.
identity-name-optional = Imię i nazwisko (opcjonalnie)
identity-role = Rola
identity-role-choose = Wybierz rolę
identity-company = Firma
identity-company-help = Dla której firmy ta osoba kupuje.
identity-company-pick = Wybierz jedną ze znalezionych firm.
identity-invitations-caption = Oczekujące zaproszenia
identity-invitation-open = otwarte
identity-invitation-expired = wygasło
identity-resend = Wyślij ponownie
identity-revoke = Cofnij
identity-revoke-title = Cofnąć zaproszenie dla { $email }?
identity-revoke-text = Odnośnik w wiadomości przestanie działać.
identity-revoked = Cofnięto zaproszenie dla { $email }.
identity-since = Od
identity-actions = Czynności
identity-reach = Zakres
identity-reach-help = Nie zaznaczaj niczego, aby objąć wszystko. Firmy, obszary i własni klienci się sumują.
identity-reach-all = wszystko
identity-reach-own-customers = własni klienci
identity-scope-territories = Obszary
identity-scope-warehouses = Magazyny
identity-scope-legal-entities = Podmioty prawne
identity-scope-companies = Firmy
identity-scope-companies-help = Wraz ze wszystkimi poniżej.
identity-membership-add = Dodaj członkostwo
identity-membership-change = Zmień
identity-membership-change-title = Zmień członkostwo
identity-membership-save = Zapisz członkostwo
identity-membership-saved = Zapisano członkostwo. Obowiązuje od następnego kliknięcia.
identity-membership-end = Zakończ członkostwo
identity-membership-end-title = Zakończyć { $role } dla { $company }?
identity-membership-end-text = Ta osoba traci dostęp w tej roli od następnego kliknięcia. To, co zrobiła, zostaje.
identity-membership-ended = Zakończono członkostwo.
identity-explain = Dlaczego może to zrobić?
identity-explain-text = Wybierz co i dla kogo. Odpowiedź jest tym, co zdecydowałby sam serwer.
identity-explain-as = Jako
identity-explain-what = Co
identity-explain-choose = Wybierz uprawnienie
identity-explain-whom = Dla której firmy (opcjonalnie)
identity-explain-yes = Dozwolone
identity-explain-no = Niedozwolone
identity-sessions = Zalogowane urządzenia
identity-sessions-none = Nigdzie niezalogowana.
identity-sessions-end = Wyloguj wszędzie
identity-sessions-end-title = Wylogować { $name } wszędzie?
identity-sessions-ended = Wylogowano wszędzie.
identity-method-password = Hasło
identity-method-passkey = Klucz dostępu
identity-method-provider = Konto zewnętrzne
identity-method-handover = Z innego sklepu
identity-method-persona = Zmiana roli
identity-data-download = Pobierz dane osobowe
identity-erase = Usuń dane osoby
identity-erase-title = Usunąć dane: { $name }?
identity-erase-text = Imię i adres zostaną wszędzie zastąpione, każdy dostęp się skończy i nie da się tego cofnąć. To, co musi zostać z mocy prawa, zostanie bez nazwiska.
identity-erase-reason = Powód, do dziennika zmian
identity-erase-confirm = Adres, dla pewności
identity-erase-confirm-help = Wpisz { $email }.
identity-erased = Usunięto dane osoby.
identity-roles = Role
identity-roles-text = Role dostarczane z Kontorem podążają za włączonymi modułami. Skopiuj rolę, aby ją zmienić.
identity-permission = Uprawnienie
identity-role-holds = tak
identity-role-lacks = nie
identity-role-add = Dodaj rolę
identity-role-copy = Kopiuj rolę
identity-role-who = Kto ją ma
identity-role-save = Zapisz rolę
identity-role-saved = Zapisano rolę.
identity-role-delete = Usuń rolę
identity-role-delete-title = Usunąć rolę { $name }?
identity-role-delete-text = Roli, którą ktoś ma, nie można usunąć.
identity-role-deleted = Usunięto rolę.
identity-role-built-in = Ta rola jest dostarczana z Kontorem i podąża za modułami. Skopiuj ją, aby utworzyć własną.
identity-role-code-help = Małe litery, cyfry, - i _. Nigdy się nie zmienia.
identity-role-ceiling = Najwyższa wartość zamówienia netto, { $currency }
identity-role-ceiling-help = Puste: bez limitu.
identity-registrations = Zgłoszenia
identity-registration = Zgłoszenie
identity-registrations-none = Brak zgłoszeń
identity-registrations-none-text = Otwórz formularz rejestracji, a zgłoszenia trafią tutaj.
identity-registered-at = Zgłoszono
identity-registration-awaiting-decision = Do decyzji
identity-registration-unconfirmed = Niepotwierdzone
identity-registration-approved = Przyjęte
identity-registration-rejected = Odrzucone
identity-registration-approve = Przyjmij zgłoszenie
identity-registration-reject = Odrzuć zgłoszenie
identity-registration-reject-text = { $email } otrzyma wiadomość z powodem.
identity-registration-reason = Powód
identity-registration-approved-now = Przyjęto zgłoszenie.
identity-registration-rejected-now = Odrzucono zgłoszenie.
identity-registration-suggestions = To może być ta sama firma: { $companies }.
identity-registration-joins = Dołącza do znanej już firmy
identity-registration-code = Numer klienta nowej firmy
identity-registration-code-help = Puste: kolejny wolny.
identity-registration-role-help = Co może robić dla firmy.
identity-registration-role-usual = Jak w formularzu
identity-registration-wishes = Prosi o
identity-registration-decided = Rozstrzygnięto
identity-address = Adres
identity-note = Uwaga
identity-form = Formularz rejestracji
identity-form-design = Formularz rejestracji
identity-form-look = Zobacz formularz
identity-form-open = Każdy może się zarejestrować
identity-form-kinds = Kto może się rejestrować
identity-form-kind-company = Firmy
identity-form-kind-consumer = Osoby prywatne
identity-form-approval = Kto decyduje
identity-form-approval-by-staff = Pracownik
identity-form-approval-automatic = Nikt: kto potwierdzi wiadomość, ma dostęp
identity-form-role = Rola osób z firmy
identity-form-fields = Własne pola
identity-form-fields-help = W formularzu mogą być atrybuty widoczne dla kupujących.
identity-form-required = wymagane
identity-form-permissions = Uprawnienia, o które można prosić
identity-form-permissions-help = Pracownicy decydują o każdym.
identity-form-save = Zapisz formularz
identity-form-saved = Zapisano formularz.
identity-territories = Obszary
identity-channels = Kanały
identity-providers = Logowanie zewnętrzne
identity-invitations = { $count ->
    [one] Czeka { $count } zaproszenie
    [few] Czekają { $count } zaproszenia
   *[other] Czeka { $count } zaproszeń
 }
identity-reach-companies = { $count ->
    [one] { $count } firma
    [few] { $count } firmy
   *[other] { $count } firm
 }
identity-reach-territories = { $count ->
    [one] { $count } obszar
    [few] { $count } obszary
   *[other] { $count } obszarów
 }
identity-reach-warehouses = { $count ->
    [one] { $count } magazyn
    [few] { $count } magazyny
   *[other] { $count } magazynów
 }
identity-reach-legal-entities = { $count ->
    [one] { $count } podmiot prawny
    [few] { $count } podmioty prawne
   *[other] { $count } podmiotów prawnych
 }
identity-role-members = { $count ->
    [0] nikt
    [one] { $count } osoba
    [few] { $count } osoby
   *[other] { $count } osób
 }
identity-sessions-end-text = { $count ->
    [one] Jedno urządzenie zostanie wylogowane.
    [few] { $count } urządzenia zostaną wylogowane.
   *[other] { $count } urządzeń zostanie wylogowanych.
 }
identity-company-add = Dodaj firmę
identity-company-add-below = Dodaj oddział lub lokalizację
identity-company-edit = Edytuj firmę
identity-company-save = Zapisz firmę
identity-company-saved = Zapisano firmę.
identity-company-archive = Archiwizuj firmę
identity-company-archive-title = Zarchiwizować { $name }?
identity-company-restore = Przywróć firmę
identity-company-restore-title = Przywrócić { $name }?
identity-company-restore-text = Znów może kupować, a jej osoby odzyskają dostęp.
identity-company-restored = Przywrócono firmę.
identity-show-people = Pokaż osoby
identity-column-kind = Rodzaj
identity-kind-all = Wszystkie
identity-kind-company = Firma
identity-kind-division = Oddział
identity-kind-site = Lokalizacja
identity-kind-consumer = Osoba prywatna
identity-account-manager = Opiekun klienta
identity-inherited = po { $name }
identity-inherit = Jak firma nadrzędna
identity-territory = Obszar
identity-tree = Firmy powiązane
identity-tree-alone = Samodzielna.
identity-parent = Należy do
identity-parent-help = Puste, gdy jest samodzielna.
identity-street = Ulica i numer
identity-postal-code = Kod pocztowy
identity-country-help = Dwie litery, na przykład PL.
identity-external-id = Id w innym systemie
identity-act-for = Działaj w imieniu klienta
identity-act-for-title = Działaj w imieniu { $name }
identity-act-for-text = Przejdziesz do sklepu i zobaczysz go jak klient: ceny, zamówienia, koszyki. Klient zobaczy to wraz z powodem. Do zakończenia panel jest dla Ciebie zamknięty.
identity-act-for-reason = Powód
identity-act-for-minutes = Na jak długo
identity-act-for-start = Przejdź do sklepu
identity-person-choose = Wybierz osobę
identity-territory-add = Dodaj obszar
identity-territory-edit = Zmień nazwę obszaru
identity-territory-save = Zapisz obszar
identity-territory-saved = Zapisano obszar.
identity-territory-parent = W obszarze
identity-territory-top = Brak: na najwyższym poziomie
identity-territories-none = Nie ma jeszcze obszarów
identity-territories-text = Wyznacz obszary i przypisz do nich firmy i pracowników. Członkostwa można ograniczyć do obszarów.
identity-place = Przypisz tutaj
identity-place-title = Przypisz do { $name }
identity-placed = Kto
identity-placed-on = W dniu
identity-placed-from = Od
identity-placed-from-help = Dziś, jeśli puste.
identity-placed-until = Do
identity-placed-now = Przypisano.
identity-placements-none = W tym dniu nikt do niego nie należy.
identity-placement-end = Zakończ przypisanie
identity-placement-end-text = Obowiązuje do końca tego dnia. Przeszłość zostaje bez zmian.
identity-placement-ended = Zakończono przypisanie.
identity-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
   *[other] { $count } minut
 }
identity-company-archive-text = { $count ->
    [0] Nie kupi już nic. Zamówienia zostają.
    [one] Nie kupi już nic, a jedna osoba straci dostęp. Zamówienia zostają.
   *[other] Nie kupi już nic, a { $count } osób straci dostęp. Zamówienia zostają.
 }
