import type { MediaList, Medium, UploadedFile } from '../../../api/models';

/** A picture or document as it is being edited, with a key that stays while it moves. */
export type Draft = Medium & { key: string };

export const KINDS = [
  'data_sheet',
  'safety_sheet',
  'certificate',
  'manual',
  'drawing',
  'other',
] as const;

export const AUDIENCES = ['everyone', 'signed_in'] as const;

/** What the browser lets people choose; the server judges by what the files hold. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,application/pdf';

export function isPicture(medium: Pick<Medium, 'role'>): boolean {
  return medium.role === 'picture';
}

/** The list as the server tells it, ready to be edited. */
export function draftsOf(list: MediaList): Draft[] {
  return list.items.map((item) => ({ ...item, key: item.file_id }));
}

/** The list with a file that was uploaded: pictures before documents, and no file twice. */
export function withFile(drafts: Draft[], file: UploadedFile): Draft[] {
  if (drafts.some((draft) => draft.file_id === file.id)) return drafts;
  const role = file.media_type === 'application/pdf' ? 'document' : 'picture';
  const draft: Draft = {
    key: file.id,
    file_id: file.id,
    role,
    audience: 'everyone',
    document_kind: role === 'document' ? 'data_sheet' : null,
    language: null,
    texts: {},
    name: file.name,
    media_type: file.media_type,
    bytes: file.bytes,
    sizes: file.sizes,
  };
  const firstDocument = drafts.findIndex((known) => known.role === 'document');
  const at = role === 'picture' && firstDocument >= 0 ? firstDocument : drafts.length;
  return [...drafts.slice(0, at), draft, ...drafts.slice(at)];
}

/** The list with one entry a place further up or down. */
export function moved(drafts: Draft[], index: number, steps: -1 | 1): Draft[] {
  const to = index + steps;
  const next = [...drafts];
  const [taken] = next.splice(index, 1);
  if (!taken || to < 0 || to >= drafts.length) return drafts;
  next.splice(to, 0, taken);
  return next;
}

/** What the request takes. */
export function sent(drafts: Draft[]) {
  return drafts.map(({ file_id, role, audience, document_kind, language, texts }) => ({
    file_id,
    role,
    audience,
    ...(role === 'document' ? { document_kind, language } : {}),
    texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')),
  }));
}

/** Where a picture of about this width is for staff. */
export function previewOf(medium: Medium, width: number): string {
  const size = medium.sizes.find((each) => each.width >= width) ?? medium.sizes.at(-1);
  const query = size ? `?width=${size.width}` : '';
  return `/api/v1/admin/files/${medium.file_id}/content${query}`;
}
