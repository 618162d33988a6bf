//! What was ordered is published line by line, so that others can ask what a change would have meant for it.
//! Cancelled orders are left out: nobody paid for them.

const LINES: &str = "SELECT l.tenant_id, l.order_id, o.number, o.company_id, o.company_code, o.company_name, o.channel_id, o.currency, \
    o.order_date, o.placed_at, l.product_id, l.sku, l.name, l.base_quantity, l.tax_rate, l.net \
    FROM orders_lines l JOIN orders_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id WHERE o.state <> 'cancelled'";

crate::step!("orders_m20261130_lines_view", schema => {
    schema.publish_view("v_orders_lines", LINES).await?;
});
