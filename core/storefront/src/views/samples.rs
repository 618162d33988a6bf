//! Views with believable content for tests: a fastener shop in three languages.
//! Every field is filled somewhere, so that templates are tried with and without it.

mod terms;

use super::*;
use crate::locale::Locale;

/// Text that would run, close a tag or be taken for a template if anything printed it unescaped.
pub(crate) const CANARY: &str =
    r#"<script>alert(1)</script>"'><img src=x onerror=alert(2)> {{sku}} {{{body}}} {{> partials/header}}"#;

fn s(text: &str) -> String {
    text.to_owned()
}

fn choices(locale: &Locale, prefix: &str, values: &[&str], selected: &str) -> Vec<Choice> {
    let choice = |value: &&str| Choice {
        value: s(value),
        label: locale.text(&format!("{prefix}-{value}")),
        selected: *value == selected,
    };
    values.iter().map(choice).collect()
}

pub(crate) fn frame(language: &str) -> Frame {
    let names = [("en", "English"), ("pl", "Polski"), ("it", "Italiano")];
    Frame {
        shop: s("Baltic Fasteners"),
        brand_url: s("/assets/brand.css?v=1"),
        language: s(language),
        languages: names
            .map(|(code, name)| LanguageChoice { code: s(code), name: s(name), current: code == language })
            .to_vec(),
        csrf: Some(s("token")),
        account: Some(Account {
            name: s("Katarzyna Wiśniewska"),
            email: s("k.wisniewska@stocznia.example"),
            company: Some(s("Stocznia Remontowa Północ sp. z o.o.")),
            admin_url: None,
            role: Some(s("Buyer")),
        }),
        section: s("products"),
        cart_lines: Some(3),
        can_order: true,
        here: s("/products?category=bolts&page=2"),
        ..Frame::default()
    }
}

const NAMES: [(&str, &str, &str); 8] = [
    ("BF-M8-040-ZN", "Hexagon head bolt M8 × 40, 8.8, zinc plated", "bolts"),
    ("BF-M10-NUT-A2", "Hexagon nut M10, stainless A2", "nuts"),
    ("BF-WSH-12", "Flat washer M12, DIN 125", "washers"),
    ("BF-ANC-10X80", "Sleeve anchor 10 × 80 mm with hexagon nut, for cracked and uncracked concrete", "anchors"),
    ("BF-DRL-HSS-065", "Twist drill HSS-G 6.5 mm, ground", "drills"),
    ("BF-DISC-125", "Cutting disc 125 × 1.0 mm, inox", "abrasives"),
    ("BF-GLV-NTR-9", "Nitrile work gloves, size 9", "safety"),
    ("BF-SRV-CUT", "Cutting threaded rod to length", "services"),
];

fn picture(index: usize) -> Photo {
    let at = |width: u32| format!("/media/0190-{index}/5f1c/{width}.jpg");
    Photo {
        alt: format!("Picture {index}"),
        src: at(480),
        srcset: format!("{} 160w, {} 480w", at(160), at(480)),
        largest: at(480),
        width: 480,
        height: 360,
        is_later: index > 12,
    }
}

fn documents() -> Vec<Document> {
    let document = |kind: &str, language: Option<&str>| Document {
        title: format!("Hexagon bolts, {kind}"),
        kind: s(kind),
        language: language.map(s),
        format: s("PDF"),
        size: s("1.2 MB"),
        href: s("/media/0190-0/5f1c/document.pdf"),
    };
    vec![document("data_sheet", Some("en")), document("certificate", None)]
}

