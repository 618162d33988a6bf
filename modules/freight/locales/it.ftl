freight-name = Regole di consegna
freight-description = Minimi logistici per cliente e prodotto, verificati nel carrello e all’invio dell’ordine.
freight-permission-minimums-read = Vedere i minimi logistici
freight-permission-minimums-write = Creare ed eliminare minimi logistici

freight-minimum-order-value = Consegniamo a partire da { $needed } netti; per ordinare aggiungete merce per { $missing }.
freight-minimum-order-weight = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing } di merce.
freight-minimum-order-quantity = Consegniamo a partire da { $needed }; per ordinare aggiungete { $missing }.
freight-minimum-product-value = { $sku } si consegna a partire da { $needed } netti; per ordinare aggiungetene per { $missing }.
freight-minimum-product-weight = { $sku } si consegna a partire da { $needed }; per ordinare aggiungetene { $missing }.
freight-minimum-product-quantity = { $sku } si consegna a partire da { $needed }; per ordinare aggiungete { $missing }.

problem-no-such-logistic-minimum = Non esiste un minimo logistico del genere.
problem-freight-no_such_customer = Non esiste il cliente { $customer }.
problem-freight-no_such_product = Non esiste il prodotto { $sku }.
