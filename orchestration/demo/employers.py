"""Employers and joint committees: which committees there are, what work they give, and their invented companies."""

import csv
from dataclasses import dataclass

import numpy as np

from orchestration.demo import text
from orchestration.demo.parameters import HERE

CLASSES = ("arbeider", "bediende", "ambtenaar", "andere")  # CLATRA 1-4
TYPES = ("voltijds", "deeltijds", "kort", "onbepaald")  # T_PREST F, P, S, I
SKEW = 1.6  # how much larger the first companies of a committee are; own assumption


@dataclass(frozen=True)
class Employers:
    committee: list[int]  # numbers of the joint committees; elsewhere their positions are used
    class_weight: np.ndarray  # committee x class
    type_weight: np.ndarray  # committee x type
    elsewhere: np.ndarray  # weight where a committee is not named
    first: np.ndarray  # first company of the committee
    size: np.ndarray  # companies of the committee
    labels: list[str]  # every way in which NR_CP is written
    plain_label: np.ndarray  # label of the committee itself
    sub_label: np.ndarray  # committee x 2: labels with a subcommittee
    sub_share: np.ndarray  # jobs of the committee that carry a subcommittee; of 999, those without any label
    company_numbers: list[str]

    def position(self, number: int) -> int:
        return self.committee.index(number)

    def draw(self, committee: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A company of each committee, some far more often than others."""
        return self.first[committee] + np.floor(self.size[committee] * rng.random(len(committee)) ** SKEW).astype(
            np.int64
        )

    def draw_other(
        self, committee: np.ndarray, companies: tuple[np.ndarray, ...], rng: np.random.Generator
    ) -> np.ndarray:
        """A company of each committee that is none of those given."""
        drawn = self.draw(committee, rng)
        for _ in companies:
            taken = np.any([drawn == company for company in companies], axis=0)
            following = self.first[committee] + (drawn + 1 - self.first[committee]) % self.size[committee]
            drawn = np.where(taken, following, drawn)
        return drawn

    def write(self, committee: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The label of NR_CP: a subcommittee, the committee alone, and for none 999 or nothing."""
        label = self.plain_label[committee]
        sub = rng.random(len(committee)) < self.sub_share[committee]
        return np.where(sub, self.sub_label[committee, rng.integers(0, 2, len(committee))], label)


def load_employers() -> Employers:
    with (HERE / "joint_committees.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels: list[str] = [""]
    plain, subs = [], []
    for row in rows:
        number = f"{int(row['nummer']):03d}"
        plain.append(len(labels))
        labels.append(number)
        names = row["subcomites"].split(";") if row["subcomites"] else []
        here = list(range(len(labels), len(labels) + len(names)))
        labels += names
        # without subcommittees the committee itself; without committee an empty field
        here = here or ([0] if number == "999" else [plain[-1]])
        subs.append([here[0], here[-1]])
    size = np.array([int(row["werkgevers"]) for row in rows])
    return Employers(
        committee=[int(row["nummer"]) for row in rows],
        class_weight=np.array([[float(row[c]) for c in CLASSES] for row in rows]),
        type_weight=np.array([[float(row[t]) for t in TYPES] for row in rows]),
        elsewhere=np.array([float(row["elders"]) for row in rows]),
        first=np.cumsum(size) - size,
        size=size,
        labels=labels,
        plain_label=np.array(plain),
        sub_label=np.array(subs),
        sub_share=np.array([float(row["aandeel_subcomite"] or 0) for row in rows]),
        company_numbers=text.company_numbers(int(size.sum())),
    )
