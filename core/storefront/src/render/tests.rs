//! Renders every page of the built-in theme in every language, with filled, empty and hostile views.
//! What a visitor must never see is checked here for all pages at once.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use super::*;
use crate::theme::Theme;
use crate::views::samples::{self, CANARY};
use crate::views::*;

static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::load(None).unwrap());

const LANGUAGES: [&str; 3] = ["en", "pl", "it"];

/// Every page, filled and empty, by a name for reading.
fn pages(language: &str) -> Vec<(&'static str, String)> {
    let renderer = THEME.speaking(language);
    let locale = renderer.locale();
    let frame = samples::frame(language);
    let guest = Frame { csrf: None, account: None, can_order: false, ..frame.clone() };
    let section = |section: &str| Frame { section: section.to_owned(), ..frame.clone() };
    let added = Frame {
        notices: vec![Notice {
            tone: Tone::Good,
            text: locale.text("signed-out"),
            link: Some(Link { label: locale.text("to-cart"), url: "/cart".to_owned() }),
        }],
        ..frame.clone()
    };
    let order = samples::order();
    let problem = Problem {
        title: locale.text("problem-title"),
        detail: locale.text("problem-detail"),
        status: 500,
        request_id: "01J".to_owned(),
        retry_url: Some("/cart".to_owned()),
    };
    let bare = ProductDetail { product: ProductRow::default(), ..ProductDetail::default() };
    let searched = ProductList { q: "śruba".to_owned(), ..ProductList::default() };
    let filtered = OrderList { filtered: true, ..OrderList::default() };
    let shopping = vec![
        ("products", show(renderer, &frame, &samples::product_list(locale))),
        ("products-guest", show(renderer, &guest, &samples::product_list(locale))),
        ("products-none", show(renderer, &frame, &ProductList::default())),
        ("products-none-found", show(renderer, &frame, &searched)),
        ("product", show(renderer, &added, &samples::product_detail())),
        ("product-bare", show(renderer, &guest, &bare)),
        (
            "order-placed",
            show(renderer, &section("orders"), &OrderPlaced { order: order.clone(), email: "k@x.example".into() }),
        ),
        ("orders", show(renderer, &section("orders"), &samples::order_list(locale))),
        ("orders-none", show(renderer, &section("orders"), &OrderList::default())),
        ("orders-none-found", show(renderer, &section("orders"), &filtered)),
        ("order", show(renderer, &section("orders"), &OrderDetail { order })),
        ("order-bare", show(renderer, &frame, &OrderDetail::default())),
        ("not-found", show(renderer, &frame, &NotFound {})),
        ("nobody", show(renderer, &Frame::default(), &Nobody(problem.clone()))),
        ("problem", show(renderer, &frame, &problem)),
    ];
    let all = forms(renderer, &frame, &guest).into_iter().chain(ordering(renderer, &frame));
    all.chain(shopping).collect()
}

/// The pages on the way to an order.
fn ordering(renderer: &Renderer, frame: &Frame) -> Vec<(&'static str, String)> {
    let locale = renderer.locale();
    let section = |section: &str| Frame { section: section.to_owned(), ..frame.clone() };
    vec![
        ("cart", show(renderer, &section("cart"), &samples::cart_page())),
        ("cart-errors", show(renderer, &section("cart"), &samples::cart_page_with_errors(locale))),
        ("quick-order", show(renderer, &section("quick-order"), &samples::quick_order(locale))),
        ("quick-order-empty", show(renderer, &section("quick-order"), &QuickOrderPage::default())),
        ("cart-empty", show(renderer, &section("cart"), &CartPage::default())),
        ("checkout", show(renderer, &section("cart"), &samples::checkout(locale))),
        ("checkout-errors", show(renderer, &section("cart"), &samples::checkout_with_errors(locale))),
    ]
}

