catalog-name = Catalogue
catalog-description = Products, categories, price lists and taxes.
catalog-permission-products-read = See products with everything that buyers do not see
catalog-permission-products-write = Make and change products and categories
catalog-permission-prices-read = See all price lists
catalog-permission-prices-write = Make price lists and change prices
catalog-permission-taxes-write = Change tax rates
