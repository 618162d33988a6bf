import { useState } from 'react';
import { fieldErrors, problemOf } from '../api/problem';
import { useT } from './useT';

/**
 * Saves a form that keeps its own state: busy while it runs, the server's faults by form path, and the failure
 * itself where it belongs to no field that the form shows.
 */
export function useSaving(isShown: (path: string) => boolean = () => true) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});

  const save = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    setErrors({});
    try {
      await work();
      return true;
    } catch (error) {
      const found = fieldErrors(problemOf(error), t);
      setErrors(found);
      const paths = Object.keys(found);
      if (paths.length === 0 || !paths.every(isShown)) setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, errors, save };
}
