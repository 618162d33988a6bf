//! Barcodes, numbers of makers and suppliers, and packaging units that rows of products bring.
//! What a row names is replaced as a whole, what it does not name stays; a code that another product has makes a bad row.

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    Sentence,
    imports::{OwnedCode, PackagingRow, ProductRow, RowFault},
};
use kontor_kernel::{ProductId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order, sea_query::ExprTrait};

use super::{Batch, KEYS_PER_STATEMENT, by_external_id, by_sku, merge};
use crate::{
    entities::{
        packaging, product,
        product_code::{self, Kind},
    },
    error::{CatalogError, CatalogResult},
    model::units::Units,
    service::{
        Catalogue,
        codes::{ForeignKind, MOST_CODES, WantedCode, code_row},
        packagings::{self, WantedPackaging},
        units::units_of,
    },
};

/// Which columns a code and its owner stand in.
const fn columns(kind: ForeignKind) -> (&'static str, &'static str) {
    match kind {
        ForeignKind::Barcode => ("gtin", "gtin"),
        ForeignKind::Manufacturer => ("manufacturer_code", "manufacturer"),
        ForeignKind::Supplier => ("supplier_code", "supplier"),
    }
}

/// What a row says of one sort of codes, where it says anything.
fn wanted_codes(row: &ProductRow) -> impl Iterator<Item = (ForeignKind, Kind, Vec<WantedCode>)> {
    let owned = |kind: ForeignKind, codes: &Vec<OwnedCode>| -> Vec<WantedCode> {
        let wanted = |one: &OwnedCode| WantedCode { kind, owner: Some(one.owner.clone()), code: one.code.clone() };
        codes.iter().map(wanted).collect()
    };
    let barcode = |code: &String| WantedCode { kind: ForeignKind::Barcode, owner: None, code: code.clone() };
    let barcodes = row.gtins.as_ref().map(|codes| codes.iter().map(barcode).collect());
    let makers = row.manufacturer_codes.as_ref().map(|codes| owned(ForeignKind::Manufacturer, codes));
    let suppliers = row.supplier_codes.as_ref().map(|codes| owned(ForeignKind::Supplier, codes));
    let all = [
        (ForeignKind::Barcode, Kind::Barcode, barcodes),
        (ForeignKind::Manufacturer, Kind::Manufacturer, makers),
        (ForeignKind::Supplier, Kind::Supplier, suppliers),
    ];
    all.into_iter().filter_map(|(kind, stored, codes)| Some((kind, stored, codes?)))
}

fn wanted_packagings(product: &product::Model, rows: &[PackagingRow]) -> Vec<WantedPackaging> {
    let wanted = |row: &PackagingRow| WantedPackaging {
        unit: if row.unit.is_empty() { product.unit.clone() } else { row.unit.clone() },
        factor: row.factor,
        weight_g: row.weight_g,
        size: row.size_mm.map_or([None; 3], |sides| sides.map(Some)),
        barcode: row.gtin.clone(),
        is_orderable: row.is_orderable,
        is_usual: row.is_usual,
    };
    rows.iter().map(wanted).collect()
}

fn says_something(row: &ProductRow) -> bool {
    row.gtins.is_some() || row.manufacturer_codes.is_some() || row.supplier_codes.is_some() || row.packagings.is_some()
}

/// What is known of the products of rows, and of the codes that they name.
struct Known {
    /// By the key of the code.
    products: HashMap<String, product::Model>,
    codes: HashMap<ProductId, Vec<product_code::Model>>,
    packagings: HashMap<ProductId, Vec<packaging::Model>>,
    units: Units,
}

impl Known {
    async fn read(tx: &impl Tx, products: HashMap<String, product::Model>) -> CatalogResult<Self> {
        let ids: Vec<ProductId> = products.values().map(|product| product.id).collect();
        let (mut codes, mut packed) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for some in ids.chunks(KEYS_PER_STATEMENT) {
            use product_code::Column as C;
            let found = tx.find::<product_code::Entity>().filter(C::ProductId.is_in(some.iter().copied()));
            for row in found.order_by(C::Position, Order::Asc).all(tx).await? {
                codes.entry(row.product_id).or_default().push(row);
            }
            let found = tx.find::<packaging::Entity>();
            let found = found.filter(packaging::Column::ProductId.is_in(some.iter().copied()));
            for row in found.order_by(packaging::Column::Position, Order::Asc).all(tx).await? {
                packed.entry(row.product_id).or_default().push(row);
            }
        }
        Ok(Self { products, codes, packagings: packed, units: units_of(tx).await? })
    }

