'use strict';

/** Copies the text of the element that a button names, also where a page may not reach the clipboard itself. */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    getSelection().selectAllChildren(source);
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
}

/** Saves what the page has within itself as a file. */
function save(button) {
  const source = document.getElementById(button.dataset.save);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([source.textContent], { type: 'application/json' }));
  link.download = button.dataset.as;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** On paper nothing can be opened, so all is. */
let closed = [];
addEventListener('beforeprint', () => {
  closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach((each) => each.setAttribute('open', ''));
});
addEventListener('afterprint', () => closed.forEach((each) => each.removeAttribute('open')));

document.querySelectorAll('[data-copy]').forEach((button) => button.addEventListener('click', () => copy(button)));
document.querySelectorAll('[data-save]').forEach((button) => button.addEventListener('click', () => save(button)));
