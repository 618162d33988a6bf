orders-unknown-product = Il prodotto { $sku } non è disponibile per voi.
orders-no-price = Il prodotto { $sku } non ha ancora un prezzo; chiedeteci un'offerta.
orders-bad-quantity = { $decimals ->
    [0] La quantità di { $sku } deve essere un numero intero maggiore di zero.
   *[other] La quantità di { $sku } deve essere maggiore di zero e avere al massimo { $decimals } decimali.
}
orders-short = Di { $sku } sono disponibili solo { $available } { $unit }; ordinatene al massimo altrettanti.
orders-check-missing = Un controllo di questo carrello non è stato possibile ora; verrà fatto all'invio dell'ordine.