/// The pages that are forms: signing in, and whatever is made of panels.
fn forms(renderer: &Renderer, frame: &Frame, guest: &Frame) -> Vec<(&'static str, String)> {
    let locale = renderer.locale();
    let sign_in = SignIn { error: Some(locale.text("sign-in-failed")), ..SignIn::default() };
    let ways = SignIn {
        providers: vec![Link { label: "Baltic ID".to_owned(), url: "/sign-in/with/baltic".to_owned() }],
        can_register: true,
        remember: true,
        ..SignIn::default()
    };
    let terms = ActingTerms { until: "21 Nov 2026, 14:30".to_owned(), reason: "They asked by telephone".to_owned() };
    let banner = Banner {
        text: locale.text("second-factor-banner"),
        link: Some(Link { label: locale.text("second-factor-set-up"), url: "/account/security".to_owned() }),
        button: Some(Link { label: locale.text("acting-over-read"), url: "/account/acting/end".to_owned() }),
    };
    let acting = Frame {
        acting: Some(Acting { company: "Stocznia Północ".to_owned(), terms: Some(terms) }),
        banner: Some(banner),
        is_done: true,
        ..frame.clone()
    };
    vec![
        ("sign-in-ways", show(renderer, guest, &ways)),
        ("form", show(renderer, frame, &samples::form_page(locale))),
        ("form-empty", show(renderer, frame, &FormPage::default())),
        ("panels", show(renderer, &acting, &samples::panel_page(locale))),
        ("panels-empty", show(renderer, frame, &PanelPage::default())),
        ("sign-in", show(renderer, guest, &SignIn::default())),
        ("sign-in-failed", show(renderer, guest, &sign_in)),
    ]
}

fn show<V: View>(renderer: &Renderer, frame: &Frame, view: &V) -> String {
    renderer.page(frame, view).unwrap_or_else(|error| panic!("{}: {error}", V::TEMPLATE))
}

