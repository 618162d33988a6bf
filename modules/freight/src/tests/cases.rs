//! Worked cases of freight, with their sums written out by hand: `tests/fixtures/freight`.
//! The world they live in is read as staff would say it over the API; the test names each case that fails.

use std::collections::HashMap;

use kontor_hooks::{ChosenShipping, Destination, Packing, PackingSize, Party, Shipment, ShipmentLine, ShippingOffer};
use kontor_kernel::{
    Amount, BusinessDate, ChannelId, CompanyId, Currency, CustomerGroupId, Locale, ProductId, Quantity, UnitPrice,
    format_scaled, line_net,
};
use serde_json::{Value, json};

use crate::model::{
    quote::{Answer, Book, Question, quote},
    rule::{Buyer, RuleId},
    step::Note,
    surcharge::surcharges,
    table::TableId,
    way::{Units, WayId, ZoneId},
};
use crate::wire::{
    rule::{Named, RuleBody},
    table::TableBody,
    way::WayBody,
    zone::ZoneBody,
};

const WORLD: &str = include_str!("../../../../tests/fixtures/freight/world.json");
const CASES: &str = include_str!("../../../../tests/fixtures/freight/cases.csv");
/// The day of a case that names none.
const TODAY: &str = "2026-11-30";

/// What the fixture says, with ids for its codes.
struct World {
    said: Value,
    currency: Currency,
    ids: HashMap<String, uuid::Uuid>,
    book: Book,
}

/// One row of the cases.
#[derive(Debug, serde::Deserialize)]
struct Row {
    case: String,
    customer: String,
    to: String,
    on: String,
    goods: String,
    way: String,
    price: String,
    pieces: String,
    surcharges: String,
    note: String,
    #[serde(rename = "by hand")]
    by_hand: String,
}

impl World {
    fn read() -> Self {
        let said: Value = serde_json::from_str(WORLD).unwrap();
        let currency = said["currency"].as_str().unwrap().parse().unwrap();
        let mut world = Self { said, currency, ids: HashMap::new(), book: Book::default() };
        world.name_things();
        world.book = Book {
            ways: world.ways(),
            zones: world.zones(),
            tables: world.tables(),
            rules: world.rules(),
            minimums: Vec::new(),
        };
        world
    }

    fn name_things(&mut self) {
        for kind in ["products", "customers", "zones", "ways"] {
            let codes: Vec<String> = self.said[kind].as_object().unwrap().keys().cloned().collect();
            for code in codes {
                self.ids.insert(format!("{kind}:{code}"), uuid::Uuid::now_v7());
            }
        }
        for group in ["installers", "loyal"] {
            self.ids.insert(format!("group:{group}"), uuid::Uuid::now_v7());
        }
    }

    fn id(&self, kind: &str, code: &str) -> uuid::Uuid {
        *self.ids.get(&format!("{kind}:{code}")).unwrap_or_else(|| panic!("the world has no {kind} {code}"))
    }

    fn ways(&self) -> Vec<crate::model::way::Way> {
        let way = |(code, said): (&String, &Value)| {
            let mut body = said.clone();
            (body["code"], body["name"]) = (json!(code), json!(code));
            let id = WayId::from_uuid(self.id("ways", code));
            serde_json::from_value::<WayBody>(body).unwrap().read(id, code).unwrap()
        };
        self.said["ways"].as_object().unwrap().iter().map(way).collect()
    }

    fn zones(&self) -> Vec<crate::model::way::Zone> {
        let zone = |(code, places): (&String, &Value)| {
            let body = json!({ "code": code, "name": code, "places": places });
            let id = ZoneId::from_uuid(self.id("zones", code));
            serde_json::from_value::<ZoneBody>(body).unwrap().read(id, code).unwrap()
        };
        self.said["zones"].as_object().unwrap().iter().map(zone).collect()
    }

