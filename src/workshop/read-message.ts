/** Reads what a client sent. It stands apart from the rules, so that a page that knows the rules needs no schemas. */
import {
  helperMessage,
  instructorMessage,
  learnerMessage,
  type Message,
  type Speaker,
} from './messages.ts';

type Read =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads what a client sent as something that its role may say. */
export function readMessage(value: unknown, role: Speaker['role']): Read {
  const schemas =
    role === 'learner'
      ? [learnerMessage]
      : role === 'helper'
        ? [helperMessage]
        : [helperMessage, instructorMessage];
  const kind =
    typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  for (const schema of schemas) {
    if (!schema.options.some(({ shape }) => shape.kind.value === kind)) continue;
    const parsed = schema.safeParse(value);
    if (parsed.success) return { kind: 'message', message: parsed.data };
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return {
      kind: 'unreadable',
      why: `“${String(kind)}” is not complete: ${where} ${issue?.message ?? ''}. Reload the page.`,
    };
  }
  return {
    kind: 'unreadable',
    why: `${role === 'learner' ? 'A participant' : `A ${role}`} cannot say “${String(kind)}”. Reload the page; if it comes back, ask for the right link.`,
  };
}
