//! Worked cases of taxes: who sells what to whom, and what it comes to, summed up by hand.
//! Engines compute them beside their models, and the black-box tests place them as orders on both databases.

/// The cases as they were written down; `tax_cases.txt` says how to read them.
const WRITTEN: &str = include_str!("tax_cases.txt");

/// A case.
#[derive(Debug, Clone, Default)]
pub struct TaxCase {
    /// What it shows.
    pub name: &'static str,
    /// Country of the seller.
    pub seller: &'static str,
    /// `by_line` or `by_total`.
    pub rounding: &'static str,
    /// Currency of all amounts.
    pub currency: &'static str,
    /// The date of the order.
    pub on: &'static str,
    /// Whether the seller charges private persons elsewhere in the union the tax of their country.
    pub is_oss: bool,
    /// Whether the buyer is a private person.
    pub is_consumer: bool,
    /// Country of the buyer.
    pub buyer: &'static str,
    /// The buyer's VAT id.
    pub vat_id: Option<&'static str>,
    /// Whether staff have confirmed it.
    pub is_confirmed: bool,
    /// The classes that a certificate of the buyer is for; every class where it names none.
    pub certificate: Option<Vec<&'static str>>,
    /// Country and postal code of the delivery address.
    pub ship_to: (&'static str, &'static str),
    /// The lines.
    pub lines: Vec<TaxCaseLine>,
    /// Net, tax and gross of the whole.
    pub sums: [String; 3],
}

/// A line of a case.
#[derive(Debug, Clone)]
pub struct TaxCaseLine {
    /// Goods or a service.
    pub is_goods: bool,
    /// The tax class.
    pub class: &'static str,
    /// `net` or `gross`.
    pub mode: &'static str,
    /// Unit price.
    pub price: &'static str,
    /// How many.
    pub quantity: &'static str,
    /// The rate that the seller's own country charges for the class.
    pub own_rate: &'static str,
    /// The rate that is charged.
    pub rate: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Net, tax and gross.
    pub sums: [String; 3],
}

/// A rate: place, class, per cent, first day.
pub type CaseRate = (&'static str, &'static str, &'static str, &'static str);

fn records() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = WRITTEN.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// The rates that hold in all cases.
#[must_use]
pub fn rates() -> Vec<CaseRate> {
    let rate = |record: Vec<&'static str>| match record.as_slice() {
        ["rate", place, class, rate, from] => Some((*place, *class, *rate, *from)),
        _ => None,
    };
    records().filter_map(rate).collect()
}

/// The classes that are described, and what they are.
#[must_use]
pub fn classes() -> Vec<(&'static str, &'static str)> {
    let class = |record: Vec<&'static str>| match record.as_slice() {
        ["class", code, kind] => Some((*code, *kind)),
        _ => None,
    };
    records().filter_map(class).collect()
}

/// All cases. A record that cannot be read ends the test that asks.
#[must_use]
pub fn all() -> Vec<TaxCase> {
    let mut cases: Vec<TaxCase> = Vec::new();
    for record in records() {
        match record.as_slice() {
            ["rate" | "class", ..] => {}
            ["case", name] => cases.push(TaxCase { name, ..TaxCase::default() }),
            [what, given @ ..] => put(last(&mut cases), what, given),
            [] => {}
        }
    }
    cases
}

fn last(cases: &mut [TaxCase]) -> &mut TaxCase {
    match cases.last_mut() {
        Some(case) => case,
        None => panic!("a case begins with its name"),
    }
}

fn put(case: &mut TaxCase, what: &str, given: &[&'static str]) {
    match (what, given) {
        ("seller", [country, rounding, currency, on, rules]) => {
            (case.seller, case.rounding, case.currency, case.on) = (country, rounding, currency, on);
            case.is_oss = *rules == "oss";
        }
        ("buyer", [kind, country, vat_id, confirmed, certificate]) => {
            (case.is_consumer, case.buyer, case.is_confirmed) =
                (*kind == "consumer", country, *confirmed == "confirmed");
            case.vat_id = Some(*vat_id).filter(|id| *id != "-");
            let classes = |named: &'static str| named.split_whitespace().filter(|class| *class != "all").collect();
            case.certificate = Some(*certificate).filter(|named| *named != "-").map(classes);
        }
        ("to", [country, postal_code]) => case.ship_to = (country, postal_code),
        ("line", worked) => case.lines.push(line(worked)),
        ("sum", [net, tax, gross]) => case.sums = [net, tax, gross].map(|sum| (*sum).to_owned()),
        _ => panic!("{}: {what} {given:?} cannot be read", case.name),
    }
}

fn line(worked: &[&'static str]) -> TaxCaseLine {
    let [kind, class, mode, price, quantity, own_rate, rate, reason, net, tax, gross] = worked else {
        panic!("{worked:?} is no line")
    };
    let sums = [net, tax, gross].map(|sum| (*sum).to_owned());
    TaxCaseLine { is_goods: *kind == "goods", class, mode, price, quantity, own_rate, rate, reason, sums }
}
