//! What guests and buyers see without changing anything: lists, products, assets, problems, languages.
//! Nothing that is shown here needs a script.

use super::{app, engines::CANARY};

#[tokio::test]
async fn the_list_is_searched_filtered_and_paged_by_its_address() {
    let app = app().await;
    let first = app.get("/products", "").await;
    assert_eq!(first.status, 200);
    assert!(first.shows("60 products") && first.shows("1–24 of 60"));
    assert_eq!(first.text.matches("<tr id=\"row-").count(), 24);
    let nuts = app.get("/products?category=nuts&page=2&sort=-sku&utm_source=mail", "").await;
    assert!(nuts.shows("30 products") && nuts.shows("25–30 of 30") && nuts.shows("<h1 id=\"list-title\">NUTS</h1>"));
    assert!(nuts.shows("value=\"-sku\" selected"));
    let found = app.get("/products?q=BF%2F01", "").await;
    assert!(found.shows("10 products match “BF/01”") && found.shows("type=\"search\" value=\"BF/01\""));
    let none = app.get("/products?q=nothing", "").await;
    assert!(none.shows("Nothing found for “nothing”") && none.shows("Show all products"));
}

#[tokio::test]
async fn every_choice_is_a_link_and_stays_in_the_address() {
    let app = app().await;
    let open = app.get("/products?q=BF%2F0&category=nuts&sort=sku", "").await;
    let chosen = "/products?q=BF%2F0&category=nuts&filter=thread%3DM10%2B%2526%2Bmore&sort=sku";
    let link = |address: &str| format!("href=\"{}\"", address.replace('&', "&amp;").replace('=', "&#x3D;"));
    assert!(open.shows(&link(chosen)), "{}", open.text);
    let narrowed = app.get("/products?filter=thread%3DM8", "").await;
    assert!(narrowed.shows("aria-current=\"true\""));
    assert!(narrowed.shows("name=\"filter\" value=\"thread&#x3D;M8\""));
    assert!(narrowed.shows(&link("/products?filter=thread%3DM8&page=2")));
    let dearer = app.get("/products?sort=price", "").await;
    assert!(dearer.shows("Narrow the list"));
    let nothing = app.get("/products?q=nothing", "").await;
    assert!(nothing.shows("Did you mean") && nothing.shows(&link("/products?q=bolt%20%26%20nut")));
}

#[tokio::test]
async fn a_page_beyond_the_end_leads_to_the_last_one() {
    let app = app().await;
    let beyond = app.get("/products?category=nuts&page=99", "").await;
    assert_eq!((beyond.status, beyond.header("location")), (303, "/products?category=nuts&page=2"));
}

#[tokio::test]
async fn names_and_descriptions_print_literally() {
    let app = app().await;
    for path in ["/products", "/products/BF%2F001"] {
        let page = app.get(path, "").await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.text.contains(CANARY) && page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;{{sku}}"));
    }
}

#[tokio::test]
async fn guests_look_and_buyers_order() {
    let app = app().await;
    let guest = app.get("/products", "").await;
    assert!(!guest.shows("action=\"/cart/lines\"") && guest.shows("href=\"/sign-in\""));
    let viewer = app.get("/products", "kontor_session=viewer").await;
    assert!(!viewer.shows("action=\"/cart/lines\"") && viewer.shows("Stocznia Północ"));
    let buyer = app.get("/products", "kontor_session=buyer").await;
    assert_eq!(buyer.text.matches("action=\"/cart/lines\"").count(), 24);
    assert_eq!(app.get("/cart", "kontor_session=viewer").await.status, 403);
    let staff = app.get("/products", "kontor_session=staff").await;
    assert!(staff.shows("href=\"/admin/\"") && !staff.shows("action=\"/cart/lines\""));
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_to_sign_in_and_back() {
    let app = app().await;
    for cookie in ["", "kontor_session=old"] {
        let refused = app.get("/orders?state=placed", cookie).await;
        assert_eq!(refused.status, 303);
        assert_eq!(refused.header("location"), "/sign-in?return_to=/orders%3Fstate%3Dplaced");
    }
    let form = app.get("/sign-in?return_to=/orders%3Fstate%3Dplaced", "").await;
    assert_eq!(form.hidden("return_to"), "/orders?state&#x3D;placed");
    let elsewhere = app.get("/sign-in?return_to=https://evil.example/", "").await;
    assert_eq!(elsewhere.hidden("return_to"), "/products");
}

#[tokio::test]
async fn problems_are_pages_with_a_way_on() {
    let app = app().await;
    for path in ["/nowhere", "/products/none", "/orders/abc", "/assets/none.css"] {
        let page = app.get(path, "kontor_session=buyer").await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.shows("There is nothing here") && page.shows("Browse products"), "{path}");
    }
    let forged = app.send("POST", "/cart", "kontor_session=buyer", Some("_csrf=wrong".to_owned())).await;
    assert_eq!(forged.status, 403);
    assert!(forged.shows("The form had expired"));
    let stranger = app.send_to("other.test", "GET", "/products", "", None).await;
    assert!(stranger.status == 404 && stranger.shows("No shop under this address") && !stranger.shows("<nav"));
    let polish = app.get("/nowhere", "kontor_locale=pl").await;
    assert!(polish.shows("Nic tu nie ma"));
}

#[tokio::test]
async fn assets_may_be_kept_and_the_brand_is_the_tenant_s() {
    let app = app().await;
    let page = app.get("/products", "").await;
    let css = page.text.split("href=\"").find(|part| part.starts_with("/assets/store.css")).unwrap();
    let css = css.split('"').next().unwrap().replace("&#x3D;", "=");
    let kept = app.get(&css, "").await;
    assert_eq!(kept.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(kept.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(app.get("/assets/store.css", "").await.header("cache-control"), "public, max-age=3600");
    let brand = app.get("/assets/brand.css?v=0b6b5d", "").await;
    assert!(brand.header("cache-control").contains("immutable") && brand.text.contains("--accent:#0b6b5d"));
    assert!(page.text.contains("/assets/brand.css?v&#x3D;0b6b5d"));
}

#[tokio::test]
async fn the_language_is_chosen_by_a_cookie_and_leads_back() {
    let app = app().await;
    let chosen = app.send("POST", "/language", "", Some("language=pl&return_to=/products%3Fq%3DM8".into())).await;
    assert_eq!((chosen.status, chosen.header("location")), (303, "/products?q=M8"));
    assert_eq!(chosen.cookies(), "kontor_locale=pl");
    assert!(app.get("/products", "kontor_locale=pl").await.shows("60 produktów"));
}

#[tokio::test]
async fn pages_carry_the_strict_policy_and_are_never_kept_by_others() {
    let app = app().await;
    let page = app.get("/products", "kontor_session=buyer").await;
    assert!(page.header("content-security-policy").starts_with("default-src 'self'"));
    assert!(!page.header("content-security-policy").contains("unsafe"));
    assert_eq!(page.header("cache-control"), "private, no-store");
}
