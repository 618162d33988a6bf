//! Files of every format through the public routes: looked at, mapped, started, reported, and sent out again.
//! What goes out comes back unchanged, whatever stands in it.

use kontor_testkit::{Client, Reply, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::{import, outcome, places};

both!(
    json_lines_are_imported_and_unknown_fields_are_named,
    a_catalogue_brings_products_groups_and_prices,
    a_file_is_looked_at_mapped_and_started,
    a_mapping_is_kept_and_used_by_its_name,
    mappings_that_make_no_sense_are_refused_by_place,
    what_goes_out_comes_back_and_changes_nothing,
    an_export_is_as_wide_as_the_readers_permissions,
    the_same_key_leads_to_the_same_run,
    a_product_with_a_new_code_is_known_by_its_external_id,
    problems_are_told_in_the_readers_language,
    codes_and_packaging_units_come_from_files_and_go_out_again,
    customers_go_out_and_come_back_with_everything_they_have,
    a_code_that_cannot_be_taken_makes_a_bad_row_that_says_why,
    a_catalogue_brings_packaging_units_codes_and_prices_by_the_box,
    a_file_that_is_not_what_it_says_is_refused,
);

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NDJSON: &str = "application/x-ndjson";

async fn ended(client: &Client, id: &str) -> Value {
    let path = format!("/api/v1/admin/imports/{id}");
    eventually("the import has ended", || async {
        let run = client.get(&path).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    })
    .await
}

async fn bring(client: &Client, query: &str, media_type: &'static str, file: impl Into<Vec<u8>>) -> Value {
    let upload = client.post(format!("/api/v1/admin/imports?{query}")).body(media_type, file.into());
    let run = upload.send().await.expect(202);
    ended(client, run["id"].as_str().unwrap()).await
}

async fn json_lines_are_imported_and_unknown_fields_are_named(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let file = "{\"sku\":\"A\",\"name\":\"One\",\"weight_g\":12,\"attributes\":{\"thread\":\"M8\"}}\n\n{\"name\":\"Two\",\"sku\":\"B\"}\n";
    let run = bring(shop.admin(), "kind=products", NDJSON, file).await;
    assert_eq!((run["created"].clone(), run["format"].clone()), (json!(2), json!("ndjson")), "{run}");
    let bad = "{\"sku\":\"C\",\"name\":\"Three\",\"colour\":1}\n[1]\n{\"sku\":\"D\",\"name\":[\"x\"]}\n{\"sku\":\"E\"\n{\"sku\":\"F\"}\n";
    let run = bring(shop.admin(), "kind=products&on_error=skip", NDJSON, bad).await;
    assert_eq!(
        places(&run),
        [
            "1:colour import.unknown_field",
            "2:- import.bad_object",
            "3:name import.nested_value",
            "4:- import.bad_object",
            "5:name import.empty_value",
        ]
    );
    let listed = shop.admin().get("/api/v1/admin/products?q=One").send().await.expect(200);
    assert_eq!(listed["items"][0]["attributes"], json!({ "thread": "M8" }));
}

const CATALOGUE: &str = "<?xml version=\"1.0\"?><BMECAT version=\"2005\"><HEADER><CATALOG><LANGUAGE>eng</LANGUAGE>\
    <CURRENCY>GBP</CURRENCY></CATALOG></HEADER><T_NEW_CATALOG><CATALOG_GROUP_SYSTEM><CATALOG_STRUCTURE type=\"leaf\">\
    <GROUP_ID>7</GROUP_ID><GROUP_NAME>Hex bolts</GROUP_NAME></CATALOG_STRUCTURE></CATALOG_GROUP_SYSTEM>\
    <PRODUCT><SUPPLIER_PID>B8</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>Bolt</DESCRIPTION_SHORT>\
    <INTERNATIONAL_PID type=\"gtin\">5901234123457</INTERNATIONAL_PID></PRODUCT_DETAILS><PRODUCT_ORDER_DETAILS>\
    <ORDER_UNIT>C62</ORDER_UNIT></PRODUCT_ORDER_DETAILS><PRODUCT_PRICE_DETAILS><PRODUCT_PRICE price_type=\"net_list\">\
    <PRICE_AMOUNT>2.50</PRICE_AMOUNT></PRODUCT_PRICE><PRODUCT_PRICE price_type=\"net_list\"><PRICE_AMOUNT>2</PRICE_AMOUNT>\
    <LOWER_BOUND>10</LOWER_BOUND></PRODUCT_PRICE></PRODUCT_PRICE_DETAILS><MIME_INFO><MIME/></MIME_INFO></PRODUCT>\
    <PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>B8</PROD_ID><CATALOG_GROUP_ID>7</CATALOG_GROUP_ID>\
    </PRODUCT_TO_CATALOGGROUP_MAP></T_NEW_CATALOG></BMECAT>";

async fn a_catalogue_brings_products_groups_and_prices(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let run = bring(shop.admin(), "kind=products", "application/xml", CATALOGUE).await;
    assert_eq!((&run["state"], &run["created"], &run["rows_bad"]), (&json!("done"), &json!(1), &json!(0)), "{run}");
    assert_eq!(places(&run), ["1:- import.not_taken"]);
    let mapping = json!({ "kind": "prices", "name": "Supplier", "mapping": { "columns": [
        { "source": "price_list", "field": "price_list", "values": { "net_list": "standard" } }] } });
    shop.admin().post("/api/v1/admin/import-mappings").json(mapping).send().await.expect(201);
    let run = bring(shop.admin(), "kind=prices&mapping=supplier", "text/xml", CATALOGUE).await;
    assert_eq!((&run["state"], &run["created"]), (&json!("done"), &json!(2)), "{run}");
    let listed = shop.admin().get("/api/v1/admin/products").send().await.expect(200);
    let product = &listed["items"][0];
    assert_eq!(json!([product["sku"], product["unit"], product["category_code"]]), json!(["B8", "pcs", "hex-bolts"]));
    let found = shop.admin().get("/api/v1/products/by-code/5901234123457").send().await.expect(200);
    assert_eq!(json!([found["product"]["sku"], found["kind"]]), json!(["B8", "barcode"]));
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    shop.set_stock("B8", "50").await;
    let order = json!({ "lines": [{ "sku": "B8", "quantity": "10" }] });
    assert_eq!(buyer.post("/api/v1/orders").json(order).send().await.expect(201)["net_total"], "20.00");
    let again = bring(shop.admin(), "kind=products", "application/xml", CATALOGUE).await;
    assert_eq!((&again["unchanged"], &again["updated"]), (&json!(1), &json!(0)), "{again}");
}

const POLISH: &str =
    "Indeks;Nazwa;JM;Waga kg;Uwagi\nA-1;Śruba;szt.;0,012;x\nA-2;Nakrętka;szt.;ciężka;\nOLD;Stara;kg;1;\n";

fn polish_mapping() -> Value {
    json!({ "ignores_others": true, "decimal_mark": ",", "constants": { "tax_class": "reduced" }, "columns": [
        { "source": "Indeks", "field": "sku" }, { "source": "nazwa", "field": "name" },
        { "source": "JM", "field": "unit", "values": { "SZT.": "pcs" } },
        { "source": "Waga kg", "field": "weight_g", "factor": "1000" }] })
}

async fn a_file_is_looked_at_mapped_and_started(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let admin = shop.admin();
    import(admin, "kind=products", "sku,name,unit,weight_g,tax_class\nOLD,Stara,kg,1000,reduced\n").await;
    let upload = admin.post("/api/v1/admin/imports?kind=products&start=false").body("text/csv", POLISH);
    let run = upload.send().await.expect(202);
    assert_eq!(run["state"], "uploaded");
    let path = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
    let preview = admin.post(format!("{path}/preview")).json(json!({})).send().await.expect(200);
    assert_eq!(preview["problems"][0]["code"], "import.unknown_column", "{preview}");
    let proposed: Vec<&Value> = preview["columns"].as_array().unwrap().iter().map(|it| &it["proposed"]).collect();
    assert_eq!(json!(proposed), json!(["sku", "name", "unit", null, null]));
    let wish = json!({ "mapping": polish_mapping() });
    let preview = admin.post(format!("{path}/preview")).json(wish.clone()).send().await.expect(200);
    let rows = preview["rows"].as_array().unwrap();
    let fates: Vec<&Value> = rows.iter().map(|row| &row["fate"]).collect();
    assert_eq!(json!(fates), json!(["created", "bad", "unchanged"]), "{preview}");
    assert_eq!(
        rows[0]["cells"],
        json!({ "sku": "A-1", "name": "Śruba", "unit": "pcs", "weight_g": "12", "tax_class": "reduced" })
    );
    assert_eq!((&rows[1]["problems"][0]["column"], &rows[1]["line"]), (&json!("Waga kg"), &json!(3)));
    let list = admin.get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert_eq!(list["total"], 1, "looking writes nothing");
    let mut wish = wish;
    wish["on_error"] = json!("skip");
    admin.post(format!("{path}/start")).json(wish.clone()).send().await.expect(200);
    let run = ended(admin, run["id"].as_str().unwrap()).await;
    assert_eq!(
        outcome(&run),
        "state done, rows_total 3, rows_applied 2, rows_bad 1, created 1, updated 0, unchanged 1"
    );
    assert_eq!(places(&run), ["3:Waga kg import.bad_number"]);
    admin.post(format!("{path}/start")).json(wish.clone()).send().await.problem(409, "import.has_started");
    admin.post(format!("{path}/preview")).json(wish).send().await.problem(409, "import.has_started");
}

async fn a_mapping_is_kept_and_used_by_its_name(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let desk = shop.user("order_desk").await;
    let new = json!({ "kind": "products", "name": "Hurtownia Łódź", "mapping": polish_mapping() });
    let kept = desk.post("/api/v1/admin/import-mappings").json(new.clone()).send().await.expect(201);
    desk.post("/api/v1/admin/import-mappings").json(new).send().await.problem(409, "import.mapping_exists");
    let query = "kind=products&on_error=skip&mapping=hurtownia%20lodz";
    let run = bring(&desk, query, "text/csv", POLISH).await;
    assert_eq!((&run["created"], &run["mapping_name"]), (&json!(2), &json!("hurtownia lodz")), "{run}");
    let path = format!("/api/v1/admin/import-mappings/{}", kept["id"].as_str().unwrap());
    let mut mapping = polish_mapping();
    mapping["columns"].as_array_mut().unwrap().pop();
    let changed = json!({ "name": "Other", "mapping": mapping });
    assert_eq!(desk.put(&path).json(changed).send().await.expect(200)["name"], "Other");
    let list = desk.get("/api/v1/admin/import-mappings?kind=products").send().await.expect(200);
    assert_eq!(list["items"][0]["name"], "Other");
    assert_eq!(desk.get("/api/v1/admin/import-mappings?kind=stock").send().await.expect(200)["items"], json!([]));
    let upload = desk.post(format!("/api/v1/admin/imports?{query}")).body("text/csv", POLISH);
    upload.send().await.problem(422, "import.unknown_mapping");
    desk.delete(&path).send().await.expect(204);
    desk.delete(&path).send().await.problem(404, "not_found");
    let other = app.tenant().build().await;
    let theirs =
        json!({ "kind": "stock", "name": "Theirs", "mapping": { "columns": [{ "source": "a", "field": "sku" }] } });
    let theirs = other.admin().post("/api/v1/admin/import-mappings").json(theirs).send().await.expect(201);
    let path = format!("/api/v1/admin/import-mappings/{}", theirs["id"].as_str().unwrap());
    desk.delete(path).send().await.problem(404, "not_found");
    shop.user("warehouse").await.get("/api/v1/admin/import-mappings").send().await.problem(403, "auth.forbidden");
}

async fn mappings_that_make_no_sense_are_refused_by_place(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let mapping = json!({ "columns": [{ "source": "a", "field": "colour" }, { "source": "", "field": "sku", "factor": "0" }],
        "constants": { "sku": "x" } });
    let new = json!({ "kind": "products", "name": "Bad", "mapping": mapping });
    let problem = shop.admin().post("/api/v1/admin/import-mappings").json(new).send().await;
    let problem = problem.problem(422, "import.bad_mapping");
    let told: Vec<String> =
        problem["errors"].as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        told,
        [
            "/mapping/columns/0/field",
            "/mapping/columns/1/source",
            "/mapping/columns/1/factor",
            "/mapping/constants/sku"
        ],
        "{problem}"
    );
    let unknown = json!({ "kind": "products", "name": "Bad", "mapping": { "columns": [], "script": "x" } });
    assert_eq!(shop.admin().post("/api/v1/admin/import-mappings").json(unknown).send().await.status, 422);
}

