inventory-name = Inventory
inventory-description = Warehouses, stock on hand and what orders have reserved.
inventory-permission-stock-read = See stock in every warehouse
inventory-permission-stock-write = Count stock
inventory-permission-warehouses-write = Open warehouses
inventory-setting-low_stock_threshold = Few left from this quantity down

problem-no-such-warehouse = There is no such warehouse.
problem-inventory-bad_fields = Some fields cannot be taken.
problem-inventory-duplicate_warehouse = The code { $code } belongs to another warehouse; codes are compared whatever their case.
problem-inventory-too_much = The quantities of one product are too large to be summed up.
