import { useState } from 'react';
import { sendFile } from '../../../api/http';
import type { UploadedFile } from '../../../api/models';

/** A file on its way, or one that was refused. */
export interface Upload {
  key: number;
  name: string;
  /** How much has gone, between 0 and 1; at 1 the server is at work. */
  share: number;
  failure: unknown;
}

let keys = 0;

/** Uploads files one after the other and tells how far each has come; refusals stay until they are hidden. */
export function useUploads(onUploaded: (file: UploadedFile) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);

  const change = (key: number, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const hide = (key: number) => setUploads((all) => all.filter((one) => one.key !== key));

  const upload = async (files: File[]) => {
    const waiting = files.map((file) => {
      keys += 1;
      return { file, key: keys };
    });
    setUploads((all) => [
      ...all,
      ...waiting.map(({ file, key }) => ({ key, name: file.name, share: 0, failure: null })),
    ]);
    for (const { file, key } of waiting) {
      try {
        const taken = await sendFile<UploadedFile>('/admin/files', file, {
          query: { name: file.name },
          onProgress: (share) => change(key, { share }),
        });
        hide(key);
        onUploaded(taken);
      } catch (failure) {
        change(key, { failure });
      }
    }
  };
  const isBusy = uploads.some((one) => one.failure === null);
  return { uploads, isBusy, upload, hide };
}
