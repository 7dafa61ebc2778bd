'use strict';
// Puts what the server says now in the place of what it said a second ago. Everything is rendered and escaped there; nothing is made here.
const live = document.getElementById('live');
const message = document.getElementById('contact');
let isShown = true;
document.addEventListener('visibilitychange', () => { isShown = !document.hidden; });
const update = async () => {
  if (!isShown || live.contains(document.activeElement)) {
    return;
  }
  try {
    const answer = await fetch(location.pathname + '?part=live', {cache: 'no-store', redirect: 'error'});
    if (answer.status !== 200) {
      // It is over, or was removed: the page as a whole says more.
      location.reload();
      return;
    }
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
    live.replaceChildren(...part.childNodes);
    message.textContent = '';
  } catch (failure) {
    message.textContent = 'The server does not answer; trying again.';
  }
};
setInterval(update, 1000);
