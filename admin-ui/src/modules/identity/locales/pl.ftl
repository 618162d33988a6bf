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
identity-show-price-lists = Cenniki
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
identity-erased = Usunięto dane osoby
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
identity-never-changes = Nigdy się nie zmienia.
identity-legal-entity = Podmiot prawny
identity-legal-entity-add = Dodaj podmiot prawny
identity-legal-entity-save = Zapisz podmiot prawny
identity-legal-entity-saved = Zapisano podmiot prawny.
identity-legal-entities-none = Brak podmiotów prawnych
identity-legal-entities-text = Kto sprzedaje. Zamówienia i dokumenty noszą nazwę, adres i NIP, dlatego podmiotów prawnych się nie usuwa.
identity-registered-name = Nazwa zarejestrowana
identity-books-currency = Waluta ksiąg
identity-books-currency-help = Trzy litery, na przykład EUR. Nigdy się nie zmienia.
identity-time-zone = Strefa czasowa
identity-time-zone-help = Według niej liczą się daty. Na przykład Europe/Warsaw.
identity-tax-rounding = Zaokrąglanie podatku
identity-tax-rounding-help = Jak sumuje się podatek dokumentu.
identity-tax-rounding-by_line = Wiersz po wierszu
identity-tax-rounding-by_total = Raz, od sumy
identity-address-name = Nazwa w adresie
identity-address-name-help = Puste: nazwa zarejestrowana.
identity-address-country = Kraj adresu
identity-channel = Kanał
identity-channel-add = Dodaj kanał
identity-channel-save = Zapisz kanał
identity-channel-saved = Zapisano kanał.
identity-channels-none = Brak kanałów
identity-channels-text = Gdzie sprzedajesz: sklep z walutą, językami i kolorem. Zamówienia należą do kanałów, dlatego kanałów się nie usuwa.
identity-channel-seller-help = Kto sprzedaje w tym kanale.
identity-currency = Waluta
identity-channel-currency-help = W niej kanał pokazuje ceny i przyjmuje zamówienia, na przykład EUR.
identity-languages = Języki
identity-languages-help = Pierwszy jest dla odwiedzających, których języka tu nie ma.
identity-language-usual = domyślny
identity-theme = Motyw
identity-theme-default = Własny Kontora
identity-guests-see-prices = Goście widzą ceny
identity-guests-see-prices-help = Goście to odwiedzający, którzy się nie zalogowali.
identity-hosts = Hosty
identity-hosts-help = Hosty przydziela kanałom operator serwera. Poproś go o kolejny.
identity-hosts-none = Jeszcze żadnego: nikt nie znajdzie tego kanału.
identity-accent = Kolor akcentu
identity-accent-help = # i sześć cyfr szesnastkowych, na przykład #1f4e79.
identity-accent-pick = Wybierz kolor akcentu
identity-accent-light = Jasne strony
identity-accent-dark = Ciemne strony
identity-accent-sample = Dodaj do koszyka
identity-accent-sample-link = Pokaż ceny
identity-accent-white = biały tekst, kontrast { $number } : 1.
identity-accent-ink = ciemny tekst, kontrast { $number } : 1.
identity-accent-moved = Rysowany jako { $name }, aby dało się go odczytać.
identity-provider = Dostawca zewnętrzny
identity-provider-add = Dodaj dostawcę
identity-provider-save = Zapisz dostawcę
identity-provider-saved = Zapisano dostawcę.
identity-provider-on = Włączony
identity-provider-off = Wyłączony
identity-providers-none = Nikt nie loguje się z zewnątrz
identity-providers-text = Skonfiguruj dostawcę OpenID Connect, na przykład katalog swojej firmy, a jego osoby zalogują się kontem, które już mają.
identity-provider-name-help = Napis na przycisku.
identity-provider-code-help = Małe litery, cyfry i łączniki. Jest częścią adresu przekierowania i nigdy się nie zmienia.
identity-provider-redirect = Adres przekierowania
identity-provider-redirect-help = Zarejestruj go u dostawcy jako redirect URI. Jeśli loguje się też na innych twoich hostach, zarejestruj tę samą ścieżkę na każdym z nich.
identity-provider-issuer = Wystawca (issuer)
identity-provider-issuer-help = Adres dostawcy co do litery, na przykład https://login.example.com. Przy zapisie zostanie zapytany o swój opis.
identity-provider-issuer-fixed = Nigdy się nie zmienia: inny wystawca to inny dostawca.
identity-provider-client-id = Id klienta (client id)
identity-provider-secret = Sekret klienta (client secret)
identity-provider-secret-help = Jest przechowywany w postaci zaszyfrowanej i nigdy więcej nie jest pokazywany.
identity-provider-secret-stays = Nigdy nie jest pokazywany. Puste: pozostaje bez zmian.
identity-provider-scopes = Zakresy (scopes)
identity-provider-scopes-help = Oddzielone spacjami. O openid pyta się zawsze.
identity-provider-domains = Domeny pocztowe
identity-provider-domains-help = Po jednej w wierszu: domeny, za które odpowiada ten dostawca. Domena liczy się, gdy zweryfikuje ją operator serwera.
identity-domain-verified = zweryfikowana
identity-domain-waits = czeka na operatora
identity-provider-role = Rola przy pierwszym logowaniu
identity-provider-role-help = Kim zostają osoby ze zweryfikowanej domeny, które przychodzą po raz pierwszy.
identity-provider-role-none = Żadna: wchodzą tylko znane osoby
identity-provider-role-unknown = Rola, której nie widzisz
identity-provider-enabled = Można się przez niego logować
identity-provider-enabled-help = Gdy jest wyłączony, jego przycisk znika i nikt przez niego nie wejdzie.
identity-provider-new-text = Jego przycisk pojawi się na stronie logowania zaraz po zapisaniu.
identity-provider-delete = Usuń dostawcę
identity-provider-delete-title = Usunąć { $name }?
identity-provider-delete-now = Jego przycisk zniknie ze strony logowania i odtąd nikt przez niego nie wejdzie. Sekret klienta zostanie usunięty. Kto jest zalogowany, pozostaje zalogowany.
identity-provider-delete-people = Osoby, które przez niego przyszły, zachowują członkostwa. Kto nie ma hasła, prosi o nie na stronie logowania.
identity-provider-delete-again = Jeśli skonfigurujesz go ponownie z tym samym wystawcą, te same osoby znów wejdą, a operator zweryfikuje domeny od nowa.
identity-provider-deleted = Usunięto dostawcę.
identity-copy = Kopiuj
identity-copied = Skopiowano.
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
identity-external-id = Id w innym systemie
identity-act-for = Działaj w imieniu klienta
identity-act-for-title = Działaj w imieniu { $name }
identity-act-for-text = Przejdziesz do sklepu i zobaczysz go jak klient: ceny, zamówienia, koszyki. Klient zobaczy to wraz z powodem. Do zakończenia panel jest dla Ciebie zamknięty.
identity-act-for-reason = Powód
identity-act-for-minutes = Na jak długo
identity-act-for-start = Przejdź do sklepu
identity-person-choose = Wybierz osobę
identity-territory-add = Dodaj obszar
identity-territory-edit = Zmień nazwę lub położenie
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
identity-placement-end-text = Obowiązuje do końca tego dnia. Przeszłość pozostaje bez zmian. Bez daty nie ma końca.
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
identity-territory-move-help = Przenosi się razem ze wszystkim, co jest pod nim.
identity-territory-archive = Zarchiwizuj obszar
identity-territory-archive-title = Zarchiwizować { $name }?
identity-territory-archive-text = Nie będzie można nikogo do niego przypisać. Historia zostaje.
identity-territory-not-empty = Jest jeszcze używany. Najpierw przenieś lub zakończ:
identity-territory-archived = Zarchiwizowano obszar.
identity-territory-is-archived = Ten obszar jest w archiwum. Przywróć go, aby kogoś do niego przypisać.
identity-territory-restore = Przywróć obszar
identity-territory-restored = Przywrócono obszar.
identity-territory-counts = Firmy: { $companies }, pracownicy: { $people }
identity-territories-archived = Pokaż zarchiwizowane ({ $count })
identity-placed-day = W danym dniu
identity-placed-ever = Także przeszłe i przyszłe
identity-placements-never = Nikogo tu jeszcze nie przypisano.
identity-placements-of-none = Bez przypisania do obszaru.
identity-placements-history = Wszystkie obszary, dawne i przyszłe
identity-placement-open = Pozostaw bez końca
identity-placement-opened = Przypisanie nie ma teraz końca.
identity-place-reach = Przypisanie mówi, kto opiekuje się obszarem. O tym, co ktoś widzi, decyduje zakres członkostwa.
identity-place-reach-link = Ustaw zakres
identity-looked-after = Kto się nią opiekuje
identity-looked-after-nowhere = Tego dnia nie należy do żadnego obszaru.
identity-looked-after-inherited = tak jak firma nadrzędna
identity-looked-after-nobody = Do tego obszaru ani nadrzędnych nie przypisano pracowników.
identity-tokens = Tokeny API
identity-token = Token
identity-tokens-own = Twoje
identity-tokens-all = Wszystkich osób
identity-tokens-all-none = Nikt nie ma tokenu.
identity-tokens-none = Nie masz tokenów API
identity-tokens-text = Z tokenem program działa w Twojej roli w granicach, które ustalisz.
identity-token-make = Utwórz token
identity-token-made = Token „{ $name }”
identity-token-once = Skopiuj go teraz. Nie zostanie pokazany ponownie.
identity-token-kept = Token skopiowany
identity-token-name-help = Do czego służy, na przykład „Stany z systemu magazynowego”.
identity-token-days = Ważny przez
identity-token-owner = Właściciel
identity-token-scopes = Uprawnienia
identity-token-some = Tylko zaznaczone
identity-token-everything = Wszystko, co może właściciel
identity-token-everything-help = Kto go ma, może wszystko to, co Ty. Lepiej zaznacz tylko to, czego program potrzebuje.
identity-token-expires = Wygasa
identity-token-revoke = Unieważnij token
identity-token-revoke-title = Unieważnić „{ $name }”?
identity-token-revoke-text = Program, który go używa, od tej chwili nie uzyska dostępu.
identity-token-revoked = Unieważniono token { $name }.
identity-days = { $count ->
    [one] { $count } dzień
   *[other] { $count } dni
 }