    fn tables(&self) -> Vec<crate::model::table::Table> {
        let table = |said: &Value| {
            let mut body = self.with_ids(said);
            body["currency"] = self.said["currency"].clone();
            let at = said.to_string();
            serde_json::from_value::<TableBody>(body)
                .unwrap_or_else(|it| panic!("{at}: {it}"))
                .read(TableId::new(), "")
                .unwrap()
        };
        self.said["tables"].as_array().unwrap().iter().map(table).collect()
    }

    fn rules(&self) -> Vec<crate::model::rule::Rule> {
        let rule = |said: &Value| {
            let mut body = self.with_ids(said);
            let company = body.as_object_mut().unwrap().remove("company");
            let company = company.map(|code| CompanyId::from_uuid(self.id("customers", code.as_str().unwrap())));
            if let Some(group) = body.as_object_mut().unwrap().remove("group") {
                body["group_id"] = json!(self.id("group", group.as_str().unwrap()));
            }
            let product = said["sku"].as_str().map(|sku| ProductId::from_uuid(self.id("products", sku)));
            let read = serde_json::from_value::<RuleBody>(body).unwrap_or_else(|it| panic!("{said}: {it}"));
            read.read(RuleId::new(), Named { company, product }, "").unwrap()
        };
        self.said["rules"].as_array().unwrap().iter().map(rule).collect()
    }

    /// What is said, with the ids of its way and zone.
    fn with_ids(&self, said: &Value) -> Value {
        let mut body = said.clone();
        for kind in ["way", "zone"] {
            if let Some(code) = body.as_object_mut().unwrap().remove(kind) {
                body[format!("{kind}_id")] = json!(self.id(&format!("{kind}s"), code.as_str().unwrap()));
            }
        }
        body
    }

    fn buyer(&self, customer: &str) -> Buyer {
        let mut buyer = Buyer { companies: vec![CompanyId::from_uuid(self.id("customers", customer))], groups: vec![] };
        for of in self.said["customers"][customer].as_array().unwrap() {
            match of.as_str().unwrap().split_once(':') {
                Some((_, group)) => buyer.groups.push(CustomerGroupId::from_uuid(self.id("group", group))),
                None => buyer.companies.push(CompanyId::from_uuid(self.id("customers", of.as_str().unwrap()))),
            }
        }
        buyer
    }

    fn line(&self, position: usize, goods: &str) -> ShipmentLine {
        let (quantity, sku) = goods.trim().split_once(' ').unwrap();
        let product = &self.said["products"][sku];
        let quantity: Quantity = quantity.parse().unwrap();
        let price: UnitPrice = product["price"].as_str().unwrap().parse().unwrap();
        let packings: Vec<Packing> = product["packings"].as_array().unwrap().iter().map(packing).collect();
        let each = packings.last().unwrap();
        ShipmentLine {
            position: u32::try_from(position + 1).unwrap(),
            product: ProductId::from_uuid(self.id("products", sku)),
            sku: sku.to_owned(),
            categories: serde_json::from_value(product["categories"].clone()).unwrap(),
            quantity,
            unit: each.unit.clone(),
            net: line_net(price, quantity, Quantity::ONE, self.currency).unwrap(),
            weight_g: each.weight_g * quantity.millionths() / 1_000_000,
            packings,
        }
    }

    fn shipment(&self, row: &Row) -> Shipment {
        let (country, postal_code) = row.to.split_once(' ').unwrap();
        let lines: Vec<_> = row.goods.split(';').enumerate().map(|(at, goods)| self.line(at, goods)).collect();
        let date: BusinessDate = if row.on.is_empty() { TODAY } else { &row.on }.parse().unwrap();
        let company = CompanyId::from_uuid(self.id("customers", &row.customer));
        Shipment {
            company: Party { id: company, code: row.customer.clone(), country: country.to_owned() },
            channel: ChannelId::new(),
            destination: Destination {
                country: country.to_owned(),
                postal_code: postal_code.to_owned(),
                city: String::new(),
            },
            currency: self.currency,
            date,
            locale: Locale::En,
            goods_net: Amount::sum(lines.iter().map(|line| line.net)).unwrap(),
            lines,
        }
    }

