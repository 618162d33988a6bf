//! Decides, without any IO, what the export means: products, customers, orders, and why a row is no order line.
//! Every decision that changes data (merged codes, moved customers) is kept so that the report can list it.

use super::input::{Amount, Fault, Input, Row};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{HashMap, HashSet};

/// Codes that name a service of this wholesaler and no goods: postage, carriage, manual lines, fees, discounts, samples.
const SERVICE_CODES: [&str; 10] = ["POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK"];

/// Gift vouchers carry their face value in the code; they are sold but never stocked.
const VOUCHER_PREFIX: &str = "GIFT_";

/// What is to be imported, placed and reported.
#[derive(Debug, Default)]
pub struct Plan {
    pub rows: usize,
    pub products: Vec<Product>,
    pub merges: Vec<Merge>,
    pub customers: Vec<Customer>,
    pub orders: Vec<Order>,
    /// Invoices of a customer of which no row can be placed.
    pub explained: Vec<Explained>,
    pub unplaced: Vec<Unplaced>,
}

/// One product under its canonical code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub sku: String,
    pub name: String,
    pub service: bool,
    /// The price most often asked; none for services, whose price is the order's.
    pub list_price: Option<Decimal>,
    /// What all orders together take, so that a doubled order would run out of stock.
    pub needed: Decimal,
}

/// Spellings that differ only by case and therefore are one product, with their numbers of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    pub sku: String,
    pub spellings: Vec<(String, usize)>,
}

/// One customer; `countries` in the order seen, of which the first counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    pub code: String,
    pub countries: Vec<String>,
}

/// One sales invoice to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub invoice: String,
    pub customer: String,
    pub lines: Vec<Line>,
    /// Sum of the lines, each rounded to pennies.
    pub net: Decimal,
}

/// One order line, with the code as the invoice spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub stock_code: String,
    pub amount: Amount,
    /// The invoice's own text where the product is a service.
    pub name: Option<String>,
}

/// An invoice of a customer that is not placed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub invoice: String,
    pub reason: Reason,
}

/// A row that is no order line.
#[derive(Debug, Clone)]
pub struct Unplaced {
    pub line: u64,
    pub row: Option<Row>,
    pub reason: Reason,
    pub detail: String,
}

/// Why a row is not placed, in the order in which it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    Unreadable,
    Cancellation,
    NoCustomer,
    OtherCustomer,
    BadQuantity,
    BadPrice,
    NonPositiveQuantity,
    NegativePrice,
    BeyondLimit,
}

impl Reason {
    /// The word in the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Cancellation => "cancellation",
            Self::NoCustomer => "no_customer",
            Self::OtherCustomer => "other_customer_than_the_invoice",
            Self::BadQuantity => "bad_quantity",
            Self::BadPrice => "bad_price",
            Self::NonPositiveQuantity => "non_positive_quantity",
            Self::NegativePrice => "negative_price",
            Self::BeyondLimit => "beyond_limit",
        }
    }
}

/// Makes the plan of a file.
pub fn plan(input: &Input) -> Plan {
    let mut plan = Plan { rows: input.row_count(), ..Plan::default() };
    for row in &input.unreadable {
        plan.unplaced.push(Unplaced {
            line: row.line,
            row: None,
            reason: Reason::Unreadable,
            detail: row.detail.clone(),
        });
    }
    let placed = split_into_orders(input, &mut plan);
    plan_products(input, &placed, &mut plan);
    plan.customers = plan_customers(input);
    plan
}

impl Plan {
    /// Sales invoices with a customer, placed or explained.
    pub fn invoice_count(&self) -> usize {
        self.orders.len() + self.explained.len()
    }

    /// Order lines to be placed.
    pub fn line_count(&self) -> usize {
        self.orders.iter().map(|order| order.lines.len()).sum()
    }

    /// The sum of all orders.
    pub fn net(&self) -> Decimal {
        self.orders.iter().map(|order| order.net).sum()
    }

