orders-unknown-product = There is no product { $sku } for you.
orders-no-price = There is no price for { $sku } yet; ask us for one.
orders-bad-quantity = { $decimals ->
    [0] The quantity of { $sku } must be a whole number above zero.
   *[other] The quantity of { $sku } must be above zero and have at most { $decimals } decimals.
}
orders-short = Of { $sku } only { $available } { $unit } are available; order at most that many.
orders-check-missing = One check of this cart could not be made right now; it will be made when you place the order.
