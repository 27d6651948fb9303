/** Under which addresses other machines of the same network reach this one, the likeliest first. */
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Interfaces of machines inside of this one, and of tunnels: phones in the hall are not behind them. */
const inner =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|tailscale|zt|wg|vethernet|lxc|podman|cni|flannel|bridge)/i;
const outer = /^(wl|wi-?fi|en|eth|ethernet)/i;

/** Address ranges that are not routed in the internet, the likeliest of a hall first; then all others, as a campus has. */
const ranges: readonly RegExp[] = [
  /^192\.168\./,
  /^10\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  // Shared by a provider's customers; some campuses use it.
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  // Not those that a machine gives itself when nobody gave it one.
  /^(?!169\.254\.)/,
];

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

function rank(name: string, range: number): number {
  const place = outer.test(name) ? 0 : inner.test(name) ? 2 : 1;
  return place * ranges.length + range;
}

/** IPv4 addresses of this machine, those that phones can most likely reach first. */
export function lanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, range: ranges.findIndex((one) => one.test(address)) }))
      .filter(({ range }) => range !== -1)
      .map(({ address, range }) => ({ address, rank: rank(name, range) })),
  );
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
}
