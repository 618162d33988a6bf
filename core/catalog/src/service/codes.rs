//! The codes by which others know a product: set by staff, and asked by whoever holds a scanner or an order form.
//! Codes of customers are set within the reach of whoever sets them, and answer to their customer alone.

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    FieldFault, Sentence,
    audit::Change,
    catalog::{CodeMatch, CodeView, FoundByCode},
    identity::{Companies, CompanyRef},
};
use kontor_kernel::{CompanyId, ProductId, code_key};
use kontor_store::{Ctx, Principal, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{Catalogue, channel_of, checks, products::find_product};
use crate::{
    entities::{customer_code, product, product_code},
    error::{CatalogError, CatalogResult},
    model::codes::Reader,
    read_model::{Onlooker, Product, Snapshot},
};

/// Codes of a product at the most, of one sort.
pub(super) const MOST_CODES: usize = 200;

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ForeignKind {
    /// A GTIN-8, -12, -13 or -14 on the product's own unit.
    Barcode,
    /// The maker's number.
    Manufacturer,
    /// A supplier's number.
    Supplier,
}

/// A code as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CodeDetail {
    /// Whose it is.
    pub kind: ForeignKind,
    /// The maker or supplier.
    pub owner: Option<String>,
    /// The code.
    pub code: String,
}

/// The codes of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CodeList {
    /// In their order.
    pub items: Vec<CodeDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A customer's own code for a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CustomerCodeDetail {
    /// The customer's code.
    pub company_code: String,
    /// What the customer calls the product.
    pub code: String,
}

/// What customers call a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CustomerCodeList {
    /// By customer.
    pub items: Vec<CustomerCodeDetail>,
}

/// A code as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedCode {
    pub kind: ForeignKind,
    pub owner: Option<String>,
    pub code: String,
}

impl Catalogue {
    /// The codes of a product, but for those on its packaging units.
    pub async fn read_codes(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<CodeList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = find_product(&tx, id).await?;
        let list = CodeList { items: codes_of(&tx, id).await?, version: product.epoch };
        tx.finish().await?;
        Ok(list)
    }

    /// Replaces the codes of a product, but for those on its packaging units.
    pub async fn set_codes(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[WantedCode],
        version: Option<i64>,
    ) -> CatalogResult<CodeList> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let product = find_product(&tx, id).await?;
        if version.is_some_and(|version| version != product.epoch) {
            return Err(CatalogError::Stale { now: product.epoch });
        }
        let rows = checked_rows(&product, wanted)?;
        let before = codes_of(&tx, id).await?;
        refuse_taken(&tx, &product, &rows, |code| code.unit_key.is_empty()).await?;
        use product_code::Column as C;
        let own = tx.delete::<product_code::Entity>().filter(C::ProductId.eq(id));
        own.filter(C::UnitKey.eq("")).run(&tx).await?;
        tx.insert_all::<product_code::Entity>(rows).await?;
        let items = codes_of(&tx, id).await?;
        if items == before {
            return Ok(CodeList { items, version: product.epoch });
        }
        let version = self.touch_product(&tx, id).await?;
        let change = Change::new("catalog.codes_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(CodeList { items, version })
    }

