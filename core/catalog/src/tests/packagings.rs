//! Units, packaging units and codes of products: replaced together, refused by field, and read into memory at once.
//! A code names one product, whoever looks.

use kontor_contract::{
    Fault,
    catalog::{CodeKind, LineFault, LineWish, PricedLine, TaxMode},
    imports::PriceRow,
};
use kontor_kernel::{CompanyId, Currency, Locale, ProductId, Quantity};
use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product, today, wish};
use crate::{
    entities::price_list::{Purpose, State},
    error::CatalogError,
    manifest::{COSTS_READ, COSTS_WRITE},
    service::{
        codes::{ForeignKind, WantedCode},
        packagings::WantedPackaging,
        policy::{PolicyView, PriceStrategy},
        price_lists::{ListChange, NewPriceList},
        prices::PriceSetting,
        products::ProductChange,
        units::WantedUnit,
    },
};

both!(
    packaging_units_are_replaced_together_and_shown_at_once,
    a_box_costs_what_it_says_or_what_it_holds,
    a_price_by_hand_of_a_box_leaves_what_its_pieces_leave,
    packaging_units_that_make_no_sense_change_nothing,
    a_product_is_found_by_its_barcodes_and_numbers,
    a_code_stands_for_one_product,
    a_unit_stays_what_it_is_while_packaging_is_counted_in_it,
    a_tenants_own_unit_has_its_own_name,
);

fn packaging(unit: &str, factor: &str) -> WantedPackaging {
    WantedPackaging {
        unit: unit.into(),
        factor: factor.parse().unwrap(),
        weight_g: None,
        size: [None; 3],
        barcode: None,
        is_orderable: true,
        is_usual: false,
    }
}

fn code(kind: ForeignKind, owner: Option<&str>, code: &str) -> WantedCode {
    WantedCode { kind, owner: owner.map(str::to_owned), code: code.into() }
}

/// The first field that is refused, with its code.
fn refused<T: std::fmt::Debug>(outcome: Result<T, CatalogError>) -> (String, &'static str) {
    match Fault::from(outcome.unwrap_err()) {
        Fault::Refused { fields, code, .. } => match fields.into_iter().next() {
            Some(field) => (field.pointer, field.code),
            None => (String::new(), code),
        },
        other => panic!("{other}"),
    }
}

async fn id_of(shop: &Shop, sku: &str) -> ProductId {
    *shop.catalogue.find_ids(&shop.staff(), &[sku.to_owned()]).await.unwrap().values().next().unwrap()
}

async fn packaging_units_are_replaced_together_and_shown_at_once(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let pallet = WantedPackaging {
        weight_g: Some(25_000),
        size: [Some(1_200), Some(800), Some(900)],
        barcode: Some("1 590123 412345 4".into()),
        is_usual: true,
        ..packaging("pallet", "480")
    };
    let set = vec![packaging("box", "12"), pallet];
    let list = shop.catalogue.set_packagings(&staff, id, set.clone(), None).await.unwrap();
    assert_eq!(list.items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["pudełko", "paleta"]);
    let again = shop.catalogue.set_packagings(&staff, id, set, Some(list.version)).await.unwrap();
    assert_eq!(again.version, list.version, "what does not change is not written");
    let detail = shop.catalogue.detail(&shop.guest(false), "BOLT").await.unwrap().unwrap();
    let shown: Vec<_> =
        detail.packagings.iter().map(|one| (one.unit.as_str(), one.factor.to_string(), one.usual)).collect();
    assert_eq!(
        shown,
        [("pcs", "1".into(), false), ("box", "12".into(), false), ("pallet", "480".into(), true)],
        "its own unit stands first"
    );
    assert_eq!(detail.packagings[2].barcode.as_deref(), Some("15901234123454"));
    let stale = shop.catalogue.set_packagings(&staff, id, Vec::new(), Some(list.version - 1)).await;
    assert!(matches!(stale, Err(CatalogError::Stale { now }) if now == list.version));
    shop.catalogue.set_packagings(&staff, id, Vec::new(), None).await.unwrap();
    let detail = shop.catalogue.detail(&shop.guest(false), "BOLT").await.unwrap().unwrap();
    assert_eq!((detail.packagings.len(), detail.codes.len()), (1, 0), "the barcode goes with its unit");
}

