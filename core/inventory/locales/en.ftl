inventory-name = Inventory
inventory-description = Warehouses, stock on hand and what orders have reserved.
inventory-permission-stock-read = See stock in every warehouse
inventory-permission-stock-write = Count stock
inventory-permission-warehouses-write = Open warehouses
inventory-setting-low_stock_threshold = Few left from this quantity down
