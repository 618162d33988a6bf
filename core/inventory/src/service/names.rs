//! What people call things: products by code and name, warehouses by code.
//! Products are the catalogue's; their names come from the view that it publishes.

use std::collections::{BTreeSet, HashMap};

use kontor_contract::{Sentence, catalog::ProductLookup};
use kontor_kernel::{Page, PageRequest, ProductId, WarehouseId, code_key};
use kontor_store::{Ctx, Tx, View};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, Expr, ExprTrait},
};

use super::{Warehousing, field, keeping::warehouses};
use crate::{
    entities::warehouse,
    error::{InventoryError, InventoryResult},
};

/// What a product is called.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct ProductName {
    pub id: ProductId,
    pub sku: String,
    pub name: String,
    pub unit: String,
}

impl View for ProductName {
    const NAME: &'static str = "v_catalog_products";
    const COLUMNS: &'static [&'static str] = &["id", "sku", "name", "unit"];
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Narrowed {
    pub(super) product: Option<ProductId>,
    pub(super) warehouse: Option<WarehouseId>,
}

/// A page on which nothing stands.
pub(super) fn nothing<T>(page: &PageRequest) -> Page<T> {
    Page { items: Vec::new(), next_cursor: None, total: page.is_counted().then_some(0) }
}

/// What things on a page are called.
pub(super) struct Names {
    products: HashMap<ProductId, ProductName>,
    warehouses: HashMap<WarehouseId, warehouse::Model>,
}

impl Names {
    /// Of some products, and of all warehouses that are seen.
    pub(super) async fn of(tx: &impl Tx, products: impl Iterator<Item = ProductId> + Send) -> InventoryResult<Self> {
        let ids: BTreeSet<ProductId> = products.collect();
        let found = match ids.is_empty() {
            true => Vec::new(),
            false => {
                let is_one = Expr::col(Alias::new("id")).is_in(ids);
                tx.find_view::<ProductName>().filter(is_one).all(tx).await?
            }
        };
        let products = found.into_iter().map(|product| (product.id, product)).collect();
        let warehouses = warehouses(tx).await?.into_iter().map(|row| (row.id, row)).collect();
        Ok(Self { products, warehouses })
    }

    /// A product's code, name and unit.
    pub(super) fn product(&self, id: ProductId) -> (String, String, String) {
        let known = self.products.get(&id);
        known.map(|known| (known.sku.clone(), known.name.clone(), known.unit.clone())).unwrap_or_default()
    }

    /// A warehouse's code.
    pub(super) fn warehouse(&self, id: WarehouseId) -> String {
        self.warehouses.get(&id).map(|row| row.code.clone()).unwrap_or_default()
    }
}

impl Warehousing {
    /// The product with a code, which a request names at `pointer`.
    pub(super) async fn product_at(&self, ctx: &Ctx, pointer: &str, sku: &str) -> InventoryResult<ProductId> {
        let found = self.products_by_code(ctx, &[sku.to_owned()]).await?;
        found.get(&code_key(sku)).copied().ok_or_else(|| unknown_product(pointer, sku))
    }

    /// What a list is narrowed to by codes: a product, a warehouse. Nothing where one of them is nobody's.
    pub(super) async fn narrowed(
        &self,
        ctx: &Ctx,
        sku: Option<&str>,
        warehouse: Option<&str>,
    ) -> InventoryResult<Option<Narrowed>> {
        let mut narrowed = Narrowed::default();
        if let Some(sku) = sku {
            let found = self.products_by_code(ctx, &[sku.to_owned()]).await?;
            let Some(product) = found.get(&code_key(sku)) else { return Ok(None) };
            narrowed.product = Some(*product);
        }
        if let Some(code) = warehouse {
            let key = code_key(code);
            let all = self.all_warehouses(ctx).await?;
            let Some(row) = all.into_iter().find(|row| row.code_key == key) else { return Ok(None) };
            narrowed.warehouse = Some(row.id);
        }
        Ok(Some(narrowed))
    }

    /// Products by the keys of their codes.
    pub(super) async fn products_by_code(
        &self,
        ctx: &Ctx,
        skus: &[String],
    ) -> InventoryResult<HashMap<String, ProductId>> {
        Ok(self.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, skus).await?)
    }

    /// The warehouse with a code, which a request names at `pointer`; the main one where it names none.
    pub(super) async fn warehouse_at(
        &self,
        tx: &impl Tx,
        pointer: &str,
        code: Option<&str>,
    ) -> InventoryResult<warehouse::Model> {
        let wanted = code.map(code_key);
        let is_it = |row: &warehouse::Model| match &wanted {
            Some(key) => row.code_key == *key,
            None => row.is_main,
        };
        let found = warehouses(tx).await?.into_iter().find(is_it);
        found.ok_or_else(|| {
            let code = code.unwrap_or(super::keeping::MAIN);
            let detail = Sentence::new(format!("There is no warehouse with the code {code}."));
            let detail = detail.of([("code", code.into())]);
            InventoryError::Fields(vec![field(pointer, "inventory.unknown_warehouse", detail)])
        })
    }
}

/// There is no such product.
pub(super) fn unknown_product(pointer: &str, sku: &str) -> InventoryError {
    InventoryError::Fields(vec![field(pointer, "inventory.unknown_product", no_product(sku))])
}

/// That there is no such product, in a sentence.
pub(super) fn no_product(sku: &str) -> Sentence {
    Sentence::new(format!("There is no product with the code {sku}.")).of([("sku", sku.into())])
}
