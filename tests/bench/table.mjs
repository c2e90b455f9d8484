// Prints the harness's result as one table: medians in ms, and how far ours is ahead of the best peer.
import fs from 'node:fs';

const result = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const engines = Object.keys(result.load);
const peers = engines.filter((engine) => engine !== 'sarye');
const shown = (ms) => (ms == null ? '-' : ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3));
const times = (ratio) => `${ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2)}x`;
const row = (cells) => `| ${cells.join(' | ')} |`;

console.log(row(['query', ...engines, 'best peer / sarye', 'answers']));
console.log(row(['---', ...engines.map(() => '---:'), '---:', '---']));
for (const [id, query] of Object.entries(result.queries)) {
  const ms = (engine) => query.engines[engine]?.ms;
  const best = Math.min(...peers.map((peer) => ms(peer) ?? Infinity));
  const ratio = Number.isFinite(best) && ms('sarye') ? times(best / ms('sarye')) : '-';
  const answers = query.agree === false ? 'DISAGREE' : 'agree';
  console.log(row([id, ...engines.map((engine) => shown(ms(engine))), ratio, answers]));
}
console.log();
console.log(row(['engine', 'load s', 'disk MB', 'peak MB of the load', 'idle MB']));
console.log(row(['---', '---:', '---:', '---:', '---:']));
for (const engine of engines) {
  const load = result.load[engine];
  const cells = [load.load_s, load.disk_mb, load.peak_rss_mb, load.idle_rss_mb];
  console.log(row([engine, ...cells.map((cell) => cell ?? '-')]));
}
