freight-name = Freight rules
freight-description = Logistic minimums, ways to send goods, tables of prices by weight, room, value and pallets, and special rules.
freight-permission-minimums-read = See logistic minimums
freight-permission-minimums-write = Make and delete logistic minimums
freight-permission-rates-read = See ways to send goods, tables of prices and special rules, and try them
freight-permission-rates-write = Make, change and delete ways to send goods, tables of prices and special rules
freight-setting-shown_at_checkout = Show the price of delivery at checkout
freight-setting-shown_at_checkout-help = Otherwise only staff see what delivery costs, and settle it later.
freight-setting-tells_missing = Tell buyers what is missing to free delivery
freight-setting-pallet_units = Units that are pallets
freight-setting-pallet_units-help = Codes of units of measure with commas between them.
freight-setting-parcel_units = Units that are parcels by themselves
freight-setting-parcel_units-help = Codes of units of measure with commas between them. Everything else is put into parcels together.

freight-minimum-order-value = Deliveries begin at { $needed } net; add goods for { $missing } to order.
freight-minimum-order-weight = Deliveries begin at { $needed }; add { $missing } of goods to order.
freight-minimum-order-quantity = Deliveries begin at { $needed }; add { $missing } to order.
freight-minimum-product-value = { $sku } is delivered from { $needed } net on; add { $missing } of it to order.
freight-minimum-product-weight = { $sku } is delivered from { $needed } on; add { $missing } of it to order.
freight-minimum-product-quantity = { $sku } is delivered from { $needed } on; add { $missing } to order.
freight-minimum-category-value = Goods of the category { $sku } are delivered from { $needed } net on; add { $missing } of them to order.
freight-minimum-category-weight = Goods of the category { $sku } are delivered from { $needed } on; add { $missing } of them to order.
freight-minimum-category-quantity = Goods of the category { $sku } are delivered from { $needed } on; add { $missing } to order.

problem-no-such-logistic-minimum = There is no such logistic minimum.
problem-freight-no_such_customer = There is no customer { $customer }.
problem-freight-no_such_product = There is no product { $sku }.

freight-note-value = Order for { $missing } more for free delivery.
freight-note-weight = Add { $missing } for free delivery.
freight-note-pallet-weight = Add { $missing } to reach the free pallet.
freight-note-pallets = { $missing ->
    [one] Fill { $missing } more pallet for free delivery.
   *[other] Fill { $missing } more pallets for free delivery.
 }

freight-parcels = { $count ->
    [one] { $count } parcel
   *[other] { $count } parcels
 }
freight-pallets = { $count ->
    [one] { $count } pallet
   *[other] { $count } pallets
 }
freight-per-kg = kilogram
freight-per-100-kg = 100 kilograms
freight-per-m3 = cubic metre
freight-per-parcel = parcel
freight-per-pallet = pallet

freight-step-inactive = The way is switched off.
freight-step-not-in-channel = The way is not for this channel.
freight-step-not-in-country = The way does not go to { $country }.
freight-step-withheld = The rule “{ $rule }” does not let these goods go this way.
freight-step-whole-pallets = Whole pallets of { $sku }: { $count } × { $unit }.
freight-step-own-parcels = Parcels of { $sku } by itself: { $count } × { $unit }.
freight-step-mixed-parcels = { $count ->
    [one] Single goods are put into { $count } parcel.
   *[other] Single goods are put into { $count } parcels.
 }
freight-step-mixed-pallets = { $count ->
    [one] The rest goes on { $count } mixed pallet.
   *[other] The rest goes on { $count } mixed pallets.
 }
freight-step-oversize = { $sku } is larger than a pallet: one takes the places of { $count }.
freight-step-too-large = { $sku } in the unit { $unit } fits into no parcel.
freight-step-too-many-parcels = { $count } parcels are more than this way takes.
freight-step-no-size = The size of { $sku } is not known: its weight alone counts.
freight-step-chargeable = The weight is { $real }, by volume { $volumetric }; the greater one is charged.
freight-step-in-zone = The address lies in the zone { $zone }.
freight-step-no-table = No table of prices of this way holds for this address, date and currency.
freight-step-beyond-table = The table ends below { $amount }.
freight-step-bracket = { $times } × the bracket of { $amount } at { $price } = { $cost }.
freight-step-bracket-each = { $times } × the bracket of { $amount } at { $price }, and { $each } for each { $per } above { $included } = { $cost }.
freight-step-at-least = At least { $cost } are charged.
freight-step-at-most = At most { $cost } are charged.
freight-step-free-from = From { $from } on it is free.
freight-step-goods-aside = { $sku } by the rule “{ $rule }”: { $cost }.
freight-step-fixed = The rule “{ $rule }” says { $cost }.
freight-step-percent = The rule “{ $rule }” changes it by { $rate } % to { $cost }.
freight-step-total = Together { $cost }.
freight-step-untold = … and { $count } more.

