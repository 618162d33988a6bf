// What the inventory's routes answer, as this module's pages use it.
import type { Address } from '../../api/models';

export type MovementKind =
  | 'opening'
  | 'count'
  | 'receipt'
  | 'shipment'
  | 'return'
  | 'correction'
  | 'transfer';

export interface Warehouse {
  id: string;
  code: string;
  name: string;
  is_main: boolean;
  address: Address;
  legal_entity_id: string | null;
  archived: boolean;
  version: number;
}

export interface ChannelWarehouses {
  channel_code: string;
  warehouse_codes: string[];
}

export interface StockRow {
  id: string;
  sku: string;
  name: string;
  unit: string;
  warehouse_code: string;
  warehouse_name: string;
  on_hand: string;
  reserved: string;
  held: string;
  available: string;
}

export interface Movement {
  id: string;
  at: string;
  sku: string;
  unit: string;
  warehouse_code: string;
  kind: MovementKind | null;
  quantity: string;
  on_hand: string;
  reason: string | null;
  reference: string | null;
  by: string;
}

export interface Hold {
  id: string;
  company_id: string;
  company_code: string;
  holder: string;
  state: 'open' | 'used' | 'released' | 'expired';
  until: string;
  note: string | null;
  by: string;
  created_at: string;
  lines: { sku: string; name: string; unit: string; warehouse_code: string; remaining: string }[];
}

export interface Expected {
  id: string;
  sku: string;
  name: string;
  unit: string;
  warehouse_code: string;
  due_on: string;
  is_late: boolean;
  quantity: string;
  received: string;
  state: 'open' | 'received' | 'cancelled';
  reference: string | null;
}

export interface Rule {
  id: string;
  sku: string;
  low_from: string | null;
  backorder: boolean | null;
}

export interface ProductPromise {
  sku: string;
  name: string;
  unit: string;
  on: string;
  available: string;
  days: { on: string | null; available: string }[];
  items: {
    warehouse_code: string;
    warehouse_name: string;
    on_hand: string;
    reserved: string;
    held: string;
    free: string;
    expected: string;
    available: string;
  }[];
  expected: Expected[];
}