/// Products, prices and stock with everything in them that a spreadsheet would run or change.
async fn shop_with_tricky_goods(app: &'static TestApp) -> Shop {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    let products = [
        json!({ "sku": "=1+1", "name": "@SUM(A1)", "names": { "pl": "+48 śruba" }, "description": "-2 mm\n\"quoted\", a;b" }),
        json!({ "sku": "-12", "name": "'=quoted", "weight_g": 7, "attributes": { "thread": "=M8", "n": 3 } }),
        json!({ "sku": "00042", "name": "Leading zeros", "kind": "service", "unit": "h", "quantity_scale": 2 }),
        json!({ "sku": "1E5", "name": "żółć & <b>", "external_id": "erp-1", "tax_class": "reduced" }),
    ];
    for product in products {
        shop.admin().post("/api/v1/admin/products").json(product).send().await.expect(201);
    }
    let prices = "price_list,sku,min_quantity,unit_price,per,currency,valid_from,valid_to\n\
        standard,'=1+1,1,0.000001,100,GBP,2026-01-01,2026-12-31\nstandard,'=1+1,2.5,12.5,1,GBP,,\nvip,00042,1,1234567.891234,1,EUR,,2027-01-31\n";
    assert_eq!(import(shop.admin(), "kind=prices", prices).await["created"], 3);
    let stock = "sku,warehouse,on_hand\n'=1+1,main,10.5\n-12,main,0\n1E5,main,7\n";
    assert_eq!(import(shop.admin(), "kind=stock", stock).await["state"], "done");
    shop
}

