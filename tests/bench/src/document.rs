//! The shop of the run as CSV files: articles, price lists with tiers, customers, and groups with contract prices.
//! Everything follows from an article's number, so every run imports the same bytes.

use std::fmt::Write;

/// How much there is in a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Articles in the catalogue.
    pub products: usize,
    /// Price lists, each with a price of its own for every article.
    pub price_lists: usize,
    /// Companies that buy.
    pub customers: usize,
    /// Groups of customers, each with a list of contract prices before one of the price lists. Where there are none, each
    /// customer has one of the price lists.
    pub groups: usize,
}

/// What most shops are like.
pub const USUAL: Size = Size { products: PRODUCTS, price_lists: 20, customers: 1_000, groups: 0 };
/// A shop in which no table may be articles times groups.
pub const LARGE: Size = Size { products: 200_000, price_lists: 2, customers: 10_000, groups: 10_000 };
/// Just enough to see that everything works.
pub const TINY: Size = Size { products: 600, price_lists: 2, customers: 64, groups: 0 };
/// One of many shops in a deployment.
pub const SMALL: Size = Size { products: 200, price_lists: 1, customers: 64, groups: 0 };

/// Articles in the usual catalogue.
pub const PRODUCTS: usize = 10_000;
/// Contract prices of a group.
pub const CONTRACT_PRICES: usize = 5;
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

/// The code of a group and of its list of contract prices, from 0.
pub fn group(number: usize) -> String {
    format!("G{:05}", number + 1)
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

/// Words that people look for among so many articles: some that many have, some that few have, and codes.
pub fn questions(products: usize) -> Vec<String> {
    let common = KINDS.iter().flat_map(|kind| FINISHES.iter().map(move |finish| format!("{kind} {finish}")));
    let sizes = (0..40).map(|step| format!("{} m{}", KINDS[step % KINDS.len()], 3 + step * 7 % 18));
    let exact = (0..20).map(|step| format!("{} box {}", KINDS[step % KINDS.len()], step * 497 % products));
    let codes = (0..20).map(|step| sku(step * 491 % products));
    common.chain(sizes).chain(exact).chain(codes).map(|text| text.to_lowercase()).collect()
}

/// The price of an article in a list, in hundredths.
fn price(number: usize, list: usize) -> usize {
    150 + number * 37 % 9_000 + list * 11
}

impl Size {
    /// In words.
    pub fn told(self) -> String {
        let Self { products, price_lists, customers, groups } = self;
        let contracts = match groups {
            0 => String::new(),
            _ => format!(", {groups} groups with {} contract prices", groups * CONTRACT_PRICES),
        };
        format!("{products} articles, {price_lists} price lists, {customers} customers{contracts}")
    }

    /// Products with what stands in the warehouse.
    pub fn product_file(self) -> String {
        let head = "sku,name,description,kind,unit,weight_g,category,on_hand\n".to_owned();
        (0..self.products).fold(head, |mut csv, number| {
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

    /// One price per article and list, and a second one from ten pieces on for some; then the contracts.
    pub fn price_file(self) -> String {
        let mut csv = "price_list,sku,min_quantity,unit_price,per,currency\n".to_owned();
        for list in 0..self.price_lists {
            let code = price_list(list);
            for number in 0..self.products {
                let (sku, price) = (sku(number), price(number, list));
                let _ = writeln!(csv, "{code},{sku},1,{},1,GBP", hundredths(price));
                if self.price_lists > 1 && number.is_multiple_of(TIER_EVERY) {
                    let _ = writeln!(csv, "{code},{sku},10,{},1,GBP", hundredths(price * 9 / 10));
                }
            }
        }
        for group_number in 0..self.groups {
            let code = group(group_number);
            for place in 0..CONTRACT_PRICES {
                let number = (group_number * 7 + place * 41_981) % self.products;
                let agreed = hundredths(price(number, 0) * 8 / 10);
                let _ = writeln!(csv, "{code},{},1,{agreed},1,GBP", sku(number));
            }
        }
        csv
    }

    /// Customers, spread over the price lists, or one in each group.
    pub fn customer_file(self) -> String {
        let given = if self.groups == 0 { "price_list" } else { "groups" };
        let head = format!("code,name,country,email,street,postal_code,city,{given}\n");
        (0..self.customers).fold(head, |mut csv, number| {
            let given = match self.groups {
                0 => price_list(number % self.price_lists),
                groups => group(number % groups),
            };
            let (code, street) = (customer(number), number % 200 + 1);
            let _ = writeln!(
                csv,
                "{code},Works {number} Ltd,GB,orders@works-{number}.example,{street} Mill Lane,LS1 {},Leeds,{given}",
                number % 10
            );
            csv
        })
    }
}

fn hundredths(price: usize) -> String {
    format!("{}.{:02}", price / 100, price % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_have_as_many_rows_as_they_should() {
        let small = Size { products: 100, price_lists: 2, customers: 10, groups: 3 };
        assert_eq!(small.product_file().lines().count(), 1 + 100);
        assert_eq!(small.price_file().lines().count(), 1 + 2 * (100 + 100 / TIER_EVERY) + 3 * CONTRACT_PRICES);
        assert_eq!(Size { price_lists: 1, groups: 0, ..small }.price_file().lines().count(), 1 + 100);
        assert_eq!(small.customer_file().lines().count(), 1 + 10);
    }

    #[test]
    fn nobody_has_a_contract_price_twice() {
        let file = LARGE.price_file();
        let keys: Vec<&str> = file
            .lines()
            .filter(|line| line.starts_with('G'))
            .filter_map(|line| line.rsplit_once(",1,"))
            .map(|(key, _)| key)
            .collect();
        let distinct: std::collections::HashSet<&str> =
            keys.iter().map(|key| key.split(",1,").next().unwrap_or(key)).collect();
        assert_eq!((keys.len(), distinct.len()), (50_000, 50_000));
    }
}
