operator-name = Operator
operator-description = Makes, suspends, exports and erases tenants, and holds them to their limits.