identity-reassign = Zmień opiekuna
identity-reassign-title = { $count ->
    [one] Zmienić opiekuna jednej firmy?
    [few] Zmienić opiekuna { $count } firm?
    [many] Zmienić opiekuna { $count } firm?
   *[other] Zmienić opiekuna { $count } firmy?
 }
identity-reassign-text = Kto widzi tylko własnych klientów, od teraz będzie je widzieć albo przestanie.
identity-reassign-nobody = Nikt: jak firma nadrzędna
identity-reassigned = { $count ->
    [0] Nic do zmiany.
    [one] Zmieniono opiekuna jednej firmy.
    [few] Zmieniono opiekuna { $count } firm.
    [many] Zmieniono opiekuna { $count } firm.
   *[other] Zmieniono opiekuna { $count } firmy.
 }
identity-choose = Zaznacz: { $name }
identity-choose-page = Zaznacz wszystkie na stronie ({ $count })
identity-choose-none = Odznacz
identity-chosen = Zaznaczono: { $count }
identity-company-archive-below = { $count ->
    [one] Zarchiwizuj także jedną firmę pod nią
    [few] Zarchiwizuj także { $count } firmy pod nią
    [many] Zarchiwizuj także { $count } firm pod nią
   *[other] Zarchiwizuj także { $count } firmy pod nią
 }
