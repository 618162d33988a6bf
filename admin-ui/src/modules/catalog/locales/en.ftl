# Products.

catalog-products = Products
catalog-search = Search products
catalog-import-products = Import products
catalog-column-sku = SKU
catalog-column-name = Name
catalog-column-state = State
catalog-column-kind = Kind
catalog-column-category = Category
catalog-column-tax-class = Tax class
catalog-column-weight = Weight
catalog-column-unit = Unit
catalog-active = On sale
catalog-archived = Archived
catalog-kind_goods = Goods
catalog-kind_service = Service
catalog-empty-title = No products yet
catalog-empty-text = Import a CSV file with SKU and name. Prices and stock can follow in files of their own.