async fn packaging_units_that_make_no_sense_change_nothing(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let tall = WantedPackaging { size: [Some(10), None, Some(20)], ..packaging("box", "12") };
    let mistyped = WantedPackaging { barcode: Some("5901234123458".into()), ..packaging("box", "12") };
    let cases = [
        (vec![packaging("crate", "12")], "/packagings/0/unit", "catalog.unknown_unit"),
        (vec![packaging("box", "12"), packaging("BOX", "6")], "/packagings/1/unit", "catalog.packaging_twice"),
        (vec![packaging("box", "0")], "/packagings/0/factor", "catalog.packaging_empty"),
        (vec![packaging("box", "1.5")], "/packagings/0/factor", "catalog.packaging_uncountable"),
        (vec![packaging("pcs", "2")], "/packagings/0/factor", "catalog.packaging_own_unit"),
        (vec![tall], "/packagings/0/width_mm", "catalog.bad_size"),
        (vec![mistyped], "/packagings/0/barcode", "catalog.bad_check_digit"),
    ];
    for (set, pointer, code) in cases {
        let outcome = shop.catalogue.set_packagings(&staff, id, set, None).await;
        assert_eq!(refused(outcome), (pointer.to_owned(), code));
    }
    let nobodys = shop.catalogue.set_packagings(&staff, ProductId::new(), Vec::new(), None).await;
    assert!(matches!(nobodys, Err(CatalogError::NotFound("product"))));
    assert_eq!(shop.catalogue.read_packagings(&staff, id).await.unwrap().items, Vec::new());
}

async fn a_product_is_found_by_its_barcodes_and_numbers(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt"), product("NUT", "Nut")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let boxed = WantedPackaging { barcode: Some("15901234123454".into()), ..packaging("box", "12") };
    shop.catalogue.set_packagings(&staff, id, vec![boxed], None).await.unwrap();
    let codes = [
        code(ForeignKind::Barcode, None, "036000291452"),
        code(ForeignKind::Manufacturer, Some("Asta"), "a-931"),
        code(ForeignKind::Supplier, Some("Metal sp. z o.o."), "M/17"),
    ];
    shop.catalogue.set_codes(&staff, id, &codes, None).await.unwrap();
    let guest = shop.guest(false);
    let found = async |ctx: &kontor_store::Ctx, code: &str| {
        let found = shop.catalogue.find_by_code(ctx, code).await.unwrap()?;
        Some((found.product.sku, found.kind, found.unit))
    };
    let bolt = |kind, unit: &str| Some(("BOLT".to_owned(), kind, unit.to_owned()));
    assert_eq!(found(&guest, "0036000291452").await, bolt(CodeKind::Barcode, "pcs"));
    assert_eq!(found(&guest, "15901234123454").await, bolt(CodeKind::Barcode, "box"));
    assert_eq!(found(&guest, "A-931").await, bolt(CodeKind::Manufacturer, "pcs"));
    assert_eq!(found(&guest, "bolt").await, bolt(CodeKind::Sku, "pcs"));
    assert_eq!(found(&guest, "M/17").await, None, "who supplies us is nobody's business");
    assert_eq!(found(&staff, "m/17").await, bolt(CodeKind::Supplier, "pcs"));
    let wanted = ["NUT", "a-931", "nothing"].map(str::to_owned);
    let matched = shop.other_node().match_codes(&guest, &wanted).await.unwrap();
    assert_eq!(matched.len(), 2);
    assert_eq!((matched["A-931"].product, matched["NUT"].kind), (id, CodeKind::Sku));
    let seen = shop.catalogue.detail(&guest, "BOLT").await.unwrap().unwrap().codes;
    assert_eq!(seen.iter().filter(|code| code.kind == CodeKind::Supplier).count(), 0);
    shop.catalogue.set_codes(&staff, id, &codes[1..], None).await.unwrap();
    assert_eq!(found(&guest, "036000291452").await, None);
    assert_eq!(found(&guest, "15901234123454").await, bolt(CodeKind::Barcode, "box"), "that is the box's");
}

