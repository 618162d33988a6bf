// What the routes of assortments answer, as this folder's pages use it.
import type { components } from '../../../api/types';

type Schemas = components['schemas'];

export type AssortmentRow = Schemas['AssortmentRow'];
export type AssortmentDetail = Schemas['AssortmentDetail'];
export type Viewers = Schemas['Viewers'];
export type Visibility = Schemas['VisibilityExplanation'];
export type GivenAssortment = Schemas['GivenAssortment'];
export type SightPart = Schemas['SightPart'];
export type ViewerKind = Schemas['ViewerKind'];

export const ADDRESS = '/admin/assortments';
