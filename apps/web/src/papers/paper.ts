import PDFDocument from 'pdfkit';
import { fontOf, fontRuns, type Weight } from './paper-fonts.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  /** What `x` is of the text. */
  readonly align?: 'left' | 'right' | 'centre';
}

interface Place {
  readonly x: number;
  readonly y: number;
}

export const black = '#000000';
export const grey = '#4A5360';

/** A PDF on A4, drawn in points from the top left corner, in the fonts of the site. */
export class Paper {
  readonly document: PDFKit.PDFDocument;
  readonly #done: Promise<Buffer>;

  constructor(about: { title: string; language: string }) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      lang: about.language,
      displayTitle: true,
      info: { Title: about.title, Author: 'Interlock', Creator: 'Interlock' },
    });
    const chunks: Buffer[] = [];
    this.document.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#done = new Promise((resolve, reject) => {
      this.document.on('end', () => resolve(Buffer.concat(chunks)));
      this.document.on('error', reject);
    });
  }

  /** Writes one line; resolves with its width. */
  async line(text: string, place: Place, style: TextStyle): Promise<number> {
    const runs = await this.#measured(text, style);
    const width = runs.reduce((sum, run) => sum + run.width, 0);
    const shift = style.align === 'right' ? width : style.align === 'centre' ? width / 2 : 0;
    let x = place.x - shift;
    this.document.fillColor(style.colour ?? black);
    for (const run of runs) {
      this.document.font(run.font).fontSize(style.size);
      // All fonts stand on one base line, whatever room each takes above it.
      this.document.text(run.text, x, place.y, { lineBreak: false, baseline: 'alphabetic' });
      x += run.width;
    }
    return width;
  }

  /** Writes a paragraph within a width; resolves with the y below it. Chinese breaks anywhere, other text at spaces. */
  async paragraph(
    text: string,
    place: Place & { width: number },
    style: TextStyle,
  ): Promise<number> {
    let y = place.y;
    let line = '';
    for (const piece of text.match(
      /[\u2E80-\u9FFF\uFF00-\uFFEF]|[^\s\u2E80-\u9FFF\uFF00-\uFFEF]+\s*|\s+/g,
    ) ?? []) {
      if (line !== '' && (await this.width(line + piece, style)) > place.width) {
        await this.line(line, { x: place.x, y }, style);
        y += style.size * 1.45;
        line = '';
      }
      line += piece;
    }
    await this.line(line, { x: place.x, y }, style);
    return y + style.size * 1.45;
  }

  /** How wide the text would be on one line. */
  async width(text: string, style: TextStyle): Promise<number> {
    const runs = await this.#measured(text, style);
    return runs.reduce((sum, run) => sum + run.width, 0);
  }

  /** Ends the paper. */
  async end(): Promise<Buffer> {
    this.document.end();
    return this.#done;
  }

  async #measured(
    text: string,
    { size, weight = 400 }: TextStyle,
  ): Promise<{ font: string; text: string; width: number }[]> {
    const runs = [];
    for (const run of await fontRuns(text)) {
      const font = `${run.file} ${weight}`;
      this.document.registerFont(font, await fontOf(run.file, weight));
      this.document.font(font).fontSize(size);
      runs.push({ font, text: run.text, width: this.document.widthOfString(run.text) });
    }
    return runs;
  }
}