fn media_type(format: &str) -> &'static str {
    match format {
        "xlsx" => XLSX,
        "ndjson" => NDJSON,
        _ => "text/csv",
    }
}

async fn what_goes_out_comes_back_and_changes_nothing(app: &'static TestApp) {
    let shop = shop_with_tricky_goods(app).await;
    for (kind, rows) in [("products", 4), ("prices", 3), ("stock", 3)] {
        for format in ["csv", "xlsx", "ndjson"] {
            let path = format!("/api/v1/admin/exports/{kind}?format={format}");
            let file: Reply = shop.admin().get(path).send().await;
            assert_eq!(file.status, 200, "{kind} {format}");
            let named = format!("attachment; filename=\"{kind}.{format}\"");
            assert_eq!(file.header("content-disposition"), Some(named.as_str()));
            let run = bring(shop.admin(), &format!("kind={kind}"), media_type(format), file.body.to_vec()).await;
            let counts = json!([run["state"], run["rows_total"], run["unchanged"], run["updated"]]);
            assert_eq!(counts, json!(["done", rows, rows, 0]), "{kind} {format}: {run}");
        }
    }
    let file = shop.admin().get("/api/v1/admin/exports/products").send().await.text();
    let runs = |line: &&str| line.split(',').any(|cell| cell.trim_start_matches('"').starts_with(['=', '@']));
    assert_eq!(file.lines().filter(runs).count(), 0, "{file}");
    let one = shop.admin().get("/api/v1/admin/exports/prices?price_list=VIP").send().await.text();
    assert_eq!(one.lines().count(), 2, "{one}");
    let path = "/api/v1/admin/exports/prices?price_list=none";
    shop.admin().get(path).send().await.problem(404, "not_found");
    shop.admin().get("/api/v1/admin/exports/stock?warehouse=none").send().await.problem(404, "not_found");
}

