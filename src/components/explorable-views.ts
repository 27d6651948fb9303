/** The first pictures of all interactive figures, for building pages; the browser loads each by itself (explorable.ts). */
import type { ComponentType } from 'preact';

type ViewModule = { readonly View?: ComponentType<Record<string, unknown>> };
const modules = import.meta.glob<ViewModule>('/src/explorables/*/View.tsx', { eager: true });

/** Folder name -> its View; undefined where the file does not export one. */
export const explorableViews = new Map(
  Object.entries(modules).map(([path, { View }]) => [path.split('/').at(-2) ?? path, View]),
);
