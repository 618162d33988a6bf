//! The attributes that products of a category have: its own and those of the categories above it.
//! The nearest category that names an attribute says in which unit it is and whether it must be there.

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, Sentence, audit::Change};
use kontor_kernel::{CategoryId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{Catalogue, categories::Categories, change::Changed, checks, parts::field, units::units_of};
use crate::{
    entities::{category_attribute, product, product_category},
    error::{CatalogError, CatalogResult},
};

/// Attributes of a category at the most.
const MOST: usize = 100;

/// An attribute that products of a category have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CategoryAttributeDetail {
    /// The attribute's code.
    pub attribute: String,
    /// Whether products of the category must have it.
    pub required: bool,
    /// The unit of measure its values are in.
    pub unit: Option<String>,
    /// The code of the category above that says so; nothing where this one does.
    pub inherited_from: Option<String>,
}

/// The attributes of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CategoryAttributeList {
    /// Its own in their order, then inherited ones.
    pub items: Vec<CategoryAttributeDetail>,
}

/// An attribute of a category as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedAttribute {
    pub attribute: String,
    pub is_required: bool,
    pub unit: Option<String>,
}

impl Catalogue {
    /// The attributes of a category, inherited ones among them.
    pub async fn read_category_attributes(&self, ctx: &Ctx, id: CategoryId) -> CatalogResult<CategoryAttributeList> {
        let tx = self.boot.store.read(ctx).await?;
        let items = attributes_of(&tx, id).await?;
        tx.finish().await?;
        Ok(CategoryAttributeList { items })
    }

    /// Replaces what a category adds to the attributes of those above it.
    pub async fn set_category_attributes(
        &self,
        ctx: &Ctx,
        id: CategoryId,
        wanted: &[WantedAttribute],
    ) -> CatalogResult<CategoryAttributeList> {
        let known = self.known_attributes(ctx).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = attributes_of(&tx, id).await?;
        check(&tx, wanted, known.as_deref()).await?;
        let row = |(position, one): (i32, &WantedAttribute)| category_attribute::Model {
            tenant_id: tx.tenant(),
            category_id: id,
            attribute: one.attribute.trim().to_owned(),
            position,
            is_required: one.is_required,
            unit: one.unit.as_deref().map(|unit| unit.trim().to_owned()).filter(|unit| !unit.is_empty()),
        };
        let of_category = category_attribute::Column::CategoryId.eq(id);
        tx.delete::<category_attribute::Entity>().filter(of_category).run(&tx).await?;
        tx.insert_all::<category_attribute::Entity>((0..).zip(wanted).map(row).collect()).await?;
        let items = attributes_of(&tx, id).await?;
        if items != before {
            self.raise_epoch(&tx, Changed::Basics).await?;
            let name = Categories::read(&tx).await?.rows.get(&id).map(|row| row.name.clone()).unwrap_or_default();
            let change = Change::new("catalog.category_attributes_set", "category", id, name);
            self.boot.record(&tx, change.before(&before).after(&items)).await?;
        }
        tx.commit().await?;
        Ok(CategoryAttributeList { items })
    }
}

/// A product that staff describe has every attribute that its categories ask for.
pub(super) async fn refuse_incomplete(
    tx: &WriteTx,
    product: &product::Model,
    more: Option<&[CategoryId]>,
) -> CatalogResult<()> {
    let mut categories: Vec<CategoryId> = product.category_id.into_iter().collect();
    match more {
        Some(more) => categories.extend(more),
        None => {
            let of_product = product_category::Column::ProductId.eq(product.id);
            let rows = tx.find::<product_category::Entity>().filter(of_product).all(tx).await?;
            categories.extend(rows.into_iter().map(|row| row.category_id));
        }
    }
    if categories.is_empty() || tx.find::<category_attribute::Entity>().count(tx).await? == 0 {
        return Ok(());
    }
    let mut required: BTreeMap<String, bool> = BTreeMap::new();
    for id in categories {
        for one in attributes_of(tx, id).await? {
            *required.entry(one.attribute).or_default() |= one.required;
        }
    }
    let is_missing = |name: &String| product.attributes.get(name).is_none_or(|value| value.is_null() || value == "");
    let missing = required.into_iter().filter(|(name, is_required)| *is_required && is_missing(name));
    let fault = |(name, _): (String, bool)| FieldFault {
        pointer: format!("/attributes/{}", name.replace('~', "~0").replace('/', "~1")),
        code: "catalog.attribute_missing",
        detail: Sentence::new(format!("Products of this category say {name}.")).of([("attribute", (&name).into())]),
    };
    let faults: Vec<FieldFault> = missing.map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}

async fn attributes_of(tx: &impl Tx, id: CategoryId) -> CatalogResult<Vec<CategoryAttributeDetail>> {
    let categories = Categories::read(tx).await?;
    if !categories.rows.contains_key(&id) {
        return Err(CatalogError::NotFound("category"));
    }
    let rows = tx.find::<category_attribute::Entity>();
    let rows = rows.order_by(category_attribute::Column::Position, Order::Asc).all(tx).await?;
    let mut items: Vec<CategoryAttributeDetail> = Vec::new();
    for node in categories.forest.upwards(id) {
        for row in rows.iter().filter(|row| row.category_id == node.id) {
            if items.iter().all(|known| known.attribute != row.attribute) {
                items.push(CategoryAttributeDetail {
                    attribute: row.attribute.clone(),
                    required: row.is_required,
                    unit: row.unit.clone(),
                    inherited_from: (node.id != id).then(|| node.code.clone()),
                });
            }
        }
    }
    Ok(items)
}

async fn check(tx: &WriteTx, wanted: &[WantedAttribute], known: Option<&[String]>) -> CatalogResult<()> {
    if wanted.len() > MOST {
        let detail = Sentence::new(format!("At most {MOST} are taken.")).of([("most", MOST.into())]);
        return Err(field("/attributes".to_owned(), "catalog.too_many_parts", detail));
    }
    let units = units_of(tx).await?;
    for (at, one) in wanted.iter().enumerate() {
        let attribute = one.attribute.trim();
        let place = |name: &str| format!("/attributes/{at}/{name}");
        if let Err(fault) = checks::word("attribute", attribute) {
            return Err(field(place("attribute"), fault.code, fault.detail));
        }
        if known.is_some_and(|known| !known.iter().any(|code| code == attribute)) {
            let detail = Sentence::new(format!("Products have no attribute {attribute}; define it first."));
            let detail = detail.of([("code", attribute.into())]);
            return Err(field(place("attribute"), "catalog.unknown_attribute", detail));
        }
        if wanted[..at].iter().any(|other| other.attribute.trim() == attribute) {
            let detail = "This attribute stands in the list twice.".into();
            return Err(field(place("attribute"), "catalog.axis_twice", detail));
        }
        let unit = one.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty());
        if let Some(unit) = unit.filter(|unit| units.get(&code_key(unit)).is_none_or(|unit| unit.is_archived)) {
            let detail = Sentence::new(format!("There is no unit of measure with the code {unit}, or it is archived."));
            return Err(field(place("unit"), "catalog.unknown_unit", detail.of([("code", unit.into())])));
        }
    }
    Ok(())
}
