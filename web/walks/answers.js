/**
 * Carries questions to Python and answers back, and draws nothing: the walks that need PyTorch take seconds, and
 * Streamlit fades whatever the running fragment draws until it is done.
 */

import { createOutbox } from "../core/outbox.js";

const RESTS_MS = 400; // after the last change of a waypoint: Python computes for most of a second

export function createWalkAnswers({ store, emit, signal }) {
  const { state } = store;
  let isMounted = false; // before that nothing can be said to Python
  let asked = null;

  const outbox = createOutbox(emit, signal, undefined, RESTS_MS);
  const isOpen = () =>
    isMounted && state.question && state.question !== asked && state.question.id !== state.answer?.answers;
  const ask = () => isOpen() && outbox.soon("ask", question);

  function question() {
    if (!isOpen()) return null;
    asked = state.question;
    return asked;
  }

  store.watch(["question"], ask, signal);
  return ({ answers, walks }) => {
    isMounted = true;
    store.set({ answer: { answers, walks } });
    ask();
  };
}
