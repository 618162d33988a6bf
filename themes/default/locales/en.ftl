### English. The other languages fall back to it, so every message stands here.

## Frame
language = Language
skip-to-content = Skip to the content
nav-main = Main
nav-products = Products
nav-orders = Orders
nav-cart = Cart
nav-admin = Administration
cart-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
 }
search-label = Search products
search-placeholder = Name or SKU
search-button = Search
crumbs = You are here
offline = The server cannot be reached. Check the connection and try again; nothing was saved.
apply = Apply
sort = Sort by
state = State
none = None given
optional = optional
try-again = Try again
request-id = Request

## Dates
date = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Sign in
sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-help = No account yet? Ask { $shop } for an invitation.
sign-in-failed = E-mail address or password do not match. Check both and try again.
sign-in-email-missing = Enter your e-mail address.
sign-in-password-missing = Enter your password.
signed-out = You are signed out.
email = E-mail address
password = Password

## Products
products-title = Products
products-count = { $count ->
    [one] { $count } product
   *[other] { $count } products
 }
products-found = { $count ->
    [0] No product matches “{ $q }”
    [one] { $count } product matches “{ $q }”
   *[other] { $count } products match “{ $q }”
 }
products-none = No products here yet
products-none-help = The shop has not put anything into this part of its range.
products-none-found = Nothing found for “{ $q }”
products-none-found-help = Check the spelling, try the SKU or fewer words.
products-show-all = Show all products
categories = Categories
categories-all = All categories
category = Category
sort-sku = SKU, rising
sort--sku = SKU, falling
sort-name = Name, A to Z
sort--name = Name, Z to A
sort-newest = Newest first
col-picture = Picture
col-sku = SKU
col-product = Product
col-stock = Availability
col-net-price = Price
col-order = Order
add = Add
add-to-cart = Add to cart
added-to-cart = { $quantity } of { $name } added to the cart.
to-cart = Open the cart
added = { $quantity } added
quantity-of = Quantity of { $sku }
quantity-invalid = Enter a quantity as a number, such as 10 or 2.5.
quantity-not-positive = Enter a quantity above zero.
price-none = On request
price-none-help = There is no price for your company yet. Ask the shop for one.
per = per { $quantity }
per-unit = per { $unit }
tier-from = { $price } from { $quantity }
tiers = Prices by quantity
col-from-quantity = From
tax-mode-net = plus tax
tax-mode-gross = tax included
tax-mode-net-rate = plus { $rate }% tax
tax-mode-gross-rate = { $rate }% tax included
tile-label = No photo yet; SKU { $sku }
description = Description
attributes = Details
unit = Unit
weight = Weight
availability-in_stock = In stock
availability-low = Low stock
availability-out_of_stock = Out of stock
availability-not_tracked = Available
availability-in_stock-quantity = { $quantity } in stock
availability-low-quantity = Only { $quantity } left
availability-out_of_stock-quantity = Out of stock
availability-not_tracked-quantity = Available

## Lists
pager = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page
pager-range = { $first }–{ $last } of { $total }

## Cart
cart-title = Cart
cart-empty = Your cart is empty
cart-empty-help = Find products by name or SKU, or add a line by its SKU below.
cart-empty-next = Browse products
cart-update = Update quantities
cart-update-help = Quantity 0 removes a line.
cart-cannot-place = Correct the marked lines to place this order.
cart-to-checkout = Go to checkout
cart-prices-note = Prices and stock are checked again when you place the order.
remove = Remove
removed-from-cart = { $name } removed from the cart.
summary = Summary
quick-title = Add by SKU
quick-sku = SKU
quick-add = Add line
quick-sku-missing = Enter the SKU of a product.
quick-sku-unknown = There is no product { $sku } in this shop. Check the SKU.
col-item = Item
col-quantity = Quantity
col-unit-price = Unit price
col-tax = Tax
col-net = Net
col-position = No.
total-net = Net total
total-tax = Tax
total-gross = Total
total-weight = Weight

