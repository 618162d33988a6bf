import type { ImportView } from '../../api/models';

/** The header row each kind understands; the order is free. */
export const COLUMNS: Record<ImportView['kind'], string[]> = {
  products: [
    'sku',
    'name',
    'name_en',
    'name_pl',
    'name_it',
    'description',
    'kind',
    'unit',
    'quantity_scale',
    'weight_g',
    'tax_class',
    'category',
    'external_id',
    'on_hand',
  ],
  prices: ['price_list', 'sku', 'min_quantity', 'unit_price', 'per', 'currency'],
  customers: [
    'code',
    'name',
    'vat_id',
    'country',
    'email',
    'street',
    'postal_code',
    'city',
    'price_list',
    'external_id',
  ],
  stock: ['sku', 'warehouse', 'on_hand'],
};
