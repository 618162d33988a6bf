catalog-name = Catalogo
catalog-description = Prodotti, categorie, listini e imposte.
catalog-permission-products-read = Vedere i prodotti con tutto ciò che gli acquirenti non vedono
catalog-permission-products-write = Creare e modificare prodotti e categorie
catalog-permission-prices-read = Vedere tutti i listini
catalog-permission-prices-write = Creare listini e modificare prezzi
catalog-permission-taxes-write = Modificare le aliquote

problem-catalog-duplicate_sku = Il codice { $code } è di un altro prodotto; nei codici maiuscole e minuscole non contano.
problem-catalog-duplicate_category = Il codice { $code } è di un’altra categoria, forse archiviata.
problem-catalog-category_not_empty = In questa categoria ci sono prodotti in vendita ({ $products }); spostali prima in un’altra.
problem-catalog-duplicate_price_list = Il codice { $code } è di un altro listino; nei codici maiuscole e minuscole non contano.
problem-catalog-stale = Nel frattempo qualcun altro lo ha modificato; rileggilo.
problem-catalog-bad_fields = Alcuni campi non sono accettabili.
problem-catalog-unknown_price_list = Non esiste un listino con il codice { $code }.
problem-catalog-no_currency = Il listino { $code } è nuovo, quindi i suoi prezzi devono indicare una valuta.
problem-catalog-other_currency = Il listino { $list } è in { $has }, non in { $wants }.
problem-catalog-no_tax_rate = La classe fiscale { $class } non ha in questa data un’aliquota per { $country }; impostala tra le aliquote.
