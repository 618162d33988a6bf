// Named as the server's manifest names them.
export const MAY_CONFIRM_ORDERS = 'orders.orders.confirm';
export const MAY_CANCEL_ORDERS = 'orders.orders.cancel';
