import { useQueryClient } from '@tanstack/react-query';
import type { Persona } from '../api/models';
import { signOut, switchPersona, useSession } from '../api/session';
import { Icon } from '../ui/icons';
import { setMode, useMode } from '../ui/mode';
import { useShowFailure } from '../ui/toast';
import { useT } from '../ui/useT';
import { LanguageSelect } from './LanguageSelect';

export function TopBar({ onOpenNavigation }: { onOpenNavigation: () => void }) {
  const t = useT();
  const { tenant, legal_entity, user } = useSession();
  return (
    <header className="top-bar">
      <button
        type="button"
        className="icon-button top-bar-menu"
        onClick={onOpenNavigation}
        aria-label={t('shell-open-navigation')}
      >
        <Icon name="menu" />
      </button>
      <div className="top-bar-tenant" title={`${legal_entity.name} · ${legal_entity.country}`}>
        {tenant.name}
      </div>
      <div className="top-bar-tools">
        <a className="top-bar-user" title={user.email} href="/account">
          {user.name}
        </a>
        <span className="top-bar-choices">
          <PersonaSwitch />
          <LanguageSelect />
        </span>
        <ModeSwitch />
        <SignOutButton />
      </div>
    </header>
  );
}

/** The role one acts in; a choice only for people who have several. */
export function PersonaSwitch() {
  const t = useT();
  const { persona, personas } = useSession();
  const showFailure = useShowFailure();
  const queryClient = useQueryClient();
  if (personas.length < 2) return <span className="tag">{personaName(persona)}</span>;

  const change = async (membershipId: string) => {
    try {
      await switchPersona(membershipId);
      queryClient.clear();
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <select
      className="select quiet"
      aria-label={t('shell-persona')}
      value={persona.membership_id}
      onChange={(event) => change(event.target.value)}
    >
      {personas.map((choice) => (
        <option key={choice.membership_id} value={choice.membership_id}>
          {personaName(choice)}
        </option>
      ))}
    </select>
  );
}

function personaName(persona: Persona): string {
  return persona.company ? `${persona.role.name} · ${persona.company.name}` : persona.role.name;
}

function ModeSwitch() {
  const t = useT();
  const mode = useMode();
  const other = mode === 'dark' ? 'light' : 'dark';
  const label = t(other === 'dark' ? 'shell-use-dark' : 'shell-use-light');
  return (
    <button
      type="button"
      className="icon-button"
      onClick={() => setMode(other)}
      aria-label={label}
      title={label}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}

function SignOutButton() {
  const t = useT();
  const showFailure = useShowFailure();
  return (
    <button
      type="button"
      className="icon-button"
      onClick={() => signOut().catch(showFailure)}
      aria-label={t('shell-sign-out')}
      title={t('shell-sign-out')}
    >
      <Icon name="exit" />
    </button>
  );
}
