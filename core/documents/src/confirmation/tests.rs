//! What a confirmation says, in three languages: as blocks and as cells.
//! The facts are of one order that tests change where they need another.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use kontor_contract::{
    identity::Address,
    letterheads::Letterhead,
    orders::{
        DiscountView, OrderPaper, OrderPayment, OrderState, OrderTerms, PaperBuyer, PaperCharge, PaperLine, PlacedBy,
        TaxShare,
    },
};
use kontor_hooks::TaxReason;
use kontor_kernel::{Amount, BusinessDate, Currency, Id, Locale, Quantity, Rate, UnitPrice};
use kontor_words::Texts;

use super::{Facts, Speech, page, sheet, title};
use crate::{
    manifest::MANIFEST,
    model::block::{Block, Document, Table, Voice},
};

pub(crate) fn texts() -> Texts {
    Texts::new(&[&MANIFEST.words]).unwrap()
}

fn address(name: &str, street: &str, postal_code: &str, city: &str, country: &str) -> Address {
    let own = str::to_owned;
    Address {
        name: own(name),
        street: own(street),
        postal_code: own(postal_code),
        city: own(city),
        country: own(country),
    }
}

fn line(position: u32, name: &str, net: i64) -> PaperLine {
    PaperLine {
        position,
        sku: format!("DIN933-M8X{position}"),
        name: name.to_owned(),
        quantity: Quantity::from_units(i64::from(position) * 10).unwrap(),
        unit: "pcs".to_owned(),
        base: None,
        unit_price: UnitPrice::from_millionths(125_500),
        per: Quantity::ONE,
        discount: Amount::ZERO,
        tax_rate: Rate::from_ppm(230_000),
        net: Amount::from_minor(net),
    }
}

/// An order of so many lines at 12.55 each, with 23% tax.
pub(crate) fn facts(lines: u32) -> Facts {
    let net = i64::from(lines) * 1_255;
    let tax = net * 23 / 100;
    let names = ["Śruba z łbem sześciokątnym M8 × 40, ocynk", "Zażółć gęślą jaźń", "Dado esagonale è più città"];
    let share = TaxShare {
        rate: Rate::from_ppm(230_000),
        reason: TaxReason::Standard,
        note: None,
        net: Amount::from_minor(net).to_text(Currency::PLN),
        tax: Amount::from_minor(tax).to_text(Currency::PLN),
    };
    Facts {
        order: OrderPaper {
            id: Id::new(),
            number: "1024".to_owned(),
            state: OrderState::Confirmed,
            legal_entity: Id::new(),
            channel: Id::new(),
            buyer: PaperBuyer {
                company: Id::new(),
                code: "STOCZNIA".to_owned(),
                name: "Stocznia Remontowa Północ sp. z o.o.".to_owned(),
                vat_id: Some("PL5260250274".to_owned()),
                address: address("Stocznia Remontowa Północ", "ul. Na Ostrowiu 15", "80-958", "Gdańsk", "PL"),
            },
            delivery_address: address("Magazyn Żuraw", "ul. Łódzka 7", "90-001", "Łódź", "PL"),
            order_date: BusinessDate::from_ymd(2026, 11, 5).unwrap(),
            requested_date: BusinessDate::from_ymd(2026, 11, 27),
            po_number: Some("ZAM/2026/7".to_owned()),
            note: Some("Proszę dzwonić przed dostawą.".to_owned()),
            currency: Currency::PLN,
            lines: (1..=lines).map(|at| line(at, names[at as usize % names.len()], 1_255)).collect(),
            charges: Vec::new(),
            terms: OrderTerms::default(),
            taxes: vec![share],
            net: Amount::from_minor(net),
            tax: Amount::from_minor(tax),
            gross: Amount::from_minor(net + tax),
            placed_by: PlacedBy { name: "Zofia Łoś".to_owned(), email: "zofia@stocznia.example".to_owned() },
            placed_by_id: Some(Id::new()),
            on_behalf: false,
        },
        seller: Letterhead {
            name: "Baltic Śruby S.A.".to_owned(),
            vat_id: Some("PL1234567890".to_owned()),
            address: address("", "ul. Portowa 1", "81-350", "Gdynia", "PL"),
            time_zone: "Europe/Warsaw".to_owned(),
            accent: "#1f4fa3".to_owned(),
            locale: Locale::Pl,
        },
    }
}