    /// What customers within reach call a product.
    pub async fn read_customer_codes(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<CustomerCodeList> {
        let tx = self.boot.store.read(ctx).await?;
        find_product(&tx, id).await?;
        let items = customer_codes_of(&tx, id).await?;
        tx.finish().await?;
        Ok(CustomerCodeList { items })
    }

    /// Replaces what customers within reach call a product.
    pub async fn set_customer_codes(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[CustomerCodeDetail],
    ) -> CatalogResult<CustomerCodeList> {
        check_customer_codes(wanted)?;
        let companies = self.companies_of(ctx, wanted).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let product = find_product(&tx, id).await?;
        let rows = customer_rows(&product, wanted, &companies);
        refuse_taken_of_customers(&tx, id, &rows).await?;
        let before = customer_codes_of(&tx, id).await?;
        tx.delete::<customer_code::Entity>().filter(customer_code::Column::ProductId.eq(id)).run(&tx).await?;
        tx.insert_all::<customer_code::Entity>(rows).await?;
        let items = customer_codes_of(&tx, id).await?;
        if items == before {
            return Ok(CustomerCodeList { items });
        }
        self.touch_product(&tx, id).await?;
        let what = format!("{} {}", product.sku, product.name);
        let change = Change::new("catalog.customer_codes_set", "product", id, what);
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(CustomerCodeList { items })
    }

    /// A product on sale by a code of any kind that the caller may know it by.
    pub async fn find_by_code(&self, ctx: &Ctx, code: &str) -> CatalogResult<Option<FoundByCode>> {
        let snapshot = self.cache.get(ctx).await?;
        let Some((place, kind, unit)) = snapshot.find_by_code(code, reader_of(ctx), &Onlooker::of(ctx)) else {
            return Ok(None);
        };
        let Some(product) = snapshot.at(place) else { return Ok(None) };
        let unit = unit_on(product, unit).unwrap_or(&product.unit).to_owned();
        let found = self.detail(ctx, &product.sku).await?;
        Ok(found.map(|product| FoundByCode { kind, unit, product }))
    }

    /// What codes of any kind stand for, by code key; what another node wrote a moment ago is found all the same.
    pub async fn match_codes(&self, ctx: &Ctx, codes: &[String]) -> CatalogResult<HashMap<String, CodeMatch>> {
        let known = |snapshot: &Snapshot| -> HashMap<String, CodeMatch> {
            let onlooker = Onlooker::of(ctx);
            let found = |code: &String| Some((code_key(code), matched(snapshot, code, reader_of(ctx), &onlooker)?));
            codes.iter().filter_map(found).collect()
        };
        let found = known(&*self.cache.get(ctx).await?);
        if codes.iter().all(|code| found.contains_key(&code_key(code))) {
            return Ok(found);
        }
        Ok(known(&*self.cache.get_newest(ctx).await?))
    }

    /// The customers that codes are for; one that the caller does not reach is none.
    async fn companies_of(
        &self,
        ctx: &Ctx,
        wanted: &[CustomerCodeDetail],
    ) -> CatalogResult<HashMap<String, (CompanyId, String)>> {
        let mut found = HashMap::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        let port = self.boot.ports.get::<dyn Companies>()?;
        for (at, one) in wanted.iter().enumerate() {
            let key = code_key(&one.company_code);
            if found.contains_key(&key) {
                continue;
            }
            let Some(company) = port.company(ctx, &CompanyRef::Code(one.company_code.clone())).await? else {
                let detail = Sentence::new(format!("There is no customer with the code {}.", one.company_code));
                let detail = detail.of([("code", (&one.company_code).into())]);
                return Err(field(format!("/codes/{at}/company_code"), "catalog.unknown_company", detail));
            };
            found.insert(key, (company.id, company.code));
        }
        Ok(found)
    }
}

/// By which codes a caller finds products.
pub(super) fn reader_of(ctx: &Ctx) -> Reader {
    let is_staff = ctx.is_staff() || matches!(ctx.principal(), Principal::System(_));
    Reader { is_staff, company: ctx.company(), channel: channel_of(ctx) }
}

/// A product's codes as far as a reader may see them.
pub(super) fn code_views(product: &Product, reader: Reader) -> Vec<CodeView> {
    let seen = product.codes.iter().filter(|code| code.owner.answers_to(reader));
    let view = |code: &crate::model::codes::Code| CodeView {
        kind: code.owner.kind(),
        owner: code.owner.name().map(str::to_owned),
        code: code.code.to_string(),
        unit: unit_on(product, &code.unit_key).map(str::to_owned),
    };
    seen.map(view).collect()
}

fn matched(snapshot: &Snapshot, code: &str, reader: Reader, onlooker: &Onlooker) -> Option<CodeMatch> {
    let (place, kind, unit) = snapshot.find_by_code(code, reader, onlooker)?;
    let product = snapshot.at(place)?;
    Some(CodeMatch { product: product.id, unit: unit_on(product, unit).map(str::to_owned), kind })
}

/// The packaging unit of a key, as it is written.
fn unit_on<'a>(product: &'a Product, unit_key: &str) -> Option<&'a str> {
    product.packagings.iter().find(|one| &*one.unit_key == unit_key).map(|one| &*one.unit)
}

