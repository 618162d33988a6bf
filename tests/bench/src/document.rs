//! The catalogue of the run as CSV files: 10,000 articles, 20 price lists with tiers, 1,000 customers.
//! Everything follows from an article's number, so every run imports the same bytes.

use std::fmt::Write;

/// Articles in the catalogue.
pub const PRODUCTS: usize = 10_000;
/// Price lists, each with a price of its own for every article.
pub const PRICE_LISTS: usize = 20;
/// Companies that buy; each has one of the price lists.
pub const CUSTOMERS: usize = 1_000;
/// Every so manieth article has a second price from ten pieces on.
pub const TIER_EVERY: usize = 5;
/// As good as endless: orders of a whole run do not use it up.
const ON_HAND: u64 = 900_000_000;

const KINDS: [&str; 8] = ["Hex bolt", "Wood screw", "Washer", "Threaded rod", "Anchor", "Rivet", "Wing nut", "Bracket"];
const FINISHES: [&str; 5] = ["zinc", "stainless A2", "stainless A4", "brass", "black"];

/// The code of an article, from 0.
pub fn sku(number: usize) -> String {
    format!("K{number:05}")
}

/// The code of a price list, from 0.
pub fn price_list(number: usize) -> String {
    format!("L{:02}", number + 1)
}

/// The code of a customer, from 0.
pub fn customer(number: usize) -> String {
    format!("C{:04}", number + 1)
}

fn name(number: usize) -> String {
    let (kind, finish) = (KINDS[number % KINDS.len()], FINISHES[number / KINDS.len() % FINISHES.len()]);
    format!("{kind} M{} x {} {finish}, box {number}", 3 + number % 18, 10 + number % 90)
}

/// The words an article is found by: its name and description.
pub fn words(number: usize) -> String {
    format!("{} {}", name(number), description(number))
}

fn description(number: usize) -> String {
    let name = name(number);
    format!(
        "{name}. Cold formed steel with rolled thread for joints that are opened again; tested by the batch, certificate \
         on request."
    )
}

/// Words that people look for: some that many articles have, some that few have, and codes.
pub fn questions() -> Vec<String> {
    let common = KINDS.iter().flat_map(|kind| FINISHES.iter().map(move |finish| format!("{kind} {finish}")));
    let sizes = (0..40).map(|step| format!("{} m{}", KINDS[step % KINDS.len()], 3 + step * 7 % 18));
    let exact = (0..20).map(|step| format!("{} box {}", KINDS[step % KINDS.len()], step * 497));
    let codes = (0..20).map(|step| sku(step * 491));
    common.chain(sizes).chain(exact).chain(codes).map(|text| text.to_lowercase()).collect()
}

/// The price of an article in a list, in hundredths.
fn price(number: usize, list: usize) -> usize {
    150 + number * 37 % 9_000 + list * 11
}

/// Products with what stands in the warehouse.
pub fn products() -> String {
    let head = "sku,name,description,kind,unit,weight_g,category,on_hand\n".to_owned();
    (0..PRODUCTS).fold(head, |mut csv, number| {
        let (name, category) = (name(number), number % 25);
        let weight = 5 + number % 2_000;
        // Writing to a string cannot fail.
        let _ = writeln!(
            csv,
            "{},\"{name}\",\"{}\",goods,pcs,{weight},group-{category:02},{ON_HAND}",
            sku(number),
            description(number)
        );
        csv
    })
}

/// One price per article and list, and a second one from ten pieces on for some.
pub fn prices(lists: usize) -> String {
    let mut csv = "price_list,sku,min_quantity,unit_price,per\n".to_owned();
    for list in 0..lists {
        let code = price_list(list);
        for number in 0..PRODUCTS {
            let (sku, price) = (sku(number), price(number, list));
            let _ = writeln!(csv, "{code},{sku},1,{}.{:02},1", price / 100, price % 100);
            if lists > 1 && number.is_multiple_of(TIER_EVERY) {
                let lower = price * 9 / 10;
                let _ = writeln!(csv, "{code},{sku},10,{}.{:02},1", lower / 100, lower % 100);
            }
        }
    }
    csv
}

/// Customers, spread over the price lists.
pub fn customers() -> String {
    let head = "code,name,country,email,street,postal_code,city,price_list\n".to_owned();
    (0..CUSTOMERS).fold(head, |mut csv, number| {
        let (code, list) = (customer(number), price_list(number % PRICE_LISTS));
        let street = number % 200 + 1;
        let _ = writeln!(
            csv,
            "{code},Works {number} Ltd,GB,orders@works-{number}.example,{street} Mill Lane,LS1 {},Leeds,{list}",
            number % 10
        );
        csv
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_have_as_many_rows_as_they_should() {
        assert_eq!(products().lines().count(), 1 + PRODUCTS);
        assert_eq!(prices(1).lines().count(), 1 + PRODUCTS);
        assert_eq!(prices(2).lines().count(), 1 + 2 * (PRODUCTS + PRODUCTS / TIER_EVERY));
        assert_eq!(customers().lines().count(), 1 + CUSTOMERS);
    }
}
