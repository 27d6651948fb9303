/**
 * The evening’s peak, and what can be bought for it. The plan is checked against this table with one machine of each
 * type lost. What is not listed of a resource is too little to matter.
 */
import type { AppName, MachineClass } from './types.ts';

export interface Demand {
  readonly app: AppName;
  /** Requests per second; of `chat.conn`, connections that are held. */
  readonly rate: number;
  /** Cores that are busy, over all machines together. */
  readonly cores: number;
  /** GB on each machine that runs it. */
  readonly gbEach: number;
  /** GB over all machines together. */
  readonly gbInAll: number;
  /** MB/s over all machines together. */
  readonly megabytesPerS: number;
}

/** 400 pages of 4 ms are 1.6 cores, 60 searches of 40 ms are 2.4, and so on. */
export const demand: readonly Demand[] = [
  { app: 'web.render', rate: 400, cores: 1.6, gbEach: 0.5, gbInAll: 0, megabytesPerS: 5 },
  { app: 'chat.conn', rate: 12_000, cores: 0.5, gbEach: 0, gbInAll: 24, megabytesPerS: 10 },
  { app: 'sms.gw', rate: 2_000, cores: 0.4, gbEach: 0.5, gbInAll: 0, megabytesPerS: 40 },
  { app: 'search', rate: 60, cores: 2.4, gbEach: 6, gbInAll: 0, megabytesPerS: 0 },
  { app: 'recommend', rate: 100, cores: 1.5, gbEach: 4, gbInAll: 0, megabytesPerS: 0 },
  { app: 'cart', rate: 50, cores: 0.05, gbEach: 1, gbInAll: 0, megabytesPerS: 0 },
  { app: 'checkout', rate: 20, cores: 0.1, gbEach: 0.5, gbInAll: 0, megabytesPerS: 0 },
  { app: 'pdf', rate: 5, cores: 2, gbEach: 1, gbInAll: 0, megabytesPerS: 0 },
  { app: 'thumb', rate: 10, cores: 0.5, gbEach: 1, gbInAll: 0, megabytesPerS: 30 },
  { app: 'pay.gw', rate: 20, cores: 0.02, gbEach: 0.5, gbInAll: 0, megabytesPerS: 0 },
  { app: 'db', rate: 700, cores: 0.35, gbEach: 5, gbInAll: 0, megabytesPerS: 60 },
];

export interface Hardware {
  readonly cores: number;
  readonly gb: number;
  readonly megabytesPerS: number;
}

export const hardware: { readonly [C in MachineClass]: Hardware } = {
  std: { cores: 4, gb: 16, megabytesPerS: 100 },
  cpu: { cores: 8, gb: 8, megabytesPerS: 50 },
  mem: { cores: 2, gb: 32, megabytesPerS: 50 },
  io: { cores: 2, gb: 8, megabytesPerS: 400 },
};

export const creditsEach = 4;
export const creditsMax = 84;
/**
 * Of any resource of a type, when one of its machines is lost. There is no chance in it: the reference has 62.5 % at most,
 * the thrifty solution 65.6 %, two machines for `chat.conn` 75 %.
 */
export const useMax = 0.7;
/** Of each type. */
export const machinesMin = 2;

/**
 * What is not carried out request by request. Most pages, texts, searches, recommendations and queries matter here
 * for the CPU time they take: each machine has a process that takes as much, and a crash costs as many of them as
 * were under way. Carried out one by one are 40 pages, 2 searches and some 70 queries a second, and every cart,
 * checkout, payment, invoice and picture.
 */
export const background: { readonly [A in AppName]?: Background } = {
  'web.render': { cores: (358 * 4) / 1_000, eachMs: 4 },
  'chat.conn': { cores: 0.5, eachMs: 0 },
  'sms.gw': { cores: 0.4, eachMs: 0.2 },
  search: { cores: (58 * 40) / 1_000, eachMs: 40 },
  recommend: { cores: 1.5, eachMs: 15 },
  db: { cores: (630 * 0.5) / 1_000, eachMs: 0.5 },
};

export interface Background {
  readonly cores: number;
  /** CPU time of one request. */
  readonly eachMs: number;
}
