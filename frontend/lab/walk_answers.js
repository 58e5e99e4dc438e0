/**
 * Carries questions to Python and answers back, and draws nothing: the walks that need PyTorch take seconds, and
 * Streamlit fades whatever the running fragment draws until it is done.
 */

export function createWalkAnswers({ store, emit, signal }) {
  const { state } = store;
  let isMounted = false; // before that nothing can be said to Python
  let asked = null;

  function ask() {
    if (!isMounted || !state.question || state.question === asked || state.question.id === state.answer?.answers) return;
    asked = state.question;
    emit("ask", asked);
  }

  store.watch(["question"], ask, signal);
  return ({ answers, walks }) => {
    isMounted = true;
    store.set({ answer: { answers, walks } });
    ask();
  };
}
