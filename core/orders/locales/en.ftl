orders-name = Orders
orders-description = Carts, checkout and orders from placing to confirmation.
orders-permission-orders-read = See all orders
orders-permission-orders-enter = Enter orders for customers
orders-permission-orders-confirm = Confirm orders
orders-permission-orders-hold = Stop orders and let them go on
orders-permission-orders-cancel = Cancel orders
orders-permission-prices-override = Set prices by hand
orders-permission-own-read = See the company's orders
orders-permission-own-place = Fill carts and place orders
orders-setting-payment_methods = Ways to pay
orders-setting-payment_methods-help = Each with a code, names by language and days until payment.
orders-setting-calendar = Days of delivery
orders-setting-calendar-help = Weekdays from 1 for Monday, holidays, lead days, and the time until which an order counts for the same day.

orders-unknown-product = There is no product { $sku } for you.
orders-no-price = There is no price for { $sku } yet; ask us for one.
orders-below-margin = The price of { $sku } leaves less than the least margin; ask somebody who may go below it.
orders-quantity-rule = { $sku } cannot be ordered in this quantity{ $minimum ->
        [none] { "" }
       *[other] , at least { $minimum }
    }{ $maximum ->
        [none] { "" }
       *[other] , at most { $maximum }
    }{ $increment ->
        [none] { "" }
       *[other] , in steps of { $increment }
    }: order { $nearest }.
orders-no-quantity = { $sku } cannot be ordered at present.
orders-bad-quantity = { $decimals ->
    [0] The quantity of { $sku } must be a whole number above zero.
   *[other] The quantity of { $sku } must be above zero and have at most { $decimals } decimals.
}
orders-unknown-unit = { $sku } cannot be ordered in the unit { $unit }; order it in one of these: { $units }.
orders-not-whole = { $decimals ->
    [0] So many { $unit } of { $sku } are not a whole number of { $base }; order more or fewer.
   *[other] So many { $unit } of { $sku } have more than { $decimals } decimals in { $base }; order more or fewer.
}
orders-short = Of { $sku } only { $available } are available; order at most that many.
orders-short-unsaid = There is not enough of { $sku } in stock; order fewer.
orders-check-missing = One check of this cart could not be made right now; it will be made when you place the order.
orders-tax-exempt = Exempt from tax.
orders-tax-reverse-charge = Reverse charge: the recipient owes the tax (Article 196, Directive 2006/112/EC).
orders-tax-intra-community = Intra-Community supply, exempt (Article 138, Directive 2006/112/EC).
orders-tax-export = Export, tax rate zero (Article 146, Directive 2006/112/EC).
orders-tax-outside-scope = Outside the scope of tax.

problem-no-such-order = There is no such order.
problem-no-such-open-cart = There is no such open cart.
problem-no-such-shopping-list = There is no such shopping list.
problem-no-such-line-in-this-cart = There is no such line in this cart.
problem-orders-no_lines = An order needs at least one line.
problem-orders-too_many_lines = An order takes at most { $most } lines; split it.
problem-orders-bad_lines = Some lines cannot be ordered; see errors.
problem-orders-refused = A check refuses this order.
problem-orders-unchecked = A check of this order could not be made; try again in a moment.
problem-orders-totals_changed = Prices or quantities have changed since you saw the totals; look at them and place the order again.
problem-orders-no_tax_rate = The tax class { $class } has no rate in { $country } on this date; set one among the tax rates.
problem-orders-catalogue_in_motion = The catalogue is changing right now; try again in a moment.
problem-orders-out_of_stock = Some products are not available in the quantity ordered; see errors.
problem-orders-cart_changed = The cart was changed in another window; look at it and go on.
problem-orders-not_your_cart = The cart belongs to somebody else of your company, who alone can name it, share it or throw it away.
problem-orders-no_such_customer = There is no customer { $customer }.
problem-orders-customer_archived = The customer { $customer } is archived and takes no new orders.
problem-orders-external_id_taken = The order { $id } of { $system } has been placed already.
problem-orders-not_a_buyer = Carts belong to buyers of a company; sign in as one.
problem-orders-no_price_override = Setting prices by hand needs the permission orders.prices.override.
orders-unknown-code = There is no code { $code }, or it is not for you.
orders-other-shipping = The way you chose is not offered for these goods; they go by { $way }.
orders-date-too-early = The goods can be there on { $date } at the earliest.
orders-date-not-delivered = Nothing is delivered on that day; the next one is { $date }.
problem-orders-date_too_early = The goods can be there on { $date } at the earliest.
problem-orders-date_not_delivered = Nothing is delivered on that day; the next one is { $date }.
problem-orders-unknown_cost_centre = There is no cost centre { $code } that you may order on.