/// A sample view with the canary in place of every text.
fn poisoned<V: Serialize>(view: &V) -> serde_json::Value {
    fn poison(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = CANARY.to_owned(),
            serde_json::Value::Array(items) => items.iter_mut().for_each(poison),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(poison),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(view).unwrap();
    poison(&mut value);
    value
}

#[test]
fn every_page_renders_in_every_language_without_a_missing_message() {
    for language in LANGUAGES {
        for (name, html) in pages(language) {
            assert!(html.starts_with("<!doctype html>"), "{language} {name}");
            let is_known = name == "nobody" || html.contains(&format!("<html lang=\"{language}\""));
            assert!(is_known, "{language} {name}");
            assert!(!html.contains("{{") && !html.contains("}}"), "{language} {name}: a template shows");
        }
    }
}

#[test]
fn pages_carry_no_inline_style_or_script() {
    for (name, html) in pages("en") {
        assert!(!html.contains(" style=") && !html.contains("<style"), "{name}");
        assert!(!html.contains("<script>") && !html.contains("javascript:"), "{name}");
        assert!(!html.contains(" onclick=") && !html.contains(" hx-on"), "{name}");
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in pages("en") {
        for form in html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
            let guest = html.contains("href=\"/sign-in\"") || name.starts_with("sign-in") || name == "product-bare";
            assert!(
                !form.contains("method=\"post\"") || guest || form.contains("name=\"_csrf\" value=\"token\""),
                "{name}: {form}"
            );
        }
    }
}

#[test]
fn text_from_users_prints_literally_in_every_field() {
    let renderer = THEME.speaking("en");
    let locale = renderer.locale();
    let frame = poisoned(&samples::frame("en"));
    let views = [
        (ProductList::TEMPLATE, poisoned(&samples::product_list(locale))),
        (ProductDetail::TEMPLATE, poisoned(&samples::product_detail())),
        (CartPage::TEMPLATE, poisoned(&samples::cart_page_with_errors(locale))),
        (QuickOrderPage::TEMPLATE, poisoned(&samples::quick_order(locale))),
        (Checkout::TEMPLATE, poisoned(&samples::checkout_with_errors(locale))),
        (OrderPlaced::TEMPLATE, poisoned(&OrderPlaced { order: samples::order(), email: String::new() })),
        (OrderList::TEMPLATE, poisoned(&samples::order_list(locale))),
        (OrderDetail::TEMPLATE, poisoned(&OrderDetail { order: samples::order() })),
        (FormPage::TEMPLATE, poisoned(&samples::form_page(locale))),
        (PanelPage::TEMPLATE, poisoned(&samples::panel_page(locale))),
        (SignIn::TEMPLATE, poisoned(&SignIn { error: Some(String::new()), ..SignIn::default() })),
        (Problem::TEMPLATE, poisoned(&Problem { retry_url: Some(String::new()), ..Problem::default() })),
    ];
    for (template, view) in views {
        helpers::start_budget();
        let data = Context::from(serde_json::json!({ "page": frame, "view": view }));
        let body = renderer.render(Form::Html, template, &data).unwrap();
        assert_harmless(template, &body);
        let layout = Context::from(serde_json::json!({ "page": frame, "title": CANARY, "body": "" }));
        assert_harmless("layout", &renderer.render(Form::Html, "layouts/shop", &layout).unwrap());
    }
}

fn assert_harmless(name: &str, html: &str) {
    assert!(!html.contains("<script>alert"), "{name}");
    assert!(!html.contains("<img src=x"), "{name}");
    assert!(!html.contains("\"'>"), "{name}: an attribute ends early");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{name}: the text is not shown literally");
    assert!(html.contains("{{sku}} {{{body}}}"), "{name}: braces are not shown literally");
}

#[test]
fn amounts_plurals_and_dates_read_in_the_page_language() {
    let text = |language: &str, page: &str| {
        let (_, html) = pages(language).into_iter().find(|(name, _)| *name == page).unwrap();
        html.replace('\u{a0}', " ")
    };
    assert!(text("pl", "cart").contains("12 386,25 zł"));
    assert!(text("pl", "cart").contains("3 pozycje"));
    assert!(text("pl", "products").contains("4 000 produktów"));
    assert!(text("it", "orders").contains("12 ordini"));
    assert!(text("it", "cart").contains("12.386,25 PLN"));
    assert!(text("en", "order").contains("21 Nov 2026, 10:04"));
    assert!(text("pl", "order").contains("21 lis 2026, 10:04"));
}

#[test]
fn typed_text_and_its_error_come_back_beside_the_field() {
    let html = pages("en").into_iter().find(|(name, _)| *name == "checkout-errors").unwrap().1;
    assert!(html.contains("id=\"e-street\">Enter street and number."));
    assert!(html.contains("aria-describedby=\"e-street\""));
    assert!(html.contains("value=\"PO/2026/1187\""));
    assert_eq!(html.matches(" autofocus").count(), 1);
}

#[test]
fn every_message_a_template_names_exists_in_every_language() {
    let ids = template_messages();
    assert!(ids.len() > 80, "the search for messages found only {}", ids.len());
    for language in LANGUAGES {
        let locale = THEME.speaking(language).locale();
        for id in &ids {
            assert!(locale.find(id, None).is_some(), "{language}: {id}");
        }
    }
}

/// Ids of messages that templates ask for with one fixed name.
fn template_messages() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let files = crate::theme::built_in_files();
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".hbs")) {
        let source = std::str::from_utf8(content).unwrap_or_else(|_| panic!("{path} is no text"));
        for start in ["{{t \"", "(t \""] {
            for call in source.split(start).skip(1) {
                let (id, rest) = call.split_once('"').unwrap();
                let fixed = rest.starts_with("}}") || rest.starts_with(')') || rest.contains('=');
                let joined = rest.trim_start().split(['=', '}', ')']).next().unwrap().contains([' ', '.']);
                if fixed
                    && !joined
                    && !rest.starts_with(" s")
                    && !rest.starts_with(" country")
                    && !rest.starts_with(" event")
                {
                    ids.insert(id.to_owned());
                }
            }
        }
    }
    ids
}

fn themes() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes"))
}

#[test]
fn the_languages_have_the_same_messages() {
    let ids = |language: &str| -> BTreeSet<String> {
        let read = |folder: &str| std::fs::read_to_string(themes().join(format!("default/{folder}/{language}.ftl")));
        let source = ["locales", "mail/locales"].map(|folder| read(folder).unwrap()).concat();
        let definition = |line: &str| {
            let (id, _) = line.split_once(" =")?;
            id.starts_with(|c: char| c.is_ascii_lowercase()).then(|| id.to_owned())
        };
        source.lines().filter_map(definition).collect()
    };
    let english = ids("en");
    for language in ["pl", "it"] {
        let other = ids(language);
        let difference: Vec<_> = english.symmetric_difference(&other).collect();
        assert!(difference.is_empty(), "{language}: {difference:?}");
    }
}