    fn kept_units(&self, product: ProductId) -> HashSet<String> {
        self.packagings.get(&product).into_iter().flatten().map(|row| row.unit_key.clone()).collect()
    }
}

/// What one row makes of its product.
#[derive(Default)]
struct Made {
    /// The sorts of codes of the product's own unit that are replaced.
    sorts: Vec<Kind>,
    codes: Vec<product_code::Model>,
    packagings: Option<Vec<packaging::Model>>,
}

impl Made {
    /// What a row makes of a product, and everything that is wrong with it by column.
    fn of(row: &ProductRow, product: &product::Model, known: &Known) -> (Self, Vec<(&'static str, WrongCode)>) {
        let (mut made, mut wrong) = (Self::default(), Vec::new());
        for (kind, sort, wanted) in wanted_codes(row) {
            made.sorts.push(sort);
            made.take_codes(product, kind, &wanted, &mut wrong);
        }
        let Some(packed) = &row.packagings else { return (made, wrong) };
        let wanted = wanted_packagings(product, packed);
        match packagings::check(product, &known.units, &known.kept_units(product.id), &wanted) {
            Ok(barcodes) => {
                made.codes.extend(barcodes);
                made.packagings = Some(packagings::rows(product, &wanted));
            }
            Err(CatalogError::Fields(faults)) => {
                wrong.extend(faults.into_iter().map(|fault| ("packagings", (fault.code, fault.detail))));
            }
            Err(other) => wrong.push(("packagings", ("catalog.bad_fields", other.to_string().into()))),
        }
        (made, wrong)
    }

    fn take_codes(
        &mut self,
        product: &product::Model,
        kind: ForeignKind,
        wanted: &[WantedCode],
        wrong: &mut Vec<(&'static str, WrongCode)>,
    ) {
        let (column, owner_column) = columns(kind);
        if wanted.len() > MOST_CODES {
            let detail = format!("A product has at most {MOST_CODES} codes of one sort.");
            let detail = Sentence::new(detail).of([("most", MOST_CODES.into())]);
            wrong.push((column, ("catalog.too_many_codes", detail)));
            return;
        }
        let mut seen = HashSet::new();
        // Sorts stand one behind the other.
        let first = kind as i32 * i32::try_from(MOST_CODES).unwrap_or(0);
        for (position, one) in (first..).zip(wanted) {
            match code_row(product, one, position) {
                Ok(row) if seen.insert((row.owner_key.clone(), row.code_key.clone())) => self.codes.push(row),
                Ok(_) => wrong.push((column, ("catalog.code_twice", "This code stands in the list twice.".into()))),
                Err((field, code, detail)) => {
                    wrong.push((if field == "owner" { owner_column } else { column }, (code, detail)));
                }
            }
        }
    }

    /// Whether the row replaces a code that its product has.
    fn replaces(&self, code: &product_code::Model) -> bool {
        let is_on_packaging = !code.unit_key.is_empty();
        if is_on_packaging { self.packagings.is_some() } else { self.sorts.contains(&code.kind) }
    }

    /// Whether the product is as the row says already.
    fn is_so(&self, product: ProductId, known: &Known) -> bool {
        type Told<'a> = (Kind, &'a str, &'a str, &'a str);
        fn told(code: &product_code::Model) -> Told<'_> {
            (code.kind, &code.owner, &code.code, &code.unit_key)
        }
        let of_sort = |all: &[product_code::Model], sort: Kind, is_on_packaging: bool| -> Vec<product_code::Model> {
            let of = all.iter().filter(|code| code.kind == sort && code.unit_key.is_empty() != is_on_packaging);
            of.cloned().collect()
        };
        let stored = known.codes.get(&product).map_or(&[][..], Vec::as_slice);
        let same = |sort: Kind, is_on_packaging: bool| {
            let (have, want) = (of_sort(stored, sort, is_on_packaging), of_sort(&self.codes, sort, is_on_packaging));
            have.iter().map(told).eq(want.iter().map(told))
        };
        let packed = known.packagings.get(&product).map_or(&[][..], Vec::as_slice);
        let is_packed_so = self.packagings.as_ref().is_none_or(|rows| rows == packed && same(Kind::Barcode, true));
        self.sorts.iter().all(|sort| same(*sort, false)) && is_packed_so
    }
}

