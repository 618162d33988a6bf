//! Stock: most shelves are full, some are low, some are empty, and the second warehouse holds a part of the range.
//! The levels are those before the sample orders, which take from the first warehouse.

use super::plan::{ProductPlan, StockPlan, WarehousePlan};
use super::rng::Rng;

/// Levels of all goods in the first warehouse, and of some in every further one.
pub(super) fn levels(products: &[ProductPlan], warehouses: &[WarehousePlan], rng: &Rng) -> Vec<StockPlan> {
    let mut levels = Vec::new();
    for (warehouse, main) in warehouses.iter().zip([true].into_iter().chain(std::iter::repeat(false))) {
        let mut rng = rng.fork(warehouse.code);
        for product in products.iter().filter(|product| !product.service) {
            if main || rng.chance(30) {
                let on_hand = level(product, &mut rng);
                levels.push(StockPlan { sku: product.sku.clone(), warehouse: warehouse.code, on_hand });
            }
        }
    }
    levels
}

fn level(product: &ProductPlan, rng: &mut Rng) -> i64 {
    // Machines stand about in ones and twos, washers in pallets.
    let most = match product.cost_minor / product.per {
        ..5_000 => 40,
        5_000..30_000 => 12,
        _ => 4,
    };
    match rng.below(100) {
        0..4 => 0,
        4..12 => rng.between(1, 5),
        _ => rng.between(2, most) * product.carton.max(2),
    }
}
