/** The grader's matches as the runtime's: patterns that are data, and names that may be several. */
import { any } from '#runtime/pattern.ts';
import type { MessageView } from '#runtime/events.ts';
import type { Match as RuntimeMatch, Rule } from '#runtime/rules.ts';
import { fits, type DataPattern } from './data.ts';
import { isNamed, type Match } from './match.ts';

/** Runtime matches that together mean the same messages, no message twice. */
export function runtimeMatches(match: Match, nodes: readonly string[]): RuntimeMatch[] {
  const matches: RuntimeMatch[] = [];
  for (const from of namesOf(match.from, nodes)) {
    for (const to of namesOf(match.to, nodes)) {
      for (const tag of listOf(match.tag)) {
        matches.push({
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          ...(tag !== undefined && { tag }),
          ...(match.ordinal !== undefined && { ordinal: match.ordinal }),
          ...(match.carrier !== undefined && { carries: match.carrier }),
          ...(match.body !== undefined && { payload: patternOf(match.body) }),
        });
      }
    }
  }
  return matches;
}

/** A single name or family stays as it is; several become the nodes they mean. */
function namesOf(
  names: string | readonly string[] | undefined,
  nodes: readonly string[],
): readonly (string | undefined)[] {
  if (names === undefined || typeof names === 'string') return [names];
  return nodes.filter((node) => isNamed(node, names));
}

function listOf(names: string | readonly string[] | undefined): readonly (string | undefined)[] {
  return names === undefined || typeof names === 'string' ? [names] : names;
}

function patternOf(pattern: DataPattern): unknown {
  if (typeof pattern !== 'object' || pattern === null) return pattern;
  if (Array.isArray(pattern))
    return (pattern as readonly DataPattern[]).map((part) => patternOf(part));
  if ('$any' in pattern) return any;
  // Payloads are copies, plain all the way down, so looking at them runs nobody's code.
  if ('$oneOf' in pattern) return (value: unknown) => fits(value, pattern);
  return Object.fromEntries(Object.entries(pattern).map(([name, part]) => [name, patternOf(part)]));
}

/** The rule, with something to do for each message that it fires for. */
export function followed(rule: Omit<Rule, 'then'>, fired: (view: MessageView) => void): Rule {
  // oxlint-disable-next-line unicorn/no-thenable -- the runtime's name for what follows; a rule is never awaited
  return { ...rule, then: fired };
}
