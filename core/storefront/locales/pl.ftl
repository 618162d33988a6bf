storefront-name = Sklep
storefront-description = Strony, na których kupujący wybierają, zamawiają i śledzą zamówienia.
