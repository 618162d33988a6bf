//! Which lines of an order wait for stock, where the stock says how much of which product does.
//! What is there goes to the lines above; a kit waits for the part that comes last.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::{inventory::WaitingStock, orders::LineWaiting};
use kontor_kernel::{BusinessDate, ProductId, Quantity};

/// What a line takes of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Demand {
    /// The place of the line, from 0.
    pub line: usize,
    /// The product: the line's own, or a part of it.
    pub product: ProductId,
    /// How many are in one of the line's own product: one where it is the product itself.
    pub each: Quantity,
    /// How many in all.
    pub quantity: Quantity,
}

/// What waits of each line, by its place, in its product's own unit. Demands stand in the order of their lines.
pub(crate) fn by_line(demands: &[Demand], waiting: &[WaitingStock]) -> BTreeMap<usize, LineWaiting> {
    let mut left: HashMap<ProductId, Quantity> = waiting.iter().map(|one| (one.product, one.quantity)).collect();
    let mut lines: BTreeMap<usize, (Quantity, bool, Option<BusinessDate>)> = BTreeMap::new();
    for demand in demands.iter().rev() {
        let Some(stock) = waiting.iter().find(|one| one.product == demand.product) else { continue };
        let Some(rest) = left.get_mut(&demand.product) else { continue };
        let waits = demand.quantity.min(*rest);
        *rest = rest.checked_sub(waits).unwrap_or_default();
        if !waits.is_positive() {
            continue;
        }
        let units = units(waits, demand);
        let line = lines.entry(demand.line).or_insert((units, stock.is_told, stock.expected_on));
        line.0 = line.0.max(units);
        line.1 &= stock.is_told;
        line.2 = line.2.zip(stock.expected_on).map(|(one, other)| one.max(other));
    }
    let told = |(line, (units, is_told, expected_on)): (usize, (Quantity, bool, Option<BusinessDate>))| {
        (line, LineWaiting { base_quantity: is_told.then_some(units), expected_on })
    };
    lines.into_iter().map(told).collect()
}

/// How many of the line's own product wait with so many of a part: whole ones of a kit.
fn units(waits: Quantity, demand: &Demand) -> Quantity {
    if demand.each == Quantity::ONE || !demand.each.is_positive() {
        return waits;
    }
    let one = Quantity::ONE.millionths();
    let kits = (waits.millionths() + demand.each.millionths() - 1) / demand.each.millionths();
    Quantity::from_millionths(kits.saturating_mul(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units_of(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    fn day(number: i8) -> BusinessDate {
        BusinessDate::from_ymd(2026, 12, number).unwrap()
    }

    fn demand(line: usize, product: ProductId, each: i64, kits: i64) -> Demand {
        Demand { line, product, each: units_of(each), quantity: units_of(each * kits) }
    }

    fn told(demands: &[Demand], waiting: &[WaitingStock]) -> Vec<(usize, Option<Quantity>, Option<BusinessDate>)> {
        by_line(demands, waiting).into_iter().map(|(at, line)| (at, line.base_quantity, line.expected_on)).collect()
    }

    #[test]
    fn what_is_there_goes_to_the_lines_above() {
        let [bolt, nut] = [(); 2].map(|()| ProductId::new());
        let demands = [demand(0, bolt, 1, 4), demand(1, nut, 1, 9), demand(2, bolt, 1, 5)];
        let waits =
            |count| WaitingStock { product: bolt, quantity: units_of(count), is_told: true, expected_on: Some(day(4)) };
        assert_eq!(told(&demands, &[waits(3)]), [(2, Some(units_of(3)), Some(day(4)))]);
        assert_eq!(
            told(&demands, &[waits(6)]),
            [(0, Some(units_of(1)), Some(day(4))), (2, Some(units_of(5)), Some(day(4))),]
        );
        assert_eq!(told(&demands, &[]), []);
        let unsaid = WaitingStock { is_told: false, expected_on: None, ..waits(3) };
        assert_eq!(told(&demands, &[unsaid]), [(2, None, None)]);
    }

    #[test]
    fn a_kit_waits_for_the_part_that_comes_last_in_whole_kits() {
        let [bolt, key] = [(); 2].map(|()| ProductId::new());
        let demands = [demand(0, bolt, 4, 3), demand(0, key, 1, 3)];
        let of =
            |product, count, on| WaitingStock { product, quantity: units_of(count), is_told: true, expected_on: on };
        assert_eq!(told(&demands, &[of(bolt, 5, Some(day(4)))]), [(0, Some(units_of(2)), Some(day(4)))]);
        let both = [of(bolt, 1, Some(day(4))), of(key, 3, Some(day(9)))];
        assert_eq!(told(&demands, &both), [(0, Some(units_of(3)), Some(day(9)))]);
        let never = [of(bolt, 1, Some(day(4))), of(key, 3, None)];
        assert_eq!(told(&demands, &never), [(0, Some(units_of(3)), None)]);
    }
}
