/** The camera, with the visitor's permission, as a picture that changes at every display frame. */

import { el } from "../kit/dom.js";
import { Problem } from "../engine/problem.js";

const ASKED = { video: { facingMode: "environment", width: 640, height: 480 } };

/** Whether this page may ask for a camera at all: over http that is only on the visitor's own machine. */
export const hasCamera = () => Boolean(globalThis.navigator?.mediaDevices?.getUserMedia);

/** Why there is no camera, and what to do. @param {DOMException} error of the browser */
export const refusal = ({ name }) =>
  name === "NotFoundError"
    ? new Problem("the browser finds no camera; connect one, or open a picture")
    : new Problem("the browser gives no camera ({why}); allow it beside the address, or open a picture", { why: name });

/** @param {(video: HTMLVideoElement) => void} show is called at every display frame */
export function createCamera(show) {
  let stream = null;
  let frame = 0;

  function stop() {
    cancelAnimationFrame(frame);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  }

  return {
    stop,
    get isOn() {
      return stream !== null;
    },

    /** @throws {Problem} if there is none, or the visitor said no */
    async start() {
      const video = el("video", { playsinline: true });
      video.muted = true;
      try {
        stream = await navigator.mediaDevices.getUserMedia(ASKED);
        video.srcObject = stream;
        await video.play();
      } catch (error) {
        stop();
        throw refusal(error);
      }
      const next = () => {
        if (!stream) return;
        show(video);
        frame = requestAnimationFrame(next);
      };
      next();
    },
  };
}
