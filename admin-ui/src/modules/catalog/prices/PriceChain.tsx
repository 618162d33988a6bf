import type { ReactNode } from 'react';
import { type Formatter, useFormat } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { useT } from '../../../ui/useT';
import { Chip, Code, Day, When } from '../../../ui/values';
import { brokenLimit } from './millionths';
import type { PriceExplanation, RuleStep, Step } from './wire';

type T = ReturnType<typeof useT>;

/** Why a price is what it is: the answer first, then every list in the order in which it was asked. */
export function PriceChain({ of }: { of: PriceExplanation }) {
  const t = useT();
  return (
    <div className="why">
      <Answer of={of} />
      <h2 className="why-heading">{t('catalog-why-asked')}</h2>
      {of.strategy === 'lowest' && <p className="muted">{t('catalog-why-lowest')}</p>}
      <ol className="why-chain">
        {of.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list may be asked twice, and its place names it
          <StepItem key={index} step={step} currency={of.currency} />
        ))}
        {of.steps.length === 0 && <li className="why-step silent">{t('catalog-why-nobody')}</li>}
      </ol>
      <div className="why-beside">
        <Tax of={of} />
        <Quantities of={of} />
        <Margin of={of} />
      </div>
    </div>
  );
}

function Answer({ of }: { of: PriceExplanation }) {
  const t = useT();
  const format = useFormat();
  const { price } = of;
  const winner = of.steps.find((step) => step.won);
  return (
    <header className={price ? 'why-answer' : 'why-answer none'}>
      <p className="why-product">
        {of.name} <Code>{of.sku}</Code>
      </p>
      {price ? (
        <p className="why-price">
          <span className="why-amount">{format.amount(price.unit_price, of.currency)}</span>{' '}
          <span className="why-currency">
            {of.currency}
            {price.per !== '1' && ` ${t('catalog-per', { per: format.number(price.per) })}`}
          </span>{' '}
          <span className="why-mode">{t(`catalog.why-mode_${price.tax_mode}`)}</span>
        </p>
      ) : (
        <p className="why-price">
          <span className="why-amount">{t('catalog-why-none')}</span>
        </p>
      )}
      <p className="muted">
        {t('catalog-why-for', { number: format.number(of.quantity) })} <Day on={of.date} />
        {winner && ` · ${t('catalog-why-from', { name: winner.name })}`}
        {price && price.min_quantity !== '1' && (
          <> · {t('catalog-why-tier', { number: format.number(price.min_quantity) })}</>
        )}
      </p>
      {of.as_of && (
        <p className="muted">
          {t('catalog-why-stood')} <When at={of.as_of} />
        </p>
      )}
    </header>
  );
}

/** Whether a list won, had a price without winning, or said nothing. */
function markOf(step: Step): 'won' | 'priced' | 'silent' {
  if (step.won) return 'won';
  return step.unit_price === null ? 'silent' : 'priced';
}

function StepItem({ step, currency }: { step: Step; currency: string }) {
  const t = useT();
  const format = useFormat();
  const mark = markOf(step);
  return (
    <li className={`why-step ${mark}`}>
      <span className="why-mark" aria-hidden="true">
        {mark === 'won' && <Icon name="check" size={12} />}
      </span>
      <div className="why-card">
        <div className="why-card-head">
          <span className="why-level">{t(`catalog.why-level_${step.level}`)}</span>
          {step.won && <Chip tone="good">{t('catalog-why-won')}</Chip>}
        </div>
        <div className="why-line">
          <span className="why-list">
            {step.name} <Code>{step.price_list}</Code>
          </span>
          {step.unit_price !== null && (
            <span className="why-step-price">
              {format.amount(step.unit_price, currency)} <span className="unit">{currency}</span>
            </span>
          )}
        </div>
        {step.unit_price === null && <p className="muted">{step.text}</p>}
        {mark === 'priced' && <p className="muted">{t('catalog-why-priced')}</p>}
        {step.rule && <RuleFlow rule={step.rule} currency={currency} />}
      </div>
    </li>
  );
}

