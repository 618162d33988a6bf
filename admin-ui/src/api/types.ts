// The shapes that travel over /api/v1, in the layout that openapi-typescript writes.
// Written by hand until `npm run generate-api` replaces this file; nothing else declares wire types.

/** Decimals travel as text such as "12.50"; never turn one into a float to calculate. */
type Decimal = string;
/** RFC 3339 in UTC. */
type Instant = string;
/** A date in the legal entity's time zone, such as "2026-11-21". */
type BusinessDate = string;

export interface components {
  schemas: {
    Persona: {
      membership_id: string;
      audience: 'staff' | 'buyer';
      role: { code: string; name: string };
      company: { id: string; code: string; name: string } | null;
    };
    SessionView: {
      user: { id: string; email: string; name: string };
      persona: components['schemas']['Persona'];
      personas: components['schemas']['Persona'][];
      permissions: string[];
      csrf_token: string;
      tenant: { code: string; name: string };
      channel: { code: string; currency: string; languages: string[] };
      legal_entity: { name: string; time_zone: string; country: string };
    };
    NavigationEntry: {
      module: string;
      zone: string;
      label_key: string;
      path: string;
      permission: string;
    };
    AdminShell: {
      session: components['schemas']['SessionView'];
      navigation: components['schemas']['NavigationEntry'][];
    };
    Problem: {
      type?: string;
      title: string;
      status: number;
      detail?: string;
      code?: string;
      errors?: { pointer: string; code: string; detail: string }[];
      request_id?: string;
    };
    Address: {
      name: string;
      street: string;
      postal_code: string;
      city: string;
      country: string;
    };
    OrderSummary: {
      id: string;
      number: string;
      state: 'placed' | 'confirmed' | 'cancelled';
      company: { id: string; code: string; name: string };
      currency: string;
      net_total: Decimal;
      tax_total: Decimal;
      gross_total: Decimal;
      line_count: number;
      placed_at: Instant;
      order_date: BusinessDate;
      po_number: string | null;
      external_id: unknown;
    };
    OrderLine: {
      position: number;
      product_id: string | null;
      sku: string;
      name: string;
      kind: 'goods' | 'service';
      quantity: Decimal;
      unit: string;
      unit_price: Decimal;
      per: Decimal;
      net: Decimal;
      tax_rate: Decimal;
      tax: Decimal;
      gross: Decimal;
      price_source: unknown;
    };
    Order: components['schemas']['OrderSummary'] & {
      lines: components['schemas']['OrderLine'][];
      delivery_address: components['schemas']['Address'] | null;
      note: string | null;
      placed_by: { name: string; email: string } | null;
      on_behalf: boolean;
      history: { at: Instant; event: string; by: string | null; note: string | null }[];
    };
    Product: {
      id: string;
      sku: string;
      name: string;
      description: string | null;
      kind: 'goods' | 'service';
      unit: string;
      quantity_scale: number;
      weight_g: number | null;
      tax_class: string;
      category_code: string | null;
      attributes: Record<string, unknown> | null;
      external_id: unknown;
      archived: boolean;
    };
    Company: {
      id: string;
      code: string;
      name: string;
      vat_id: string | null;
      country: string;
      email: string | null;
      address: components['schemas']['Address'] | null;
      parent_id: string | null;
      price_list_code: string | null;
      external_id: unknown;
      archived: boolean;
    };
    Warehouse: { id: string; code: string; name: string };
    StockLevel: {
      product_id: string;
      sku: string;
      name: string;
      unit: string;
      warehouse: { code: string; name: string };
      on_hand: Decimal;
      reserved: Decimal;
      available: Decimal;
    };
    Import: {
      id: string;
      kind: 'products' | 'prices' | 'customers' | 'stock';
      state: 'validating' | 'refused' | 'applying' | 'done' | 'failed';
      file_name: string | null;
      rows_total: number;
      rows_applied: number;
      rows_bad: number;
      created: number;
      updated: number;
      unchanged: number;
      started_at: Instant | null;
      finished_at: Instant | null;
      first_errors: { line: number; column: string | null; code: string; detail: string }[];
    };
    Module: {
      id: string;
      name: string;
      description: string;
      version: string;
      enabled: boolean;
      settings: Record<string, unknown>;
      settings_schema: components['schemas']['SettingsSchema'] | null;
      permissions: string[];
      hooks: string[];
    };
    SettingsSchema: {
      type?: 'object';
      properties?: Record<string, components['schemas']['SettingsProperty']>;
      required?: string[];
    };
    SettingsProperty: {
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
    };
    FreightMinimum: {
      id: string;
      company_code: string | null;
      sku: string | null;
      measure: 'net_value' | 'weight_kg' | 'quantity';
      threshold: Decimal;
      currency: string | null;
      severity: 'block' | 'warn';
    };
  };
}
