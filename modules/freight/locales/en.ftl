freight-name = Freight rules
freight-description = Logistic minimums per customer and product, checked in the cart and when an order is placed.
freight-permission-minimums-read = See logistic minimums
freight-permission-minimums-write = Make and delete logistic minimums

freight-minimum-order-value = Deliveries begin at { $needed } net; add goods for { $missing } to order.
freight-minimum-order-weight = Deliveries begin at { $needed }; add { $missing } of goods to order.
freight-minimum-order-quantity = Deliveries begin at { $needed }; add { $missing } to order.
freight-minimum-product-value = { $sku } is delivered from { $needed } net on; add { $missing } of it to order.
freight-minimum-product-weight = { $sku } is delivered from { $needed } on; add { $missing } of it to order.
freight-minimum-product-quantity = { $sku } is delivered from { $needed } on; add { $missing } to order.

problem-no-such-logistic-minimum = There is no such logistic minimum.
problem-freight-no_such_customer = There is no customer { $customer }.
problem-freight-no_such_product = There is no product { $sku }.
