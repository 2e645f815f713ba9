import type { Evidence } from '../evidence/weigh.js';

/** Documents of one answer. */
const mostDocuments = 2;
/** How much less likely than the first a document may be to be cited beside it, in the unit of the order. */
const behind = 0.45;
/** How far behind it says too little, when its passages have less than this of the words found, beside the best document. */
const aside = { behind: 0.2, document: 0.2 };

/** The best passage of each document that an answer cites. `evidence` is best first. */
export function cited(evidence: readonly Evidence[]): Evidence[] {
  const [first] = evidence;
  const chosen: Evidence[] = [];
  for (const each of evidence) {
    if (chosen.length === mostDocuments || each.order < first!.order - behind) break;
    if (chosen.some(({ hit }) => hit.document.document_id === each.hit.document.document_id)) continue;
    if (each.document < aside.document && each.order < first!.order - aside.behind) break;
    chosen.push(each);
  }
  return chosen;
}
