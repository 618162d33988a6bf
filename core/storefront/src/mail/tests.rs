//! Every mail of the built-in theme in every language, filled and with hostile data.
//! What the drawing promises about escaping, colours and both parts is checked for all mails at once.

use std::sync::LazyLock;

use kontor_kernel::Locale as Language;

use super::*;

static MAILS: LazyLock<Mails> = LazyLock::new(|| Mails { theme: Arc::new(Theme::load(None).unwrap()) });

const LINK: &str = "https://baltic.example/invitation/a1b2?c=d&e='f'";
const CANARY: &str = "{{7*7}}{{{body}}} <script>alert(1)</script> \"'&{ $shop }";

/// Every mail with all its data.
fn all() -> Vec<(&'static str, Value)> {
    let expires = json!({ "expires_at": "2026-11-23T22:30:00Z" });
    let company = json!({ "company": "Stocznia Żuraw", "reason": "Nie obsługujemy\nosób prywatnych." });
    let invitation = json!({ "inviter": "Zofia Łoś", "company": "Stocznia Żuraw", "role": "Kupujący",
        "expires_at": "2026-11-23T22:30:00Z" });
    let sign_in = json!({ "at": "2026-11-22T10:00:00Z", "ip": "192.0.2.7", "device": "Firefox on Linux" });
    let registration = json!({ "applicant": "Stocznia Żuraw", "company": "Stocznia Żuraw", "name": "Jan Łoś",
        "email": "jan@zuraw.example", "note": "Proszę o rabat." });
    let change = json!({ "at": "2026-11-22T10:00:00Z", "device": "Firefox on Linux", "passkey": "Łucznik" });
    let order = json!({ "number": "SO-26-000007", "buyer": "Jan Łoś", "sum": "1 200,00 zł", "cost_centre": "IT-1",
        "by": "Zofia Łoś", "reason": "Zamów mniej." });
    let budget = json!({ "budget": "Narzędzia", "amount": "1 000,00 zł", "number": "SO-26-000007",
        "buyer": "Jan Łoś", "sum": "1 200,00 zł" });
    let address = json!({ "email": "new@reader.example", "expires_at": "2026-11-23T22:30:00Z" });
    vec![
        ("identity/invitation", invitation),
        ("identity/verify-email", expires.clone()),
        ("identity/registration-received", company.clone()),
        ("identity/registration-approved", company.clone()),
        ("identity/registration-rejected", company),
        ("identity/password-reset", expires),
        ("identity/password-changed", change.clone()),
        ("identity/second-factor-added", change.clone()),
        ("identity/second-factor-removed", change.clone()),
        ("identity/recovery-codes-renewed", change.clone()),
        ("identity/passkey-added", change.clone()),
        ("identity/passkey-removed", change),
        ("identity/new-sign-in", sign_in),
        ("identity/email-confirmation", address.clone()),
        ("identity/email-changed", address),
        ("identity/account-exists", json!({})),
        ("identity/new-registration", registration),
        ("approvals/asked", order.clone()),
        ("approvals/reminder", order.clone()),
        ("approvals/approved", order.clone()),
        ("approvals/rejected", order),
        ("approvals/budget-exceeded", budget),
    ]
}

/// The same with null where a mail can do without.
fn bare(data: &Value) -> Value {
    let mut bare = data.clone();
    for name in ["company", "reason", "note", "cost_centre"] {
        if bare.get(name).is_some() {
            bare[name] = Value::Null;
        }
    }
    bare
}

fn draft<'a>(template: &'a str, locale: Language, data: &'a Value) -> MailDraft<'a> {
    MailDraft {
        template,
        locale,
        to_name: Some("Ann Żółw"),
        data,
        link: Some(LINK),
        site: "https://baltic.example",
        accent: Some("#ffd500"),
        time_zone: "Europe/Warsaw",
    }
}

fn draw(draft: &MailDraft<'_>) -> RenderedMail {
    let drawn = MAILS.draw("Baltic Śruby", draft);
    drawn.unwrap_or_else(|fault| panic!("{} {}: {fault}", draft.template, draft.locale))
}

/// The data with the canary in place of every text that is no instant.
fn poisoned(data: &Value) -> Value {
    let mut data = data.clone();
    for (name, value) in data.as_object_mut().unwrap() {
        if value.is_string() && name != "at" && !name.ends_with("_at") {
            *value = CANARY.into();
        }
    }
    data
}

#[test]
fn every_mail_is_drawn_in_every_language_without_a_missing_message() {
    for locale in Language::ALL {
        for (template, full) in all() {
            for data in [bare(&full), full] {
                let mail = draw(&draft(template, locale, &data));
                let label = format!("{template} {locale}");
                assert!(mail.html.contains(&format!("<html lang=\"{locale}\">")), "{label}");
                assert!(!mail.subject.contains("mail-") && !mail.subject.contains('\n'), "{label}: {}", mail.subject);
                for part in [&mail.html, &mail.text] {
                    assert!(
                        !part.contains("mail-") && !part.contains("{{") && !part.contains("{ $"),
                        "{label}: {part}"
                    );
                    assert!(part.contains("Baltic Śruby"), "{label}: {part}");
                }
                assert!(!mail.text.contains("\n\n\n") && !mail.text.contains('<'), "{label}: {}", mail.text);
            }
        }
    }
}