async fn an_export_is_as_wide_as_the_readers_permissions(app: &'static TestApp) {
    let shop = shop_with_tricky_goods(app).await;
    let elsewhere = app.tenant().build().await;
    elsewhere.product("THEIRS").price("1.00").stock(5).build().await;
    let warehouse = shop.user("warehouse").await;
    warehouse.get("/api/v1/admin/exports/prices").send().await.problem(403, "auth.forbidden");
    for kind in ["products", "stock"] {
        let file = warehouse.get(format!("/api/v1/admin/exports/{kind}")).send().await.text();
        assert!(file.contains("1E5") && !file.contains("THEIRS"), "{file}");
    }
    shop.guest().get("/api/v1/admin/exports/products").send().await.problem(401, "auth.required");
}

async fn the_same_key_leads_to_the_same_run(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let send = async |file: &'static str, key: &str| {
        let upload = shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", file);
        upload.key(key).send().await
    };
    let first = send("sku,name\nA,One\n", "k1").await.expect(202)["id"].clone();
    assert_eq!(send("sku,name\nA,One\n", "k1").await.expect(202)["id"], first);
    send("sku,name\nA,Two\n", "k1").await.problem(422, "idempotency.key_reused");
    assert_ne!(send("sku,name\nA,One\n", "k2").await.expect(202)["id"], first);
    assert_eq!(shop.admin().get("/api/v1/admin/imports?page=1").send().await.expect(200)["total"], 2);
}