fn row(index: usize) -> ProductRow {
    let (sku, name, category) = NAMES[index % NAMES.len()];
    let state = ["in_stock", "low", "in_stock", "out_of_stock", "in_stock"][index % 5];
    let tier = |min: &str, price: &str| Tier { min_quantity: s(min), unit_price: s(price) };
    let tiers = match index % 3 {
        0 => vec![tier("100", "2.30"), tier("1000", "1.985")],
        _ => Vec::new(),
    };
    let price = Price {
        unit_price: format!("{}.55", index * index * 3 + 2),
        currency: s("PLN"),
        per: (index % 4 == 2).then(|| s("100")),
        tax_mode: s("net"),
        best_tier: tiers.last().cloned(),
        tiers,
    };
    let quantity = (index % 5 != 3).then(|| (index * 137 + 4).to_string());
    ProductRow {
        picture: (index % 3 == 1).then(|| picture(index)),
        id: format!("0190-{index}"),
        sku: if index < NAMES.len() { s(sku) } else { format!("{sku}-{index:03}") },
        name: s(name),
        category: Some(Category { code: s(category), name: s(category) }),
        unit: s(if category == "services" { "h" } else { "pcs" }),
        price: (index != 7).then_some(price),
        availability: Availability {
            state: s(if index == 7 { "not_tracked" } else { state }),
            quantity,
            is_at_least: index % 5 == 4,
            backorder: index == 3,
            expected: (index % 5 == 3).then(|| Expected {
                on: s("2026-12-04"),
                quantity: (index == 3).then(|| s("12")),
                is_at_least: false,
            }),
        },
        variants: (index == 8).then_some(3),
        added: (index % 9 == 1).then(|| s("250")),
        added_unit: s("pcs"),
        units: if index % 5 == 2 { unit_choices() } else { Vec::new() },
        field: s("unit"),
        quantity: Field::of(if index % 4 == 2 { "100" } else { "1" }),
    }
}

fn unit_choices() -> Vec<UnitChoice> {
    let choice = |unit: &str, holds: Option<&str>| UnitChoice {
        unit: s(unit),
        name: s(unit),
        holds: holds.map(s),
        base_unit: s("pcs"),
        price: Some(Price { unit_price: s("480.00"), currency: s("PLN"), tax_mode: s("net"), ..Price::default() }),
        selected: holds.is_some(),
    };
    vec![choice("pcs", None), choice("box", Some("200"))]
}

fn packed() -> Packed {
    Packed { holds: s("200"), base_quantity: s("25000"), base_unit: s("pcs") }
}

pub(crate) fn product_list(locale: &Locale) -> ProductList {
    let names = [
        "Bolts",
        "Nuts",
        "Washers",
        "Anchors",
        "Drills",
        "Abrasives",
        "Safety",
        "Services",
        "Threaded rods and studding",
    ];
    let categories = names.iter().enumerate().map(|(index, name)| CategoryChoice {
        code: name.to_lowercase(),
        name: s(name),
        level: index % 2,
        products: 17 + 211 * index as u64,
        selected: index == 0,
    });
    ProductList {
        category: s("bolts"),
        category_name: Some(s("Bolts")),
        sort: s("sku"),
        categories: categories.collect(),
        sorts: choices(locale, "sort", &["sku", "-sku", "name", "-name", "newest"], "sku"),
        items: (0..24).map(row).collect(),
        pager: Pager::new("/products", &[("category", "bolts")], 2, 24, 4000),
        facets: vec![facet("Thread", &["M6", "M8", "M10"]), facet("Surface", &["zinc plated", "stainless A2"])],
        all_url: Some(s("/products?category=bolts")),
        did_you_mean: Some(Link { label: s("hexagon bolt"), url: s("/products?q=hexagon%20bolt") }),
        most_words: true,
        not_sorted: Some(locale.text("not-sorted-too-many")),
        ..ProductList::default()
    }
}

fn facet(label: &str, values: &[&str]) -> FacetChoice {
    let link = |(index, value): (usize, &&str)| FacetLink {
        label: s(value),
        products: 12 + 31 * index as u64,
        selected: index == 1,
        url: format!("/products?filter={label}%3D{value}"),
    };
    FacetChoice { label: s(label), values: values.iter().enumerate().map(link).collect() }
}