/** What a rule made of what: from the left to the right, or downwards where there is no room. */
function RuleFlow({ rule, currency }: { rule: RuleStep; currency: string }) {
  const t = useT();
  const format = useFormat();
  const amount = (value: string) => format.amount(value, currency);
  const parts: [string, ReactNode][] = [];
  if (rule.base_price !== null) parts.push(['base', amount(rule.base_price)]);
  if (rule.cost !== null) parts.push(['cost', amount(rule.cost)]);
  parts.push(['rule', <code key="rule">{rule.formula}</code>]);
  parts.push(['computed', amount(rule.computed)]);
  if (rule.ended !== rule.computed) parts.push(['ended', amount(rule.ended)]);
  return (
    <div className="why-rule">
      <p className="muted">
        {t('catalog-why-rule', { number: rule.number })}{' '}
        {rule.when ? <code>{rule.when}</code> : t('catalog-why-rule-all')}
      </p>
      <ol className="why-flow">
        {parts.map(([part, value]) => (
          <li key={part} className={part === 'base' || part === 'cost' ? 'input-part' : undefined}>
            <span className="why-flow-label">{t(`catalog.why-part_${part}`)}</span>
            <span className="why-flow-value">{value}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Beside(props: { title: string; tone?: 'warn'; children: ReactNode }) {
  return (
    <section className={props.tone ? `why-panel ${props.tone}` : 'why-panel'}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Tax({ of }: { of: PriceExplanation }) {
  const t = useT();
  const format = useFormat();
  const rate = of.tax_rate;
  return (
    <Beside title={t('catalog-why-tax')} tone={rate === null ? 'warn' : undefined}>
      {rate === null ? (
        <p>{t('catalog-why-tax-none')}</p>
      ) : (
        <>
          <p className="why-figure">{format.number(rate)} %</p>
          {of.price && <p className="muted">{t(`catalog.why-tax_${of.price.tax_mode}`)}</p>}
        </>
      )}
    </Beside>
  );
}

/** The limits in words, such as "at least 10 · in steps of 5". */
function limitsOf(of: PriceExplanation, t: T, format: Formatter): string {
  const names = ['minimum', 'maximum', 'increment'] as const;
  const told = names.flatMap((name) => {
    const value = of.quantities[name];
    return value === null ? [] : [t(`catalog.why-limit_${name}`, { number: format.number(value) })];
  });
  return told.join(' · ');
}

function Quantities({ of }: { of: PriceExplanation }) {
  const t = useT();
  const format = useFormat();
  const limits = limitsOf(of, t, format);
  const broken = brokenLimit(of.quantity, of.quantities);
  return (
    <Beside title={t('catalog-why-quantities')} tone={broken ? 'warn' : undefined}>
      <p>{limits || t('catalog-why-any-quantity')}</p>
      {broken && (
        <p className="why-warning">
          <Icon name="warning" size={14} />
          {t('catalog-why-broken', { number: format.number(of.quantity) })}
        </p>
      )}
    </Beside>
  );
}

/** A margin from nothing to the whole price, with the floor as a line; numbers beyond are cut. */
function Margin({ of }: { of: PriceExplanation }) {
  const t = useT();
  const format = useFormat();
  const { margin } = of;
  if (!margin) return null;
  const place = (percent: string) => Math.max(0, Math.min(100, Number(percent)));
  return (
    <Beside title={t('catalog-why-margin')} tone={margin.is_below_floor ? 'warn' : undefined}>
      <p className="why-figure">{format.number(margin.margin)} %</p>
      <svg className="why-meter" aria-hidden="true" focusable="false">
        <rect className="track" width="100%" height="6" y="5" rx="3" />
        <rect className="value" width={`${place(margin.margin)}%`} height="6" y="5" rx="3" />
        {margin.floor !== null && (
          <rect className="floor" x={`${place(margin.floor)}%`} width="2" height="16" />
        )}
      </svg>
      <p className="muted">
        {t('catalog-why-cost', { amount: format.amount(margin.cost, of.currency) })} {of.currency}
        {margin.floor !== null && (
          <> · {t('catalog-why-floor', { number: format.number(margin.floor) })}</>
        )}
      </p>
      {margin.is_below_floor && (
        <p className="why-warning">
          <Icon name="warning" size={14} />
          {t('catalog-why-below-floor')}
        </p>
      )}
    </Beside>
  );
}
