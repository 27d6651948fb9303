/** Opens the store that the settings name. */
import type { Config } from './config.ts';
import { openPostgres } from './postgres-store.ts';
import { openSqlite } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** Throws StoreTrouble. */
export function openStore({
  dataDir,
  database,
}: Pick<Config, 'dataDir' | 'database'>): Promise<Store> {
  return database === null ? openSqlite(dataDir) : openPostgres(database);
}
