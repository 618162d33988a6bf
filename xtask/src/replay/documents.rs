//! Writes the plan as the CSV files and JSON bodies the public API takes.
//! Pure functions of the plan, so that what goes over the wire can be read in a test.

use super::plan::{Customer, Order, Product};
use crate::failure::{Because, Outcome};
use serde_json::{Value, json};

/// The system every order, product and customer of the run is known by outside Kontor.
pub const SYSTEM: &str = "online-retail";

/// Country names of the export and their ISO codes; the Channel Islands have none of their own and go as Jersey.
const COUNTRIES: [(&str, &str); 36] = [
    ("Australia", "AU"),
    ("Austria", "AT"),
    ("Bahrain", "BH"),
    ("Belgium", "BE"),
    ("Brazil", "BR"),
    ("Canada", "CA"),
    ("Channel Islands", "JE"),
    ("Cyprus", "CY"),
    ("Czech Republic", "CZ"),
    ("Denmark", "DK"),
    ("EIRE", "IE"),
    ("Finland", "FI"),
    ("France", "FR"),
    ("Germany", "DE"),
    ("Greece", "GR"),
    ("Hong Kong", "HK"),
    ("Iceland", "IS"),
    ("Israel", "IL"),
    ("Italy", "IT"),
    ("Japan", "JP"),
    ("Lebanon", "LB"),
    ("Lithuania", "LT"),
    ("Malta", "MT"),
    ("Netherlands", "NL"),
    ("Norway", "NO"),
    ("Poland", "PL"),
    ("Portugal", "PT"),
    ("RSA", "ZA"),
    ("Saudi Arabia", "SA"),
    ("Singapore", "SG"),
    ("Spain", "ES"),
    ("Sweden", "SE"),
    ("Switzerland", "CH"),
    ("USA", "US"),
    ("United Arab Emirates", "AE"),
    ("United Kingdom", "GB"),
];

/// The ISO code of a country as the export names it.
pub fn country_code(name: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// Products with their kind; stock comes by its own file.
pub fn products_csv(products: &[Product]) -> Outcome<String> {
    let rows = products.iter().map(|product| {
        let kind = if product.service { "service" } else { "goods" };
        vec![product.sku.clone(), product.name.clone(), kind.to_owned()]
    });
    csv_text(&["sku", "name", "kind"], rows)
}

/// One price per product that has one.
pub fn prices_csv(products: &[Product], price_list: &str, currency: &str) -> Outcome<String> {
    let rows = products.iter().filter_map(|product| {
        let price = product.list_price?.to_string();
        Some(vec![price_list.to_owned(), product.sku.clone(), "1".to_owned(), price, currency.to_owned()])
    });
    csv_text(&["price_list", "sku", "min_quantity", "unit_price", "currency"], rows)
}

/// Customers under their numbers; the export has no names.
pub fn customers_csv(customers: &[Customer], price_list: &str) -> Outcome<String> {
    let rows = customers.iter().map(|customer| {
        let country = customer.countries.first().and_then(|name| country_code(name)).unwrap_or_default();
        let name = format!("Customer {}", customer.code);
        vec![customer.code.clone(), name, country.to_owned(), price_list.to_owned(), customer.code.clone()]
    });
    csv_text(&["code", "name", "country", "price_list", "external_id"], rows)
}

/// Exactly the stock that all orders take.
pub fn stock_csv(products: &[Product]) -> Outcome<String> {
    let goods = products.iter().filter(|product| !product.service);
    csv_text(&["sku", "on_hand"], goods.map(|product| vec![product.sku.clone(), product.needed.to_string()]))
}

fn csv_text(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Outcome<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = || "cannot write CSV".to_owned();
    writer.write_record(header).because(broken)?;
    for row in rows {
        writer.write_record(row).because(broken)?;
    }
    let bytes = writer.into_inner().because(broken)?;
    String::from_utf8(bytes).because(broken)
}

/// The order as the order desk sends it.
pub fn order_body(order: &Order, order_date: &str) -> Value {
    let lines: Vec<Value> = order
        .lines
        .iter()
        .map(|line| {
            let mut body = json!({
                "sku": line.stock_code,
                "quantity": line.amount.quantity.to_string(),
                "unit_price": line.amount.unit_price.to_string(),
            });
            if let Some(name) = &line.name {
                body["name"] = json!(name);
            }
            body
        })
        .collect();
    json!({
        "company_code": order.customer,
        "external_id": { "system": SYSTEM, "id": order.invoice },
        "order_date": order_date,
        "lines": lines,
    })
}

/// The same for the same invoice in every run, so that a repeated request is answered and never carried out again.
pub fn idempotency_key(order: &Order) -> String {
    format!("{SYSTEM}-invoice-{}", order.invoice)
}

#[cfg(test)]
mod tests {
    use super::super::input;
    use super::super::plan::{self, Plan};
    use super::*;

    fn example() -> Plan {
        let rows = "1,85123a,\"HEART, WHITE\",6,2.55,12370,Cyprus\n1,POST,POSTAGE,1,18,12370,Cyprus\n";
        plan::plan(&input::read(format!("{}\n{rows}", input::COLUMNS.join(",")).as_bytes()).unwrap())
    }

    #[test]
    fn files_hold_what_the_plan_says() {
        let plan = example();
        let products = "sku,name,kind\n85123a,\"HEART, WHITE\",goods\nPOST,POSTAGE,service\n";
        assert_eq!(products_csv(&plan.products).unwrap(), products);
        let prices = "price_list,sku,min_quantity,unit_price,currency\nretail,85123a,1,2.55,GBP\n";
        assert_eq!(prices_csv(&plan.products, "retail", "GBP").unwrap(), prices);
        let customers = "code,name,country,price_list,external_id\n12370,Customer 12370,CY,retail,12370\n";
        assert_eq!(customers_csv(&plan.customers, "retail").unwrap(), customers);
        assert_eq!(stock_csv(&plan.products).unwrap(), "sku,on_hand\n85123a,6\n");
    }

    #[test]
    fn an_order_goes_out_with_decimals_as_text_and_the_invoice_as_external_id() {
        let order = &example().orders[0];
        let expected = json!({
            "company_code": "12370",
            "external_id": { "system": "online-retail", "id": "1" },
            "order_date": "2010-12-01",
            "lines": [
                { "sku": "85123a", "quantity": "6", "unit_price": "2.55" },
                { "sku": "POST", "quantity": "1", "unit_price": "18", "name": "POSTAGE" },
            ],
        });
        assert_eq!(order_body(order, "2010-12-01"), expected);
        assert_eq!(idempotency_key(order), "online-retail-invoice-1");
    }

    #[test]
    fn an_unknown_country_stays_empty() {
        let mut plan = example();
        plan.customers[0].countries[0] = "Unspecified".into();
        assert!(customers_csv(&plan.customers, "retail").unwrap().ends_with("Customer 12370,,retail,12370\n"));
    }
}