/// Refuses codes that another product has, or this one in a place that this change does not replace.
pub(super) async fn refuse_taken(
    tx: &WriteTx,
    product: &product::Model,
    rows: &[product_code::Model],
    is_replaced: impl Fn(&product_code::Model) -> bool,
) -> CatalogResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let keys: HashSet<String> = rows.iter().map(|row| row.code_key.clone()).collect();
    let found = tx.find::<product_code::Entity>().filter(product_code::Column::CodeKey.is_in(keys)).all(tx).await?;
    let same = |row: &&product_code::Model, other: &&product_code::Model| {
        (row.kind, &row.owner_key, &row.code_key) == (other.kind, &other.owner_key, &other.code_key)
    };
    let stays = |other: &&product_code::Model| other.product_id != product.id || !is_replaced(other);
    let taken = rows.iter().find_map(|row| Some((row, found.iter().find(|other| same(&row, other) && stays(other))?)));
    let Some((row, other)) = taken else { return Ok(()) };
    let sku = find_product(tx, other.product_id).await?.sku;
    Err(CatalogError::CodeTaken { code: row.code.clone(), sku })
}

/// Within a customer a code names one product.
async fn refuse_taken_of_customers(tx: &WriteTx, id: ProductId, rows: &[customer_code::Model]) -> CatalogResult<()> {
    use customer_code::Column as C;
    let keys: HashSet<String> = rows.iter().map(|row| row.code_key.clone()).collect();
    let others = tx.find::<customer_code::Entity>().filter(C::CodeKey.is_in(keys)).filter(C::ProductId.ne(id));
    let others = others.all(tx).await?;
    let is_same = |row: &&customer_code::Model, other: &customer_code::Model| {
        (row.company_id, &row.code_key) == (other.company_id, &other.code_key)
    };
    let taken = others.iter().find(|other| rows.iter().any(|row| is_same(&row, other)));
    let Some(other) = taken else { return Ok(()) };
    let sku = find_product(tx, other.product_id).await?.sku;
    Err(CatalogError::CodeTaken { code: other.code.clone(), sku })
}

async fn codes_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<CodeDetail>> {
    use product_code::Column as C;
    let rows = tx.find::<product_code::Entity>().filter(C::ProductId.eq(id)).filter(C::UnitKey.eq(""));
    let rows = rows.order_by(C::Position, Order::Asc).all(tx).await?;
    let detail = |row: product_code::Model| CodeDetail {
        kind: match row.kind {
            product_code::Kind::Barcode => ForeignKind::Barcode,
            product_code::Kind::Manufacturer => ForeignKind::Manufacturer,
            product_code::Kind::Supplier => ForeignKind::Supplier,
        },
        owner: Some(row.owner).filter(|owner| !owner.is_empty()),
        code: row.code,
    };
    Ok(rows.into_iter().map(detail).collect())
}

async fn customer_codes_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<CustomerCodeDetail>> {
    let rows = tx.find::<customer_code::Entity>().filter(customer_code::Column::ProductId.eq(id)).all(tx).await?;
    let detail = |row: customer_code::Model| CustomerCodeDetail { company_code: row.company_code, code: row.code };
    let mut items: Vec<CustomerCodeDetail> = rows.into_iter().map(detail).collect();
    items.sort_by_cached_key(|item| (code_key(&item.company_code), code_key(&item.code)));
    Ok(items)
}

fn checked_rows(product: &product::Model, wanted: &[WantedCode]) -> CatalogResult<Vec<product_code::Model>> {
    refuse_too_many(wanted.len())?;
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for (position, one) in (0..).zip(wanted) {
        let fault = match code_row(product, one, position) {
            Ok(row) if seen.insert((one.kind as u8, row.owner_key.clone(), row.code_key.clone())) => {
                rows.push(row);
                continue;
            }
            Ok(_) => ("code", "catalog.code_twice", "This code stands in the list twice.".into()),
            Err(fault) => fault,
        };
        let (name, code, detail) = fault;
        faults.push(FieldFault { pointer: format!("/codes/{position}/{name}"), code, detail });
    }
    if faults.is_empty() { Ok(rows) } else { Err(CatalogError::Fields(faults)) }
}