    fn note(&self, note: &Note) -> String {
        match note {
            Note::ValueToFree(missing) => format!("value {}", missing.to_text(self.currency)),
            Note::WeightToFree(grams) | Note::WeightToFreePallet(grams) => {
                format!("weight {}", format_scaled(*grams, 3, 0))
            }
            Note::PalletsToFree(missing) => format!("pallets {missing}"),
        }
    }

    /// What is found of a row, in the words of its columns.
    fn found(&self, row: &Row) -> [String; 4] {
        let (shipment, buyer) = (self.shipment(row), self.buyer(&row.customer));
        let units = Units { pallets: vec!["PALLET".to_owned()], parcels: vec!["BOX".to_owned()] };
        let question = Question { shipment: &shipment, buyer: &buyer, units: &units };
        let answers = quote(&self.book, question).unwrap();
        let answer = answers.iter().find(|answer| answer.way.code == row.way).unwrap();
        let Some(cost) = answer.cost else { return ["-", "", "", ""].map(str::to_owned) };
        let chosen = ChosenShipping { shipment: shipment.clone(), offer: offer(answer, cost) };
        let extras = surcharges(&self.book, answer.way, question, &chosen).unwrap();
        let extra = extras.iter().map(|it| format!("{} {}", it.extra.code, it.net.to_text(self.currency)));
        let told = |texts: Vec<String>| if texts.is_empty() { "-".to_owned() } else { texts.join("; ") };
        let notes = answer.notes.iter().map(|note| self.note(note)).collect();
        let pieces = format!("{} + {}", answer.parcels, answer.pallets);
        [cost.to_text(self.currency), pieces, told(extra.collect()), told(notes)]
    }
}

fn packing(said: &Value) -> Packing {
    let side = |at: usize| u32::try_from(said["mm"][at].as_u64().unwrap()).unwrap();
    Packing {
        unit: said["unit"].as_str().unwrap().to_owned(),
        factor: Quantity::from_units(said["holds"].as_i64().unwrap()).unwrap(),
        weight_g: said["g"].as_i64().unwrap(),
        size: said["mm"].is_array().then(|| PackingSize { length_mm: side(0), width_mm: side(1), height_mm: side(2) }),
    }
}

fn offer(answer: &Answer<'_>, net: Amount) -> ShippingOffer {
    ShippingOffer {
        code: answer.way.code.clone(),
        name: answer.way.name.own.clone(),
        net,
        is_charged: answer.way.is_charged,
        tax_class: answer.way.tax_class.clone(),
        notes: Vec::new(),
        steps: Vec::new(),
        parcels: u32::try_from(answer.parcels).unwrap(),
        pallets: u32::try_from(answer.pallets).unwrap(),
        weight_g: answer.measured.weight_g,
    }
}

#[test]
fn every_case_worked_out_by_hand_comes_out_so() {
    let world = World::read();
    let rows: Vec<Row> = csv::Reader::from_reader(CASES.as_bytes()).deserialize().map(Result::unwrap).collect();
    assert!(rows.len() >= 60, "only {} cases", rows.len());
    let mut failed = Vec::new();
    for row in &rows {
        let found = world.found(row);
        let expected = [&row.price, &row.pieces, &row.surcharges, &row.note];
        // A note that nothing is said of is not what the case is about.
        let differs = |(found, expected): (&String, &&String)| !expected.is_empty() && found != *expected;
        if found.iter().zip(&expected).any(differs) {
            failed.push(format!(
                "{}\n  by hand: {}\n  expected {expected:?}\n  found    {found:?}",
                row.case, row.by_hand
            ));
        }
    }
    assert!(failed.is_empty(), "{} of {} cases fail:\n{}", failed.len(), rows.len(), failed.join("\n"));
}
