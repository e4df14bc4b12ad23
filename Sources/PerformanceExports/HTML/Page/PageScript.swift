/// The script of a page. Without it the page has the same contents, and neither a filter nor an order of one's own.
enum PageScript {
  /// The hash by which the page's policy allows this script and no other.
  static let hash = "sha256-fxN7l6wye3DDfu0mR3CD89fMFCCQfyKLeDjPnvQSxS8="

  static let text: StaticString = #"""
    (() => {
      'use strict';
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      const by = id => document.getElementById(id);
      // Storage is refused in files of some browsers.
      const stored = {
        get: key => { try { return JSON.parse(localStorage.getItem('perftest.' + key)); } catch { return null; } },
        set: (key, value) => { try { localStorage.setItem('perftest.' + key, JSON.stringify(value)); } catch { } },
      };

      // A link to a closed part opens it.
      const reveal = () => {
        const id = location.hash.slice(1);
        if (!/^[bs]-[0-9a-f]{16}$/.test(id)) return;
        const target = by(id);
        for (let part = target; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
        if (target) target.scrollIntoView();
      };
      addEventListener('hashchange', reveal);

      // Suites stay open in the next report.
      const open = new Set(stored.get('open') || []);
      let isFiltering = false;
      for (const suite of all('details.suite')) {
        if (open.has(suite.id)) suite.open = true;
        suite.addEventListener('toggle', () => {
          if (isFiltering) return;
          if (suite.open) open.add(suite.id); else open.delete(suite.id);
          stored.set('open', [...open].slice(-200));
        });
      }

      // The controls.
      const made = (tag, properties, ...children) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children);
        return element;
      };
      const filter = made('input', { id: 'filter', type: 'search', autocomplete: 'off', spellcheck: false });
      const count = made('span', { role: 'status' });
      const toggle = made('button', { type: 'button' }, 'Open all');
      const csv = made('a', { href: '#data', download: 'run.csv' }, 'Save as CSV');
      by('tools').append(made('label', { htmlFor: 'filter' }, 'Filter by name'), filter, count, toggle, csv);

      // Filter.
      const items = all('#changes tbody tr:not(.cause), #others tbody tr, details.benchmark').map(element => ({
        element, text: (element.querySelector('th, h3') || element).firstChild.textContent.toLowerCase(),
      }));
      const rowCount = items.filter(({ element }) => element.tagName === 'TR').length;
      const apply = () => {
        const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
        isFiltering = words.length > 0;
        let shown = 0;
        const others = new Set();
        for (const { element, text } of items) {
          const matches = words.every(word => text.includes(word));
          element.hidden = !matches;
          if (matches && element.tagName === 'TR') {
            shown += 1;
            others.add(element.closest('details'));
          }
        }
        for (const group of all('#changes tbody')) {
          group.hidden = [...group.rows].every(row => row.hidden || row.className === 'cause');
        }
        for (const suite of all('details.suite')) {
          suite.hidden = isFiltering && !others.has(suite);
          suite.open = isFiltering ? others.has(suite) : open.has(suite.id);
        }
        count.textContent = isFiltering ? `${shown} of ${rowCount} rows` : '';
        const hash = isFiltering ? '#filter=' + encodeURIComponent(filter.value) : location.pathname + location.search;
        if (isFiltering || location.hash.startsWith('#filter=')) history.replaceState(null, '', hash);
      };
      filter.addEventListener('input', apply);
      if (location.hash.startsWith('#filter=')) {
        try { filter.value = decodeURIComponent(location.hash.slice(8)); } catch { }
        apply();
      }

      // Order of rows.
      const value = (row, column) => {
        const cell = row.cells[column];
        return cell.dataset.v === undefined ? NaN : Number(cell.dataset.v);
      };
      const sort = (title, direction) => {
        for (const table of all('table.sortable')) {
          const column = all('thead th', table).findIndex(head => head.textContent === title);
          if (column < 0) continue;
          all('thead th', table).forEach((head, index) => {
            if (index === column) head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
            else head.removeAttribute('aria-sort');
          });
          const isName = column === 0;
          const rows = all('tbody tr', table).map(row => [isName ? row.cells[0].textContent : value(row, column), row]);
          rows.sort(([a], [b]) => isName ? direction * a.localeCompare(b, 'en', { numeric: true })
            : Number.isNaN(a) || Number.isNaN(b) ? Number.isNaN(a) - Number.isNaN(b) : direction * (a - b));
          table.tBodies[0].append(...rows.map(([, row]) => row));
        }
      };
      for (const head of all('th[data-sort]')) {
        const button = made('button', { type: 'button' }, head.textContent);
        button.addEventListener('click', () => {
          const isDescending = head.getAttribute('aria-sort') !== 'descending' && head.dataset.sort === 'number';
          const direction = head.hasAttribute('aria-sort')
            ? head.getAttribute('aria-sort') === 'ascending' ? -1 : 1 : isDescending ? -1 : 1;
          sort(head.textContent, direction);
          stored.set('sort', [head.textContent, direction]);
        });
        head.replaceChildren(button);
      }
      const order = stored.get('sort');
      if (Array.isArray(order)) sort(order[0], order[1]);

      // Commands are copied.
      if (navigator.clipboard) {
        for (const command of all('code.command')) {
          const button = made('button', { type: 'button', className: 'copy' }, 'copy');
          button.setAttribute('aria-label', 'copy ' + command.textContent);
          button.addEventListener('click', async () => {
            try { await navigator.clipboard.writeText(command.textContent); button.textContent = 'copied'; }
            catch { button.textContent = 'failed'; }
            setTimeout(() => { button.textContent = 'copy'; }, 1500);
          });
          const copied = made('span', { className: 'copied' });
          command.replaceWith(copied);
          copied.append(command, button);
        }
      }

      // All parts at once.
      toggle.addEventListener('click', () => {
        const opens = toggle.textContent === 'Open all';
        for (const part of all('details')) part.open = opens;
        toggle.textContent = opens ? 'Close all' : 'Open all';
      });

      // Changes are printed whole.
      let closed = [];
      addEventListener('beforeprint', () => {
        closed = all('details.changed:not([open])');
        for (const part of closed) part.open = true;
      });
      addEventListener('afterprint', () => { for (const part of closed) part.open = false; });

      // The data as a file for spreadsheets.
      csv.addEventListener('click', () => {
        const data = JSON.parse(by('data').textContent);
        const field = value => {
          const text = value === null ? '' : String(value);
          return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
        };
        const lines = [data.columns, ...data.rows].map(row => row.map(field).join(',') + '\r\n');
        csv.href = URL.createObjectURL(new Blob(lines, { type: 'text/csv' }));
        csv.download = `${data.run || 'run'}.csv`;
      });

      reveal();
    })();
    """#
}