/// The row of a code; which field is wrong otherwise, with code and sentence.
pub(super) fn code_row(
    product: &product::Model,
    one: &WantedCode,
    position: i32,
) -> Result<product_code::Model, (&'static str, &'static str, Sentence)> {
    let owner = one.owner.as_deref().map(str::trim).unwrap_or_default();
    let wrong = |fault: checks::ColumnFault| (fault.column, fault.code, fault.detail);
    let (kind, key, code) = match one.kind {
        ForeignKind::Barcode => {
            let gtin = checks::barcode(&one.code).map_err(|(code, detail)| ("code", code, detail))?;
            (product_code::Kind::Barcode, gtin.key(), gtin.digits().to_owned())
        }
        ForeignKind::Manufacturer | ForeignKind::Supplier => {
            checks::code("code", &one.code).map_err(wrong)?;
            let is_suppliers = one.kind == ForeignKind::Supplier;
            let kind = if is_suppliers { product_code::Kind::Supplier } else { product_code::Kind::Manufacturer };
            (kind, code_key(&one.code), one.code.trim().to_owned())
        }
    };
    check_owner(one.kind, owner)?;
    Ok(product_code::Model {
        tenant_id: product.tenant_id,
        kind,
        owner_key: code_key(owner),
        code_key: key,
        product_id: product.id,
        owner: owner.to_owned(),
        code,
        unit_key: String::new(),
        position,
    })
}

/// A barcode belongs to nobody, and a supplier's number to a supplier.
fn check_owner(kind: ForeignKind, owner: &str) -> Result<(), (&'static str, &'static str, Sentence)> {
    match (kind, owner.is_empty()) {
        (ForeignKind::Barcode, false) => {
            Err(("owner", "catalog.barcode_owner", "A barcode belongs to nobody; leave the owner out.".into()))
        }
        (ForeignKind::Supplier, true) => {
            Err(("owner", "catalog.no_supplier", "Say whose number it is: the supplier's name.".into()))
        }
        (_, false) => checks::name("owner", owner).map_err(|fault| (fault.column, fault.code, fault.detail)),
        (_, true) => Ok(()),
    }
}

fn check_customer_codes(wanted: &[CustomerCodeDetail]) -> CatalogResult<()> {
    refuse_too_many(wanted.len())?;
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (at, one) in wanted.iter().enumerate() {
        let mut fault = |code: &'static str, detail: Sentence| {
            faults.push(FieldFault { pointer: format!("/codes/{at}/code"), code, detail });
        };
        if let Err(wrong) = checks::code("code", &one.code) {
            fault(wrong.code, wrong.detail);
        } else if !seen.insert((code_key(&one.company_code), code_key(&one.code))) {
            fault("catalog.code_twice", "This code stands in the list twice.".into());
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}

fn customer_rows(
    product: &product::Model,
    wanted: &[CustomerCodeDetail],
    companies: &HashMap<String, (CompanyId, String)>,
) -> Vec<customer_code::Model> {
    let row = |one: &CustomerCodeDetail| {
        let (company_id, company_code) = companies.get(&code_key(&one.company_code))?.clone();
        Some(customer_code::Model {
            tenant_id: product.tenant_id,
            company_id,
            code_key: code_key(&one.code),
            product_id: product.id,
            company_code,
            code: one.code.trim().to_owned(),
        })
    };
    wanted.iter().filter_map(row).collect()
}

fn refuse_too_many(count: usize) -> CatalogResult<()> {
    if count <= MOST_CODES {
        return Ok(());
    }
    let detail = format!("A product has at most {MOST_CODES} codes of one sort.");
    Err(field("/codes".to_owned(), "catalog.too_many_codes", Sentence::new(detail).of([("most", MOST_CODES.into())])))
}

fn field(pointer: String, code: &'static str, detail: Sentence) -> CatalogError {
    CatalogError::Fields(vec![FieldFault { pointer, code, detail }])
}
