/** The programme of a workshop, for console and projector: see #workshop/programme.ts. */
import type { APIRoute } from 'astro';
import { programmeOfCourse } from '#components/programme.ts';

export const GET: APIRoute = async () => Response.json(await programmeOfCourse());
