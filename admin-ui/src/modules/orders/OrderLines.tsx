import type { Order, OrderLine } from '../../api/models';
import { useFormat } from '../../ui/format';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { Amount, Code, Quantity } from '../../ui/values';

export function OrderLines({ order }: { order: Order }) {
  const t = useT();
  const format = useFormat();
  return (
    <TableBox label={t('orders-lines')}>
      <table className="table">
        <caption className="visually-hidden">{t('orders-lines')}</caption>
        <thead>
          <tr>
            <th scope="col" className="end from-tablet">
              {t('orders-line-position')}
            </th>
            <th scope="col">{t('orders-line-sku')}</th>
            <th scope="col" className="grow from-tablet">
              {t('orders-line-name')}
            </th>
            <th scope="col" className="end">
              {t('orders-line-quantity')}
            </th>
            <th scope="col" className="end from-tablet">
              {t('orders-line-price')}
            </th>
            <th scope="col" className="end from-tablet">
              {t('orders-line-tax-rate')}
            </th>
            <th scope="col" className="end">
              {t('orders-column-net')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.position}>
              <td className="end from-tablet muted">{line.position}</td>
              <td>
                <Code>{line.sku}</Code>
                <span className="phone-line">{line.name}</span>
                <span className="phone-line">
                  <Waiting line={line} />
                </span>
              </td>
              <td className="grow from-tablet" title={line.name}>
                {line.name}
                <Waiting line={line} />
              </td>
              <td className="end">
                <Quantity value={line.quantity} unit={line.unit} />
                {line.unit !== line.base_unit && (
                  <span className="unit">
                    {' '}
                    {t('orders-line-holds', {
                      holds: format.number(line.factor),
                      all: format.number(line.base_quantity),
                      unit: line.base_unit,
                    })}
                  </span>
                )}
                <span className="phone-line">
                  <UnitPrice line={line} currency={order.currency} />
                </span>
              </td>
              <td className="end from-tablet">
                <UnitPrice line={line} currency={order.currency} />
              </td>
              <td className="end from-tablet">{format.number(line.tax_rate)} %</td>
              <td className="end line-net">
                <Amount value={line.net} currency={order.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

/** How much of a line waits for stock, and until when. */
function Waiting({ line }: { line: OrderLine }) {
  const t = useT();
  const format = useFormat();
  const { waiting } = line;
  if (!waiting) return null;
  const { base_quantity: count, expected_on: on } = waiting;
  const quantity = count ? `${format.number(String(count))} ${line.base_unit}` : '';
  const key = `orders.line-waits${count ? '-quantity' : ''}${on ? '-on' : ''}`;
  return <span className="waits">{t(key, { quantity, on: on ? format.day(on) : '' })}</span>;
}

/** "2.55 GBP", or "12.40 GBP per 100" where the price is for more than one unit. */
function UnitPrice({ line, currency }: { line: OrderLine; currency: string }) {
  const t = useT();
  const format = useFormat();
  const perOne = line.per === '1' || line.per === '';
  return (
    <>
      <Amount value={line.unit_price} currency={currency} />
      {!perOne && (
        <span className="unit"> {t('orders-per', { per: format.number(line.per) })}</span>
      )}
    </>
  );
}
