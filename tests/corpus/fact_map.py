"""Where each fact has its home among the sheets; ``python -m tests.corpus.fact_map`` writes ``fact_map.yaml`` anew."""

from pathlib import Path

import yaml

from corpus.register import load_register
from corpus.sheets import load_sheets

FACT_MAP_PATH = Path(__file__).with_name("fact_map.yaml")
_HEADER = """\
# Which section answers each fact of the domain: FACT-ID: [document_id, section title].
# Written from the `facts:` of the sheets by: python -m tests.corpus.fact_map
# A fact that changes its home shows here as a changed line: run that command again, and read the difference.
"""


def read_homes() -> dict[str, list[str]]:
    """Return the home of each fact, in the order of the facts' ids."""
    homes = {
        fact: [sheet.document_id, section.title]
        for sheet in load_sheets(load_register())
        for section in sheet.sections
        for fact in section.facts
    }
    return dict(sorted(homes.items()))


def write_map(path: Path = FACT_MAP_PATH) -> None:
    """Write the map, one fact a line."""
    lines = (yaml.safe_dump({k: v}, allow_unicode=True, default_flow_style=None, width=1_000) for k, v in read_homes().items())
    path.write_text(_HEADER + "".join(lines), "utf-8")


if __name__ == "__main__":
    write_map()
