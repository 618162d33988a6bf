import { signOf } from '../../../ui/decimal';
import { useFormat } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { Notice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { Code, Day } from '../../../ui/values';
import { furthest, lengthOf, percentOf } from './millionths';
import type { Part, Sums, WhatIf } from './wire';

/** Sums as ordered, at today's prices and with the list, and who and what it would change most. */
export function WhatIfAnswer({ answer }: { answer: WhatIf }) {
  const t = useT();
  const format = useFormat();
  const { all, currency } = answer;
  if (answer.lines === 0) return null;
  return (
    <>
      {answer.lines_without_price > 0 && (
        <Notice tone="warn">
          {t('catalog-what-if-without', { count: answer.lines_without_price })}
        </Notice>
      )}
      {answer.is_cut && <Notice tone="info">{t('catalog-what-if-cut')}</Notice>}
      <dl className="what-if-sums">
        <Sum label={t('catalog-what-if-ordered')} value={all.ordered} currency={currency} />
        <Sum label={t('catalog-what-if-today')} value={all.today} currency={currency} />
        <Sum label={t('catalog-what-if-then')} value={all.then} currency={currency} strong />
        <div className="what-if-sum">
          <dt>{t('catalog-what-if-change')}</dt>
          <dd>
            <Change sums={all} currency={currency} />
          </dd>
        </div>
        {all.cost !== null && (
          <Sum label={t('catalog-what-if-cost')} value={all.cost} currency={currency} />
        )}
      </dl>
      <p className="muted">
        {t('catalog-what-if-lines', {
          count: answer.lines,
          number: format.number(answer.changed_lines),
        })}{' '}
        <Day on={answer.since} />. {t('catalog-what-if-net')}
      </p>
      <Bars title={t('catalog-what-if-companies')} parts={answer.companies} currency={currency} />
      <Bars title={t('catalog-what-if-products')} parts={answer.products} currency={currency} />
    </>
  );
}

function Sum(props: { label: string; value: string; currency: string; strong?: boolean }) {
  const format = useFormat();
  return (
    <div className={props.strong ? 'what-if-sum strong' : 'what-if-sum'}>
      <dt>{props.label}</dt>
      <dd>
        <span className="what-if-amount">{format.amount(props.value, props.currency)}</span>{' '}
        <span className="unit">{props.currency}</span>
      </dd>
    </div>
  );
}

const TONES = { '-1': 'less', '0': 'same', '1': 'more' } as const;

/** More or less: by sign, arrow, word and colour. */
export function Change({ sums, currency }: { sums: Sums; currency: string }) {
  const t = useT();
  const format = useFormat();
  const sign = signOf(sums.change);
  const tone = TONES[`${sign}` as keyof typeof TONES];
  const percent = percentOf(sums.change, sums.today);
  const plus = sign > 0 ? '+' : '';
  const minus = (text: string) => text.replace('-', '−');
  return (
    <span className={`change ${tone}`}>
      {sign !== 0 && <Icon name={sign > 0 ? 'up' : 'down'} size={12} />}
      <span className="change-amount">
        {plus}
        {minus(format.amount(sums.change, currency))}
      </span>
      {percent !== null && (
        <span className="change-percent">
          {plus}
          {minus(format.number(percent))} %
        </span>
      )}
      <span className="visually-hidden">{t(`catalog.change_${tone}`)}</span>
    </span>
  );
}

/** Bars from a line in the middle: to the right what becomes dearer, to the left what becomes cheaper. */
function Bars(props: { title: string; parts: Part[]; currency: string }) {
  const { title, parts, currency } = props;
  const t = useT();
  const touched = parts.filter(({ sums }) => signOf(sums.change) !== 0);
  const longest = furthest(touched.map(({ sums }) => sums.change));
  return (
    <section className="section">
      <h2>{title}</h2>
      {touched.length === 0 && <p className="muted">{t('catalog-what-if-none')}</p>}
      <ul className="bars">
        {touched.map(({ code, name, sums }) => (
          <li key={code} className="bar-row">
            <span className="bar-name" title={name}>
              {name} <Code>{code}</Code>
            </span>
            <Bar change={sums.change} longest={longest} />
            <Change sums={sums} currency={currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bar({ change, longest }: { change: string; longest: string }) {
  const half = lengthOf(change, longest) / 2;
  const isMore = signOf(change) > 0;
  return (
    <svg className="bar" aria-hidden="true" focusable="false">
      <rect
        className={isMore ? 'more' : 'less'}
        x={`${isMore ? 50 : 50 - half}%`}
        y="3"
        width={`${half}%`}
        height="10"
        rx="2"
      />
      <line className="middle" x1="50%" x2="50%" y1="0" y2="16" />
    </svg>
  );
}
