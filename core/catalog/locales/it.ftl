catalog-name = Catalogo
catalog-description = Prodotti, categorie, listini e imposte.
catalog-permission-products-read = Vedere i prodotti con tutto ciò che gli acquirenti non vedono
catalog-permission-products-write = Creare e modificare prodotti e categorie
catalog-permission-prices-read = Vedere tutti i listini
catalog-permission-prices-write = Creare listini e modificare prezzi
catalog-permission-taxes-write = Modificare le aliquote
