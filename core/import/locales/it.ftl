import-name = Importazione
import-description = Prodotti, prezzi, clienti e giacenze da file CSV.
import-permission-runs-read = Vedere le importazioni e i loro rapporti
import-permission-runs-start = Importare e annullare importazioni
