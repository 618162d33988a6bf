# Orders: list, order page, confirming and cancelling.

orders-orders = Orders
orders-search = Search orders
orders-state-all = All
orders-state_awaiting_approval = Awaiting approval
orders-state_on_hold = On hold
orders-state_placed = Placed
orders-state_confirmed = Confirmed
orders-state_cancelled = Cancelled
orders-filter-from = From
orders-filter-to = To
orders-filter-company = One company
orders-column-number = Order
orders-column-state = State
orders-column-company = Company
orders-column-po-number = PO number
orders-column-lines = Lines
orders-column-placed = Placed
orders-column-net = Net
orders-column-gross = Gross
orders-totals =
    { $count ->
        [one] Total of 1 order on this page
       *[other] Total of { $count } orders on this page
    }{ $left ->
        [0] {""}
       *[other] , without { $left } cancelled
    }
orders-empty-title = No orders yet
orders-empty-text = Orders appear here as soon as a company places one. Products and prices have to be there first.
orders-empty-action = Import products
orders-order = Order
orders-order-title = Order { $number }
orders-order-date = Order date
orders-requested-date = Requested delivery
orders-delivery-address = Deliver to
orders-note = Note
orders-someone = Unknown user
orders-placed-on-behalf = by { $name } on behalf of the company
orders-lines = Lines
orders-line-position = No.
orders-line-sku = SKU
orders-line-name = Name
orders-line-quantity = Quantity
orders-line-price = Unit price
orders-line-tax-rate = Tax
orders-line-waits = Part of it waits for stock
orders-line-waits-on = Part of it waits for stock, expected on { $on }
orders-line-waits-quantity = { $quantity } wait for stock
orders-line-waits-quantity-on = { $quantity } wait for stock, expected on { $on }
orders-line-holds = of { $holds } ({ $all } { $unit })
orders-per = per { $per }
orders-tax = Tax
orders-gross-total = Total to pay
orders-history = History
orders-event_approved = Approved by the customer’s company
orders-event_held = Put on hold
orders-event_resumed = Goes on
orders-event_placed = Order placed
orders-event_confirmed = Order confirmed
orders-event_cancelled = Order cancelled
orders-event_order_placed = Order placed
orders-event_order_confirmed = Order confirmed
orders-event_order_cancelled = Order cancelled
orders-confirmation = Confirmation
orders-confirmation-pdf = As PDF
orders-confirmation-xlsx = As table (XLSX)
orders-confirm = Confirm order
orders-confirm-title = Confirm order { $number }?
orders-confirm-text =
    { $count ->
        [one] { $company } sees the order as confirmed: 1 line for { $amount }.
       *[other] { $company } sees the order as confirmed: { $count } lines for { $amount }.
    } It can still be cancelled afterwards.
orders-confirm-note = Note for the history
orders-confirm-note-help = May stay empty.
orders-cancel = Cancel order
orders-cancel-title = Cancel order { $number }?
orders-cancel-text =
    { $count ->
        [one] 1 line is cancelled and its stock is free for others. { $company } sees the order as cancelled.
       *[other] { $count } lines are cancelled and their stock is free for others. { $company } sees the order as cancelled.
    } This cannot be undone.
orders-cancel-reason = Reason
orders-cancel-reason-help = Goes into the history of the order.
orders-cancel-reason-missing = Write why the order is cancelled.
orders-done-confirm = Order { $number } is confirmed.
orders-done-cancel = Order { $number } is cancelled.
orders-hold = Put on hold
orders-hold-title = Put order { $number } on hold?
orders-hold-text =
    { $count ->
        [one] { $company } sees the order as on hold. Its stock stays reserved.
       *[other] { $company } sees the order as on hold. The stock of its { $count } lines stays reserved.
    }
orders-resume = Let it go on
orders-resume-title = Let order { $number } go on?
orders-done-hold = Order { $number } is on hold.
orders-done-resume = Order { $number } goes on.
orders-shipping = Delivery
orders-shipping-packed = { $pallets ->
        [0] { $parcels ->
            [one] about 1 parcel
           *[other] about { $parcels } parcels
        }
        [one] about 1 pallet
       *[other] about { $pallets } pallets
    }
orders-shipping-later = Settled later:
orders-shipping-why = How the price came about
orders-payment = Payment
orders-payment-days = { $days ->
        [0] due at once
        [one] within 1 day
       *[other] within { $days } days
    }
orders-cost-centre = Cost centre
orders-delivery = Partial delivery
orders-delivery-at-once = No, everything at once
