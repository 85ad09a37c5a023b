"""What the tests see on a page: its charts, the colours of their pixels, the numbers of its table."""

import base64
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import ElementHandle, Page

# A chart says when it is drawn, and for which language and years.
DRAWN = "() => [...document.querySelectorAll('.chart')].filter(c => c.drawing).every(c => c.dataset.drawn)"
ALL_DRAWN = "() => [...document.querySelectorAll('.chart')].every(c => c.dataset.drawn)"

# Every table with cells, as rows of text: school year, heads of the row, head of the column, the cell.
CELLS = """() => [...document.querySelectorAll('table.cells:not(.ranking) tbody')].flatMap(body => {
  const heads = [...body.closest('table').tHead.rows[0].cells].map(cell => cell.innerText.trim());
  const told = cell => (cell.querySelector('[lang=nl]') ?? cell).textContent.trim();
  return [...body.rows].filter(row => !row.classList.contains('year')).flatMap(row => {
    const cells = [...row.cells], keys = cells.filter(cell => cell.tagName === 'TH').map(told);
    return cells.slice(keys.length).map((cell, i) => ({
      year: body.dataset.year || null, shown: !body.hidden, keys, head: heads[keys.length + i], text: told(cell),
      aantal: cell.dataset.aantal ?? null, noemer: cell.dataset.noemer ?? null,
      hidden: cell.classList.contains('hidden-cell'), empty: cell.classList.contains('none')}));
  });
})"""

# How many pixels of a picture have each of some colours; the picture is decoded by the browser itself.
PIXELS = """async ([picture, colours]) => {
  const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const {data} = brush.getImageData(0, 0, image.width, image.height), found = {};
  for (let i = 0; i < data.length; i += 4) {
    const colour = '#' + [data[i], data[i + 1], data[i + 2]].map(part => part.toString(16).padStart(2, '0')).join('');
    found[colour] = (found[colour] || 0) + 1;
  }
  return colours.map(colour => found[colour] || 0);
}"""


@dataclass(frozen=True)
class Shown:
    """A cell as a table shows it; aantal and noemer are None for a suppressed one."""

    year: str | None
    shown: bool
    keys: tuple[str, ...]
    head: str
    aantal: int | None
    noemer: int | None
    text: str
    hidden: bool


def open_page(page: Page, site: Path, name: str) -> None:
    page.goto((site / f"{name}.html").as_uri())


def wait_until_drawn(page: Page) -> None:
    page.wait_for_function(DRAWN)


def cells_of(page: Page) -> list[Shown]:
    """Every cell of the tables, those of years that are not chosen too."""
    found = []
    for cell in page.evaluate(CELLS):
        if cell.pop("empty"):
            continue
        numbers = {name: None if cell[name] is None else int(cell[name]) for name in ("aantal", "noemer")}
        found.append(Shown(**cell | numbers | {"keys": tuple(cell["keys"])}))
    return found


def pixels(blank: Page, chart: ElementHandle, colours: list[str]) -> list[int]:
    """How many pixels of a chart have each colour. blank: a page without a policy against reading pictures."""
    picture = base64.b64encode(chart.screenshot()).decode()
    return blank.evaluate(PIXELS, [picture, colours])
