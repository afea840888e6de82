// Files that go along with a message: chosen, pasted or dropped, shown as chips until they are sent.

import { element, icon, iconButton } from './elements.js';
import { fileSize } from './attachments.js';

/** Discord: 10 files a message, 10 MiB each. */
const MOST = 10;
const LARGEST = 10 * 1024 * 1024;

export class FileTray {
  files = [];

  /** `say(fault)`: a sentence why a file isn't taken, or ''. `changed()`: there are more or fewer. */
  constructor({ say, changed = () => {} }) {
    Object.assign(this, { say, changed });
    this.input = element('input', {
      type: 'file',
      multiple: true,
      hidden: true,
      'aria-label': 'Files',
      data: { test: 'files' },
      on: {
        change: () => {
          this.add([...this.input.files]);
          this.input.value = '';
        },
      },
    });
    this.button = iconButton('plus', 'Attach files', {
      class: 'attach',
      data: { test: 'attach' },
      on: { click: () => this.input.click() },
    });
    this.root = element('ul', { class: 'file-tray', 'aria-label': 'Files to be sent', hidden: true });
  }

  /** Takes pasted and dropped files on this element, too. */
  listen(place) {
    const take = (event, transfer) => {
      const files = [...(transfer?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    };
    place.addEventListener('paste', (event) => take(event, event.clipboardData));
    place.addEventListener('drop', (event) => take(event, event.dataTransfer));
    place.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
  }

  add(files) {
    const large = files.find((file) => file.size > LARGEST);
    const taken = [...this.files, ...files.filter((file) => file.size <= LARGEST)];
    this.files = taken.slice(0, MOST);
    if (large) this.say(`${large.name} is larger than 10 MB.`);
    else if (taken.length > MOST) this.say(`At most ${MOST} files go with a message.`);
    else this.say('');
    this.#draw();
  }

  /** Takes all files out of the tray. */
  take() {
    const { files } = this;
    this.files = [];
    this.#draw();
    return files;
  }

  #draw() {
    this.root.hidden = !this.files.length;
    this.root.replaceChildren(
      ...this.files.map((file) =>
        element(
          'li',
          { class: 'file-chip', data: { test: 'file-chip', name: file.name } },
          icon('file'),
          element('bdi', { class: 'file-name' }, file.name),
          element('small', {}, fileSize(file.size)),
          iconButton('close', `Leave out ${file.name}`, {
            data: { test: 'file-remove' },
            on: {
              click: () => {
                this.files = this.files.filter((other) => other !== file);
                this.#draw();
                (this.root.querySelector('button') ?? this.button).focus();
              },
            },
          }),
        ),
      ),
    );
    this.changed();
  }
}
