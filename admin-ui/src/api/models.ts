// Short names for the wire types, so that a regenerated types.ts changes nothing elsewhere.
import type { components } from './types';

type Schemas = components['schemas'];

export type Persona = Schemas['Persona'];
export type SessionView = Schemas['SessionView'];
export type NavigationEntry = Schemas['NavigationEntry'];
export type AdminShell = Schemas['AdminShell'];
export type Problem = Schemas['Problem'];
export type Address = Schemas['Address'];
export type OrderSummary = Schemas['OrderSummary'];
export type OrderLine = Schemas['OrderLine'];
export type Order = Schemas['Order'];
export type Product = Schemas['Product'];
export type Company = Schemas['Company'];
export type Warehouse = Schemas['Warehouse'];
export type StockLevel = Schemas['StockLevel'];
export type ImportView = Schemas['Import'];
export type ModuleView = Schemas['Module'];
export type SettingsSchema = Schemas['SettingsSchema'];
export type SettingsProperty = Schemas['SettingsProperty'];
export type FreightMinimum = Schemas['FreightMinimum'];
