# Stock.

inventory-stock = Stock
inventory-search = Search stock
inventory-import-stock = Import stock
inventory-all-warehouses = All warehouses
inventory-column-sku = SKU
inventory-column-name = Name
inventory-column-warehouse = Warehouse
inventory-column-state = State
inventory-column-on-hand = On hand
inventory-column-reserved = Reserved
inventory-column-available = Available
inventory-state-available = Available
inventory-state-none = None left
inventory-empty-title = No stock recorded yet
inventory-empty-text = Import a CSV file with SKU, warehouse and quantity on hand.
