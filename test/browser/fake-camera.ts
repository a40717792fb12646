import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const width = 640;
const height = 480;
const quietModules = 4;

/** A film of one still picture: a code as it is drawn on a ticket, in front of a white wall. */
export interface FakeCamera {
  /** What Chromium is started with to see the film instead of a camera. */
  readonly flags: string[];
  remove(): void;
}

/** Shows the code whose drawing is this path of an SVG with this many modules a side. */
export function cameraShowing(drawing: { path: string; modules: number }): FakeCamera {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-camera-'));
  const file = join(folder, 'code.y4m');
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture(drawing)]);
  writeFileSync(file, Buffer.concat([header, ...Array.from({ length: 10 }, () => frame)]));
  return {
    flags: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Brightness of each point, then two colour planes without colour. */
function picture({ path, modules }: { path: string; modules: number }): Buffer {
  const unit = Math.floor(height / (modules + 2 * quietModules));
  const left = Math.floor((width - modules * unit) / 2);
  const top = Math.floor((height - modules * unit) / 2);
  const bright = Buffer.alloc(width * height, 255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let line = 0; line < unit; line += 1) {
      const start = (top + Number(y) * unit + line) * width + left + Number(x) * unit;
      bright.fill(0, start, start + Number(run) * unit);
    }
  }
  return Buffer.concat([bright, Buffer.alloc((width * height) / 2, 128)]);
}
