//! What stands on a product's own page besides the product: its packaging units, its codes, and the products around it.
//! The page itself is [`super::ProductDetail`].

use kontor_kernel::Quantity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PriceView, ProductCard, ProductDetail};

/// A unit in which a product can be ordered: its own one, or a packaging unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PackagingView {
    /// The unit's code.
    pub unit: String,
    /// Its name in the language of the request.
    pub name: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
    /// How many decimals a quantity entered in it may have, 0 to 6.
    pub decimals: u8,
    /// Weight of one of it in grams.
    pub weight_g: Option<i64>,
    /// How long it is in millimetres.
    pub length_mm: Option<i32>,
    /// How wide it is in millimetres.
    pub width_mm: Option<i32>,
    /// How high it is in millimetres.
    pub height_mm: Option<i32>,
    /// The first of the barcodes on it.
    pub barcode: Option<String>,
    /// Whether the shop offers it first.
    pub usual: bool,
    /// The customer's price of it; nothing where the customer has none or may not see it.
    pub price: Option<PriceView>,
}

/// Whose code names a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// The seller's own code.
    Sku,
    /// A barcode on the product or its packaging.
    Barcode,
    /// The maker's number.
    Manufacturer,
    /// A supplier's number; shown to staff only.
    Supplier,
    /// The customer's own code; shown to that customer only.
    Customer,
}

/// A code by which others know a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CodeView {
    /// Whose it is.
    pub kind: CodeKind,
    /// The maker or supplier, where one is named.
    pub owner: Option<String>,
    /// The code.
    pub code: String,
    /// The packaging unit it is on; nothing for the product's own unit.
    pub unit: Option<String>,
}

/// A product found by a code of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FoundByCode {
    /// Whose code it is.
    pub kind: CodeKind,
    /// The unit it stands for: a barcode may be on a box.
    pub unit: String,
    /// The product.
    pub product: ProductDetail,
}

/// What another product is to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// It goes with it.
    Accessory,
    /// It stands in for it.
    Replacement,
    /// It is a part of it that wears.
    SparePart,
    /// It is often bought with it.
    CrossSell,
}

/// Another product on a product's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RelatedView {
    /// What it is to the product.
    pub kind: RelationKind,
    /// The other product.
    pub product: ProductCard,
}

/// A part of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KitPartView {
    /// The part's code.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// How many one kit holds.
    pub quantity: Quantity,
    /// Its unit of measure.
    pub unit: String,
    /// Whether it comes only where it is asked for.
    pub optional: bool,
}

/// An attribute in which the variants of a style differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AxisView {
    /// The attribute's code.
    pub code: String,
    /// Its name in the language of the request.
    pub label: String,
}

/// A variant of a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VariantView {
    /// The variant itself.
    pub product: ProductCard,
    /// Its value in each axis, in their order.
    pub values: Vec<String>,
    /// Whether it is the product whose page this is.
    pub shown: bool,
}

/// A style with the variants it is sold as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StyleView {
    /// The style's code.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// In what its variants differ.
    pub axes: Vec<AxisView>,
    /// Those on sale, in their order.
    pub variants: Vec<VariantView>,
}
