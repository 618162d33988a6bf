operator-name = Gestore
operator-description = Crea, sospende, esporta e cancella i negozi e ne fa rispettare i limiti.
