'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'missing';

const everyMs = 150;
/** A larger picture is not read better, only slower. */
const widthMax = 800;

/** Looks through the back camera and hands on every code it reads; the same code again only after a pause. */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [state, setState] = useState<CameraState>('off');

  const stop = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = null;
    setState('off');
  }, []);

  const start = useCallback(async () => {
    setState('starting');
    try {
      stream.current = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
      });
      setState('on');
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      setState(isDenied ? 'denied' : 'missing');
    }
  }, []);

  useEffect(() => {
    if (state !== 'on' || video.current === null) return undefined;
    return readFrames(video.current, stream.current, onCode);
  }, [state, onCode]);
  useEffect(() => stop, [stop]);
  return { video, state, start, stop };
}

/** Reads the picture until it is told to end. */
function readFrames(
  video: HTMLVideoElement,
  source: MediaStream | null,
  onCode: (text: string) => void,
): () => void {
  let isOver = false;
  let last = { text: '', atMs: 0 };
  video.srcObject = source;

  async function run(): Promise<void> {
    const [{ default: readCode }] = await Promise.all([import('jsqr'), video.play()]);
    const canvas = document.createElement('canvas');
    const drawing = canvas.getContext('2d', { willReadFrequently: true });
    while (!isOver && drawing !== null) {
      const scale = Math.min(1, widthMax / Math.max(1, video.videoWidth));
      canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
      canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
      drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = drawing.getImageData(0, 0, canvas.width, canvas.height);
      const text = readCode(picture.data, picture.width, picture.height)?.data ?? '';
      const now = performance.now();
      if (text !== '' && (text !== last.text || now - last.atMs > 5_000)) {
        last = { text, atMs: now };
        onCode(text);
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  // A camera that was pulled out ends the loop; what was read stays.
  run().catch(() => undefined);
  return () => {
    isOver = true;
    video.srcObject = null;
  };
}
