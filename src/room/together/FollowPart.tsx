/** Follow-me in the learner's dock: the page goes where the class goes, unless its reader goes elsewhere. */
import { effect, untracked } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import { pageFollower } from './class-follow.ts';
import { Follower } from './follower.ts';
import { FollowLine } from './FollowLine.tsx';
import { useTogetherStyles } from './styles.ts';

export function FollowPart({ room }: { readonly room: Room }) {
  useTogetherStyles();
  const follower = useMemo(() => new Follower(), []);
  useEffect(() => {
    const end = effect(() => {
      const seen = room.seen.value;
      const { connection } = room.link;
      // Where the class was when this browser last heard of it is no place to go to.
      const isKnown = connection === 'live' || connection === 'polling';
      if (seen !== null && isKnown) untracked(() => follower.hear(seen.session.led));
    });
    pageFollower.value = follower;
    return () => {
      pageFollower.value = null;
      end();
      follower.close();
    };
  }, [room, follower]);
  return <FollowLine follower={follower} />;
}
