import type { CompanyNode } from '../../../api/models';

type Node = Pick<CompanyNode, 'id' | 'parent_id' | 'archived'>;

/** How many companies below one are open, at any depth. */
export function openBelow(nodes: Node[], id: string): number {
  const children = nodes.filter(({ parent_id }) => parent_id === id);
  return children.reduce(
    (sum, child) => sum + (child.archived ? 0 : 1) + openBelow(nodes, child.id),
    0,
  );
}