fn printed(locale: Locale, facts: &Facts) -> Document {
    page(&Speech::new(&texts(), locale), facts).unwrap()
}

fn table(document: &Document) -> &Table {
    let found =
        document.blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    found.unwrap()
}

fn said(document: &Document) -> String {
    format!("{:?}", document.blocks).replace("\\u{a0}", " ")
}

#[test]
fn each_language_writes_amounts_and_days_in_its_own_way() {
    let facts = facts(100);
    let cases = [
        (Locale::En, "Order confirmation 1024", "5 November 2026", "PLN 1,255.00", "VAT 23% on PLN 1,255.00"),
        (Locale::Pl, "Potwierdzenie zamówienia 1024", "05.11.2026", "1 255,00 zł", "VAT 23% od 1 255,00 zł"),
        (Locale::It, "Conferma d’ordine 1024", "05/11/2026", "1.255,00 PLN", "IVA 23% su 1.255,00 PLN"),
    ];
    for (locale, title, day, net, tax) in cases {
        let document = printed(locale, &facts);
        let said = said(&document);
        assert_eq!(document.title, title);
        for words in [day, net, tax] {
            assert!(said.contains(words), "{locale}: {words}\n{said}");
        }
        assert!(!said.contains("documents-") && !document.imprint.contains("documents-"), "{locale}: {said}");
    }
}

#[test]
fn the_sum_so_far_stands_with_every_row_and_ends_at_the_net_total() {
    let document = printed(Locale::En, &facts(3));
    let running: Vec<&str> = table(&document).rows.iter().map(|row| row.running.as_str()).collect();
    assert_eq!(running, ["12.55", "25.10", "37.65"]);
    let mut large = facts(2);
    large.order.lines[0].net = Amount::from_minor(i64::MAX);
    assert!(page(&Speech::new(&texts(), Locale::En), &large).is_err(), "a sum that is too large is no sum");
}

#[test]
fn what_must_be_printed_about_taxes_is_printed_once() {
    let mut facts = facts(2);
    let note = "Odwrotne obciążenie: podatek rozlicza nabywca.".to_owned();
    let free = TaxShare {
        rate: Rate::ZERO,
        reason: TaxReason::ReverseCharge,
        note: Some(note.clone()),
        ..facts.order.taxes[0].clone()
    };
    facts.order.taxes = vec![free.clone(), free];
    let document = printed(Locale::Pl, &facts);
    let told = document.blocks.iter().filter(|block| **block == Block::Text(Voice::Plain, note.clone())).count();
    assert_eq!(told, 1);
    assert!(said(&document).contains("VAT 0% od 25,10 zł"), "{}", said(&document));
}

#[test]
fn packaging_and_prices_for_many_are_explained_in_small_letters() {
    let mut facts = facts(1);
    let line = &mut facts.order.lines[0];
    line.unit = "carton".to_owned();
    line.base = Some((Quantity::from_units(240).unwrap(), "pcs".to_owned()));
    line.per = Quantity::from_units(100).unwrap();
    let document = printed(Locale::En, &facts);
    let cells = &table(&document).rows[0].cells;
    let small = |at: usize| cells[at].below.clone().unwrap_or_default().replace('\u{a0}', " ");
    assert_eq!((small(1), small(2), small(3)), ("DIN933-M8X1".into(), "= 240 pcs".into(), "per 100 carton".into()));
}

