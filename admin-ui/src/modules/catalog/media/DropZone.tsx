import { type DragEvent, useRef, useState } from 'react';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { ACCEPTED } from './media';
import type { Upload } from './useUploads';

/** Takes files that are dropped or chosen, and shows how far each has come or why it was refused. */
export function DropZone(props: {
  uploads: Upload[];
  onFiles: (files: File[]) => void;
  onHide: (key: number) => void;
}) {
  const t = useT();
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    props.onFiles([...event.dataTransfer.files]);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same by keyboard */}
      <div
        className={isOver ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <p>
          {t('catalog-media-drop')}{' '}
          <button type="button" className="button small" onClick={() => input.current?.click()}>
            {t('catalog-media-choose')}
          </button>
        </p>
        <p className="muted">{t('catalog-media-limits')}</p>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          accept={ACCEPTED}
          multiple
          onChange={(event) => {
            props.onFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {props.uploads.map((upload) => (
        <Progress key={upload.key} upload={upload} onHide={() => props.onHide(upload.key)} />
      ))}
    </>
  );
}

function Progress({ upload, onHide }: { upload: Upload; onHide: () => void }) {
  const t = useT();
  const { name, share, failure } = upload;
  if (failure !== null) {
    return (
      <div className="upload">
        <div className="section-head">
          <strong>{t('catalog-media-refused', { name })}</strong>
          <button
            type="button"
            className="button small"
            aria-label={t('catalog-media-dismiss', { name })}
            onClick={onHide}
          >
            {t('ui-close')}
          </button>
        </div>
        <ErrorNotice error={failure} />
      </div>
    );
  }
  const percent = Math.floor(share * 100);
  return (
    <div className="upload">
      <p className="muted" role="status">
        {share < 1
          ? t('catalog-media-uploading', { name, rate: percent })
          : t('catalog-media-working', { name })}
      </p>
      <div className={share < 1 ? 'progress' : 'progress unknown'} aria-hidden="true">
        <span style={share < 1 ? { width: `${percent}%` } : undefined} />
      </div>
    </div>
  );
}