fn packagings() -> Vec<Packaging> {
    vec![
        Packaging { name: s("piece"), unit: s("pcs"), holds: s("1"), weight_g: Some(19), ..Packaging::default() },
        Packaging {
            name: s("box"),
            unit: s("box"),
            holds: s("200"),
            price: row(0).price,
            weight_g: Some(3_900),
            size: Some(s("240 × 120 × 90 mm")),
            barcode: Some(s("15901234123454")),
        },
    ]
}

pub(crate) fn product_detail() -> ProductDetail {
    let attribute = |name: &str, value: &str| Attribute { name: s(name), value: s(value) };
    ProductDetail {
        product: row(0),
        description: vec![
            s(
                "Hexagon head bolt with shank, property class 8.8, electro zinc plated. For steel structures and machinery indoors.",
            ),
            s("Torque 25 Nm with the matching nut of class 8."),
        ],
        attributes: vec![
            attribute("Standard", "DIN 931 / ISO 4014"),
            attribute("Thread", "M8"),
            attribute("Length", "40 mm"),
        ],
        weight_g: Some(19),
        tax_rate: Some(s("23")),
        packagings: packagings(),
        codes: vec![
            Code { kind: s("barcode"), owner: None, code: s("5901234123457") },
            Code { kind: s("manufacturer"), owner: Some(s("Asta")), code: s("A-931-8-40") },
        ],
        sold: true,
        replacement: Some(row(1)),
        style: Some(Style {
            name: s("Hexagon head bolt M8"),
            axes: vec![s("Length"), s("Surface")],
            variants: (0..3)
                .map(|index| Variant {
                    product: row(index),
                    values: vec![format!("{} mm", 40 + 10 * index), s("zinc plated")],
                    shown: index == 0,
                })
                .collect(),
        }),
        kit_parts: vec![
            KitPart { sku: s("BF-M8-040-ZN"), name: s("Bolt"), quantity: s("4"), unit: s("pcs"), optional: false },
            KitPart { sku: s("BF-KEY-13"), name: s("Key"), quantity: s("1"), unit: s("pcs"), optional: true },
        ],
        related: ["accessory", "spare_part", "cross_sell"]
            .into_iter()
            .enumerate()
            .map(|(index, kind)| Related { kind: s(kind), product: row(index + 2) })
            .collect(),
        pictures: vec![picture(1), picture(2)],
        documents: documents(),
        why: Some(own_price()),
    }
}

fn own_price() -> OwnPrice {
    let wrong = |value: &str, error: &str| Field { value: s(value), error: Some(s(error)), focus: false };
    OwnPrice {
        quantity: wrong("12", "Enter a number."),
        units: unit_choices(),
        field: s("unit"),
        unit: s("pcs"),
        date: wrong("2026-11-30", "Ask for today or for a later day."),
        first_date: s("2026-11-30"),
        asked: true,
        error: Some(s("It cannot be ordered in this unit.")),
        answer: Some(OwnPriceAnswer {
            quantity: s("12"),
            unit: s("pcs"),
            date: s("2026-12-01"),
            price: row(0).price,
            tax_rate: Some(s("23")),
            reasons: vec![s("Your company has agreed this price with us."), s("It holds from 10 pcs on.")],
        }),
    }
}

fn cart_line(index: usize) -> CartLine {
    let product = row(index);
    let quantity = ((index + 1) * 125).to_string();
    CartLine {
        id: format!("line-{index}"),
        sku: product.sku,
        name: product.name,
        quantity_field: Field::of(quantity.clone()),
        quantity,
        unit: if index == 1 { s("box") } else { product.unit },
        packed: (index == 1).then(packed),
        units: if index == 1 { unit_choices() } else { Vec::new() },
        field: format!("unit[line-{index}]"),
        unit_price: Some(s("2.55")),
        per: (index == 2).then(|| s("100")),
        net: format!("{}8.75", index * 9 + 3),
        amount: format!("{}8.75", index * 9 + 3),
        tax_rate: s("23"),
        gross: format!("{}2.06", index * 11 + 4),
        availability: product.availability,
        messages: Vec::new(),
    }
}

