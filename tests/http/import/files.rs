//! Files that are good: every kind of them, in the encodings people have.
//! The same file again changes nothing.

use kontor_testkit::{TestApp, both, eventually};
use serde_json::json;

use super::{import, outcome};

both!(
    products_prices_customers_and_stock_come_from_files,
    the_same_file_again_changes_nothing,
    a_file_of_another_encoding_is_read_as_declared,
    a_file_with_semicolons_and_decimal_commas_is_read,
    a_changed_row_changes_and_the_others_stay,
    runs_are_listed_newest_first,
    an_imported_category_can_be_browsed,
);

const PRODUCTS: &str = "sku,name,name_pl,kind,unit,weight_g,category,on_hand\n\
    BOLT,Bolt,Śruba,goods,pcs,12,Fasteners,50\nNUT,Nut,,goods,pcs,3,Fasteners,\nPOST,Postage,,service,pcs,,,\n";
const PRICES: &str = "price_list,sku,min_quantity,unit_price,per,currency\n\
    standard,BOLT,1,2.55,1,GBP\nstandard,BOLT,10,2.30,1,GBP\nvip,bolt,1,2.00,1,GBP\nstandard,POST,1,4,1,\n";
const CUSTOMERS: &str = "code,name,vat_id,country,email,street,postal_code,city,price_list,external_id\n\
    C1,Acme,GB1,GB,a@acme.example,1 Quay,E1,London,vip,77\nC2,Bar,,GB,,,,,,\n";
const STOCK: &str = "sku,warehouse,on_hand\nNUT,,7.5\nbolt,main,40\n";

async fn products_prices_customers_and_stock_come_from_files(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let desk = shop.user("order_desk").await;
    let mut told = Vec::new();
    for (kind, file) in [("products", PRODUCTS), ("prices", PRICES), ("customers", CUSTOMERS), ("stock", STOCK)] {
        told.push(outcome(&import(&desk, &format!("kind={kind}"), file).await));
    }
    insta::assert_snapshot!("files_of_every_kind", told.join("\n"));
    assert_eq!((shop.available("BOLT").await, shop.available("NUT").await), ("40".to_owned(), "7.5".to_owned()));
    let body = json!({ "company_code": "c1", "lines": [{ "sku": "BOLT", "quantity": "2" }, { "sku": "POST", "quantity": "1" }] });
    let order = desk.post("/api/v1/admin/orders").json(body).send().await.expect(201);
    assert_eq!((&order["net_total"], &order["company"]["name"]), (&json!("8.00"), &json!("Acme")));
    let polish = shop.guest().get("/api/v1/products/BOLT").header("accept-language", "pl").send().await.expect(200);
    assert_eq!(polish["name"], "Śruba");
}

async fn the_same_file_again_changes_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let files = [("products", PRODUCTS), ("prices", PRICES), ("customers", CUSTOMERS), ("stock", STOCK)];
    for (kind, file) in files {
        import(shop.admin(), &format!("kind={kind}"), file).await;
    }
    let mut raw = app.raw().await;
    let before = raw.rows_of(shop.id()).await;
    let mut told = Vec::new();
    // Stock of the products' file is older than that of the stock file, so it is left out here.
    let without_stock = PRODUCTS
        .replace(",on_hand", "")
        .replace("Fasteners,50", "Fasteners")
        .replace("Fasteners,\n", "Fasteners\n")
        .replace(",,,\n", ",,\n");
    for (kind, file) in
        [("products", without_stock.as_str()), ("prices", PRICES), ("customers", CUSTOMERS), ("stock", STOCK)]
    {
        told.push(outcome(&import(shop.admin(), &format!("kind={kind}"), file).await));
    }
    insta::assert_snapshot!("the_same_files_again", told.join("\n"));
    let after = raw.rows_of(shop.id()).await;
    for table in [
        "catalog_products",
        "catalog_prices",
        "catalog_price_lists",
        "catalog_categories",
        "identity_companies",
        "inventory_stock_levels",
    ] {
        let without_times = |rows: &Vec<String>| rows.len();
        assert_eq!(without_times(&before[table]), without_times(&after[table]), "{table}");
    }
    assert_eq!(before["catalog_products"], after["catalog_products"]);
    assert_eq!(before["catalog_prices"], after["catalog_prices"]);
}