async fn a_code_stands_for_one_product(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt"), product("NUT", "Nut")]).await;
    let (staff, bolt, nut) = (shop.staff(), id_of(&shop, "BOLT").await, id_of(&shop, "NUT").await);
    let barcode = [code(ForeignKind::Barcode, None, "5901234123457")];
    shop.catalogue.set_codes(&staff, bolt, &barcode, None).await.unwrap();
    let taken = shop.catalogue.set_codes(&staff, nut, &barcode, None).await;
    assert_eq!(refused(taken), ("/codes".to_owned(), "catalog.code_taken"));
    let boxed = WantedPackaging { barcode: Some("05901234123457".into()), ..packaging("box", "12") };
    let taken = shop.catalogue.set_packagings(&staff, bolt, vec![boxed], None).await;
    assert_eq!(refused(taken), ("/codes".to_owned(), "catalog.code_taken"), "not even on the same product's box");
    let suppliers = |owner| [code(ForeignKind::Supplier, Some(owner), "17")];
    shop.catalogue.set_codes(&staff, nut, &suppliers("A"), None).await.unwrap();
    shop.catalogue.set_codes(&staff, bolt, &suppliers("B"), None).await.unwrap();
    let cases = [
        (code(ForeignKind::Supplier, None, "1"), "/codes/0/owner", "catalog.no_supplier"),
        (code(ForeignKind::Barcode, Some("x"), "5901234123457"), "/codes/0/owner", "catalog.barcode_owner"),
        (code(ForeignKind::Barcode, None, "12345"), "/codes/0/code", "catalog.bad_barcode"),
        (code(ForeignKind::Manufacturer, None, " "), "/codes/0/code", "catalog.empty"),
    ];
    for (wrong, pointer, expected) in cases {
        let outcome = shop.catalogue.set_codes(&staff, bolt, &[wrong], None).await;
        assert_eq!(refused(outcome), (pointer.to_owned(), expected));
    }
    let twice = [code(ForeignKind::Manufacturer, None, "x"), code(ForeignKind::Manufacturer, None, "X")];
    let outcome = shop.catalogue.set_codes(&staff, bolt, &twice, None).await;
    assert_eq!(refused(outcome), ("/codes/1/code".to_owned(), "catalog.code_twice"));
}

async fn a_unit_stays_what_it_is_while_packaging_is_counted_in_it(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    shop.catalogue.set_packagings(&staff, id, vec![packaging("box", "12")], None).await.unwrap();
    let other = ProductChange { unit: Some("kg".into()), ..ProductChange::default() };
    let refused_change = shop.catalogue.change_product(&staff, id, other.clone()).await;
    assert_eq!(refused(refused_change), ("/unit".to_owned(), "catalog.unit_in_use"));
    let row = kontor_contract::imports::ProductRow { unit: Some("kg".into()), ..product("BOLT", "Bolt") };
    let faults = shop.catalogue.check_units(&staff, &[product("BOLT", "B"), row]).await.unwrap();
    assert_eq!(faults.iter().map(|fault| (fault.row, fault.column)).collect::<Vec<_>>(), [(1, "unit")]);
    let finer = ProductChange { quantity_scale: Some(2), ..ProductChange::default() };
    shop.catalogue.change_product(&staff, id, finer).await.unwrap();
    shop.catalogue.set_packagings(&staff, id, Vec::new(), None).await.unwrap();
    shop.catalogue.change_product(&staff, id, other).await.unwrap();
}

async fn a_tenants_own_unit_has_its_own_name(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let names = [(Locale::En, "crate".to_owned()), (Locale::Pl, "skrzynka".to_owned())];
    let wanted = |is_archived| WantedUnit {
        names: names.clone().into(),
        standard_code: Some("xcr".into()),
        decimals: 0,
        is_archived,
    };
    let made = shop.catalogue.set_unit(&staff, "crate", wanted(false)).await.unwrap();
    assert_eq!((made.title.as_str(), made.standard_code.as_deref(), made.own), ("skrzynka", Some("XCR"), true));
    shop.catalogue.set_packagings(&staff, id, vec![packaging("Crate", "24")], None).await.unwrap();
    let shown = shop.catalogue.detail(&shop.guest(false), "BOLT").await.unwrap().unwrap().packagings;
    assert_eq!((shown[1].name.as_str(), shown[1].factor), ("skrzynka", Quantity::from_units(24).unwrap()));
    shop.catalogue.set_unit(&staff, "CRATE", wanted(true)).await.unwrap();
    shop.catalogue.set_packagings(&staff, id, vec![packaging("crate", "12")], None).await.unwrap();
    shop.products(&[product("NUT", "Nut")]).await;
    let nut = id_of(&shop, "NUT").await;
    let outcome = shop.catalogue.set_packagings(&staff, nut, vec![packaging("crate", "12")], None).await;
    assert_eq!(refused(outcome).1, "catalog.unknown_unit", "nothing new can name what is archived");
    let nameless = WantedUnit { names: Default::default(), ..wanted(false) };
    assert_eq!(refused(shop.catalogue.set_unit(&staff, "x", nameless).await).0, "/names");
    let listed = shop.catalogue.list_units(&staff).await.unwrap();
    assert_eq!(listed.last().map(|unit| unit.code.as_str()), Some("CRATE"));
}

