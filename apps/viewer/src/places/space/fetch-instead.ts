/**
 * Answers one address in place of the network, for code that downloads by `window.fetch` and cannot be told how.
 * @param answer is asked once per request of the address; its own requests go to the network.
 * @returns ends it.
 */
export function fetchInstead(address: string, answer: () => Promise<Response>): () => void {
  const network = window.fetch;
  let isAnswering = false;
  const instead: typeof fetch = (input, init) => {
    const asked = input instanceof Request ? input.url : new URL(input, document.baseURI).href;
    if (asked !== address || isAnswering) return network(input, init);
    // Until `answer` has made its own request, which it does before it waits for anything.
    isAnswering = true;
    try {
      return answer();
    } finally {
      isAnswering = false;
    }
  };
  window.fetch = instead;
  return () => {
    if (window.fetch === instead) window.fetch = network;
  };
}
