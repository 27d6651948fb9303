/** The trade-off board, as the reader sees it: decide for each function, run, and see what moved. */
import { Narration, Notice } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import type { Attempt } from './attempts.ts';
import { papertrainMeasured } from './baseline.ts';
import './board.css';
import { Decisions } from './Decisions.tsx';
import { changed, papertrain } from './ledger.ts';
import { Plot } from './Plot.tsx';
import { Attempts, ByFunction } from './Tables.tsx';
import { firstAttempt, useBoard, type Board } from './use-board.ts';
import { moved, promisesMoved, sayChanges, saysOfPromises } from './words.ts';

const house: Attempt = { ledger: papertrain, measured: papertrainMeasured };

/** The figure. Its first render, without JavaScript, shows the first ledger and Papertrain's. */
export function View() {
  const board = useBoard();
  const { ledger, attempts } = board;
  const last = attempts.at(-1) ?? firstAttempt;
  const previous = attempts.at(-2);
  return (
    <div class="x trade">
      <Decisions
        ledger={ledger}
        onDecide={(fn, decision) => board.decide({ ...ledger, [fn]: decision })}
      />
      <Buttons board={board} last={last} />
      <Notice text={board.notice} />
      {previous !== undefined && (
        <Changes before={previous} after={last} number={attempts.length} />
      )}
      <p class="trade-key">
        <b>{saysOfPromises(last.measured)}</b> Right is better.{' '}
        <i class="is-last">{attempts.length}</i> is the latest attempt, <i class="trade-house" />{' '}
        Papertrain's own ledger.
      </p>
      <Plot attempts={attempts} reference={papertrainMeasured} />
      <ByFunction
        caption={`Attempt ${attempts.length}, function by function`}
        ledger={last.ledger}
        measured={last.measured}
        onWalk={(fn) => board.walk(last, fn)}
      />
      <Attempts attempts={attempts} reference={papertrainMeasured} onTakeBack={board.decide} />
      <details>
        <summary>Papertrain's ledger, function by function</summary>
        <ByFunction
          caption="Papertrain's ledger"
          ledger={papertrain}
          measured={papertrainMeasured}
          onWalk={(fn) => board.walk(house, fn)}
        />
      </details>
      <Campaign />
      <Narration text={board.narration} />
    </div>
  );
}

function Buttons({ board, last }: { readonly board: Board; readonly last: Attempt }) {
  const { ledger, isRunning } = board;
  const isMeasured = changed(last.ledger, ledger).length === 0;
  return (
    <div class="x-row trade-buttons needs-js">
      <button type="button" disabled={isRunning || isMeasured} onClick={board.run}>
        {isRunning ? 'Running …' : 'Run'}
      </button>
      <button type="button" onClick={() => board.decide(papertrain)}>
        Set all as Papertrain does
      </button>
      <button type="button" disabled={board.attempts.length === 1} onClick={board.forget}>
        Forget all attempts
      </button>
      <span>{isMeasured ? 'Change a decision, then run.' : sayChanges(last.ledger, ledger)}</span>
    </div>
  );
}

function Changes(props: {
  readonly before: Attempt;
  readonly after: Attempt;
  readonly number: number;
}) {
  const { before, after, number } = props;
  const { better, worse } = moved(before.measured, after.measured);
  return (
    <div class="trade-changes">
      <p>
        <b>Since attempt {number - 1}.</b> {sayChanges(before.ledger, after.ledger)}{' '}
        {promisesMoved(before.measured, after.measured)}
      </p>
      <p>
        <b>Better:</b> {better.length === 0 ? 'nothing' : better.join('; ')}.
      </p>
      <p>
        <b>Worse:</b> {worse.length === 0 ? 'nothing' : worse.join('; ')}.
      </p>
    </div>
  );
}

/** What is run and how it is judged. */
function Campaign() {
  return (
    <details>
      <summary>What is run, and how it is counted</summary>
      <p>
        Two front ends and three shops in three data centres, 5 ms apart, run about 500 operations
        in 20 s, six times with other seeds. All the time 5 % of the messages between front ends and
        shops are lost, each way. From 3 to 8 s front end 1 and shop 1 are cut off from all others.
        At 12 s shop 2 dies for good. An attempt waits 200 ms; with retries there are three of them.
      </p>
      <p>
        <i>Nothing</i> keeps one copy, <i>something</i> two, <i>everything</i> three that are
        merged; these answer at once and send the change after. <i>Majority</i> answers when two of
        three have accepted. An exactly-once effect keeps a record of ids, shared as its data is;
        at-least-once carries out whatever arrives. Papertrain asks for its cart at-least-once with
        operation ids; here that is an exactly-once effect with a merged record.
      </p>
      <p>
        Counted is every difference to one copy that never fails: an order, a text or a vote carried
        out again, an acknowledged write that is gone, a copy sold that was not there, a thing that
        is back in the cart after its removal, a read without a write that had been acknowledged
        before. The promises allow stale reads in cart, session and chat, repeated texts, and all of
        it for presence. The cart has to be answered during a cut (90 %), and everything but
        presence the rest of the time (97 %).
      </p>
      <p>
        Left out: shops that restart, slow nodes, clocks that disagree, and load. Nobody joins the
        ring, and nobody reconciles.
      </p>
    </details>
  );
}