async fn a_product_with_a_new_code_is_known_by_its_external_id(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    import(shop.admin(), "kind=products", "sku,name,external_id\nA,One,e1\nB,Two,e2\n").await;
    let before = shop.admin().get("/api/v1/admin/products?q=One").send().await.expect(200)["items"][0]["id"].clone();
    let file = "sku,name,external_id\nA-NEW,One,e1\nB,Two,e2\nC,Three,e3\n";
    let run = import(shop.admin(), "kind=products", file).await;
    assert_eq!(json!([run["created"], run["updated"], run["unchanged"]]), json!([1, 1, 1]), "{run}");
    let after = shop.admin().get("/api/v1/admin/products?q=One").send().await.expect(200)["items"].clone();
    assert_eq!(json!([after[0]["id"], after[0]["sku"], after.as_array().unwrap().len()]), json!([before, "A-NEW", 1]));
    let again = import(shop.admin(), "kind=products", file).await;
    assert_eq!(again["unchanged"], 3, "{again}");
}

async fn problems_are_told_in_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    let run = import(shop.admin(), "kind=products", "sku,name,weight_g\nA,,heavy\n").await;
    let path = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
    for (language, message, empty) in [
        ("en", "1 of 1 row cannot be taken; nothing was written.", "the cell is empty, but must not be"),
        ("pl", "Nie można przyjąć wierszy: 1 z 1; niczego nie zapisano.", "komórka jest pusta, a nie może być"),
        (
            "it",
            "Righe che non possono essere accettate: 1 di 1; non è stato scritto nulla.",
            "la cella è vuota, ma non deve esserlo",
        ),
    ] {
        let view = shop.admin().get(&path).header("accept-language", language).send().await.expect(200);
        assert_eq!((&view["message"], &view["first_errors"][0]["detail"]), (&json!(message), &json!(empty)));
        let report = shop.admin().get(format!("{path}/report.csv")).header("accept-language", language).send().await;
        assert!(report.text().contains(empty), "{}", report.text());
    }
    let book = shop.admin().get(format!("{path}/report.xlsx")).send().await;
    assert_eq!((book.status, &book.body[..2]), (200, b"PK".as_slice()));
}

async fn a_file_that_is_not_what_it_says_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><BMECAT>&a;</BMECAT>";
    let deep = format!("<BMECAT>{}", "<T_NEW_CATALOG>".repeat(50_000));
    for (media_type, file, code) in [
        (XLSX, "sku,name\nA,One\n", "import.wrong_format"),
        ("application/xml", "sku,name\n", "import.wrong_format"),
        ("application/xml", bomb, "import.entities_refused"),
        ("application/xml", deep.as_str(), "import.malformed"),
        (NDJSON, "sku,name\n", "import.bad_object"),
    ] {
        let run = bring(shop.admin(), "kind=products", media_type, file).await;
        assert_eq!((&run["state"], &run["first_errors"][0]["code"]), (&json!("refused"), &json!(code)), "{run}");
    }
    let upload = shop.admin().post("/api/v1/admin/imports?kind=products").body("application/pdf", "%PDF-1.7");
    upload.send().await.problem(415, "request.media_type");
    let list = shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert_eq!(list["total"], 0);
}

