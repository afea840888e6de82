// Lists that narrow down while one types. Without it the form and its button do the same.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  if (!form || !found || !count) return;

  // So long after the last key it is looked, in milliseconds: the server has other things to do as well.
  const PAUSE = 250;
  let waiting = 0;
  let asking = null;

  const wanted = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value.trim() !== "") query.append(name, value.trim());
    }
    const text = query.toString();
    return form.getAttribute("action") + (text === "" ? "" : "?" + text);
  };

  // Whether there is nothing more to do: it is shown, or somebody looks for something else by now.
  const look = async () => {
    const address = wanted();
    if (asking) asking.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await fetch(address, { signal: mine.signal });
      if (!answer.ok) return false;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const lines = page.getElementById("found");
      const said = page.getElementById("count");
      if (!lines || !said) return false;
      found.replaceChildren(...lines.childNodes);
      count.textContent = said.textContent;
      const [here, there] = [document, page].map((one) => one.querySelector(".languages"));
      if (here && there) here.replaceChildren(...there.childNodes);
      history.replaceState(null, "", address);
      return true;
    } catch {
      return mine.signal.aborted;
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  };

  form.addEventListener("input", soon);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    // Who pressed Enter or the button waits for an answer: the browser has one, even where it is that there is none.
    if (!(await look())) form.submit();
  });
})();
