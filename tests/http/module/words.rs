//! The words of the server reach people in their own language, whatever the shop's pages speak.
//! What no language file says would show as its key, and none does.

use kontor_testkit::{Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    every_module_permission_setting_and_built_in_role_has_words_in_all_languages,
    staff_read_the_admin_in_a_language_that_the_shop_does_not_speak,
    a_program_says_by_header_what_it_reads_and_the_pages_cookie_does_not_count,
    a_refusal_is_told_in_the_readers_language_with_what_it_is_about,
    a_field_at_fault_is_told_in_the_readers_language,
    a_role_of_the_tenants_own_keeps_its_name,
);

const LANGUAGES: [&str; 3] = ["en", "pl", "it"];

async fn read(shop: &Shop, path: &str, language: &str) -> Value {
    shop.admin().get(path).header("accept-language", language).send().await.expect(200)
}

/// What people read of an item, by the name of its field.
fn said<'a>(item: &'a Value, fields: &[&str]) -> Vec<&'a str> {
    fields.iter().filter_map(|field| item[*field].as_str()).collect()
}

async fn every_module_permission_setting_and_built_in_role_has_words_in_all_languages(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.switch("freight", true).await;
    let mut by_language = Vec::new();
    for language in LANGUAGES {
        let mut words: Vec<String> = Vec::new();
        let modules = read(&shop, "/api/v1/admin/modules", language).await;
        let permissions = read(&shop, "/api/v1/admin/permissions", language).await;
        let roles = read(&shop, "/api/v1/admin/roles", language).await;
        for item in [&modules, &permissions, &roles].into_iter().flat_map(|list| list["items"].as_array().unwrap()) {
            let mut found = said(item, &["name", "title", "description", "module_name"]);
            if item.get("title").is_some() {
                // The name of a permission is its code.
                found.remove(0);
            }
            words.extend(found.into_iter().map(str::to_owned));
            let settings = item["settings_schema"]["properties"].as_object().into_iter().flat_map(|all| all.values());
            words.extend(settings.map(|setting| setting["title"].as_str().unwrap().to_owned()));
        }
        for word in &words {
            let is_key = !word.contains(' ') && word.contains('-') && word.chars().all(|c| c.is_ascii() && c != ' ');
            assert!(!word.is_empty() && !is_key, "{language}: `{word}` is the key of a word that is missing");
        }
        by_language.push(words);
    }
    let [english, polish, italian] = by_language.try_into().unwrap();
    assert!(english.len() > 60, "{english:?}");
    for other in [polish, italian] {
        assert_eq!(english.len(), other.len());
        let same: Vec<_> = english.iter().zip(&other).filter(|(one, other)| one == other).collect();
        // A few words are the same in several languages, such as Import, Operator and Administrator.
        assert!(same.len() < 8, "{same:?}");
    }
}

async fn staff_read_the_admin_in_a_language_that_the_shop_does_not_speak(app: &'static TestApp) {
    let shop = app.tenant().languages(["en"]).build().await;
    let roles = read(&shop, "/api/v1/admin/roles", "pl-PL,pl;q=0.9").await;
    let names: Vec<_> = roles["items"].as_array().unwrap().iter().map(|role| role["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Dział zamówień") && names.contains(&"Kupujący"), "{names:?}");
    let shell = read(&shop, "/api/v1/admin/shell", "it").await;
    assert_eq!(shell["session"]["persona"]["role"]["name"], "Amministratore", "{shell}");
}

async fn a_program_says_by_header_what_it_reads_and_the_pages_cookie_does_not_count(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    let ask = |language| {
        let request = shop.guest().get("/api/v1/orders/none").header("cookie", "kontor_locale=it");
        if let Some(language) = language { request.header("accept-language", language) } else { request }
    };
    let title = async |language| ask(language).send().await.problem(401, "auth.required")["title"].clone();
    assert_eq!(title(Some("pl")).await, "Proszę się zalogować");
    assert_eq!(title(None).await, "Accesso richiesto");
}

async fn a_refusal_is_told_in_the_readers_language_with_what_it_is_about(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    shop.company("ACME").await;
    let company = json!({ "code": "ACME", "name": "Acme", "country": "GB", "address": {
        "name": "Acme", "street": "Mill Lane 1", "postal_code": "AB1 2CD", "city": "Leeds", "country": "GB" } });
    let mut told = Vec::new();
    for language in LANGUAGES {
        let request = shop.admin().post("/api/v1/admin/companies").json(company.clone());
        let refused = request.header("accept-language", language).send().await;
        let problem = refused.problem(422, "identity.company_code_taken");
        assert_eq!(problem["errors"][0]["detail"], problem["detail"]);
        told.push(problem["detail"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        told,
        [
            "A company with the code ACME exists already.",
            "Firma o kodzie ACME już istnieje.",
            "Esiste già un’azienda con il codice ACME.",
        ]
    );
}

async fn a_field_at_fault_is_told_in_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let role = json!({ "code": "screws", "name": "", "audience": "staff", "permissions": [] });
    let request = shop.admin().post("/api/v1/admin/roles").json(role).header("accept-language", "pl");
    let problem = request.send().await.problem(422, "identity.bad_field");
    assert_eq!(problem["errors"][0]["detail"], "Wpisz od 1 do 100 znaków.");
}

async fn a_role_of_the_tenants_own_keeps_its_name(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let role =
        json!({ "code": "screws", "name": "Buyer of screws", "audience": "buyer", "permissions": ["orders.own.read"] });
    let made = shop.admin().post("/api/v1/admin/roles").json(role).header("accept-language", "pl").send().await;
    assert_eq!(made.expect(201)["name"], "Buyer of screws");
}
