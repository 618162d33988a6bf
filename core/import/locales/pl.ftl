import-name = Import
import-description = Produkty, ceny, kontrahenci i stany magazynowe z plików CSV.
import-permission-runs-read = Podgląd importów i ich raportów
import-permission-runs-start = Importowanie i przerywanie importów