    /// Keeps the first orders only and explains the rest.
    pub fn limit(&mut self, orders: usize) {
        for order in self.orders.split_off(orders.min(self.orders.len())) {
            self.explained.push(Explained { invoice: order.invoice, reason: Reason::BeyondLimit });
        }
    }
}

/// Products unique by case, as the API demands: the form a code is compared in.
pub fn sku_key(code: &str) -> String {
    code.to_uppercase()
}

/// Sorts the rows into orders, in the order of the file, and returns the lines of the rows that were placed.
fn split_into_orders(input: &Input, plan: &mut Plan) -> HashSet<u64> {
    let owners = owners_of_invoices(input);
    let mut placed = HashSet::new();
    let mut orders: HashMap<&str, usize> = HashMap::new();
    let mut refused: Vec<(&str, Reason)> = Vec::new();
    for row in &input.rows {
        match judge(row, &owners) {
            Ok(amount) => {
                let at = *orders.entry(&row.invoice).or_insert_with(|| {
                    plan.orders.push(empty_order(row));
                    plan.orders.len() - 1
                });
                add_line(&mut plan.orders[at], row, amount);
                placed.insert(row.line);
            }
            Err(reason) => {
                refused.push((&row.invoice, reason));
                plan.unplaced.push(unplaced(row, reason));
            }
        }
    }
    for (invoice, reason) in refused {
        let belongs_to_a_customer = reason != Reason::Cancellation && owners.contains_key(invoice);
        if belongs_to_a_customer && !orders.contains_key(invoice) {
            orders.insert(invoice, usize::MAX);
            plan.explained.push(Explained { invoice: invoice.to_owned(), reason });
        }
    }
    placed
}

/// The customer of each invoice: the first one named on it.
fn owners_of_invoices(input: &Input) -> HashMap<&str, &str> {
    let mut owners = HashMap::new();
    for row in input.rows.iter().filter(|row| !row.customer.is_empty()) {
        owners.entry(row.invoice.as_str()).or_insert(row.customer.as_str());
    }
    owners
}

fn judge(row: &Row, owners: &HashMap<&str, &str>) -> Result<Amount, Reason> {
    if row.invoice.starts_with(['C', 'c']) {
        return Err(Reason::Cancellation);
    }
    if row.customer.is_empty() {
        return Err(Reason::NoCustomer);
    }
    if owners.get(row.invoice.as_str()) != Some(&row.customer.as_str()) {
        return Err(Reason::OtherCustomer);
    }
    let amount = row.amount.map_err(|fault| match fault {
        Fault::Quantity => Reason::BadQuantity,
        Fault::UnitPrice => Reason::BadPrice,
    })?;
    if amount.quantity <= Decimal::ZERO {
        return Err(Reason::NonPositiveQuantity);
    }
    if amount.unit_price < Decimal::ZERO {
        return Err(Reason::NegativePrice);
    }
    Ok(amount)
}

fn empty_order(row: &Row) -> Order {
    Order { invoice: row.invoice.clone(), customer: row.customer.clone(), lines: Vec::new(), net: Decimal::ZERO }
}

fn add_line(order: &mut Order, row: &Row, amount: Amount) {
    let name =
        is_service(&sku_key(&row.stock_code)).then(|| tidy_name(&row.description)).filter(|name| !name.is_empty());
    order.net += net_of(amount);
    order.lines.push(Line { stock_code: row.stock_code.clone(), amount, name });
}

