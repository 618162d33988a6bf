import { useGetOne } from 'ra-core';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Address, Order } from '../../api/models';
import { ErrorNotice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useT } from '../../ui/useT';
import { Amount, Code, Day, When } from '../../ui/values';
import { ConfirmationMenu } from './ConfirmationMenu';
import { OrderActions } from './OrderActions';
import { OrderLines } from './OrderLines';
import { OrderState } from './state';

export default function OrderPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data: order, error, isPending, refetch } = useGetOne<Order>('orders', { id });
  const back = { to: '/orders', label: t('orders-orders') };
  if (isPending) return <PageSkeleton />;
  if (!order) {
    return (
      <Page title={t('orders-order')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={t('orders-order-title', { number: order.number })}
      aside={<OrderState state={order.state} />}
      actions={
        <>
          <ConfirmationMenu order={order} />
          <OrderActions order={order} />
        </>
      }
      back={back}
    >
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      <Facts order={order} />
      <section className="section">
        <h2>{t('orders-lines')}</h2>
        <OrderLines order={order} />
        <Sums order={order} />
      </section>
      <section className="section">
        <h2>{t('orders-history')}</h2>
        <History order={order} />
      </section>
    </Page>
  );
}

function Facts({ order }: { order: Order }) {
  const t = useT();
  const placedBy = order.placed_by?.name ?? t('orders-someone');
  return (
    <dl className="facts">
      <div>
        <dt>{t('orders-column-company')}</dt>
        <dd>
          <Link className="link" to={`/orders?company_id=${order.company.id}`}>
            {order.company.name}
          </Link>
          <div className="muted">
            <Code>{order.company.code}</Code>
          </div>
        </dd>
      </div>
      <div>
        <dt>{t('orders-column-placed')}</dt>
        <dd>
          <When at={order.placed_at} />
          <div className="muted">
            {order.on_behalf ? t('orders-placed-on-behalf', { name: placedBy }) : placedBy}
          </div>
        </dd>
      </div>
      <div>
        <dt>{t('orders-order-date')}</dt>
        <dd>
          <Day on={order.order_date} />
        </dd>
      </div>
      {order.requested_date && (
        <div>
          <dt>{t('orders-requested-date')}</dt>
          <dd>
            <Day on={order.requested_date} />
          </dd>
        </div>
      )}
      {order.po_number && (
        <div>
          <dt>{t('orders-column-po-number')}</dt>
          <dd>
            <Code>{order.po_number}</Code>
          </dd>
        </div>
      )}
      {order.delivery_address && (
        <div>
          <dt>{t('orders-delivery-address')}</dt>
          <dd>
            <AddressLines address={order.delivery_address} />
          </dd>
        </div>
      )}
      <Terms order={order} />
      {order.note && (
        <div>
          <dt>{t('orders-note')}</dt>
          <dd>{order.note}</dd>
        </div>
      )}
    </dl>
  );
}

/** What was agreed beside the lines. */
function Terms({ order }: { order: Order }) {
  const t = useT();
  const { shipping, payment, cost_centre, partial_delivery } = order.terms;
  return (
    <>
      {shipping && (
        <div>
          <dt>{t('orders-shipping')}</dt>
          <dd>
            {shipping.name}
            <div className="muted">
              {t('orders-shipping-packed', {
                parcels: shipping.parcels,
                pallets: shipping.pallets,
              })}
            </div>
            {!shipping.is_charged && shipping.net && (
              <div className="muted">
                {t('orders-shipping-later')}{' '}
                <Amount value={shipping.net} currency={order.currency} />
              </div>
            )}
            {shipping.steps.length > 0 && (
              <details>
                <summary>{t('orders-shipping-why')}</summary>
                <ol>
                  {shipping.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </details>
            )}
          </dd>
        </div>
      )}
      {payment && (
        <div>
          <dt>{t('orders-payment')}</dt>
          <dd>
            {payment.name}
            {payment.days != null && (
              <div className="muted">{t('orders-payment-days', { days: payment.days })}</div>
            )}
          </dd>
        </div>
      )}
      {cost_centre && (
        <div>
          <dt>{t('orders-cost-centre')}</dt>
          <dd>
            <Code>{cost_centre}</Code>
          </dd>
        </div>
      )}
      {!partial_delivery && (
        <div>
          <dt>{t('orders-delivery')}</dt>
          <dd>{t('orders-delivery-at-once')}</dd>
        </div>
      )}
    </>
  );
}

function AddressLines({ address }: { address: Address }) {
  return (
    <address className="address">
      {address.name}
      <br />
      {address.street}
      <br />
      {address.postal_code} {address.city}, {address.country}
    </address>
  );
}

function Sums({ order }: { order: Order }) {
  const t = useT();
  const notes = [...new Set(order.taxes.flatMap((share) => share.note ?? []))];
  return (
    <dl className="sum">
      {order.terms.discounts.map((discount) => (
        <Extra key={`${discount.name} ${discount.code}`} name={discount.name} code={discount.code}>
          −<Amount value={discount.amount} currency={order.currency} />
        </Extra>
      ))}
      {order.terms.charges.map((charge) => (
        <Extra key={charge.code} name={charge.name}>
          <Amount value={charge.net} currency={order.currency} />
        </Extra>
      ))}
      <dt>{t('orders-column-net')}</dt>
      <dd>
        <Amount value={order.net_total} currency={order.currency} />
      </dd>
      <dt>{t('orders-tax')}</dt>
      <dd>
        <Amount value={order.tax_total} currency={order.currency} />
      </dd>
      <dt className="final">{t('orders-gross-total')}</dt>
      <dd className="final">
        <Amount value={order.gross_total} currency={order.currency} />
      </dd>
      {notes.map((note) => (
        <dd key={note} className="note muted">
          {note}
        </dd>
      ))}
    </dl>
  );
}

interface ExtraProps {
  name: string;
  code?: string | null;
  children: ReactNode;
}

/** Something between the lines and the sums. */
function Extra({ name, code, children }: ExtraProps) {
  return (
    <>
      <dt>
        {name} {code && <Code>{code}</Code>}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

function History({ order }: { order: Order }) {
  const t = useT();
  return (
    <ol className="timeline">
      {order.history.map((entry) => (
        <li key={`${entry.at}${entry.event}`}>
          <When at={entry.at} />
          <div>
            {t(`orders.event_${entry.event.split('.').at(-1)}`, { _: entry.event })}
            {entry.by && <span className="muted"> · {entry.by}</span>}
            {entry.note && <p className="muted">{entry.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
