freight-minimum-order-value = Consegniamo a partire da { $needed } netti; per ordinare aggiungete merce per { $missing }.
freight-minimum-order-weight = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing } di merce.
freight-minimum-order-quantity = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing }.
freight-minimum-product-value = { $sku } si consegna a partire da { $needed } netti; per ordinare aggiungetene per { $missing }.
freight-minimum-product-weight = { $sku } si consegna a partire da { $needed }; per ordinare aggiungetene { $missing }.
freight-minimum-product-quantity = { $sku } si consegna a partire da { $needed }; per ordinare aggiungete { $missing }.
