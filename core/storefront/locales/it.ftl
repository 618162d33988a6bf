storefront-name = Negozio
storefront-description = Le pagine su cui gli acquirenti scelgono, ordinano e seguono i propri ordini.