fn totals() -> Totals {
    Totals {
        net: s("12386.25"),
        tax: s("2848.84"),
        gross: s("15235.09"),
        discounts: vec![Extra { name: s("Autumn promotion"), amount: s("120.00"), code: Some(s("AUTUMN-26")) }],
        charges: vec![Extra { name: s("Pallet freight"), amount: s("240.00"), code: None }],
        shows_gross: false,
        notes: Vec::new(),
        weight_g: Some(48_250),
        hash: s("5f1c"),
    }
}

pub(crate) fn cart() -> Cart {
    Cart {
        id: s("cart-1"),
        name: s("Hala 3"),
        is_shared: true,
        currency: s("PLN"),
        lines: (0..4).map(cart_line).collect(),
        totals: totals(),
        messages: Vec::new(),
        can_place: true,
    }
}

pub(crate) fn cart_page() -> CartPage {
    CartPage { cart: Some(cart()), quick: QuickLine::default() }
}

pub(crate) fn cart_page_with_errors(locale: &Locale) -> CartPage {
    let mut cart = cart();
    cart.can_place = false;
    cart.messages =
        vec![Message { tone: Tone::Warn, text: s("Orders below 150.00 PLN cannot be delivered free of charge.") }];
    cart.lines[1].quantity_field =
        Field { value: s("dużo"), error: Some(locale.text("quantity-invalid")), focus: true };
    cart.lines[3].messages = vec![Message { tone: Tone::Bad, text: s("Only 420 pcs are left; lower the quantity.") }];
    CartPage { cart: Some(cart), quick: QuickLine::default() }
}

pub(crate) fn quick_order(locale: &Locale) -> QuickOrderPage {
    let line = cart_line(1);
    let good = QuickOrderRow {
        index: 0,
        place: 1,
        code: s("5901234123457"),
        sku: line.sku.clone(),
        is_other_code: true,
        name: Some(line.name.clone()),
        quantity_typed: s("25"),
        asked: Some(s("23")),
        unit: line.unit.clone(),
        units: line.units.clone(),
        field: s("unit[0]"),
        unit_typed: None,
        tone: Tone::Info,
        message: Some(s("BF-M10-NUT-A2 is sold in steps of 25 pcs: order 25 pcs.")),
        suggestions: Vec::new(),
        unit_price: line.unit_price.clone(),
        per: Some(s("100")),
        amount: Some(line.amount.clone()),
        availability: line.availability.clone(),
    };
    let bad = QuickOrderRow {
        index: 1,
        place: 2,
        code: s("BF-M8-04-ZN"),
        sku: s("BF-M8-04-ZN"),
        quantity_typed: s("200"),
        unit: s("box"),
        unit_typed: Some(s("box")),
        tone: Tone::Bad,
        message: Some(s("There is no product BF-M8-04-ZN for you.")),
        suggestions: vec![Suggested { choice: s("1:BF-M8-040-ZN"), sku: s("BF-M8-040-ZN"), name: s(NAMES[0].1) }],
        ..QuickOrderRow::default()
    };
    QuickOrderPage {
        more: Field { value: s("BF-WSH-12 400"), error: Some(locale.text("quick-order-too-many")), focus: true },
        list: Some(s("list-1")),
        list_name: Field { value: s("Hala 3"), error: Some(locale.text("list-name-missing")), focus: false },
        rows: vec![good, bad],
        count: 2,
        good: 1,
        refused: 1,
        currency: s("PLN"),
        amount: line.amount,
        shows_gross: false,
    }
}

pub(crate) fn checkout(locale: &Locale) -> Checkout {
    Checkout {
        cart: cart(),
        form: CheckoutForm {
            name: Field::of("Stocznia Remontowa Północ sp. z o.o."),
            street: Field::of("ul. Na Ostrowiu 15"),
            postal_code: Field::of("80-958"),
            city: Field::of("Gdańsk"),
            country: Field::of("PL"),
            countries: choices(locale, "country", &["DE", "IT", "PL"], "PL"),
            po_number: Field::of("PO/2026/1187"),
            first_date: s("2026-11-23"),
            ..CheckoutForm::default()
        },
        terms: terms::at_checkout(),
        ..Checkout::default()
    }
}

