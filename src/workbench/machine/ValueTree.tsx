/** A value of a process as a tree that unfolds: native disclosure, so keyboard and screen readers know it. */
import type { Tree } from '#runtime/moment.ts';

interface ValueTreeProps {
  readonly tree: Tree;
  /** Levels that stand open at first. */
  readonly open: number;
}

function Line({ tree }: { readonly tree: Tree }) {
  return (
    <>
      {tree.key !== null && <span class="value-key">{tree.key}</span>}
      <span class={`value-text is-${tree.type}`}>{tree.text}</span>
    </>
  );
}

export function ValueTree({ tree, open }: ValueTreeProps) {
  if (tree.items.length === 0) {
    return (
      <div class="value is-leaf">
        <Line tree={tree} />
      </div>
    );
  }
  return (
    <details class="value" open={open > 0}>
      <summary>
        <Line tree={tree} />
      </summary>
      <div class="value-items">
        {tree.items.map((item, index) => (
          <ValueTree key={item.key ?? index} tree={item} open={open - 1} />
        ))}
        {tree.more > 0 && <div class="value is-leaf is-quiet">and {tree.more} more</div>}
      </div>
    </details>
  );
}
