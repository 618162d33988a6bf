//! The buyer's journey: signing in, filling the cart, checking out, and finding the order again.
//! Every wrong step keeps what was typed.

use super::{Answer, App, app};

const BUYER: &str = "kontor_session=buyer";

async fn follow(app: &App, answer: &Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.text);
    app.get(answer.header("location"), &format!("{BUYER}; {}", answer.cookies())).await
}

fn checkout_fields<'a>(cart: &'a str, hash: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("cart_id", cart),
        ("totals_hash", hash),
        ("totals_gross", "31.36"),
        ("name", "Stocznia"),
        ("street", "ul. Doki 1"),
        ("postal_code", "80-958"),
        ("city", "Gdańsk"),
        ("country", "PL"),
        ("po_number", "PO/7"),
    ]
}

#[tokio::test]
async fn signing_in_opens_a_session_and_leads_back() {
    let app = app().await;
    let form = |body: &str| app.send("POST", "/sign-in", "", Some(body.to_owned()));
    let wrong = form("email=ola%40x.example&password=wrong&return_to=/orders").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.shows("do not match") && wrong.shows("value=\"ola@x.example\"") && !wrong.shows("value=\"wrong\""));
    assert_eq!(wrong.hidden("return_to"), "/orders");
    let empty = form("email=&password=").await;
    assert!(empty.status == 422 && empty.shows("Enter your e-mail address.") && empty.shows("Enter your password."));
    let right = form("email=ola%40x.example&password=right&return_to=/orders").await;
    assert_eq!((right.status, right.header("location")), (303, "/orders"));
    assert!(
        right.header("set-cookie").starts_with("kontor_session=buyer; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600")
    );
    let out = app.post("/sign-out", &[]).await;
    assert!(out.cookies().contains("kontor_session=") && follow(&app, &out).await.status == 303);
}

#[tokio::test]
async fn a_product_goes_from_the_list_into_the_cart() {
    let app = app().await;
    let here = "/products?category=nuts";
    let added = app.post("/cart/lines", &[("sku", "BF/003"), ("quantity", "10"), ("return_to", here)]).await;
    assert_eq!(added.header("location"), here);
    let list = follow(&app, &added).await;
    assert!(list.shows("10 pcs added") && list.shows("10 pcs of Bolt M8 × 3 added to the cart."));
    assert!(list.header("set-cookie").starts_with("kontor_flash=; "), "shown once");
    assert!(list.shows("<span class=\"unseen\">1 line</span>"));
}

#[tokio::test]
async fn a_wrong_quantity_comes_back_where_it_was_typed() {
    let app = app().await;
    let line = |sku: &'static str, quantity: &'static str, back: &'static str| {
        let fields = [("sku", sku), ("quantity", quantity), ("return_to", back)];
        let app = &app;
        async move { app.post("/cart/lines", &fields).await }
    };
    let list = line("BF/003", "<b>", "/products?category=nuts").await;
    assert_eq!(list.status, 422);
    assert!(list.shows("value=\"&lt;b&gt;\"") && list.shows("Enter a quantity as a number") && list.shows("NUTS</h1>"));
    let product = line("BF/003", "2.5", "/products/BF%2F003").await;
    assert!(product.status == 422 && product.shows("Whole pieces only.") && product.shows("value=\"2.5\""));
    let zero = line("BF/003", "0", "/cart").await;
    assert!(zero.status == 422 && zero.shows("Enter a quantity above zero.") && zero.shows("value=\"BF/003\""));
    let unknown = line("NO-SUCH", "1", "/cart").await;
    assert!(unknown.status == 422 && unknown.shows("id=\"e-sku\">There is no product NO-SUCH."));
    let missing = line("", "1", "/cart").await;
    assert!(missing.shows("Enter the SKU of a product."));
}

