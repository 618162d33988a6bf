freight-name = Zasady dostaw
freight-description = Minima logistyczne klientów i produktów, sprawdzane w koszyku i przy składaniu zamówienia.
freight-permission-minimums-read = Podgląd minimów logistycznych
freight-permission-minimums-write = Tworzenie i usuwanie minimów logistycznych

freight-minimum-order-value = Dostarczamy od { $needed } netto; aby zamówić, proszę dodać towar za { $missing }.
freight-minimum-order-weight = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing } towaru.
freight-minimum-order-quantity = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-value = { $sku } dostarczamy od { $needed } netto; aby zamówić, proszę dodać go za { $missing }.
freight-minimum-product-weight = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-quantity = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.

problem-no-such-logistic-minimum = Nie ma takiego minimum logistycznego.
problem-freight-no_such_customer = Nie ma klienta { $customer }.
problem-freight-no_such_product = Nie ma produktu { $sku }.
