import { Check } from 'lucide-react';
import { mayDo, PERSON_ROLES, type Right, ROLE_NAMES } from '@/contracts/people';

const DOINGS: readonly { readonly says: string; readonly right: Right }[] = [
  { says: 'Live values and history', right: 'look' },
  { says: 'Rooms and names', right: 'arrange' },
  { says: 'Sensors and mappings', right: 'run' },
  { says: 'Kafka topics, search, pipeline', right: 'run' },
  { says: 'People, links, audit log', right: 'run' },
];
const ROLES = PERSON_ROLES.toReversed();

/** What each role may do: from the same table that the server asks. */
export function RolesTable() {
  return (
    <section className="panel">
      <h2 className="px-4 pt-[13px] pb-1" id="roles">
        What each role may do
      </h2>
      <table className="w-full text-[13px]" aria-labelledby="roles">
        <thead>
          <tr className="text-[12px] text-ink-3">
            <td />
            {ROLES.map((role) => (
              <th key={role} scope="col" className="px-1.5 py-2 text-right font-medium min-[400px]:px-3">
                {ROLE_NAMES[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DOINGS.map(({ says, right }) => (
            <tr key={says} className="border-t border-line">
              <th scope="row" className="py-2.5 pr-1 pl-4 text-left font-normal">
                {says}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="px-1.5 text-right min-[400px]:px-3">
                  {mayDo(role, right) ? (
                    <>
                      <Check
                        size={16}
                        strokeWidth={1.75}
                        aria-hidden="true"
                        className="ml-auto text-ok-text"
                      />
                      <span className="sr-only">yes</span>
                    </>
                  ) : (
                    <>
                      <span aria-hidden="true">–</span>
                      <span className="sr-only">no</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
