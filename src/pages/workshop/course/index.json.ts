/** The chapters that an instructor can lead through. */
import type { APIRoute } from 'astro';
import { deckNames } from '#components/course-deck.ts';

export const GET: APIRoute = async () => Response.json(await deckNames());
