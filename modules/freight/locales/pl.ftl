freight-minimum-order-value = Dostarczamy od { $needed } netto; aby zamówić, proszę dodać towar za { $missing }.
freight-minimum-order-weight = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing } towaru.
freight-minimum-order-quantity = Dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-value = { $sku } dostarczamy od { $needed } netto; aby zamówić, proszę dodać go za { $missing }.
freight-minimum-product-weight = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
freight-minimum-product-quantity = { $sku } dostarczamy od { $needed }; aby zamówić, proszę dodać { $missing }.