identity-acting = Działania w imieniu klientów
identity-acting-none = Nikt teraz nie działa w imieniu klienta
identity-acting-none-text = Kto ma uprawnienie, zaczyna na stronie firmy.
identity-acting-companies = Pokaż firmy
identity-acting-who = Kto
identity-acting-for = W imieniu
identity-acting-since = Od
identity-acting-end = Zakończ
identity-acting-end-title = Zakończyć działanie { $name } w imieniu { $company }?
identity-acting-end-text = Od następnego kliknięcia ta osoba działa znów we własnym imieniu. Zawartość koszyka klienta zostaje.
identity-acting-ended = Zakończono.
identity-what-they-did = Co robiła ta osoba
identity-person-saved = Zapisano dane osoby.
identity-erased-text = Oto, co przechowywano i co się z tym stało.
identity-erased-what = Co
identity-erased-gone = Usunięto
identity-erased-kept = Zachowano
identity-erased-why = Dlaczego zostaje
identity-erased-leave = Wróć do osób
identity-held-person = Nazwisko, adres, członkostwa
identity-held-access = Hasła, klucze dostępu, sesje, tokeny
identity-held-requests = Zaproszenia i zgłoszenia
identity-held-orders = Zamówienia
identity-held-carts = Koszyki
identity-held-messages = Wiadomości
identity-held-imports = Importy
identity-held-audit = Dziennik zmian
identity-kept-person = Członkostwa bez nazwiska, do których odwołują się zamówienia i zapisy (prawo rachunkowe).
identity-kept-orders = Zamówienia to dokumenty, które nakazuje zachować prawo rachunkowe; nazwisko z nich usunięto.
identity-kept-audit = Kto co zrobił i z czym, tylko według identyfikatorów, jest dowodem decyzji firmy (RODO, art. 17 ust. 3 lit. b i e) i pozostaje tak długo jak dokumenty, których dotyczy.
identity-roles-own-text = Firmy tworzą własne role; tutaj je widzisz, a zmienia je firma.
identity-role-of-company = Własna rola tej firmy; zmieniają ją jej pracownicy:
identity-registrations-open = Otwórz formularz rejestracji
identity-address-country-none = Kraj podany wyżej

