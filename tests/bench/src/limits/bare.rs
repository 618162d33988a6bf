//! What the bare client does on both databases: the catalogue in bulk, then orders on many rows and on one.
//! It asks nothing, checks nothing but the stock, and holds no lock longer than the rows themselves need.

use std::time::Instant;

use uuid::Uuid;

use super::order_rows::{Cell, House, Insert, Order};
use crate::document;

/// Values one statement may carry, as in Kontor.
const VALUES_PER_STATEMENT: usize = 30_000;
/// More than a run can use up.
const ON_HAND: i64 = 900_000_000_000_000;

/// Which products orders take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// One product each, evenly spread.
    One,
    /// A hundred different products each.
    Hundred,
    /// Always the same one.
    Hot,
}

impl Pick {
    /// The line of the table.
    pub const fn key(self) -> &'static str {
        match self {
            Self::One => "limit.order.1",
            Self::Hundred => "limit.order.100",
            Self::Hot => "limit.order.hot",
        }
    }
}

/// The products of a run in the scratch database.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// What everything belongs to.
    pub house: House,
    /// The products.
    pub products: Vec<Uuid>,
}

impl Catalogue {
    /// One of its own; each run has another, since each begins with writing it in bulk.
    pub fn new() -> Self {
        let house = House { tenant: Uuid::now_v7(), warehouse: Uuid::now_v7(), price_list: Uuid::now_v7() };
        Self { house, products: (0..document::PRODUCTS).map(|_| Uuid::now_v7()).collect() }
    }

    /// What products, prices and stock refer to.
    pub fn house_rows(&self) -> Vec<Insert> {
        let tenant = Cell::Id(self.house.tenant);
        let text = |value: &str| Cell::Text(value.to_owned());
        let warehouse = vec![
            tenant.clone(),
            Cell::Id(self.house.warehouse),
            text("main"),
            text("main"),
            text("Main"),
            Cell::Flag(true),
        ];
        let list = vec![
            tenant,
            Cell::Id(self.house.price_list),
            text("L01"),
            text("l01"),
            text("L01"),
            text("GBP"),
            text("net"),
            Cell::Flag(true),
            Cell::Big(1),
        ];
        vec![
            Insert {
                table: "inventory_warehouses",
                columns: "tenant_id,id,code,code_key,name,is_main",
                rows: vec![warehouse],
            },
            Insert {
                table: "catalog_price_lists",
                columns: "tenant_id,id,code,code_key,name,currency,tax_mode,is_default,epoch",
                rows: vec![list],
            },
        ]
    }

    /// All products with a price and a stock level each.
    pub fn bulk_rows(&self) -> Vec<Insert> {
        let tenant = self.house.tenant;
        let product = |(number, id): (usize, &Uuid)| self.product_row(number, *id);
        let price = |id: &Uuid| {
            let (list, one) = (Cell::Id(self.house.price_list), Cell::Big(1_000_000));
            vec![
                Cell::Id(tenant),
                list,
                Cell::Id(*id),
                Cell::Text(String::new()),
                one.clone(),
                Cell::Text("0001-01-01".to_owned()),
                Cell::Big(2_550_000),
                one,
                Cell::Flag(false),
                Cell::Big(1),
                Cell::Big(1),
            ]
        };
        let level = |id: &Uuid| {
            let warehouse = Cell::Id(self.house.warehouse);
            vec![Cell::Id(tenant), Cell::Id(*id), warehouse, Cell::Big(ON_HAND), Cell::Big(0), Cell::Big(1)]
        };
        let products = Insert {
            table: "catalog_products",
            columns: "tenant_id,id,sku,sku_key,name,name_key,description,kind,unit,quantity_decimals,weight_g,tax_class,\
                      attributes,created_at,updated_at,epoch",
            rows: self.products.iter().enumerate().map(product).collect(),
        };
        let prices = Insert {
            table: "catalog_prices",
            columns: "tenant_id,price_list_id,product_id,unit,min_quantity,valid_from,unit_price,per_quantity,archived,recorded_at,\
                      epoch",
            rows: self.products.iter().map(price).collect(),
        };
        let levels = Insert {
            table: "inventory_stock_levels",
            columns: "tenant_id,product_id,warehouse_id,on_hand,reserved,updated_at",
            rows: self.products.iter().map(level).collect(),
        };
        [products, prices, levels].iter().flat_map(in_statements).collect()
    }

