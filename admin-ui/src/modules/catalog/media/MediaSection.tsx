import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import type { MediaList } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { DropZone } from './DropZone';
import { About, MediaItem, Preview } from './MediaItem';
import { type Draft, draftsOf, isPicture, moved, sent, withFile } from './media';
import { useUploads } from './useUploads';

/** The pictures and documents of a product: uploaded, ordered, described, and saved as one list. */
export function MediaSection({ product, mayEdit }: { product: string; mayEdit: boolean }) {
  const t = useT();
  const maySee = useCan('files.files.read');
  const mayUpload = useCan('files.files.write');
  const address = `/admin/products/${product}/media`;
  const { data, error, refetch } = useQuery({
    queryKey: ['products', product, 'media'],
    queryFn: () => api<MediaList>(address),
    enabled: maySee,
  });
  if (!maySee) return null;
  return (
    <section className="section">
      <h2>{t('catalog-media')}</h2>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data &&
        (mayEdit && mayUpload ? (
          <Edit key={data.version} address={address} list={data} />
        ) : (
          <Shown drafts={draftsOf(data)} />
        ))}
    </section>
  );
}

/** What there is, for whoever may not change it. */
function Shown({ drafts }: { drafts: Draft[] }) {
  const t = useT();
  if (drafts.length === 0) return <p className="muted">{t('catalog-media-none')}</p>;
  return (
    <ul className="media">
      {drafts.map((draft, index) => (
        <li key={draft.key} className="medium">
          <Preview draft={draft} />
          <About draft={draft} isFirst={isFirstPicture(drafts, index)} />
        </li>
      ))}
    </ul>
  );
}

function Edit({ address, list }: { address: string; list: MediaList }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [drafts, setDrafts] = useState(() => draftsOf(list));
  const [isChanged, setIsChanged] = useState(false);
  const { busy, failure, errors, save } = useSaving((path) => path.startsWith('media.'));
  const change = (next: (drafts: Draft[]) => Draft[]) => {
    setDrafts(next);
    setIsChanged(true);
  };
  const uploads = useUploads((file) => change((all) => withFile(all, file)));
  const submit = async () => {
    const body = { media: sent(drafts), version: list.version };
    const saved = await save(async () => {
      await api(address, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['products'] });
    });
    if (!saved) return;
    setIsChanged(false);
    notify('catalog-media-saved');
  };
  const discard = () => {
    setDrafts(draftsOf(list));
    setIsChanged(false);
  };
  return (
    <div className="stack" aria-busy={busy}>
      {failure !== null && <ErrorNotice error={failure} />}
      {drafts.length === 0 && <p className="muted">{t('catalog-media-none')}</p>}
      {drafts.length > 0 && (
        <ol className="media">
          {drafts.map((draft, index) => (
            <MediaItem
              key={draft.key}
              draft={draft}
              index={index}
              count={drafts.length}
              isFirst={isFirstPicture(drafts, index)}
              errors={errorsOf(errors, index)}
              disabled={busy}
              onChange={(changed) =>
                change((all) => all.map((one) => (one.key === changed.key ? changed : one)))
              }
              onMove={(steps) => change((all) => moved(all, index, steps))}
              onRemove={() => change((all) => all.filter((one) => one.key !== draft.key))}
            />
          ))}
        </ol>
      )}
      <DropZone uploads={uploads.uploads} onFiles={uploads.upload} onHide={uploads.hide} />
      {isChanged && (
        <div className="form-actions centred">
          <button
            type="button"
            className="button primary"
            disabled={busy || uploads.isBusy}
            onClick={submit}
          >
            {t('catalog-media-save')}
          </button>
          <button type="button" className="button" disabled={busy} onClick={discard}>
            {t('catalog-media-discard')}
          </button>
          <span className="muted" role="status">
            {t('catalog-media-unsaved')}
          </span>
        </div>
      )}
    </div>
  );
}

/** Whether it is the picture that stands for the product in lists. */
function isFirstPicture(drafts: Draft[], index: number): boolean {
  return drafts.findIndex(isPicture) === index;
}

/** What the server found wrong with one entry, by its own fields. */
function errorsOf(errors: Record<string, string>, index: number): Record<string, string> {
  const prefix = `media.${index}.`;
  const own = Object.entries(errors).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(own.map(([path, text]) => [path.slice(prefix.length), text]));
}
