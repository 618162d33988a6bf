//! The rows one order leaves behind, as Kontor writes them: order, lines, history, reservations, outbox and reply.
//! A column that is added to a table and must be filled makes the bare client fail, so this cannot fall behind unseen.

use jiff::Timestamp;
use uuid::Uuid;

/// A value for one column.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A key.
    Id(Uuid),
    /// Text.
    Text(String),
    /// JSON, as text.
    Json(String),
    /// 64 bits.
    Big(i64),
    /// 32 bits.
    Int(i32),
    /// A truth value.
    Flag(bool),
}

/// One INSERT of rows of the same table. Columns that stay empty are left out.
#[derive(Debug, Clone)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// The columns, separated by commas.
    pub columns: &'static str,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// What every order of the run has in common.
#[derive(Debug, Clone, Copy)]
pub struct House {
    /// The tenant.
    pub tenant: Uuid,
    /// The warehouse.
    pub warehouse: Uuid,
    /// The price list.
    pub price_list: Uuid,
}

/// An order to be written: which products, and how long the stored reply is.
#[derive(Debug, Clone)]
pub struct Order {
    /// The products, one per line.
    pub products: Vec<Uuid>,
    /// The order's number; every order has its own.
    pub number: i64,
    /// Bytes of the reply.
    pub reply: usize,
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn now() -> i64 {
    Timestamp::now().as_microsecond()
}

const ADDRESS: &str =
    r#"{"name":"Works 12 Ltd","street":"13 Mill Lane","postal_code":"LS1 2","city":"Leeds","country":"GB"}"#;
const BUYER: &str = r#"{"name":"Works 12 Ltd","code":"C0013","vat_id":null,"address":{"name":"Works 12 Ltd","street":"13 Mill Lane","postal_code":"LS1 2","city":"Leeds","country":"GB"}}"#;
const HASH: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

/// All rows of an order but the change of the stock.
pub fn of_order(house: House, order: &Order) -> Vec<Insert> {
    let (id, event) = (Uuid::now_v7(), Uuid::now_v7());
    vec![
        head(house, order, id),
        lines(house, order, id),
        Insert {
            table: "orders_history",
            columns: "tenant_id,id,order_id,event,actor,at",
            rows: vec![vec![
                Cell::Id(house.tenant),
                Cell::Id(Uuid::now_v7()),
                Cell::Id(id),
                text("placed"),
                text("buyer12@bench.example"),
                Cell::Big(now()),
            ]],
        },
        reservations(house, order, id),
        outbox(house, order, id, event),
        Insert {
            table: "store_outbox_due",
            columns: "id,tenant_id",
            rows: vec![vec![Cell::Id(event), Cell::Id(house.tenant)]],
        },
        reply(house, order),
    ]
}

fn head(house: House, order: &Order, id: Uuid) -> Insert {
    let number = order.number.to_string();
    let net = 2_550 * i64::try_from(order.products.len()).unwrap_or(1);
    let row = vec![
        Cell::Id(house.tenant),
        Cell::Id(id),
        text(&number),
        Cell::Big(order.number),
        text("placed"),
        Cell::Id(house.warehouse),
        Cell::Id(house.warehouse),
        Cell::Id(house.price_list),
        text("C0013"),
        text("Works 12 Ltd"),
        Cell::Text(format!("{number} works 12 ltd c0013")),
        Cell::Json(BUYER.to_owned()),
        Cell::Json(ADDRESS.to_owned()),
        text("GBP"),
        text("GBP"),
        Cell::Big(1_000_000),
        text("by_line"),
        Cell::Big(net),
        Cell::Big(net / 5),
        Cell::Big(net + net / 5),
        Cell::Int(i32::try_from(order.products.len()).unwrap_or(1)),
        text("2026-11-21"),
        Cell::Id(house.tenant),
        text("buyer12@bench.example"),
        text("buyer12@bench.example"),
        Cell::Flag(false),
        Cell::Json("{}".to_owned()),
        text(HASH),
        Cell::Big(7),
        Cell::Big(now()),
        Cell::Big(1),
    ];
    Insert {
        table: "orders_orders",
        columns: "tenant_id,id,number,number_rank,state,legal_entity_id,channel_id,company_id,company_code,company_name,\
                  search_key,buyer,delivery_address,currency,accounting_currency,exchange_rate_ppm,tax_rounding,net_total,\
                  tax_total,gross_total,line_count,order_date,placed_by,placed_by_name,placed_by_email,on_behalf,\
                  attributes,totals_hash,price_epoch,placed_at,version",
        rows: vec![row],
    }
}

fn lines(house: House, order: &Order, id: Uuid) -> Insert {
    let row = |(position, product): (i32, &Uuid)| {
        vec![
            Cell::Id(house.tenant),
            Cell::Id(id),
            Cell::Int(position),
            Cell::Id(*product),
            text("K00042"),
            text("Washer M8 x 40 stainless A2, box 42"),
            text("goods"),
            Cell::Big(1_000_000),
            text("pcs"),
            Cell::Big(1_000_000),
            Cell::Big(1_000_000),
            Cell::Big(2_550_000),
            Cell::Big(1_000_000),
            text("net"),
            Cell::Big(200_000),
            Cell::Big(2_550),
            Cell::Big(510),
            Cell::Big(3_060),
            text("L13"),
            Cell::Big(47),
            text("standard"),
            text("GB standard from 2000-01-01"),
            text("pcs"),
        ]
    };
    Insert {
        table: "orders_lines",
        columns: "tenant_id,order_id,position,product_id,sku,name,kind,quantity,unit,unit_factor,base_quantity,unit_price,\
                  price_per,tax_mode,tax_rate,net,tax,gross,price_source,weight_g,tax_reason,tax_rule,base_unit",
        rows: (1..).zip(&order.products).map(row).collect(),
    }
}

fn reservations(house: House, order: &Order, id: Uuid) -> Insert {
    let row = |product: &Uuid| {
        vec![Cell::Id(house.tenant), Cell::Id(id), Cell::Id(*product), Cell::Id(house.warehouse), Cell::Big(1_000_000)]
    };
    Insert {
        table: "inventory_reservations",
        columns: "tenant_id,order_id,product_id,warehouse_id,quantity",
        rows: order.products.iter().map(row).collect(),
    }
}

fn outbox(house: House, order: &Order, id: Uuid, event: Uuid) -> Insert {
    let payload = format!(
        r#"{{"order_id":"{id}","number":"{}","company_id":"{}","currency":"GBP","net_minor":2550,"gross_minor":3060,"order_date":"2026-11-21"}}"#,
        order.number, house.price_list
    );
    Insert {
        table: "store_outbox",
        columns: "tenant_id,id,kind,version,aggregate,payload,actor,occurred_at",
        rows: vec![vec![
            Cell::Id(house.tenant),
            Cell::Id(event),
            text("orders.order_placed"),
            Cell::Int(1),
            Cell::Text(id.to_string()),
            Cell::Json(payload),
            text("buyer12@bench.example"),
            Cell::Big(now()),
        ]],
    }
}

fn reply(house: House, order: &Order) -> Insert {
    Insert {
        table: "store_idempotency_keys",
        columns: "tenant_id,principal,key,fingerprint,status,reply,created_at",
        rows: vec![vec![
            Cell::Id(house.tenant),
            Cell::Text(format!("{}/{}", house.tenant, house.price_list)),
            Cell::Text(Uuid::now_v7().to_string()),
            text(HASH),
            Cell::Int(201),
            Cell::Text(filler(order.reply)),
            Cell::Big(now()),
        ]],
    }
}

/// As many bytes of JSON that do not compress to nothing.
fn filler(bytes: usize) -> String {
    let seed = Uuid::now_v7();
    let mut text = String::with_capacity(bytes + 64);
    while text.len() < bytes {
        text.push_str("{\"product_id\":\"");
        text.push_str(&seed.to_string());
        text.push_str("\",\"unit_price\":\"25.50\"}");
    }
    text.truncate(bytes);
    text
}