#[test]
fn freight_and_discounts_stand_where_they_are_summed_up() {
    let mut facts = facts(1);
    facts.order.lines[0].discount = Amount::from_minor(139);
    let freight =
        PaperCharge { name: "Kurier".to_owned(), tax_rate: Rate::from_ppm(230_000), net: Amount::from_minor(1_500) };
    facts.order.charges = vec![freight];
    facts.order.terms = OrderTerms {
        payment: Some(OrderPayment { code: "invoice_14".to_owned(), name: "Przelew".to_owned(), days: Some(14) }),
        discounts: vec![DiscountView {
            name: "Wiosna".to_owned(),
            code: Some("WIOSNA".to_owned()),
            amount: "1.39".to_owned(),
        }],
        cost_centre: Some("4711".to_owned()),
        ..OrderTerms::default()
    };
    let document = printed(Locale::Pl, &facts);
    let rows = &table(&document).rows;
    assert_eq!(rows[0].cells[5].below.as_deref(), Some("w tym rabat −1,39"));
    assert_eq!((rows[1].cells[1].text.as_str(), rows[1].running.as_str()), ("Kurier", "27,55"));
    let said = said(&document);
    for words in ["Wiosna (WIOSNA): 1,39 zł", "Przelew, w ciągu 14 dni", "4711"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let range = opened(Locale::Pl, &facts);
    let freight = range.rows().find(|row| row[2] == Data::String("Kurier".into())).unwrap();
    assert_eq!((&freight[8], &freight[9]), (&Data::Float(23.0), &Data::Float(15.0)));
}

#[test]
fn what_an_order_lacks_is_left_out() {
    let mut facts = facts(1);
    facts.order.note = None;
    facts.order.po_number = None;
    facts.order.requested_date = None;
    facts.order.buyer.vat_id = None;
    facts.order.delivery_address.name = String::new();
    let said = said(&printed(Locale::En, &facts));
    for absent in ["Your note", "Your order number", "Requested delivery", "PL5260250274"] {
        assert!(!said.contains(absent), "{absent}: {said}");
    }
    assert_eq!(said.matches("Stocznia Remontowa Północ sp. z o.o.").count(), 2, "the buyer receives it");
}

fn opened(locale: Locale, facts: &Facts) -> Range<Data> {
    let bytes = sheet(&Speech::new(&texts(), locale), facts).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let formulas = book.worksheet_formula(&book.sheet_names()[0]).unwrap();
    assert_eq!(formulas.used_cells().count(), 0, "no cell is a formula");
    book.worksheet_range_at(0).unwrap().unwrap()
}

#[test]
fn cells_of_the_table_are_numbers_and_days() {
    let range = opened(Locale::Pl, &facts(3));
    let rows: Vec<_> = range.rows().filter(|row| row[1].to_string().starts_with("DIN933")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[2][0], &rows[2][3], &rows[2][5]), (&Data::Float(3.0), &Data::Float(30.0), &Data::Float(0.1255)));
    assert_eq!((&rows[2][4], &rows[2][9]), (&Data::String("szt.".into()), &Data::Float(12.55)));
    let days = range.used_cells().filter(|(_, _, cell)| matches!(cell, Data::DateTime(_))).count();
    assert_eq!(days, 2);
    let sums: Vec<_> = range.rows().filter(|row| row[5].to_string().starts_with("Razem")).map(|row| &row[9]).collect();
    assert_eq!(sums, [&Data::Float(37.65), &Data::Float(46.30)]);
}

#[test]
fn what_people_typed_runs_nowhere() {
    let mut facts = facts(1);
    facts.order.lines[0].name = "=HYPERLINK(\"https://evil.example\")".to_owned();
    facts.order.note = Some("+cmd|' /C calc'!A0".to_owned());
    let cells = format!("{:?}", opened(Locale::En, &facts));
    assert!(cells.contains("'=HYPERLINK") && cells.contains("'+cmd|"), "{cells}");
}

#[test]
fn numbers_that_a_spreadsheet_cannot_hold_stay_text() {
    let mut facts = facts(1);
    facts.order.net = Amount::from_minor(1_234_567_890_123_456_789);
    let range = opened(Locale::En, &facts);
    let net = range.rows().find(|row| row[5] == Data::String("Net total".into())).unwrap();
    assert_eq!(net[9], Data::String("12345678901234567.89".into()));
}

#[test]
fn a_file_is_called_what_it_is() {
    assert_eq!(title(&Speech::new(&texts(), Locale::It), &facts(1)), "Conferma d’ordine 1024");
}