/// A product's codes and packaging units, in a few words each.
async fn identified(shop: &Shop, sku: &str) -> (Vec<String>, Vec<String>) {
    let listed = shop.admin().get(format!("/api/v1/admin/products?q={sku}")).send().await.expect(200);
    let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
    let of =
        async |part: &str| shop.admin().get(format!("/api/v1/admin/products/{id}/{part}")).send().await.expect(200);
    let (codes, packagings) = (of("codes").await, of("packagings").await);
    let told = |list: &Value, fields: &[&str]| -> Vec<String> {
        let row =
            |item: &Value| fields.iter().map(|field| item[*field].to_string().replace('"', "")).collect::<Vec<_>>();
        list["items"].as_array().unwrap().iter().map(|item| row(item).join(" ")).collect()
    };
    let packed = ["unit", "factor", "barcode", "weight_g", "length_mm", "orderable", "usual"];
    (told(&codes, &["kind", "owner", "code"]), told(&packagings, &packed))
}

const IDENTIFIED: &str = "sku,name,gtin,manufacturer,manufacturer_code,supplier,supplier_code,packagings\n\
    P1,One,4006381333931|40170725,Bolts,M8X40,Nowak|Kowal,N-1|K-7,\"box=12; gtin=5901234123457; weight_g=2400; \
    size_mm=300x200x150; usual | pallet=480; not_orderable\"\nP2,Two,,,X-9,,,\n";

async fn codes_and_packaging_units_come_from_files_and_go_out_again(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let run = import(shop.admin(), "kind=products", IDENTIFIED).await;
    assert_eq!((&run["state"], &run["created"]), (&json!("done"), &json!(2)), "{run}");
    let codes = [
        "barcode null 4006381333931",
        "barcode null 40170725",
        "manufacturer Bolts M8X40",
        "supplier Nowak N-1",
        "supplier Kowal K-7",
    ];
    let packed = ["box 12 5901234123457 2400 300 true true", "pallet 480 null null null false false"];
    assert_eq!(identified(&shop, "P1").await, (codes.map(str::to_owned).to_vec(), packed.map(str::to_owned).to_vec()));
    assert_eq!(identified(&shop, "P2").await.0, ["manufacturer null X-9"]);
    let found = shop.admin().get("/api/v1/products/by-code/05901234123457").send().await.expect(200);
    assert_eq!(json!([found["product"]["sku"], found["unit"]]), json!(["P1", "box"]));
    for format in ["csv", "xlsx", "ndjson"] {
        let file = shop.admin().get(format!("/api/v1/admin/exports/products?format={format}")).send().await;
        let run = bring(shop.admin(), "kind=products", media_type(format), file.body.to_vec()).await;
        assert_eq!(json!([run["state"], run["unchanged"], run["updated"]]), json!(["done", 2, 0]), "{format}: {run}");
    }
    // What a row does not say stays; what it says replaces all of its sort.
    let file = "sku,name,supplier,supplier_code\nP1,One,Lis,L-1\n";
    let run = import(shop.admin(), "kind=products", file).await;
    assert_eq!(run["updated"], 1, "{run}");
    let (codes, packed) = identified(&shop, "P1").await;
    assert_eq!(codes[2..], ["manufacturer Bolts M8X40", "supplier Lis L-1"]);
    assert_eq!((codes.len(), packed.len()), (4, 2));
    shop.admin().get("/api/v1/products/by-code/N-1").send().await.problem(404, "not_found");
}

