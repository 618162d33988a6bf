freight-minimum-order-value = Deliveries begin at { $needed } net; add goods for { $missing } to order.
freight-minimum-order-weight = Deliveries begin at { $needed }; add { $missing } of goods to order.
freight-minimum-order-quantity = Deliveries begin at { $needed }; add { $missing } to order.
freight-minimum-product-value = { $sku } is delivered from { $needed } net on; add { $missing } of it to order.
freight-minimum-product-weight = { $sku } is delivered from { $needed } on; add { $missing } of it to order.
freight-minimum-product-quantity = { $sku } is delivered from { $needed } on; add { $missing } to order.
