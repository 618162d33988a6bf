documents-name = Documents
documents-description = Order confirmations as PDF and tables: issued once, kept as they are, and sent by mail.
documents-setting-mail_when_placed = Write to the buyer when an order is placed
documents-setting-mail_when_confirmed = Write to the buyer when an order is confirmed, with the confirmation as PDF

documents-confirmation-title = Order confirmation { $number }
documents-confirmation-sheet = Order confirmation
documents-confirmation-number = Order number
documents-confirmation-order-date = Order date
documents-confirmation-po-number = Your order number
documents-confirmation-requested-date = Requested delivery
documents-confirmation-customer-code = Customer number
documents-confirmation-seller = Seller
documents-confirmation-buyer = Buyer
documents-confirmation-deliver-to = Deliver to
documents-confirmation-vat-id = VAT ID { $id }
documents-confirmation-position = No.
documents-confirmation-item = Item
documents-confirmation-sku = Code
documents-confirmation-name = Item
documents-confirmation-quantity = Quantity
documents-confirmation-unit = Unit
documents-confirmation-price = Unit price, { $currency }
documents-confirmation-per = per { $quantity }
documents-confirmation-per-head = Price per
documents-confirmation-tax = VAT, %
documents-confirmation-net = Net, { $currency }
documents-confirmation-carried-forward = Carried forward
documents-confirmation-brought-forward = Brought forward
documents-confirmation-net-total = Net total
documents-confirmation-tax-on = VAT { $rate } on { $net }
documents-confirmation-gross-total = Total
documents-confirmation-discount = incl. discount −{ $amount }
documents-confirmation-discounts = Discounts
documents-confirmation-discount-head = Discount
documents-confirmation-cost-centre = Cost centre
documents-confirmation-shipping = Delivery
documents-confirmation-payment = Payment
documents-confirmation-payment-within = { $days ->
        [0] { $way }, due at once
        [one] { $way }, within { $days } day
       *[other] { $way }, within { $days } days
    }
documents-confirmation-note = Your note
documents-confirmation-lead = We confirm your order with the goods, quantities and prices below. This is not an invoice.

documents-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }

problem-documents-not_confirmed = The order has not been confirmed. There is a confirmation of it as soon as it is.

## Units of measure
documents-unit-pcs = pcs
documents-unit-pc = pcs
documents-unit-piece = pcs
documents-unit-pair = pair
documents-unit-set = set
documents-unit-pack = pack
documents-unit-box = box
documents-unit-carton = carton
documents-unit-pallet = pallet
documents-unit-roll = roll
documents-unit-bag = bag
documents-unit-bottle = bottle
documents-unit-kg = kg
documents-unit-g = g
documents-unit-m = m
documents-unit-cm = cm
documents-unit-mm = mm
documents-unit-m2 = m²
documents-unit-m3 = m³
documents-unit-l = l
documents-unit-ml = ml
documents-unit-h = h
documents-unit-hour = h
documents-unit-day = day
documents-unit-service = service