pub(crate) fn checkout_with_errors(locale: &Locale) -> Checkout {
    let mut view = checkout(locale);
    view.error = Some(locale.text("problem-orders-totals_changed"));
    view.previous_gross = Some(s("15100.00"));
    let error = |id: &str| Some(locale.text(id));
    view.form.street = Field { value: String::new(), error: error("address-street-missing"), focus: true };
    view.form.city = Field { value: s("  "), error: error("address-city-missing"), focus: false };
    view
}

fn order_line(index: usize) -> OrderLine {
    let line = cart_line(index);
    OrderLine {
        position: u32::try_from(index + 1).unwrap_or(u32::MAX),
        sku: line.sku,
        name: line.name,
        quantity: line.quantity,
        unit: line.unit,
        packed: line.packed,
        unit_price: line.unit_price.unwrap_or_default(),
        per: line.per,
        net: line.net,
        amount: line.amount,
        tax_rate: line.tax_rate,
        gross: line.gross,
        waiting: (index < 2).then(|| Waiting {
            quantity: (index == 0).then(|| s("25")),
            unit: s("pcs"),
            expected_on: (index == 0).then(|| s("2026-12-04")),
        }),
    }
}

pub(crate) fn order() -> Order {
    let event = |at: &str, event: &str, by: &str, note: Option<&str>| HistoryEntry {
        at: s(at),
        event: s(event),
        by: Some(s(by)),
        note: note.map(s),
    };
    Order {
        id: s("0190-order"),
        number: s("SO-2026-000184"),
        state: s("confirmed"),
        is_confirmed: true,
        tone: Tone::Good,
        company: s("Stocznia Remontowa Północ sp. z o.o."),
        placed_at: s("2026-11-21T10:04:31"),
        placed_by: s("Katarzyna Wiśniewska"),
        on_behalf: true,
        po_number: Some(s("PO/2026/1187")),
        requested_date: Some(s("2026-11-27")),
        note: Some(s("Deliver to gate 3.\nCall ahead.")),
        delivery_address: Some(Address {
            name: s("Stocznia Remontowa Północ"),
            street: s("ul. Na Ostrowiu 15"),
            postal_code: s("80-958"),
            city: s("Gdańsk"),
            country: s("PL"),
        }),
        currency: s("PLN"),
        lines: (0..5).map(order_line).collect(),
        totals: totals(),
        terms: terms::of_order(),
        history: vec![
            event("2026-11-21T10:04:31", "placed", "Katarzyna Wiśniewska", None),
            event("2026-11-21T11:20:00", "confirmed", "Piotr Nowak", Some("Goods leave on Monday.")),
        ],
    }
}

pub(crate) fn order_list(locale: &Locale) -> OrderList {
    let row = |index: u64| {
        let (state, tone) =
            [("placed", Tone::Info), ("confirmed", Tone::Good), ("cancelled", Tone::Neutral)][index as usize % 3];
        OrderRow {
            id: format!("0190-{index}"),
            number: format!("SO-2026-{:06}", 184 - index),
            state: s(state),
            tone,
            order_date: format!("2026-11-{:02}", 21 - index),
            po_number: index.is_multiple_of(2).then(|| format!("PO/2026/{}", 1187 - index)),
            line_count: index * 7 + 1,
            currency: s("PLN"),
            net_total: format!("{}386.25", index * index * 5),
            gross_total: format!("{}705.09", index * index * 6),
        }
    };
    OrderList {
        states: choices(locale, "order-state", &["placed", "confirmed", "cancelled"], ""),
        sort: s("-placed_at"),
        sorts: choices(locale, "sort", &["-placed_at", "placed_at", "number", "-number"], "-placed_at"),
        items: (0..12).map(row).collect(),
        pager: Pager::new("/orders", &[], 1, 24, 12),
        ..OrderList::default()
    }
}

