storefront-name = Storefront
storefront-description = The pages on which buyers choose, order and follow their orders.