    fn product_row(&self, number: usize, id: Uuid) -> Vec<Cell> {
        let (sku, name) = (document::sku(number), format!("Washer M8 x 40 stainless A2, box {number}"));
        let description = "Cold formed steel with rolled thread for joints that are opened again; tested by the batch.";
        vec![
            Cell::Id(self.house.tenant),
            Cell::Id(id),
            Cell::Text(sku.clone()),
            Cell::Text(sku.to_lowercase()),
            Cell::Text(name.clone()),
            Cell::Text(name.to_lowercase()),
            Cell::Text(description.to_owned()),
            Cell::Text("goods".to_owned()),
            Cell::Text("pcs".to_owned()),
            Cell::Int(0),
            Cell::Big(47),
            Cell::Text("standard".to_owned()),
            Cell::Json("{}".to_owned()),
            Cell::Big(1),
            Cell::Big(1),
            Cell::Big(1),
        ]
    }

    /// An order; `number` is unique and decides which products it takes.
    pub fn order(&self, pick: Pick, number: i64, reply: usize) -> Order {
        let from = usize::try_from(number).unwrap_or(0).wrapping_mul(7_919) % self.products.len();
        let at = |step: usize| self.products[(from + step * 83) % self.products.len()];
        let products = match pick {
            Pick::One => vec![at(0)],
            Pick::Hundred => (0..100).map(at).collect(),
            Pick::Hot => vec![self.products[0]],
        };
        Order { products, number, reply }
    }
}

/// Splits rows into statements that a database takes.
fn in_statements(insert: &Insert) -> Vec<Insert> {
    let width = insert.rows.first().map_or(1, Vec::len);
    let chunks = insert.rows.chunks((VALUES_PER_STATEMENT / width).max(1));
    chunks.map(|rows| Insert { rows: rows.to_vec(), ..*insert }).collect()
}

/// Placeholders differ: `?` in SQLite, `$1::uuid` in PostgreSQL.
pub fn sql(insert: &Insert, placeholder: impl Fn(usize, &Cell) -> String) -> String {
    let mut number = 0;
    let mut row = |cells: &Vec<Cell>| {
        let values = cells.iter().map(|cell| {
            number += 1;
            placeholder(number, cell)
        });
        format!("({})", values.collect::<Vec<_>>().join(","))
    };
    let rows: Vec<String> = insert.rows.iter().map(&mut row).collect();
    format!("INSERT INTO {} ({}) VALUES {}", insert.table, insert.columns, rows.join(","))
}

/// Orders that were durable within a time.
#[derive(Debug, Clone, Copy)]
pub struct Counting {
    from: Instant,
    to: Instant,
}

impl Counting {
    /// Begins after the warm-up.
    pub fn new(pace: crate::options::Pace) -> Self {
        let from = Instant::now() + pace.warm_up;
        Self { from, to: from + pace.measure }
    }

    /// Whether it is over.
    pub fn is_over(self) -> bool {
        Instant::now() >= self.to
    }

    /// Whether something that ended now counts.
    pub fn counts(self) -> bool {
        let now = Instant::now();
        now >= self.from && now < self.to
    }

    /// When it begins and ends.
    pub const fn span(self) -> (Instant, Instant) {
        (self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_of_a_hundred_lines_takes_a_hundred_products() {
        let order = Catalogue::new().order(Pick::Hundred, 5, 10);
        let mut products = order.products.clone();
        products.sort_unstable();
        products.dedup();
        assert_eq!(products.len(), 100);
    }

    #[test]
    fn bulk_rows_stay_within_what_a_statement_takes() {
        let statements = Catalogue::new().bulk_rows();
        assert!(statements.iter().all(|insert| insert.rows.len() * insert.rows[0].len() <= VALUES_PER_STATEMENT));
        assert_eq!(statements.iter().map(|insert| insert.rows.len()).sum::<usize>(), 3 * document::PRODUCTS);
    }

    #[test]
    fn placeholders_are_numbered_through_all_rows() {
        let insert = Insert { table: "a", columns: "b,c", rows: vec![vec![Cell::Int(1), Cell::Int(2)]; 2] };
        let written = sql(&insert, |number, _| format!("${number}"));
        assert_eq!(written, "INSERT INTO a (b,c) VALUES ($1,$2),($3,$4)");
    }
}
