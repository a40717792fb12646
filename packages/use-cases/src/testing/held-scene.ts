import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { newBuyer, type Held, type TestBuyer } from './test-buyer.ts';
import { openTestPlatform, type TestPlatform } from './test-platform.ts';

/** What most tests of the booking's steps start from. */
export interface HeldScene {
  /** With train 1 on sale, no faults, and processes that are there. */
  readonly platform: TestPlatform;
  /** Somebody new in each test. */
  readonly buyer: TestBuyer;
  /** What the buyer holds. */
  readonly held: Held;
}

/** Sets the scene of a test file: one platform for all its tests, a new buyer with a hold for each of them. */
export function setHeldScene(
  enter: (scene: HeldScene) => void,
  hold = (buyer: TestBuyer) => buyer.hold(),
): void {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
    await platform.publish({ trainId: 1, seats: 100 });
    await platform.context.availability.start();
  });
  beforeEach(async () => {
    platform.processes.reset();
    const buyer = newBuyer(platform);
    enter({ platform, buyer, held: await hold(buyer) });
  });
  afterEach(() => platform.clearFaults());
  afterAll(() => platform.close());
}
