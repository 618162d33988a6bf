//! Importing 10,000 products with a price and a stock level each into a tenant that has nothing yet.
//! The time runs from the first byte of the first file to the answer that the second one is in.

use std::time::Instant;

use crate::{
    document::{self, Size},
    options::Options,
    outcome::Outcome,
    row::{Nature, Row, Unit},
    shop::{Shop, admin_of, spare_tenant},
};

pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let one_list = Size { price_lists: 1, ..document::USUAL };
    let (products, prices) = (one_list.product_file(), one_list.price_file());
    let mut times = Vec::new();
    let mut cores = Vec::new();
    for number in 0..options.pace().runs {
        let tenant = spare_tenant(number);
        let admin = shop.sign_in(&tenant, &admin_of(&tenant))?;
        shop.make_price_list(&admin, &document::price_list(0))?;
        let (started, before) = (Instant::now(), shop.watch().read());
        shop.import(&admin, "products", products.clone())?;
        shop.import(&admin, "prices", prices.clone())?;
        let seconds = started.elapsed().as_secs_f64();
        cores.push(shop.watch().read().since(before, seconds));
        times.push(seconds);
    }
    let title = "import of 10,000 products with prices and stock";
    let row = Row::of(shop.database, "import", title, Unit::Seconds, times);
    Ok(vec![Row { nature: Nature::Write, cores: cores.pop(), ..row }.noting("two files, cores of the last run")])
}