/// A code that stays, and a sentence.
type WrongCode = (&'static str, Sentence);

/// The codes of other products, or of places that a row does not replace.
async fn others(tx: &impl Tx, made: &[(ProductId, &Made)]) -> CatalogResult<Vec<Option<(String, ProductId)>>> {
    let keys: HashSet<&str> =
        made.iter().flat_map(|(_, made)| &made.codes).map(|code| code.code_key.as_str()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let mut stored: HashMap<String, Vec<product_code::Model>> = HashMap::new();
    for some in keys.chunks(KEYS_PER_STATEMENT) {
        let found = tx.find::<product_code::Entity>();
        let found = found.filter(product_code::Column::CodeKey.is_in(some.iter().copied()));
        for row in found.all(tx).await? {
            stored.entry(row.code_key.clone()).or_default().push(row);
        }
    }
    let taken = |(product, made): &(ProductId, &Made)| {
        made.codes.iter().find_map(|code| {
            let is_in_the_way = |other: &&product_code::Model| {
                (other.kind, &other.owner_key) == (code.kind, &code.owner_key)
                    && (other.product_id != *product || !made.replaces(other))
            };
            let other = stored.get(&code.code_key)?.iter().find(is_in_the_way)?;
            Some((code.code.clone(), other.product_id))
        })
    };
    Ok(made.iter().map(taken).collect())
}

/// The SKUs of products.
async fn skus(tx: &impl Tx, ids: impl Iterator<Item = ProductId>) -> CatalogResult<HashMap<ProductId, String>> {
    let found = tx.find::<product::Entity>().filter(product::Column::Id.is_in(ids));
    Ok(found.all(tx).await?.into_iter().map(|row| (row.id, row.sku)).collect())
}

impl Catalogue {
    /// Says what is wrong with the codes and packaging units of rows.
    pub async fn check_identification(&self, ctx: &Ctx, rows: &[ProductRow]) -> CatalogResult<Vec<RowFault>> {
        let some: Vec<(usize, &ProductRow)> = rows.iter().enumerate().filter(|(_, row)| says_something(row)).collect();
        if some.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.boot.store.read(ctx).await?;
        let keys: Vec<String> = some.iter().map(|(_, row)| code_key(&row.sku)).collect();
        let mut products = by_sku(&tx, &keys).await?;
        products.extend(by_external_id(&tx, rows, &products).await?);
        let known = Known::read(&tx, products).await?;
        let mut faults = Vec::new();
        let mut good = Vec::new();
        for (at, row) in some {
            let product = merge(ctx, row, None, known.products.get(&code_key(&row.sku)));
            let (made, wrong) = Made::of(row, &product, &known);
            if wrong.is_empty() {
                good.push((at, product.id, made));
            }
            let fault = |(column, (code, detail))| RowFault { row: at, column, code, detail };
            faults.extend(wrong.into_iter().map(fault));
        }
        let asked: Vec<(ProductId, &Made)> = good.iter().map(|(_, product, made)| (*product, made)).collect();
        let taken = others(&tx, &asked).await?;
        let names = skus(&tx, taken.iter().flatten().map(|(_, product)| *product)).await?;
        tx.finish().await?;
        for ((row, _, made), taken) in good.iter().zip(&taken) {
            let Some((code, product)) = taken else { continue };
            let sku = names.get(product).cloned().unwrap_or_default();
            faults.push(code_taken(*row, made, code, &sku));
        }
        Ok(faults)
    }
}

fn code_taken(row: usize, made: &Made, code: &str, sku: &str) -> RowFault {
    let of = made.codes.iter().find(|one| one.code == code);
    let column = match of.map(|one| (one.kind, one.unit_key.is_empty())) {
        Some((Kind::Manufacturer, _)) => "manufacturer_code",
        Some((Kind::Supplier, _)) => "supplier_code",
        Some((Kind::Barcode, false)) => "packagings",
        Some((Kind::Barcode, true)) | None => "gtin",
    };
    let values = [("code", code.into()), ("sku", sku.into())];
    let detail = CatalogError::CodeTaken { code: code.to_owned(), sku: sku.to_owned() }.to_string();
    RowFault { row, column, code: "catalog.code_taken", detail: Sentence::new(detail).of(values) }
}

/// What rows change of codes and packaging units.
pub(super) struct Changes(Vec<(ProductId, Made)>);

impl Changes {
    /// Finds out what differs from what there is, and says so of the products in the batch. Refuses a code that another
    /// product has taken since the rows were checked.
    pub async fn of(tx: &WriteTx, rows: &[ProductRow], batch: &mut Batch) -> CatalogResult<Self> {
        let some: Vec<&ProductRow> = rows.iter().filter(|row| says_something(row)).collect();
        if some.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let product = |row: &&ProductRow| {
            let key = code_key(&row.sku);
            batch.products.get(&key).map(|product| (key, product.clone()))
        };
        let known = Known::read(tx, some.iter().filter_map(product).collect()).await?;
        let mut changed = Vec::new();
        for row in some {
            let key = code_key(&row.sku);
            let Some(product) = known.products.get(&key) else { continue };
            let (made, wrong) = Made::of(row, product, &known);
            if let Some((column, (code, detail))) = wrong.into_iter().next() {
                let fault = kontor_contract::FieldFault { pointer: format!("/{column}"), code, detail };
                return Err(CatalogError::Fields(vec![fault]));
            }
            if !made.is_so(product.id, &known) {
                batch.touch(&key);
                changed.push((product.id, made));
            }
        }
        let asked: Vec<(ProductId, &Made)> = changed.iter().map(|(product, made)| (*product, made)).collect();
        if let Some((code, other)) = others(tx, &asked).await?.into_iter().flatten().next() {
            let sku = skus(tx, std::iter::once(other)).await?.remove(&other).unwrap_or_default();
            return Err(CatalogError::CodeTaken { code, sku });
        }
        Ok(Self(changed))
    }

    /// Writes it. What goes is taken away first, whatever comes.
    pub async fn write(self, tx: &WriteTx) -> CatalogResult<()> {
        use product_code::Column as C;
        for sort in [Kind::Barcode, Kind::Manufacturer, Kind::Supplier] {
            let of = self.0.iter().filter(|(_, made)| made.sorts.contains(&sort)).map(|(product, _)| *product);
            let ids: Vec<ProductId> = of.collect();
            for some in ids.chunks(KEYS_PER_STATEMENT) {
                let own = tx.delete::<product_code::Entity>().filter(C::ProductId.is_in(some.iter().copied()));
                own.filter(C::UnitKey.eq("").and(C::Kind.eq(sort))).run(tx).await?;
            }
        }
        let packed = self.0.iter().filter(|(_, made)| made.packagings.is_some()).map(|(product, _)| *product);
        let ids: Vec<ProductId> = packed.collect();
        for some in ids.chunks(KEYS_PER_STATEMENT) {
            let on_packaging = tx.delete::<product_code::Entity>().filter(C::ProductId.is_in(some.iter().copied()));
            on_packaging.filter(C::UnitKey.ne("")).run(tx).await?;
            let known = tx.delete::<packaging::Entity>();
            known.filter(packaging::Column::ProductId.is_in(some.iter().copied())).run(tx).await?;
        }
        let (mut codes, mut packagings) = (Vec::new(), Vec::new());
        for (_, made) in self.0 {
            codes.extend(made.codes);
            packagings.extend(made.packagings.into_iter().flatten());
        }
        tx.insert_all::<product_code::Entity>(codes).await?;
        tx.insert_all::<packaging::Entity>(packagings).await?;
        Ok(())
    }
}
