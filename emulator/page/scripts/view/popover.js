// Things that float above the page for a while: menus, pickers, the lists of selects. The browser's own popover
// closes them on Escape and on a click elsewhere.

const GAP = 6;
const MARGIN = 8;

/** Shows `popover` near `anchor` (an element, or a pointer event), and takes it away once it is closed. */
export function openPopover(popover, anchor, closed = () => {}) {
  popover.setAttribute('popover', 'auto');
  const element = anchor instanceof Element ? anchor : null;
  const host = element?.closest('dialog') ?? document.body;
  const back = element ?? document.activeElement;
  const stay = () =>
    place(popover, element ? element.getBoundingClientRect() : new DOMRect(anchor.clientX, anchor.clientY, 0, 0));
  host.append(popover);
  popover.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    window.removeEventListener('resize', stay);
    const within = popover.contains(document.activeElement) || document.activeElement === document.body;
    popover.remove();
    if (within && back?.isConnected) back.focus();
    closed();
  });
  popover.showPopover();
  stay();
  window.addEventListener('resize', stay);
}

/** Below the anchor when there is room, else above; never over the window's edge. */
export function place(popover, rect) {
  const { width, height } = popover.getBoundingClientRect();
  const below = rect.bottom + GAP;
  const fits = below + height <= innerHeight - MARGIN;
  const top = fits ? below : Math.max(MARGIN, rect.top - GAP - height);
  const left = Math.max(MARGIN, Math.min(rect.left, innerWidth - width - MARGIN));
  popover.style.setProperty('top', `${top}px`);
  popover.style.setProperty('left', `${left}px`);
}