#[tokio::test]
async fn quantities_are_edited_all_at_once_and_wrong_ones_marked() {
    let app = app().await;
    for sku in ["bf/003", "BF/004"] {
        app.post("/cart/lines", &[("sku", sku), ("quantity", "10")]).await;
    }
    let cart = app.get("/cart", BUYER).await;
    let ids: Vec<&str> = cart.text.split("quantity[").skip(1).map(|part| part.split(']').next().unwrap()).collect();
    let (one, two) = (format!("quantity[{}]", ids[0]), format!("quantity[{}]", ids[1]));
    let mixed = app.post("/cart", &[(&one, "20"), (&two, "999")]).await;
    assert_eq!(mixed.status, 422);
    assert!(mixed.shows("value=\"20\"") && mixed.shows("value=\"999\"") && mixed.shows("Only 500 are left."));
    let right = app.post("/cart", &[(&one, "20"), (&two, "0"), ("then", "checkout")]).await;
    assert_eq!(right.header("location"), "/checkout");
    let removed = app.post(&format!("/cart/lines/{}/remove", ids[0]), &[]).await;
    let empty = follow(&app, &removed).await;
    assert!(empty.shows("Bolt M8 × 3 removed from the cart.") && empty.shows("Your cart is empty"));
    assert_eq!(app.get("/checkout", BUYER).await.header("location"), "/cart");
}

#[tokio::test]
async fn an_order_is_placed_once_and_found_again() {
    let app = app().await;
    app.post("/cart/lines", &[("sku", "BF/003"), ("quantity", "10")]).await;
    let checkout = app.get("/checkout", BUYER).await;
    assert!(checkout.shows("value=\"ul. Doki 1\"") && checkout.shows("value=\"PL\" selected"));
    let (cart, hash) = (checkout.hidden("cart_id"), checkout.hidden("totals_hash"));
    let fields = checkout_fields(&cart, &hash);
    let placed = app.post("/checkout", &fields).await;
    let thanks = follow(&app, &placed).await;
    assert!(thanks.shows("Order SO-0001 is placed") && thanks.shows("ola@x.example") && thanks.shows("PO/7"));
    let again = app.post("/checkout", &fields).await;
    assert_eq!(again.header("location"), "/orders");
    let orders = app.get("/orders", BUYER).await;
    assert!(orders.shows("1 order") && orders.shows("SO-0001") && orders.shows("PLN 31.36"));
    let path =
        orders.text.split("href=\"").find(|part| part.starts_with("/orders/")).unwrap().split('"').next().unwrap();
    let order = app.get(path, BUYER).await;
    assert!(order.shows("Order SO-0001") && order.shows("Bolt M8 × 3") && order.shows("80-958 Gdańsk"));
    assert!(app.get("/orders?state=cancelled", BUYER).await.shows("No order matches"));
}

#[tokio::test]
async fn changed_totals_are_shown_before_anything_is_ordered() {
    let app = app().await;
    app.post("/cart/lines", &[("sku", "BF/003"), ("quantity", "10")]).await;
    let checkout = app.get("/checkout", BUYER).await;
    let (cart, hash) = (checkout.hidden("cart_id"), checkout.hidden("totals_hash"));
    app.post("/cart/lines", &[("sku", "BF/004"), ("quantity", "10")]).await;
    let refused = app.post("/checkout", &checkout_fields(&cart, &hash)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("The total changed from PLN 31.36 to PLN 62.73"), "{}", refused.text);
    assert!(refused.shows("value=\"PO/7\"") && refused.hidden("totals_hash") != hash);
    assert!(app.get("/orders", BUYER).await.shows("No orders yet"));
}

#[tokio::test]
async fn wrong_checkout_fields_come_back_with_everything_typed() {
    let app = app().await;
    app.post("/cart/lines", &[("sku", "BF/003"), ("quantity", "10")]).await;
    let checkout = app.get("/checkout", BUYER).await;
    let (cart, hash) = (checkout.hidden("cart_id"), checkout.hidden("totals_hash"));
    let mut fields = checkout_fields(&cart, &hash);
    fields.retain(|(name, _)| *name != "street");
    fields.extend([("requested_date", "2001-01-01"), ("note", "Gate 3")]);
    let back = app.post("/checkout", &fields).await;
    assert_eq!(back.status, 422);
    assert!(back.shows("Enter street and number.") && back.shows("Choose a delivery date from"));
    assert!(back.shows("value=\"2001-01-01\"") && back.shows(">Gate 3</textarea>") && back.shows("value=\"PO/7\""));
    assert_eq!(back.text.matches(" autofocus").count(), 1);
}
