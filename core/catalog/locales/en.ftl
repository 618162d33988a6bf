catalog-name = Catalogue
catalog-description = Products, categories, price lists and taxes.
catalog-permission-products-read = See products with everything that buyers do not see
catalog-permission-products-write = Make and change products and categories
catalog-permission-prices-read = See all price lists
catalog-permission-prices-write = Make price lists and change prices
catalog-permission-taxes-write = Change tax rates

problem-catalog-duplicate_sku = The code { $code } belongs to another product; codes are compared whatever their case.
problem-catalog-duplicate_category = The code { $code } belongs to another category, perhaps to an archived one.
problem-catalog-category_not_empty = Products on sale lie in this category, { $products } of them; put them into another one first.
problem-catalog-duplicate_price_list = The code { $code } belongs to another price list; codes are compared whatever their case.
problem-catalog-stale = This was changed by somebody else in the meantime; read it again.
problem-catalog-bad_fields = Some fields cannot be taken.
problem-catalog-unknown_price_list = There is no price list with the code { $code }.
problem-catalog-no_currency = The price list { $code } is new, so its prices must name a currency.
problem-catalog-other_currency = The price list { $list } is in { $has }, not in { $wants }.
problem-catalog-no_tax_rate = The tax class { $class } has no rate in { $country } on this date; set one among the tax rates.