#[test]
fn every_glyph_the_theme_names_is_drawn() {
    let drawn = THEME.assets().get("glyphs.svg").unwrap();
    let drawn = String::from_utf8_lossy(&drawn.content).into_owned();
    let manifest = std::fs::read_to_string(themes().join("default/theme.toml")).unwrap();
    let words = manifest.split("[glyphs.words]").nth(1).unwrap();
    let named = words.lines().filter_map(|line| Some(line.split_once(" = ")?.1.trim_matches('"')));
    for glyph in named.chain(["box", "layers", "grid", "disc", "search", "cart", "order"]) {
        assert!(drawn.contains(&format!("id=\"{glyph}\"")), "{glyph}");
    }
}

#[test]
fn a_template_that_asks_for_a_field_that_is_not_there_fails_by_name() {
    let error = with_page("<p>{{view.nothing}}</p>").unwrap().unwrap_err();
    assert!(error.to_string().contains("pages/cart"), "{error}");
}

#[test]
fn eight_nested_loops_end_within_the_budget() {
    let loops = format!("{}{}", "{{#each @root.view.cart.lines}}".repeat(8), "{{/each}}".repeat(8));
    let start = Instant::now();
    let mut page = samples::cart_page();
    let lines = &mut page.cart.as_mut().unwrap().lines;
    *lines = std::iter::repeat_n(lines[0].clone(), 60).collect();
    let theme = theme_with("pages/cart.hbs", &loops).unwrap();
    let error = theme.speaking("en").page(&samples::frame("en"), &page).unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("loops longer"), "{error:?}");
    assert!(start.elapsed().as_secs() < 10);
}

#[test]
fn a_bad_template_in_a_folder_of_overrides_is_refused_by_its_file_name() {
    let refused = |file: &str, source: &str| theme_with(file, source).err().unwrap().to_string();
    let circle = refused("partials/pager.hbs", "{{> partials/pager}}");
    assert!(circle.starts_with("template partials/pager.hbs is part of a circle"), "{circle}");
    let dynamic = refused("pages/cart.hbs", "{{> (t \"x\")}}");
    assert!(dynamic.starts_with("template pages/cart.hbs includes a partial whose name is computed"), "{dynamic}");
    assert!(refused("theme.toml", "title = 1").starts_with("theme.toml:"));
    assert!(refused("locales/pl.ftl", "a = { $\n").contains("locales/pl.ftl"));
}

#[test]
fn an_override_takes_the_place_of_one_file_and_leaves_the_others() {
    let theme = theme_with("pages/not-found.hbs", "<p>Nothing, dear {{page.shop}}</p>").unwrap();
    let html = theme.speaking("en").page(&samples::frame("en"), &NotFound {}).unwrap();
    assert!(html.contains("<p>Nothing, dear Baltic Fasteners</p>") && html.contains("<footer"));
}

fn with_page(source: &str) -> Result<Result<String, PageError>, crate::theme::ThemeError> {
    let theme = theme_with("pages/cart.hbs", source)?;
    Ok(theme.speaking("en").page(&samples::frame("en"), &samples::cart_page()))
}

fn theme_with(file: &str, source: &str) -> Result<Theme, crate::theme::ThemeError> {
    let mut files = crate::theme::built_in_files();
    files.insert(file.to_owned(), Cow::Owned(source.as_bytes().to_vec()));
    Theme::of(&files)
}

/// Run with `--release -- --ignored --nocapture` to see how long the longest list takes.
#[test]
#[ignore = "prints a duration; says something only in a release build"]
fn the_product_list_renders_quickly() {
    let renderer = THEME.speaking("pl");
    let (frame, view) = (samples::frame("pl"), samples::product_list(renderer.locale()));
    let rounds = 500;
    for _ in 0..50 {
        show(renderer, &frame, &view);
    }
    let start = Instant::now();
    let bytes: usize = (0..rounds).map(|_| show(renderer, &frame, &view).len()).sum();
    println!("{} µs, {} bytes", start.elapsed().as_micros() / rounds, bytes / rounds as usize);
}

/// Run with `-- --ignored` to look at the pages; it prints where they are.
#[test]
#[ignore = "writes files to look at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("kontor-pages");
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    let css = THEME.brand().stylesheet();
    std::fs::write(folder.join("assets/brand.css"), css).unwrap();
    for (name, asset) in THEME.assets().iter() {
        std::fs::write(folder.join("assets").join(name), &asset.content).unwrap();
    }
    for language in LANGUAGES {
        for (name, html) in pages(language) {
            std::fs::write(folder.join(format!("{language}-{name}.html")), html).unwrap();
        }
    }
    println!("{}", folder.display());
}