## Checkout
checkout-title = Checkout
checkout-details = Order details
checkout-changed = The total changed from { $before } to { $now } since you last saw it. Check it and place the order again.
checkout-cannot-place = This order cannot be placed yet.
checkout-back = Correct the cart
delivery-address = Delivery address
address-name = Recipient
address-street = Street and number
address-postal-code = Postal code
address-city = Town
address-country = Country
address-name-missing = Enter who receives the goods.
address-street-missing = Enter street and number.
address-postal_code-missing = Enter the postal code.
address-city-missing = Enter the town.
address-country-missing = Choose the country.
po-number = Your order number
po-number-help = It appears on our documents.
requested-date = Requested delivery date
requested-date-help = We confirm the date with the order.
requested-date-invalid = Choose a delivery date from { $first } on.
note = Note
note-help = For the people who handle your order.
text-too-long = Shorten this to { $longest } characters.
place-order = Place order
place-order-help = Placing the order is binding.

## Orders
orders-title = Orders
orders-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
 }
orders-search = Number or your order number
orders-state-all = All states
orders-none = No orders yet
orders-none-help = Orders that your company places appear here.
orders-none-found = No order matches
orders-none-found-help = Try another number or show all states.
orders-show-all = Show all orders
sort-placed_at = Oldest first
sort--placed_at = Newest first
sort-number = Number, rising
sort--number = Number, falling
col-order-number = Order
col-date = Date
col-lines = Lines
order-title = Order { $number }
order-lines = Order lines
order-placed-title = Order { $number } is placed
order-placed-next = We check it and confirm it to { $email }.
order-placed-open = Open the order
order-placed-continue = Browse products
order-company = Company
order-placed-by = Placed by
order-on-behalf = on your behalf
order-placed-at = Placed on
order-history = History
order-state-placed = Placed
order-state-confirmed = Confirmed
order-state-cancelled = Cancelled
order-state-help-placed = The shop has your order and will confirm it.
order-state-help-confirmed = The shop has confirmed this order.
order-state-help-cancelled = This order was cancelled; nothing will be delivered.
order-event-placed = Placed
order-event-confirmed = Confirmed
order-event-cancelled = Cancelled

## Problems
not-found-title = There is nothing here
not-found-help = The address may be mistyped, or the page belongs to another company.
nobody-title = No shop under this address
nobody-help = Check the address in the browser, or ask whoever gave it to you.
problem-title = This did not work
problem-detail = The fault is on our side and has been recorded. Try again in a moment.
problem-busy-title = The shop is busy
problem-busy-detail = Too many requests arrived at once. Try again in a moment.
problem-forbidden-title = You may not do this
problem-forbidden-detail = Your role does not include it. Ask your company's administrator.
problem-form-expired = The form had expired, so nothing was changed. Check it and send it again.
problem-orders-totals_changed = The total changed while you were looking. Check it and place the order again.
problem-orders-cart_empty = The cart is empty.
problem-orders-insufficient_stock = There is not enough in stock.

## Units
unit-pcs = pcs
unit-pc = pcs
unit-piece = pcs
unit-pair = pair
unit-set = set
unit-pack = pack
unit-box = box
unit-carton = carton
unit-pallet = pallet
unit-roll = roll
unit-bag = bag
unit-bottle = bottle
unit-kg = kg
unit-g = g
unit-m = m
unit-cm = cm
unit-mm = mm
unit-m2 = m²
unit-m3 = m³
unit-l = l
unit-ml = ml
unit-h = h
unit-hour = h
unit-day = day
unit-service = service

## Countries
country-AT = Austria
country-BE = Belgium
country-BG = Bulgaria
country-CH = Switzerland
country-CY = Cyprus
country-CZ = Czechia
country-DE = Germany
country-DK = Denmark
country-EE = Estonia
country-ES = Spain
country-FI = Finland
country-FR = France
country-GB = United Kingdom
country-GR = Greece
country-HR = Croatia
country-HU = Hungary
country-IE = Ireland
country-IT = Italy
country-LT = Lithuania
country-LU = Luxembourg
country-LV = Latvia
country-MT = Malta
country-NL = Netherlands
country-NO = Norway
country-PL = Poland
country-PT = Portugal
country-RO = Romania
country-SE = Sweden
country-SI = Slovenia
country-SK = Slovakia
country-SM = San Marino
country-UA = Ukraine