/// So many of a unit of the bolt, as a company buys it, or as staff price it by hand.
async fn line(shop: &Shop, quantity: &str, unit: &str, by_hand: Option<&str>) -> Result<PricedLine, LineFault> {
    let company = CompanyId::new();
    let ctx = if by_hand.is_some() { shop.staff() } else { shop.buyer(company, Locale::En) };
    let manual_price = by_hand.map(|text| text.parse().unwrap());
    let wish = LineWish { unit: Some(unit.to_owned()), manual_price, ..wish("BOLT", quantity) };
    let priced = shop.catalogue.price_lines(&ctx, company, today(), Currency::PLN, &[wish]).await.unwrap();
    priced.lines.into_iter().next().unwrap()
}

async fn a_box_costs_what_it_says_or_what_it_holds(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    shop.prices(&[price("standard", "BOLT", 1, "2.55"), price("standard", "BOLT", 10, "2.30")]).await;
    let id = id_of(&shop, "BOLT").await;
    let kept = WantedPackaging { is_orderable: false, ..packaging("carton", "6") };
    let set = vec![packaging("box", "12"), kept];
    shop.catalogue.set_packagings(&shop.staff(), id, set, None).await.unwrap();
    let said = |line: &PricedLine| (line.unit_price.to_string(), line.per, line.base_quantity.to_string());
    let boxes = line(&shop, "2", "BOX", None).await.unwrap();
    assert_eq!(said(&boxes), ("27.60".to_owned(), Quantity::ONE, "24".to_owned()));
    assert_eq!((boxes.unit.as_str(), boxes.base_unit.as_str(), boxes.units.len()), ("box", "pcs", 2));
    let pieces = line(&shop, "2", "pcs", None).await.unwrap();
    assert_eq!(said(&pieces), ("2.55".to_owned(), Quantity::ONE, "2".to_owned()));
    for unknown in ["carton", "crate", ""] {
        let fault = line(&shop, "1", unknown, None).await.unwrap_err();
        let units = vec!["pcs".to_owned(), "box".to_owned()];
        assert_eq!(fault, LineFault::UnknownUnit { sku: "BOLT".to_owned(), unit: unknown.to_owned(), units });
    }
    let own = PriceRow { unit: Some("box".into()), ..price("standard", "BOLT", 1, "25") };
    shop.prices(&[own]).await;
    let boxes = line(&shop, "2", "box", None).await.unwrap();
    assert_eq!(said(&boxes), ("25.00".to_owned(), Quantity::ONE, "24".to_owned()));
    let fault = line(&shop, "0.5", "box", None).await.unwrap_err();
    assert_eq!(fault, LineFault::BadQuantity { sku: "BOLT".to_owned(), decimals: 0 });
}

async fn a_price_by_hand_of_a_box_leaves_what_its_pieces_leave(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let id = id_of(&shop, "BOLT").await;
    shop.catalogue.set_packagings(&shop.staff(), id, vec![packaging("box", "12")], None).await.unwrap();
    let by_hand = line(&shop, "2", "box", Some("20")).await.unwrap();
    assert_eq!((by_hand.unit_price.to_string().as_str(), by_hand.source.as_str()), ("20.00", "manual"));
    let manager = shop.staff_who_may(&[COSTS_READ, COSTS_WRITE]);
    let costs = NewPriceList {
        code: "costs".into(),
        currency: None,
        tax_mode: TaxMode::Net,
        purpose: Purpose::Cost,
        state: State::Active,
        facts: ListChange::default(),
    };
    let costs = shop.catalogue.create_price_list(&manager, costs).await.unwrap();
    let cost = PriceSetting {
        sku: "BOLT".into(),
        unit: None,
        min_quantity: Quantity::ONE,
        unit_price: Some("2".parse().unwrap()),
        per: Quantity::ONE,
        valid_from: None,
        valid_to: None,
    };
    shop.catalogue.set_prices(&manager, costs.id, &[cost]).await.unwrap();
    let floor = PolicyView { strategy: PriceStrategy::FirstMatch, margin_floor: Some("25".parse().unwrap()) };
    shop.catalogue.write_policy(&shop.staff(), floor).await.unwrap();
    assert!(line(&shop, "2", "box", Some("32")).await.is_ok(), "a quarter of 32 remains above 24");
    let fault = line(&shop, "2", "box", Some("31.99")).await.unwrap_err();
    assert_eq!(fault, LineFault::BelowMargin("BOLT".to_owned()));
}
