import { Link } from 'react-router';
import { Icon } from '../../../ui/icons';
import { useT } from '../../../ui/useT';
import { Chip, Code } from '../../../ui/values';
import { ViewerLink } from './viewers';
import type { GivenAssortment, SightPart, Visibility } from './wire';

/** Whether somebody sees a product: the answer first, then what decided. */
export function Verdict({ of }: { of: Visibility }) {
  const t = useT();
  return (
    <div className="why">
      <header className={of.is_visible ? 'why-answer' : 'why-answer none'}>
        <p className="why-product">
          {of.name} <Code>{of.sku}</Code>
        </p>
        <p className="why-price">
          <span className="why-amount">
            {t(of.is_visible ? 'catalog-sees-yes' : 'catalog-sees-no')}
          </span>
        </p>
        <p className="muted">{t(of.company_id ? 'catalog-sees-company' : 'catalog-sees-guest')}</p>
      </header>
      <h2 className="why-heading">{t('catalog-sees-why')}</h2>
      <ol className="why-chain">
        <OnSale of={of} />
        <PartItem title={t('catalog-sees-frame')} none={t('catalog-sees-no-frame')} of={of.frame} />
        <PartItem
          title={t(of.company_id ? 'catalog-sees-own' : 'catalog-sees-own-guests')}
          none={t(of.company_id ? 'catalog-sees-no-own' : 'catalog-sees-no-own-guests')}
          of={of.own}
        />
      </ol>
    </div>
  );
}

function OnSale({ of }: { of: Visibility }) {
  const t = useT();
  const isOn = !of.is_archived && of.is_published;
  const off = of.is_archived ? 'catalog-sees-archived' : 'catalog-sees-unpublished';
  return (
    <Step holds={isOn} title={t('catalog-sees-on-sale')}>
      <p>{t(isOn ? 'catalog-sees-published' : off)}</p>
    </Step>
  );
}

function Step(props: { holds: boolean; title: string; children: React.ReactNode }) {
  const t = useT();
  return (
    <li className={props.holds ? 'why-step won' : 'why-step silent'}>
      <span className="why-mark" aria-hidden="true">
        {props.holds && <Icon name="check" size={12} />}
      </span>
      <div className="why-card">
        <div className="why-card-head">
          <span className="why-level">{props.title}</span>
          <Chip tone={props.holds ? 'good' : 'bad'}>
            {t(props.holds ? 'catalog-sees-lets' : 'catalog-sees-hides')}
          </Chip>
        </div>
        {props.children}
      </div>
    </li>
  );
}

function PartItem({ title, none, of }: { title: string; none: string; of: SightPart }) {
  return (
    <Step holds={of.shows} title={title}>
      {of.assortments.length === 0 && <p>{none}</p>}
      <ul className="plain-list">
        {of.assortments.map((given) => (
          <li key={`${given.id} ${given.by} ${given.subject_id}`}>
            <Given of={given} />
          </li>
        ))}
      </ul>
    </Step>
  );
}

/** An assortment, by what one has it, and what it says. */
function Given({ of }: { of: GivenAssortment }) {
  const t = useT();
  return (
    <>
      <Link className="link" to={`/assortments/${of.id}`}>
        {of.name}
      </Link>{' '}
      <span className="muted">
        {t(`catalog.viewer_${of.by}`)}
        {of.by !== 'guests' && of.subject_id && (
          <>
            {' '}
            <ViewerLink kind={of.by} id={of.subject_id} />
          </>
        )}
        {' · '}
        {t(`catalog.sees-says_${of.says}`)}
        {of.category && (
          <>
            {' '}
            <Code>{of.category}</Code>
          </>
        )}
      </span>
    </>
  );
}
