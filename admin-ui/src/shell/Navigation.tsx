import { useEffect } from 'react';
import { NavLink } from 'react-router';
import { useShell } from '../api/session';
import { type NavigationItem, navigationItems } from '../extend/registry';
import { Icon } from '../ui/icons';
import { useT } from '../ui/useT';
import { LanguageSelect } from './LanguageSelect';
import { PersonaSwitch } from './TopBar';

export function Navigation({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const { navigation } = useShell();

  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [open, onClose]);

  return (
    <>
      {open && <div className="navigation-scrim" onClick={onClose} aria-hidden="true" />}
      <nav className={open ? 'navigation open' : 'navigation'} aria-label={t('shell-navigation')}>
        <div className="navigation-head">
          <span className="wordmark">
            <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width="20" height="20" />
            Kontor
          </span>
          <button
            type="button"
            className="icon-button navigation-close"
            onClick={onClose}
            aria-label={t('shell-close-navigation')}
          >
            <Icon name="close" />
          </button>
        </div>
        {zonesOf(navigationItems(navigation)).map(([zone, items]) => (
          <section key={zone} aria-label={t(`shell.zone_${zone}`, { _: zone })}>
            <h2 className="navigation-zone">{t(`shell.zone_${zone}`, { _: zone })}</h2>
            <ul>
              {items.map((item) => (
                <li key={item.path}>
                  <NavLink className="navigation-link" to={item.path}>
                    {item.icon && <Icon name={item.icon} />}
                    {t(item.labelKey)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <div className="navigation-choices">
          <PersonaSwitch />
          <LanguageSelect />
        </div>
      </nav>
    </>
  );
}

/** Groups entries by zone and keeps their order. */
function zonesOf(items: NavigationItem[]): [string, NavigationItem[]][] {
  const zones = new Map<string, NavigationItem[]>();
  for (const item of items) zones.set(item.zone, [...(zones.get(item.zone) ?? []), item]);
  return [...zones];
}