#[test]
fn both_parts_say_the_same() {
    for (template, data) in all() {
        let mail = draw(&draft(template, Language::Pl, &data));
        let has_link = mail.html.contains("class=\"button\"");
        assert_eq!(mail.text.contains(LINK), has_link, "{template}: {}", mail.text);
        let words = |html: &str| -> Vec<String> {
            let body = html.split_once("<h1").unwrap().1.split_once("</h1>").unwrap().1;
            let texts = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim());
            texts.filter(|text| text.chars().count() > 24).map(str::to_owned).collect()
        };
        let (text, gone) = (mail.text.replace('\n', " "), ["Jeśli przycisk"]);
        for sentence in words(&mail.html).iter().filter(|text| !gone.iter().any(|start| text.starts_with(start))) {
            let plain = sentence.replace("&amp;", "&").replace("&#x27;", "'").replace("&#x3D;", "=").replace('\n', " ");
            assert!(text.contains(&plain), "{template}: {plain}\n{}", mail.text);
        }
    }
}

#[test]
fn a_mail_without_a_link_has_no_button() {
    let data = json!({ "at": "2026-11-22T10:00:00Z", "device": "Firefox on Linux" });
    let mail = draw(&MailDraft { link: None, ..draft("identity/password-changed", Language::En, &data) });
    assert!(!mail.html.contains("class=\"button\"") && !mail.text.contains("Choose a new password:"));
}

#[test]
fn what_people_typed_is_printed_as_it_stands_and_never_run() {
    for (template, data) in all() {
        let data = poisoned(&data);
        let hostile = MailDraft { to_name: Some(CANARY), ..draft(template, Language::En, &data) };
        let mail = MAILS.draw(CANARY, &hostile).unwrap();
        assert!(!mail.html.contains("<script>alert"), "{template}");
        assert!(
            mail.html.contains("{{7*7}}{{{body}}} &lt;script&gt;alert(1)&lt;/script&gt; &quot;&#x27;&amp;{ $shop }")
        );
        assert!(mail.text.contains(CANARY), "{template}: {}", mail.text);
    }
}

#[test]
fn a_subject_shows_what_people_typed_on_one_line() {
    let data = json!({ "inviter": "Eve\r\nBcc: all@evil.example", "company": null, "role": "x", "expires_at": "" });
    let mail = draw(&draft("identity/invitation", Language::En, &data));
    assert_eq!(mail.subject, "Eve Bcc: all@evil.example invites you to Baltic Śruby");
}

#[test]
fn instants_are_shown_in_the_readers_zone_and_language() {
    let data = json!({ "expires_at": "2026-11-23T23:30:00Z" });
    let told = |locale| draw(&draft("identity/password-reset", locale, &data)).text.replace('\u{a0}', " ");
    assert!(told(Language::En).contains("24 Nov 2026, 00:30"), "{}", told(Language::En));
    assert!(told(Language::Pl).contains("24 lis 2026, 00:30"));
    assert!(told(Language::It).contains("24 nov 2026, 00:30"));
}

#[test]
fn the_accent_is_corrected_until_its_text_can_be_read() {
    let data = json!({});
    let mail = draw(&draft("identity/account-exists", Language::En, &data));
    assert!(!mail.html.contains("#ffd500;"), "yellow cannot be read on paper");
    let unknown = MailDraft { accent: Some("javascript:"), ..draft("identity/account-exists", Language::En, &data) };
    assert!(draw(&unknown).html.contains("#2447c6"), "the theme's own");
}

#[test]
fn an_unknown_template_and_missing_data_are_refused_by_name() {
    fn told(template: &str, data: &Value) -> String {
        MAILS.draw("Baltic", &draft(template, Language::En, data)).unwrap_err().to_string()
    }
    assert!(told("identity/nothing", &json!({})).contains("mail/identity/nothing"));
    assert!(told("../pages/cart", &json!({})).contains("no template"));
    assert!(told("identity/invitation", &json!({ "company": null })).contains("mail/identity/invitation"));
}

#[test]
fn mails_are_light_and_load_nothing_from_elsewhere() {
    for (template, data) in all() {
        let html = draw(&draft(template, Language::It, &data)).html;
        assert!(html.len() < 12_000, "{template}: {} bytes", html.len());
        for loaded in ["<img", "<link", "<script", "@import", "url(", "src="] {
            assert!(!html.contains(loaded), "{template}: {loaded}");
        }
    }
}

/// Run with `-- --ignored` to look at the mails; it prints where they are.
#[test]
#[ignore = "writes files to look at"]
fn mails_to_look_at() {
    let folder = std::env::temp_dir().join("kontor-mails");
    std::fs::create_dir_all(&folder).unwrap();
    for locale in Language::ALL {
        for (template, data) in all() {
            let mail = draw(&MailDraft { accent: Some("#1f4e79"), ..draft(template, locale, &data) });
            let name = format!("{locale}-{}", template.replace('/', "-"));
            std::fs::write(folder.join(format!("{name}.html")), mail.html).unwrap();
            std::fs::write(folder.join(format!("{name}.txt")), format!("{}\n\n{}", mail.subject, mail.text)).unwrap();
        }
    }
    println!("{}", folder.display());
}
