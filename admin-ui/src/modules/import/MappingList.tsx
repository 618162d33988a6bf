import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import type { KontorDataProvider } from '../../api/dataProvider';
import { useCan } from '../../api/session';
import { ConfirmDialog } from '../../ui/Dialog';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import type { KeptMapping } from './models';
import { MAY_START_IMPORTS } from './permissions';

const ALL = { pagination: { page: 1, perPage: 100 } };

/** The mappings that are kept, for those who may use them; nothing where there is none. */
export function MappingList() {
  const t = useT();
  const mayChange = useCan(MAY_START_IMPORTS);
  const { data } = useGetList<KeptMapping>('import-mappings', ALL);
  const [removing, setRemoving] = useState<KeptMapping | null>(null);
  if (!data?.length) return null;
  return (
    <section className="section">
      <h2>{t('import-mappings')}</h2>
      <TableBox label={t('import-mappings')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="grow">
                {t('import-mapping-name')}
              </th>
              <th scope="col">{t('import-column-kind')}</th>
              <th scope="col" className="grow">
                {t('import-columns-taken')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('import-remove-mapping')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((kept) => (
              <tr key={kept.id}>
                <th scope="row" className="grow">
                  {kept.name}
                </th>
                <td>{t(`import.kind_${kept.kind}`)}</td>
                <td className="grow">
                  {kept.mapping.columns.map((column) => column.source).join(', ')}
                </td>
                <td>
                  {mayChange && (
                    <button
                      type="button"
                      className="button small"
                      onClick={() => setRemoving(kept)}
                    >
                      {t('import-remove-mapping')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {removing && <RemoveMapping kept={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function RemoveMapping({ kept, onClose }: { kept: KeptMapping; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const remove = async () => {
    await dataProvider.delete('import-mappings', { id: kept.id, previousData: kept });
    await queryClient.invalidateQueries({ queryKey: ['import-mappings'] });
    notify('import-mapping-removed');
  };
  return (
    <ConfirmDialog
      title={t('import-remove-mapping-title', { name: kept.name })}
      confirmLabel={t('import-remove-mapping')}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('import-remove-mapping-text')}</p>
    </ConfirmDialog>
  );
}
