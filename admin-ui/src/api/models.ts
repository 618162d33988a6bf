// Short names for the wire types, so that a regenerated types.ts changes nothing elsewhere. Where the
// description says "text" and the server has a closed list, the list is written out here.
import type { components } from './types';

type Schemas = components['schemas'];
type Narrow<T, Known> = Omit<T, keyof Known> & Known;
/** A request may bring a quantity as a number; an answer always has it as text. */
type Answer<T> = { [K in keyof T]: string | number extends T[K] ? string : T[K] };

export type Persona = Schemas['PersonaView'];
export type SessionView = Schemas['SessionView'];
export type SecondFactor = Schemas['SecondFactorView'];
export type PasskeyChallenge = Schemas['PasskeyChallenge'];
export type Me = Schemas['MeView'];
export type TotpSetup = Schemas['TotpSetup'];
export type RecoveryCodes = Schemas['RecoveryCodes'];
export type NamedCode = Schemas['NamedCode'];
export type ApiToken = Schemas['TokenView'];
export type OwnedToken = Schemas['OwnedTokenView'];
export type Acting = Schemas['ActingEntry'];
export type Erased = Schemas['ErasedView'];
export type CompanyTerritory = Schemas['CompanyTerritory'];
export type NavigationEntry = Schemas['NavigationEntry'];
export type AdminShell = Schemas['Shell'];
/** Also made here for answers that are none, which have neither code nor type. */
export type Problem = Pick<Schemas['Problem'], 'title' | 'status'> & Partial<Schemas['Problem']>;
export type Address = Schemas['Address'];
export type OrderSummary = Schemas['OrderSummary'];
export type OrderLine = Answer<Schemas['OrderLineView']>;
export type Order = Narrow<Schemas['OrderView'], { lines: OrderLine[] }>;
export type Product = Schemas['ProductView'];
export type Publication = Schemas['PublicationView'];
export type ProductRules = Schemas['ProductRules'];
export type UploadedFile = Schemas['FileFacts'];
export type Medium = Schemas['MediumDetail'];
export type MediaList = Schemas['MediaList'];
export type Unit = Schemas['UnitView'];
export type PriceList = Schemas['PriceListView'];
export type Company = Schemas['CompanyView'];
/** A person with what they are here. */
export type Person = Schemas['PersonView'] & { id: string };
export type Membership = Schemas['MembershipView'];
export type Scopes = Schemas['Scopes'];
export type Invitation = Schemas['InvitationView'];
export type Role = Schemas['RoleView'];
export type Permission = Schemas['PermissionView'] & { id: string };
export type Explanation = Schemas['Explanation'];
export type OwnSession = Schemas['OwnSessionView'];
export type Registration = Schemas['RegistrationView'];
export type RegistrationForm = Schemas['RegistrationForm'];
export type CompanyTree = Schemas['CompanyTree'];
export type CompanyNode = Schemas['CompanyNode'];
export type Territory = Schemas['TerritoryView'];
export type TaxRate = Answer<Schemas['TaxRate']>;
export type TaxRates = Schemas['TaxRates'];
export type TaxClass = Schemas['TaxClassView'];
export type TaxClasses = Schemas['TaxClasses'];
export type TaxRules = Schemas['TaxRules'];
export type TaxExemption = Schemas['TaxExemptionView'];
export type TaxExemptions = Schemas['TaxExemptionList'];
export type CustomerGroup = Schemas['CustomerGroupView'];
export type GroupsOfCompany = Schemas['GroupsOfCompany'];
export type Placement = Schemas['PlacementView'];
export type LegalEntity = Schemas['LegalEntityDetail'];
export type Channel = Schemas['ChannelDetail'];
export type Provider = Schemas['ProviderView'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditReport = Schemas['AuditReport'];
export type Message = Schemas['Message'];
export type Category = Schemas['CategoryDetail'];
export type Synonym = Schemas['SynonymView'];
export type AttributeDefinition = Schemas['AttributeDefinition'];
export type AttributeThing = Schemas['AttributeThing'];
export type AttributeKind = Schemas['AttributeKind'];
export type Dictionary = Schemas['DictionaryView'];
export type DictionarySummary = Schemas['DictionarySummary'];
export type DictionaryEntry = Schemas['DictionaryEntry'];
export type Warehouse = Schemas['WarehouseView'];
export type StockLevel = Answer<Schemas['StockView']>;
export type ImportView = Narrow<Schemas['ImportView'], { kind: Schemas['ImportKind'] }>;
export type FreightMinimum = Narrow<
  Schemas['MinimumView'],
  { measure: Schemas['Measure']; severity: 'block' | 'warn' | 'waive' }
>;

export type ModuleView = Narrow<
  Schemas['ModuleView'],
  { settings: Record<string, unknown>; settings_schema: SettingsSchema | null }
>;

/** The part of JSON Schema that modules describe their settings with. */
export interface SettingsSchema {
  type?: 'object';
  properties?: Record<string, SettingsProperty>;
  required?: string[];
}

export interface SettingsProperty {
  type?: 'string' | 'integer' | 'number' | 'boolean' | string[];
  title?: string;
  description?: string;
  enum?: (string | number)[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}