/// A form with a field of every kind, some of them wrong.
pub(crate) fn form(locale: &Locale) -> FormView {
    let options = || choices(locale, "company-kind", &["site", "division"], "site");
    let group = ChoiceGroup { label: s("Orders"), choices: options() };
    let mut form = FormView::new("/company/sites", locale.text("add-site"))
        .carrying("token", "secret")
        .with(FormField::text("name", locale.text("site")).of("Stocznia Północ").helped(locale.text("token-name-help")))
        .with(FormField::new("email", "email", locale.text("email")).optional())
        .with(FormField::new("password", "password", locale.text("password")))
        .with(FormField::new("code", "code", locale.text("one-time-code")))
        .with(FormField::new("date", "day", locale.text("since")))
        .with(FormField::new("textarea", "note", locale.text("note")).of("Gate 3").wide())
        .with(FormField::select("kind", locale.text("site-kind"), options()))
        .with(FormField::checkbox("remember", locale.text("stay-signed-in"), true))
        .with(FormField::checks("permissions", locale.text("role-grants"), vec![group]));
    form.script = Some(s("new-passkey"));
    form.keep = Some(s("site"));
    for field in &mut form.fields {
        field.error = Some(locale.text("amount-invalid"));
    }
    form.fields[0].focus = true;
    form
}

pub(crate) fn form_page(locale: &Locale) -> FormPage {
    FormPage {
        title: locale.text("reset-title"),
        lead: vec![locale.text("reset-lead"), s("Second paragraph")],
        error: Some(locale.text("invitation-over")),
        done: Some(locale.text("reset-done")),
        form: Some(form(locale)),
        links: vec![Link { label: locale.text("sign-in"), url: s("/sign-in") }],
    }
}

pub(crate) fn panel_page(locale: &Locale) -> PanelPage {
    let mut table = Table::new(vec![locale.text("person"), locale.text("state")], locale.text("people-none"));
    let cell =
        TableCell { url: Some(s("/company/people/1")), depth: 2, ..TableCell::of("Anna Nowak").and("anna@x.example") };
    let state = TableCell::state(Tone::Info, locale.text("invitation-open"));
    let actions = vec![
        RowAction::link(locale.text("change-member"), s("/company/people/1")),
        RowAction::new(locale.text("resend-invitation"), s("/company/invitations/1/resend")),
        RowAction::taking(locale.text("revoke-invitation"), s("/x"), locale.text("revoke-invitation-confirm")),
    ];
    table.push(vec![cell, state], actions);
    let item = |label: &str, current| NavItem { label: locale.text(label), url: s("/account"), current };
    let group = |title: &str| NavGroup {
        title: locale.text(title),
        items: vec![item("account-profile", true), item("account-security", false)],
    };
    let full = Panel {
        id: s("full"),
        title: locale.text("account-codes"),
        text: locale.text("account-codes-help"),
        note: Some(Note { tone: Tone::Warn, text: locale.text("second-factor-required") }),
        picture: Some(Picture { url: s("data:image/svg+xml,%3Csvg%2F%3E"), text: locale.text("codes-picture") }),
        codes: vec![s("ABCD-EFGH"), s("IJKL-MNOP")],
        search: Some(Search { action: s("/company/people"), label: locale.text("people-search"), value: s("anna") }),
        pager: Some(Pager::new("/company/people", &[("q", "anna")], 2, 50, 120)),
        links: vec![Link { label: locale.text("go-on"), url: s("/admin/") }],
        facts: vec![Fact { label: locale.text("vat-id"), value: s("PL5252344078") }],
        table: Some(table),
        form: Some(form(locale)),
    };
    let empty = Panel { table: Some(Table::new(Vec::new(), locale.text("tokens-none"))), ..Panel::default() };
    PanelPage {
        title: locale.text("account-security"),
        lead: locale.text("account-security-lead"),
        nav: vec![group("account-title"), group("company-title")],
        error: Some(locale.text("amount-invalid")),
        panels: vec![full, empty],
    }
}
