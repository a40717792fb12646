/**
 * Who may work beside whom. A batch may be tried beside another one, once; whatever goes wrong is put right alone, when
 * all the others have ended.
 */
export class BatchesUnderWay {
  private readonly firstTries = new Set<FirstTry>();
  private withoutCompany = 0;
  /** Ends when the last one of those that are alone, or wait for it, has left. */
  private lastAlone: Promise<void> = Promise.resolve();

  enter(): BatchPlace {
    const [ended, end] = signal();
    const own: FirstTry = { ended, isSent: false };
    this.firstTries.add(own);
    let leaveAlone: (() => void) | null = null;
    let isClosed = false;

    const endFirstTry = (): void => {
      this.firstTries.delete(own);
      end();
    };
    const refuseCompany = (): void => {
      if (isClosed) return;
      isClosed = true;
      this.withoutCompany += 1;
    };
    return {
      refuseCompany,
      send: () => {
        own.isSent = true;
      },
      sentHaveEnded: () => this.ended((other) => other !== own && other.isSent),
      isOnly: () => [...this.firstTries].every((other) => other === own),
      alone: async () => {
        if (leaveAlone !== null) return;
        endFirstTry();
        refuseCompany();
        const before = this.lastAlone;
        [this.lastAlone, leaveAlone] = signal();
        await before;
        await this.ended(() => true);
      },
      leave: () => {
        endFirstTry();
        if (isClosed) this.withoutCompany -= 1;
        leaveAlone?.();
      },
    };
  }

  /** Whether another batch may begin beside those that have. */
  allowsCompany(): boolean {
    return this.withoutCompany === 0;
  }

  private async ended(which: (firstTry: FirstTry) => boolean): Promise<void> {
    await Promise.all([...this.firstTries].filter(which).map((firstTry) => firstTry.ended));
  }
}

interface FirstTry {
  readonly ended: Promise<void>;
  isSent: boolean;
}

/** A batch's place among those under way. */
export interface BatchPlace {
  /** From here on no other batch begins before this one has left. */
  refuseCompany(): void;
  /** It is decided and goes to the database. Whoever is sent waits for nobody, so one may wait for whoever is. */
  send(): void;
  /** Resolves when the first tries of the others that have been sent have ended. */
  sentHaveEnded(): Promise<void>;
  /** Whether no other batch is being tried for the first time. */
  isOnly(): boolean;
  /** Ends this batch's first try and waits until nobody works beside it, which lasts until it leaves. */
  alone(): Promise<void>;
  leave(): void;
}

function signal(): [Promise<void>, () => void] {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, give];
}