# Grupy klientów.

identity-customer-groups = Grupy klientów
identity-groups-search = Szukaj grup
identity-groups-empty-title = Nie ma jeszcze grup klientów
identity-groups-empty-text = Utwórz grupy, na przykład kluczowych klientów albo instalatorów, i przypisz do nich firmy. Grupie można nadać cennik.
identity-group-add = Dodaj grupę
identity-group-new = Nowa grupa klientów
identity-group-added = Dodano grupę klientów.
identity-group-save = Zapisz
identity-group-saved = Zmieniono nazwę grupy klientów.
identity-group-rename = Zmień nazwę
identity-group-archive = Archiwizuj
identity-group-archived = Grupa klientów jest w archiwum. Nie liczy się nigdzie, dopóki nie zostanie przywrócona.
identity-group-restore = Przywróć
identity-group-restored = Przywrócono grupę klientów.
identity-group-code-help = Importy wskazują grupę tym kodem. Nigdy się nie zmienia.
identity-groups-change = Zmień grupy
identity-groups-of = Grupy firmy { $name }
identity-groups-of-none = W żadnej grupie.
identity-groups-of-text = Firma bez własnych grup należy do grup firmy nadrzędnej.
identity-groups-saved = Zapisano grupy.
identity-group-remove = Usuń z grupy { $name }
identity-group-pick = Dodaj grupę
identity-group-pick-help = Wpisz część nazwy albo początek kodu i wybierz.

# Podatki firmy i sposób pokazywania cen.

identity-company-tax = Podatki
identity-vat-id-valid = Ważny
identity-vat-id-unchecked = Niepotwierdzony
identity-vat-id-confirm = Oznacz jako ważny
identity-vat-id-take-back = Cofnij potwierdzenie
identity-vat-id-confirmed = Numer VAT oznaczono jako ważny.
identity-vat-id-unconfirmed = Cofnięto potwierdzenie.
identity-tax-exemptions = Zwolnienia z podatku
identity-tax-exemptions-none = Brak zwolnień z podatku.
identity-tax-exemption-add = Wpisz zwolnienie
identity-tax-exemption-added = Wpisano zwolnienie z podatku.
identity-tax-exemption-changed = Zmieniono zwolnienie z podatku.
identity-tax-exemption-end = Zakończ dziś
identity-tax-certificate = Zaświadczenie
identity-tax-reason = Powód
identity-tax-reason-help = Drukowany na dokumentach razem z numerem zaświadczenia.
identity-tax-classes = Klasy podatkowe
identity-tax-classes-all = wszystkie
identity-tax-classes-help = Kody rozdzielone przecinkami; puste oznacza wszystkie klasy.
identity-price-display = Ceny są pokazywane
identity-price-display-help = Kupujący płacą tyle samo.
identity-price-display-by_customer = osobom prywatnym brutto, firmom netto
identity-price-display-net = netto
identity-price-display-gross = brutto
identity-price-display-as_listed = tak jak w cenniku