async fn a_file_of_another_encoding_is_read_as_declared(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let mut file = b"sku,name\nA,Caf".to_vec();
    file.extend([0xE9, b' ', 0x80, b'\n']);
    let run = import(shop.admin(), "kind=products&encoding=windows-1252", file.clone()).await;
    assert_eq!(run["state"], "done", "{run}");
    eventually("the product is shown", || async {
        let reply = shop.guest().get("/api/v1/products/A").send().await;
        (reply.json()["name"] == "Café €").then_some(())
    })
    .await;
    // In ISO 8859-1 the byte 0x80 is a control character.
    let run = import(shop.admin(), "kind=products&encoding=iso-8859-1", file).await;
    assert_eq!(run["state"], "refused", "{run}");
}

async fn a_file_with_semicolons_and_decimal_commas_is_read(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").build().await;
    let file = "price_list;sku;unit_price\nstandard;BOLT;2,55\n";
    let run = import(shop.admin(), "kind=prices&decimal_mark=,", file).await;
    assert_eq!(run["state"], "done", "{run}");
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "2" }] });
    assert_eq!(buyer.post("/api/v1/orders").json(order).send().await.expect(201)["net_total"], "5.10");
}

async fn a_changed_row_changes_and_the_others_stay(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    import(shop.admin(), "kind=products", "sku,name\nA,One\nB,Two\n").await;
    let run = import(shop.admin(), "kind=products", "sku,name\na,First\nB,Two\nC,Three\n").await;
    assert_eq!(
        outcome(&run),
        "state done, rows_total 3, rows_applied 3, rows_bad 0, created 1, updated 1, unchanged 1"
    );
    let list = shop.admin().get("/api/v1/admin/products").send().await.expect(200);
    let names: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["First", "Two", "Three"]);
}

async fn runs_are_listed_newest_first(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    import(shop.admin(), "kind=products&file_name=one.csv", "sku,name\nA,One\n").await;
    import(shop.admin(), "kind=customers&file_name=two.csv", "code,name,country\nC,Cee,GB\n").await;
    import(shop.admin(), "kind=products&file_name=bad.csv", "sku\n").await;
    let names = async |query: &str| {
        let list = shop.admin().get(format!("/api/v1/admin/imports?{query}")).send().await.expect(200);
        let name = |item: &serde_json::Value| item["file_name"].as_str().unwrap().to_owned();
        list["items"].as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["bad.csv", "two.csv", "one.csv"]);
    assert_eq!(names("kind=products").await, ["bad.csv", "one.csv"]);
    assert_eq!(names("state=refused").await, ["bad.csv"]);
    shop.user("warehouse").await.get("/api/v1/admin/imports").send().await.problem(403, "auth.forbidden");
}

async fn an_imported_category_can_be_browsed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    import(shop.admin(), "kind=products", PRODUCTS).await;
    let categories = eventually("the category is shown", || async {
        let list = shop.guest().get("/api/v1/categories").send().await.expect(200)["items"].clone();
        (list.as_array().unwrap().len() == 1).then_some(list)
    })
    .await;
    assert_eq!((&categories[0]["name"], &categories[0]["products"]), (&json!("Fasteners"), &json!(2)));
    let path = format!("/api/v1/products?category={}&page=1", categories[0]["code"].as_str().unwrap());
    assert_eq!(shop.guest().get(path).send().await.expect(200)["total"], 2);
    assert_eq!(shop.guest().get("/api/v1/products?category=none&page=1").send().await.expect(200)["total"], 0);
}