freight-number-missing = A number is missing.
freight-number-malformed = “{ $text }” is no number: write digits with a point as the decimal mark, such as 12.50.
freight-number-too-precise = “{ $text }” has more than { $most } decimals.
freight-number-too-large = “{ $text }” is out of range.
freight-number-not-positive = “{ $text }” must be greater than zero.
freight-number-negative = “{ $text }” must not be negative.

freight-file-empty = The file is empty.
freight-file-column = The file has a column “{ $column }”; the columns are { $known }.
freight-file-no-price = The first row names no column “price”.
freight-file-unit = Row { $row } names no known unit in the column “per”: kg, 100_kg, m3, parcel or pallet.

problem-freight-bad_lines = Give 1 to { $most } lines.
problem-freight-no_channel = This works on the host of a shop only.
problem-no-such-shipping-way = There is no such way to send goods.
problem-no-such-freight-zone = There is no such zone.
problem-no-such-freight-table = There is no such table of prices.
problem-no-such-freight-rule = There is no such special rule.
problem-freight-no_such_category = There is no category { $category } with products in it.
problem-freight-no_such_group = There is no such group of customers.
problem-freight-no_such_way = There is no such way to send goods.
problem-freight-no_such_zone = There is no such zone.
problem-freight-no_such_channel = There is no such channel.
problem-freight-bad_fields = Some of it cannot be taken.
problem-freight-bad_code = Write 1 to { $most } letters, digits, hyphens, underscores or points.
problem-freight-no_name = Give it a name.
problem-freight-bad_name = A name has at most { $most } characters on one line.
problem-freight-unknown_country = Name a country by two letters of ISO 3166-1, such as PL.
problem-freight-bad_tax_class = Name a tax class, such as standard.
problem-freight-backwards = The end lies before the beginning.
problem-freight-bad_volumetric = Give either the cubic centimetres that count as a kilogram, such as 5000, or the kilograms that a cubic metre counts as, such as 333.
problem-freight-bad_pallet_size = Give length, width and height of a pallet together, each above zero.
problem-freight-bad_fill = Give 1 to 100 per cent.
problem-freight-bad_places = Name 1 to { $most } places.
problem-freight-bad_place = “{ $place }” is no place: write *, a country such as PL, a beginning of postal codes such as IT 07*, or a range of beginnings of the same length such as PL 00-05.
problem-freight-place_taken = { $place } is in the zone { $zone } already.
problem-freight-bad_brackets = A table has 1 to { $most } brackets.
problem-freight-falling_brackets = Each bracket ends above the one before it, and only the last one may have no end.
problem-freight-each_of_nothing = Give a price for each together with what it is for, and what is included only beside both.
problem-freight-no_currency = Say the currency of the amounts.
problem-freight-no_amount = Say how much is charged.
problem-freight-bad_percent = Say how many per cent: from -100 to 1000 for a change of the price, from 0 for a surcharge.
problem-freight-no_surcharge = Say the code and the basis of the surcharge.
problem-freight-idle_field = A rule with this effect does not take it; leave it out.
problem-freight-both_of_who = Name a customer or a group, not both.
problem-freight-both_of_goods = Name a product or a category, not both.
problem-freight-not_ordered = { $sku } cannot be ordered so: the customer does not see it, has no price for it, or may not order that quantity.
problem-freight-duplicate_code = The code { $code } is taken.
problem-freight-in_use = { $count ->
    [one] One table or rule names it; change or delete it first.
   *[other] { $count } tables or rules name it; change or delete them first.
 }
problem-freight-stale = This was changed by somebody else in the meantime; read it again.
