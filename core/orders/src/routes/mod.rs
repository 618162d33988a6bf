//! Routes of the order engine and their wire types: buyers' carts and orders, the order desk.
//! Buyers and staff have routes of their own; neither sees the other's shape of a request.

mod admin;
mod carts;
mod own;
mod quick_order;
mod shopping_lists;

use kontor_contract::orders::OrderSort;
use kontor_web::{Problem, Routes, Sort};

use crate::service::Service;

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("orders");
    carts::declare(&mut routes, service);
    quick_order::declare(&mut routes, service);
    shopping_lists::declare(&mut routes, service);
    own::declare(&mut routes, service);
    admin::declare(&mut routes, service);
    routes
}

/// What lists of orders can be sorted by.
const SORTS: &[&str] = &["-placed_at", "placed_at", "number", "-number"];

fn order_sort(sort: &Sort) -> Result<OrderSort, Problem> {
    Ok(match sort.one_of(&[("placed_at", false), ("number", true)])? {
        None | Some((false, true)) => OrderSort::PlacedAtDescending,
        Some((false, false)) => OrderSort::PlacedAt,
        Some((true, false)) => OrderSort::Number,
        Some((true, true)) => OrderSort::NumberDescending,
    })
}
