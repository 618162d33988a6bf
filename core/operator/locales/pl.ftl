operator-name = Operator
operator-description = Zakłada, zawiesza, eksportuje i usuwa sklepy oraz pilnuje ich limitów.
