import { HttpError } from 'ra-core';
import type { Problem } from './models';

/** An answer of the server that is not a success, or no answer at all (status 0). */
export class ApiError extends HttpError {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title, problem.status, { errors: fieldErrors(problem) });
    // HttpError sets its own prototype, which would hide this class from instanceof.
    Object.setPrototypeOf(this, ApiError.prototype);
    this.problem = problem;
  }
}

/** The problem behind any thrown value; unknown errors become status 0 without a code. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { title: error instanceof Error ? error.message : String(error), status: 0 };
}

/** Turns "/lines/0/quantity" into the form path "lines.0.quantity". */
export function fieldPath(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** A sentence of our own for a code, which may quote the server's; nothing where there is none. */
function ownSentence(code: string | undefined, detail: string | undefined, translate: Translate) {
  return code ? translate(`problem.${code}`, { _: '', detail: detail ?? '' }).trim() : '';
}

/** One sentence per field, in the user's language where they can be asked for; the first one for a field wins. */
export function fieldErrors(problem: Problem, translate?: Translate): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { pointer, code, detail } of problem.errors ?? []) {
    found[fieldPath(pointer)] ??= (translate && ownSentence(code, detail, translate)) || detail;
  }
  return found;
}

/**
 * The sentence to show for a failure. A sentence of our own for the code comes first, because it is
 * in the user's language; then the server's detail; then a sentence for the status.
 */
export function problemSentence(error: unknown, translate: Translate): string {
  const problem = problemOf(error);
  const own = ownSentence(problem.code, problem.detail ?? undefined, translate);
  if (own) return own;
  if (problem.status === 0) return translate('problem.unreachable');
  if (problem.status >= 500) {
    return translate('problem.server', { request: problem.request_id ?? '—' });
  }
  if (problem.detail) return problem.detail;
  const byStatus = translate(`problem.status_${problem.status}`, { _: '' });
  return byStatus || problem.title;
}
