//! Files that are bad: every refusal names its place, and nothing is half-written.
//! Where bad rows are to be skipped the good ones are written, and the report names the bad ones.

use kontor_testkit::{Shop, TestApp, both, changes, redacted};
use serde_json::json;

use super::{import, outcome, places};

both!(
    a_bad_file_is_refused_with_its_place_and_writes_nothing,
    latin_1_bytes_in_a_utf_8_file_are_found_by_line_and_column,
    bad_rows_are_skipped_where_that_is_asked_for,
    a_file_that_cannot_be_read_to_its_end_stops_even_skipping,
    a_report_is_a_file_of_its_own,
    an_upload_that_cannot_be_an_import_is_refused_at_once,
    rows_that_name_another_tenants_things_are_unknown,
);

async fn shop_with_goods(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(5).build().await;
    shop.company("ACME").await;
    shop
}

async fn a_bad_file_is_refused_with_its_place_and_writes_nothing(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    let files = [
        ("products", ""),
        ("products", "sku,name\n"),
        ("products", "sku,title\nA,One\n"),
        ("products", "sku\nA\n"),
        ("products", "sku,name,sku\nA,One,A\n"),
        ("products", "sku,name\nA,One\nB\n"),
        ("products", "sku,name\nA,One\nB,\"Two\n"),
        ("products", "sku,name\nA,One\nB,\"Two\" x\n"),
        ("products", "sku,name\nA,One\na,Twin\n"),
        ("products", "sku,name\nA,One\n,Nameless\n"),
        ("products", "sku,name,weight_g\nA,One,12\nB,Two,1.5\n"),
        ("products", "sku,name,kind\nA,One,goods\nB,Two,bundle\n"),
        ("products", "sku,name,on_hand\nA,One,1\nB,Two,-1\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,\"1,50\"\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,1e3\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,NaN\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,-1\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,0\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,1.1234567\n"),
        ("prices", "price_list,sku,unit_price\nstandard,BOLT,1\nstandard,bolt,2\n"),
        ("prices", "price_list,sku,unit_price\nstandard,NONE,1\n"),
        ("prices", "price_list,sku,unit_price,currency\nstandard,BOLT,1,EUR\n"),
        ("prices", "price_list,sku,unit_price,currency\nnew,BOLT,1,XXQ\n"),
        ("customers", "code,name,country\nC1,One,GB\nc1,Twin,GB\n"),
        ("customers", "code,name,country\nC1,One,Britain\n"),
        ("customers", "code,name,country,email\nC1,One,GB,nobody\n"),
        ("customers", "code,name,country,price_list\nC1,One,GB,none\n"),
        ("stock", "sku,on_hand\nBOLT,1\nNONE,2\n"),
        ("stock", "sku,warehouse,on_hand\nBOLT,nowhere,1\n"),
        ("stock", "sku,on_hand\nBOLT,-1\n"),
    ];
    let mut raw = app.raw().await;
    let mut told = String::new();
    let before = raw.rows_of(shop.id()).await;
    for (kind, file) in files {
        let run = import(shop.admin(), &format!("kind={kind}"), file).await;
        told.push_str(&format!("{kind}: {file:?}\n  {} {}\n", run["state"].as_str().unwrap(), places(&run).join(", ")));
    }
    insta::assert_snapshot!("bad_files", told);
    let mut after = raw.rows_of(shop.id()).await;
    // The run itself, the news that one has ended, and who did it on record.
    let of_the_import =
        |table: &&String| ["import_", "audit_"].iter().any(|of| table.starts_with(of)) || *table == "store_outbox";
    let of_the_import: Vec<String> = after.keys().filter(of_the_import).cloned().collect();
    for table in of_the_import {
        after.insert(table.clone(), before[&table].clone());
    }
    assert_eq!(changes(&before, &after), [""; 0]);
}