/// Line by line to pennies, halves away from zero, as an invoice rounds.
fn net_of(amount: Amount) -> Decimal {
    (amount.quantity * amount.unit_price).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

fn unplaced(row: &Row, reason: Reason) -> Unplaced {
    Unplaced { line: row.line, row: Some(row.clone()), reason, detail: String::new() }
}

fn is_service(key: &str) -> bool {
    SERVICE_CODES.contains(&key) || key.starts_with(VOUCHER_PREFIX)
}

/// What the rows of one product say, gathered before deciding.
#[derive(Default)]
struct Evidence {
    spellings: Tally<String>,
    names_when_sold: Tally<String>,
    names: Tally<String>,
    prices_when_placed: Tally<Decimal>,
    prices: Tally<Decimal>,
    needed: Decimal,
}

fn plan_products(input: &Input, placed: &HashSet<u64>, plan: &mut Plan) {
    let mut order_seen: Vec<String> = Vec::new();
    let mut evidence: HashMap<String, Evidence> = HashMap::new();
    for row in input.rows.iter().filter(|row| !row.stock_code.is_empty()) {
        let key = sku_key(&row.stock_code);
        let of_product = evidence.entry(key.clone()).or_insert_with(|| {
            order_seen.push(key);
            Evidence::default()
        });
        of_product.add(row, placed.contains(&row.line));
    }
    for key in order_seen {
        let Some(of_product) = evidence.remove(&key) else { continue };
        let product = of_product.decide(&key);
        if of_product.spellings.0.len() > 1 {
            plan.merges.push(Merge { sku: product.sku.clone(), spellings: of_product.spellings.0 });
        }
        plan.products.push(product);
    }
}

impl Evidence {
    fn add(&mut self, row: &Row, placed: bool) {
        self.spellings.add(row.stock_code.clone());
        let name = tidy_name(&row.description);
        let price = row.amount.ok().map(|amount| amount.unit_price).filter(|price| *price > Decimal::ZERO);
        if !name.is_empty() {
            // Stock-keepers leave notes such as "found" or "?" in unpriced rows; a sold row has the product's name.
            if price.is_some() {
                self.names_when_sold.add(name.clone());
            }
            self.names.add(name);
        }
        if let Some(price) = price {
            self.prices.add(price);
            if placed {
                self.prices_when_placed.add(price);
            }
        }
        if let (true, Ok(amount)) = (placed, row.amount) {
            self.needed += amount.quantity;
        }
    }

    /// One spelling is kept as it is; of several the upper-case one becomes the code, whichever came first.
    fn decide(&self, key: &str) -> Product {
        let sku = match self.spellings.0.as_slice() {
            [(only, _)] => only.clone(),
            _ => key.to_owned(),
        };
        let service = is_service(key);
        let name = self.names_when_sold.top().or_else(|| self.names.top()).cloned();
        let list_price = self.prices_when_placed.top().or_else(|| self.prices.top()).copied();
        Product {
            name: name.unwrap_or_else(|| sku.clone()),
            sku,
            service,
            list_price: list_price.filter(|_| !service),
            needed: self.needed,
        }
    }
}

fn plan_customers(input: &Input) -> Vec<Customer> {
    let mut customers: Vec<Customer> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in input.rows.iter().filter(|row| !row.customer.is_empty()) {
        let at = *places.entry(&row.customer).or_insert_with(|| {
            customers.push(Customer { code: row.customer.clone(), countries: Vec::new() });
            customers.len() - 1
        });
        let countries = &mut customers[at].countries;
        if !countries.contains(&row.country) {
            countries.push(row.country.clone());
        }
    }
    customers
}

/// Trims and joins runs of blanks, of which the export has many.
fn tidy_name(description: &str) -> String {
    description.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts values, remembering which came first.
struct Tally<T>(Vec<(T, usize)>);

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Tally<T> {
    fn add(&mut self, value: T) {
        match self.0.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => self.0.push((value, 1)),
        }
    }

    /// The most frequent value; of equals the first seen.
    fn top(&self) -> Option<&T> {
        self.0.iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::input;
    use super::*;

    fn plan_of(rows: &str) -> Plan {
        let header = input::COLUMNS.join(",");
        plan(&input::read(format!("{header}\n{rows}").as_bytes()).unwrap())
    }

    fn reasons(plan: &Plan) -> Vec<(u64, &'static str)> {
        plan.unplaced.iter().map(|row| (row.line, row.reason.code())).collect()
    }

    #[test]
    fn every_row_that_is_no_order_line_has_its_reason() {
        let plan = plan_of(
            "C1,A,x,-1,2,7,EIRE\n2,A,x,1,2,,EIRE\n3,A,x,1,2,7,EIRE\n3,A,x,1,2,8,EIRE\n3,A,x,one,2,7,EIRE\n\
             3,A,x,1,two,7,EIRE\n3,A,x,0,2,7,EIRE\n3,A,x,1,-2,7,EIRE\n3,A\n",
        );
        let expected = [
            (10, "unreadable"),
            (2, "cancellation"),
            (3, "no_customer"),
            (5, "other_customer_than_the_invoice"),
            (6, "bad_quantity"),
            (7, "bad_price"),
            (8, "non_positive_quantity"),
            (9, "negative_price"),
        ];
        assert_eq!(reasons(&plan), expected);
        assert_eq!((plan.rows, plan.line_count(), plan.invoice_count()), (9, 1, 1));
    }

    #[test]
    fn an_order_keeps_a_code_twice_and_at_two_prices() {
        let plan = plan_of("1,A,x,2,1.25,7,EIRE\n1,a,x,3,1.1,7,EIRE\n1,A,x,1,0,7,EIRE\n");
        assert_eq!(plan.orders[0].lines.len(), 3);
        assert_eq!(plan.orders[0].net.to_string(), "5.80");
        assert_eq!(plan.products[0].needed, Decimal::from(6));
    }

    #[test]
    fn codes_that_differ_by_case_are_one_product_under_the_upper_case_code() {
        let plan = plan_of("1,85123a,HEART,1,2,7,EIRE\n1,85123A,HEART,1,2,7,EIRE\n1,gift_0001_40,Voucher,1,2,7,EIRE\n");
        let codes: Vec<_> = plan.products.iter().map(|product| product.sku.as_str()).collect();
        assert_eq!(codes, ["85123A", "gift_0001_40"]);
        assert_eq!(plan.merges[0].spellings, [("85123a".to_owned(), 1), ("85123A".to_owned(), 1)]);
    }

    #[test]
    fn a_product_takes_name_and_price_from_rows_that_sold_it() {
        let plan = plan_of(
            "1,22139,?,5,0,,EIRE\n2,22139,?,5,0,,EIRE\n3,22139,TEA  SET ,1,4.25,7,EIRE\n4,22139,TEA SET,1,4.95,7,EIRE\n\
             5,22139,TEA SET,1,4.25,7,EIRE\n6,22139,TEA SET,1,9.99,,EIRE\n",
        );
        let product = &plan.products[0];
        assert_eq!((product.name.as_str(), product.list_price.unwrap().to_string()), ("TEA SET", "4.25".into()));
    }

    #[test]
    fn postage_is_a_service_without_list_price_and_keeps_the_invoice_s_text() {
        let plan = plan_of("1,POST,POSTAGE,1,18,7,EIRE\n1,21134,,1,0,7,EIRE\n");
        assert!(plan.products[0].service && plan.products[0].list_price.is_none());
        assert_eq!(plan.orders[0].lines[0].name.as_deref(), Some("POSTAGE"));
        assert_eq!((plan.products[1].name.as_str(), plan.products[1].service), ("21134", false));
    }

    #[test]
    fn a_customer_keeps_the_first_country_and_shows_the_others() {
        let plan = plan_of("1,A,x,1,2,12370,Cyprus\n2,A,x,1,2,12370,Austria\n3,A,x,1,2,12370,Cyprus\n");
        assert_eq!(plan.customers[0].countries, ["Cyprus", "Austria"]);
    }

    #[test]
    fn an_invoice_without_any_good_row_is_explained_once() {
        let plan = plan_of("1,A,x,0,2,7,EIRE\n1,A,x,1,-2,7,EIRE\n2,A,x,1,2,7,EIRE\n");
        let expected = [Explained { invoice: "1".into(), reason: Reason::NonPositiveQuantity }];
        assert_eq!(plan.explained, expected);
        assert_eq!(plan.invoice_count(), 2);
    }

    #[test]
    fn a_limit_explains_what_it_leaves_out() {
        let mut plan = plan_of("1,A,x,1,2,7,EIRE\n2,A,x,1,2,7,EIRE\n");
        plan.limit(1);
        assert_eq!((plan.orders.len(), plan.invoice_count()), (1, 2));
    }
}
