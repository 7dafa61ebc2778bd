'use strict';
// Puts what the server says now in the place of what it said a second ago. All of it is rendered and escaped there; nothing is made here.
(() => {
  const live = document.getElementById('live');
  const contact = document.getElementById('contact');
  const update = () => {
    // Whoever is at a link in it keeps it.
    if (document.hidden || live.contains(document.activeElement)) {
      return;
    }
    const request = new XMLHttpRequest();
    request.open('GET', location.pathname + '?part=live');
    request.responseType = 'document';
    request.timeout = 10000;
    request.onload = () => {
      if (request.status !== 200) {
        // It is over, or was removed: the page as a whole says more.
        location.reload();
        return;
      }
      live.replaceChildren(...request.response.getElementById('live').childNodes);
      contact.textContent = '';
    };
    request.onerror = request.ontimeout = () => {
      contact.textContent = 'The server does not answer; trying again.';
    };
    request.send();
  };
  setInterval(update, 1000);
})();