async fn latin_1_bytes_in_a_utf_8_file_are_found_by_line_and_column(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    let mut file = b"sku,name\nA,Plain\nB,Caf".to_vec();
    file.extend([0xE9, b'\n', b'C', b',', 0xA3, b'5', b'\n']);
    let run = import(shop.admin(), "kind=products", file).await;
    assert_eq!(
        outcome(&run),
        "state refused, rows_total 3, rows_applied 0, rows_bad 2, created 0, updated 0, unchanged 0"
    );
    assert_eq!(places(&run), ["3:name import.bad_byte", "4:name import.bad_byte"]);
    insta::assert_json_snapshot!("a_bad_byte", redacted(run["first_errors"][0].clone()));
    shop.guest().get("/api/v1/products/A").send().await.problem(404, "not_found");
    let utf_16 = [0xFF, 0xFE, b's', 0, b'k', 0];
    let run = import(shop.admin(), "kind=products", utf_16).await;
    assert_eq!(places(&run), ["1:- import.wrong_encoding"]);
}

async fn bad_rows_are_skipped_where_that_is_asked_for(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    let file = "sku,name,weight_g\nA,One,1\nB,Two,heavy\nA,Twin,1\nC,Three,3\nD\n";
    let run = import(shop.admin(), "kind=products&on_error=skip", file).await;
    assert_eq!(
        outcome(&run),
        "state done, rows_total 5, rows_applied 2, rows_bad 3, created 2, updated 0, unchanged 0"
    );
    insta::assert_json_snapshot!("skipped_rows", places(&run));
    let list = shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert_eq!(list["total"], 3, "the bolt, A and C: {list}");
}

async fn a_file_that_cannot_be_read_to_its_end_stops_even_skipping(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    for file in ["sku,name\nA,One\nB,\"Two\n", "sku,title\nA,One\n"] {
        let run = import(shop.admin(), "kind=products&on_error=skip", file).await;
        assert_eq!(run["state"], "refused", "{run}");
    }
    assert_eq!(shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200)["total"], 1);
}

async fn a_report_is_a_file_of_its_own(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    let run = import(shop.admin(), "kind=stock", "sku,on_hand\n=1+1,x\nBOLT,\"1,5\"\nNUT,=2+3\n").await;
    let path = format!("/api/v1/admin/imports/{}/report.csv", run["id"].as_str().unwrap());
    let report = shop.admin().get(path).send().await;
    report.expect(200);
    assert_eq!(report.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(report.header("content-disposition").unwrap().starts_with("attachment;"));
    insta::assert_snapshot!("a_report", report.text().replace('\r', ""));
}

async fn an_upload_that_cannot_be_an_import_is_refused_at_once(app: &'static TestApp) {
    let shop = shop_with_goods(app).await;
    let upload = |query: &str, kind: &str| {
        shop.admin().post(format!("/api/v1/admin/imports?{query}")).body(kind, "sku,name\nA,One\n").send()
    };
    for query in
        ["", "kind=carts", "kind=products&encoding=ebcdic", "kind=products&on_error=perhaps", "kind=products&price=1"]
    {
        upload(query, "text/csv").await.expect(400);
    }
    upload("kind=products", "application/json").await.expect(415);
    upload("kind=products", "text/csv; charset=utf-7").await.expect(422);
    assert_eq!(shop.admin().get("/api/v1/admin/imports").send().await.expect(200)["items"], json!([]));
}

async fn rows_that_name_another_tenants_things_are_unknown(app: &'static TestApp) {
    let (shop, elsewhere) = (shop_with_goods(app).await, app.tenant().build().await);
    elsewhere.product("THEIRS").price("1.00").stock(5).build().await;
    elsewhere.price_list("theirs").await;
    let mut raw = app.raw().await;
    let before = raw.rows_of(elsewhere.id()).await;
    let files = [
        ("prices", "price_list,sku,unit_price\nstandard,THEIRS,1\n"),
        ("stock", "sku,on_hand\nTHEIRS,0\n"),
        ("customers", "code,name,country,price_list\nC,Cee,GB,theirs\n"),
    ];
    for (kind, file) in files {
        let run = import(shop.admin(), &format!("kind={kind}"), file).await;
        assert_eq!(run["state"], "refused", "{kind}: {run}");
    }
    // A code is the tenant's own: the same one may be made here, and the other stays as it is.
    let run = import(shop.admin(), "kind=products", "sku,name\nTHEIRS,Ours\n").await;
    assert_eq!(run["created"], 1, "{run}");
    assert_eq!(changes(&before, &raw.rows_of(elsewhere.id()).await), [""; 0]);
}