async fn a_code_that_cannot_be_taken_makes_a_bad_row_that_says_why(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    import(shop.admin(), "kind=products", IDENTIFIED).await;
    let file = "sku,name,gtin,supplier,supplier_code,packagings\n\
        A,Wrong digit,4006381333932,,,\nB,Taken,4006381333931,,,\nC,Whose,,,S-1,\nD,Not written so,,,,box\n\
        E,No such unit,,,,crate of wonders=5\nF,On a box,,,,box=5; gtin=40170725\nG,Good,,,,box=5\n\
        H,Twice,12345670,,,\nI,Twice,12345670,,,\nJ,Many owners,,a|b,S-2|S-3|S-4,\nK,No number,400638,,,\n";
    let run = bring(shop.admin(), "kind=products&on_error=skip", "text/csv", file).await;
    assert_eq!(
        places(&run),
        [
            "2:gtin catalog.bad_check_digit",
            "3:gtin catalog.code_taken",
            "4:supplier catalog.no_supplier",
            "5:packagings import.bad_value",
            "6:packagings catalog.unknown_unit",
            "7:packagings catalog.code_taken",
            "10:gtin import.duplicate_key",
            "11:supplier_code import.bad_value",
            "12:gtin catalog.bad_barcode",
        ]
    );
    assert_eq!(json!([run["state"], run["created"]]), json!(["done", 2]), "G, and H of the two");
    let path = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
    let polish = shop.admin().get(path).header("accept-language", "pl").send().await.expect(200);
    let said: Vec<&str> =
        polish["first_errors"].as_array().unwrap().iter().map(|it| it["detail"].as_str().unwrap()).collect();
    assert!(said[0].ends_with("1.") && !said[0].contains("check digit"), "{said:?}");
    assert!(said[1].contains("P1"), "{said:?}");
    let strict = import(shop.admin(), "kind=products", "sku,name,gtin\nL,Good,96385074\nM,Bad,96385075\n").await;
    assert_eq!(json!([strict["state"], strict["rows_bad"]]), json!(["refused", 1]), "{strict}");
    shop.admin().get("/api/v1/products/by-code/96385074").send().await.problem(404, "not_found");
}

async fn a_catalogue_brings_packaging_units_codes_and_prices_by_the_box(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let boxed = CATALOGUE
        .replace("</CATALOG></HEADER>", "</CATALOG><SUPPLIER><SUPPLIER_NAME>Nowak</SUPPLIER_NAME></SUPPLIER></HEADER>")
        .replace("</INTERNATIONAL_PID>", "</INTERNATIONAL_PID><MANUFACTURER_PID>M8</MANUFACTURER_PID>")
        .replace(
            "<ORDER_UNIT>C62</ORDER_UNIT>",
            "<ORDER_UNIT>BX</ORDER_UNIT><CONTENT_UNIT>C62</CONTENT_UNIT>\
            <NO_CU_PER_OU>100</NO_CU_PER_OU><PACKING_UNITS><PACKING_UNIT><QUANTITY_MIN>48</QUANTITY_MIN>\
            <QUANTITY_MAX>48</QUANTITY_MAX><PACKING_UNIT_CODE>PF</PACKING_UNIT_CODE></PACKING_UNIT></PACKING_UNITS>",
        );
    let run = bring(shop.admin(), "kind=products", "application/xml", boxed.clone()).await;
    assert_eq!((&run["state"], &run["rows_bad"]), (&json!("done"), &json!(0)), "{run}");
    let (codes, packed) = identified(&shop, "B8").await;
    assert_eq!(codes, ["manufacturer null M8", "supplier Nowak B8"]);
    assert_eq!(
        packed,
        [
            "pcs 1 null null null false false",
            "box 100 5901234123457 null null true true",
            "pallet 4800 null null null true false"
        ]
    );
    let mapping = json!({ "kind": "prices", "name": "Supplier", "mapping": { "columns": [
        { "source": "price_list", "field": "price_list", "values": { "net_list": "standard" } }] } });
    shop.admin().post("/api/v1/admin/import-mappings").json(mapping).send().await.expect(201);
    let run = bring(shop.admin(), "kind=prices&mapping=supplier", "text/xml", boxed).await;
    assert_eq!((&run["state"], &run["created"]), (&json!("done"), &json!(2)), "{run}");
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    shop.set_stock("B8", "5000").await;
    let line = |unit: &str, quantity: &str| json!({ "lines": [{ "sku": "B8", "quantity": quantity, "unit": unit }] });
    let placed = buyer.post("/api/v1/orders").json(line("box", "3")).send().await.expect(201);
    assert_eq!(placed["net_total"], "7.50", "three boxes at 2.50 each");
    buyer.post("/api/v1/orders").json(line("pcs", "3")).send().await.expect(422);
}

