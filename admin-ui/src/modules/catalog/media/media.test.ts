import { describe, expect, test } from 'vitest';
import type { UploadedFile } from '../../../api/models';
import { type Draft, moved, previewOf, sent, withFile } from './media';

const file = (id: string, media_type: UploadedFile['media_type']): UploadedFile => ({
  id,
  hash: id,
  media_type,
  bytes: 1,
  sizes:
    media_type === 'application/pdf'
      ? []
      : [
          { width: 160, height: 80 },
          { width: 480, height: 240 },
        ],
  name: id,
});

const keys = (drafts: Draft[]) => drafts.map((draft) => draft.key);
const all = () =>
  [file('a', 'image/jpeg'), file('b', 'application/pdf'), file('c', 'image/webp')].reduce(
    withFile,
    [] as Draft[],
  );

describe('pictures and documents being edited', () => {
  test('a new picture stands before the documents, and the same file once', () => {
    expect(keys(all())).toEqual(['a', 'c', 'b']);
    expect(keys(withFile(all(), file('b', 'application/pdf')))).toEqual(['a', 'c', 'b']);
  });

  test('an entry moves by one place and never out of the list', () => {
    expect(keys(moved(all(), 1, -1))).toEqual(['c', 'a', 'b']);
    expect(keys(moved(all(), 1, 1))).toEqual(['a', 'b', 'c']);
    expect(keys(moved(all(), 0, -1))).toEqual(['a', 'c', 'b']);
    expect(keys(moved(all(), 2, 1))).toEqual(['a', 'c', 'b']);
  });

  test('pictures are sent without kind and language, and nothing is sent empty', () => {
    const [picture, , document] = all();
    if (!picture || !document) throw new Error('there are three');
    const body = sent([{ ...picture, texts: { en: 'A', pl: ' ' } }, document]);
    expect(body[0]).toEqual({
      file_id: 'a',
      role: 'picture',
      audience: 'everyone',
      texts: { en: 'A' },
    });
    expect(body[1]).toMatchObject({ document_kind: 'data_sheet', language: null });
  });

  test('a preview is the smallest size that is wide enough', () => {
    const [picture, , document] = all();
    if (!picture || !document) throw new Error('there are three');
    expect(previewOf(picture, 100)).toBe('/api/v1/admin/files/a/content?width=160');
    expect(previewOf(picture, 200)).toBe('/api/v1/admin/files/a/content?width=480');
    expect(previewOf(picture, 9_999)).toBe('/api/v1/admin/files/a/content?width=480');
    expect(previewOf(document, 100)).toBe('/api/v1/admin/files/b/content');
  });
});