/// Customers in a tree, with lists, groups, a manager, and an address that says more than a file.
async fn shop_with_customers(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    let admin = shop.admin();
    for code in ["standard", "vip", "deal"] {
        let prices = format!("price_list,sku,unit_price,currency\n{code},A,1,GBP\n");
        import(admin, "kind=products", "sku,name\nA,One\n").await;
        import(admin, "kind=prices", prices).await;
    }
    for code in ["G1", "G2", "OLD"] {
        admin
            .post("/api/v1/admin/customer-groups")
            .json(json!({ "code": code, "name": code }))
            .send()
            .await
            .expect(201);
    }
    let manager = shop.person("order_desk", None).await;
    let top = format!(
        "code,name,vat_id,country,email,street,postal_code,city,price_list,external_id,account_manager,groups\n\
         Z-TOP,\"=Top, Ltd\",PL5261040828,PL,a@top.example,\"ul. Długa 1\",00-001,Łódź,vip|deal,erp-9,{manager},G1|OLD\n"
    );
    assert_eq!(import(admin, "kind=customers", top).await["created"], 1);
    let below = "code,name,country,kind,parent\nA-SITE,Site,DE,site,Z-TOP\n";
    assert_eq!(import(admin, "kind=customers", below).await["created"], 1);
    let listed = admin.get("/api/v1/admin/companies?q=Top").send().await.expect(200);
    let path = format!("/api/v1/admin/companies/{}", listed["items"][0]["id"].as_str().unwrap());
    let address = json!({ "name": "Goods in", "street": "ul. Długa 1", "postal_code": "00-001", "city": "Łódź", "country": "PL" });
    admin.patch(&path).json(json!({ "address": address })).send().await.expect(200);
    let lists = json!({ "price_lists": [{ "code": "vip" }, { "code": "deal", "last": true }] });
    let id = listed["items"][0]["id"].as_str().unwrap();
    admin.put(format!("/api/v1/admin/price-list-assignments/company/{id}")).json(lists).send().await.expect(204);
    let groups = admin.get("/api/v1/admin/customer-groups?q=OLD").send().await.expect(200);
    let old = format!("/api/v1/admin/customer-groups/{}", groups["items"][0]["id"].as_str().unwrap());
    admin.patch(old).json(json!({ "archived": true })).send().await.expect(200);
    shop
}

async fn customers_go_out_and_come_back_with_everything_they_have(app: &'static TestApp) {
    let shop = shop_with_customers(app).await;
    let path = "/api/v1/admin/exports/customers";
    let file = shop.admin().get(path).send().await.text();
    let lines: Vec<&str> = file.lines().collect();
    assert!(lines[1].starts_with(
        "Z-TOP,\"'=Top, Ltd\",PL5261040828,PL,a@top.example,ul. Długa 1,00-001,Łódź,vip|deal,erp-9,company,,"
    ));
    assert!(lines[1].ends_with(",G1") && lines[2].contains(",site,Z-TOP,"), "{file}");
    let state = async || {
        let all = shop.admin().get("/api/v1/admin/companies").send().await.expect(200);
        let given = shop.admin().get("/api/v1/admin/price-list-assignments").send().await.expect(200);
        let mut details = Vec::new();
        for company in all["items"].as_array().unwrap() {
            let path = format!("/api/v1/admin/companies/{}", company["id"].as_str().unwrap());
            details.push(shop.admin().get(path).send().await.expect(200));
        }
        (details, given)
    };
    let before = state().await;
    for format in ["csv", "xlsx", "ndjson"] {
        let file = shop.admin().get(format!("{path}?format={format}")).send().await;
        assert_eq!(
            file.header("content-disposition"),
            Some(format!("attachment; filename=\"customers.{format}\"").as_str())
        );
        let run = bring(shop.admin(), "kind=customers", media_type(format), file.body.to_vec()).await;
        assert_eq!(json!([run["state"], run["unchanged"], run["updated"]]), json!(["done", 2, 0]), "{format}: {run}");
    }
    assert_eq!(state().await, before, "neither address nor lists nor anything else has changed");
    let elsewhere = app.tenant().build().await;
    elsewhere.company("THEIRS").await;
    let file = shop.user("warehouse").await.get(path).send().await.text();
    assert!(file.contains("A-SITE") && !file.contains("THEIRS"), "{file}");
    let buyer = shop.buyer(&shop.company("BUYER").await).await;
    buyer.get(path).send().await.problem(403, "auth.forbidden");
    shop.guest().get(path).send().await.problem(401, "auth.required");
}
