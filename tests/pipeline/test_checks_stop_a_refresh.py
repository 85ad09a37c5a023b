"""Every error-severity check stops a real refresh: break the model, and nothing is published.

Each case breaks one rule in a copy of the models and refreshes a warehouse of adversarial deliveries with it.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest

from orchestration.history import CHECKS_FAILED, CRASHED, History
from orchestration.publish import release
from orchestration.refresh import refresh
from orchestration.report_checks import print_checks
from orchestration.settings import CHECKOUT, Settings
from tests.oracle import deliveries

SEED, PUPILS = 7, 1500
INCOMPLETE = 34  # a seed with a cohort that lacks one quarter
POOLED = 17  # a seed whose complete cohorts are pooled, with qualifications


@dataclass(frozen=True)
class Break:
    """The check (a rule's by its id) that must fail when `old` becomes `new` in a model."""

    check: str
    model: str
    old: str
    new: str
    seed: int = SEED


STAGING, COHORT, MARTS, PUBLICATIONS = "models/staging", "models/cohort", "models/marts", "models/publications"
BREAKS = [
    Break("R01", f"{COHORT}/active_enrolments.sql", "einddatum >= school_years.teldag", "einddatum >= begindatum"),
    Break("R02", f"{COHORT}/chosen_enrolments.sql", "begindatum desc", "begindatum"),
    Break("R03", f"{COHORT}/count_day_enrolments.sql", "aanbieder = 'VOLTIJDS' as keeps_r03", "true as keeps_r03"),
    Break(
        "R04",
        f"{COHORT}/count_day_enrolments.sql",
        "'TSO 6'), false\n        ) as keeps_r04",
        "'TSO 6', 'TSO 7', 'BSO 4'), false) as keeps_r04",
    ),
    Break("R05", f"{COHORT}/count_day_enrolments.sql", "stelsel = 'LINEAIR' as keeps_r05", "true as keeps_r05"),
    Break("R06", f"{COHORT}/count_day_enrolments.sql", "coalesce(not is_duaal, false) as", "true as"),
    Break("R07", f"{COHORT}/count_day_enrolments.sql", "else leeftijd <", "else leeftijd <="),
    Break("R08", f"{COHORT}/count_day_enrolments.sql", "coalesce(not is_se_n_se, false) as", "true as"),
    Break("R09", f"{COHORT}/count_day_enrolments.sql", "coalesce(not is_naamloos, false) as", "true as"),
    Break("R10", f"{COHORT}/enrolment_totals.sql", "count(*) as n_accepted", "count(*) + 1 as n_accepted"),
    Break(
        "R11", f"{COHORT}/count_day_enrolments.sql", "leerjaar in ('6', '7') then 'met'", "leerjaar = '6' then 'met'"
    ),
    Break("R12", f"{PUBLICATIONS}/fig_19.sql", "where mart", "where mart.stageverplichting = 'met' and mart"),
    Break("R20", f"{COHORT}/internship_pupils.sql", "where w_codes.halve_dagen > 0", "where w_codes.halve_dagen >= 0"),
    Break(
        "R21",
        f"{COHORT}/internship_pupils.sql",
        "leerling_id is not null then 'beide'",
        "leerling_id is null then 'beide'",
    ),
    Break("R22", f"{COHORT}/internship_pupils.sql", "sum(w_codes.halve_dagen) as", "max(w_codes.halve_dagen) as"),
    Break("R23", f"{MARTS}/internship_registration.sql", "zending_halve_dagen < {{", "zending_halve_dagen <= {{"),
    Break("R24", f"{MARTS}/internship_registration.sql", "<= {{ var('stage_tol", "< {{ var('stage_tol"),
    Break("R30", f"{COHORT}/first_enrolments.sql", "min(schooljaar) as schooljaar", "max(schooljaar) as schooljaar"),
    Break("R31", f"{COHORT}/enrolment_certificates.sql", "'BSO 7 DIPLOMA_SO', ", ""),
    Break("R32", f"{COHORT}/seventh_years.sql", "and enrolments.leerjaar = '7'", "and true"),
    Break("R33", f"{COHORT}/first_enrolments.sql", "and not earlier.is_p_dual_all", "and true"),
    Break("R34", f"{PUBLICATIONS}/fig_14.sql", ", hides_small=true", ""),
    Break("R35", f"{COHORT}/leavers.sql", "leavers.schooljaar >= kwal", "leavers.schooljaar > kwal", POOLED),
    Break("R36", f"{COHORT}/first_diplomas.sql", "min(schooljaar) as schooljaar", "max(schooljaar) as schooljaar"),
    Break("R37", f"{COHORT}/first_diplomas.sql", "se_n_se and later.onderwijsvorm = 'TSO', false", "se_n_se, false"),
    Break("R50", f"{COHORT}/leavers.sql", "where not is_se_n_se", "where is_p_goal"),
    Break("R51", f"{COHORT}/exit_quarters.sql", "* 4 + 1 + k.kwartaal", "* 4 + k.kwartaal"),
    Break("R52", f"{COHORT}/exit_quarters.sql", "= 8 as is_complete", ">= 7 as is_complete", INCOMPLETE),
    Break("R53", f"{COHORT}/leaver_jobs.sql", "not lines.is_solidariteit\n", "true\n"),
    Break("R54", f"{COHORT}/leaver_jobs.sql", "lines.bron <> 'RSZPPO' or", "true or"),
    Break("R55", f"{COHORT}/leaver_quarters.sql", "has_wage_job or is_self_employed", "has_wage_job"),
    Break(
        "R56",
        f"{COHORT}/labour_market_entries.sql",
        "min(case when quarters.arbeidsmarktstatus <> 'niet",
        "max(case when quarters.arbeidsmarktstatus <> 'niet",
    ),
    Break("R57", f"{COHORT}/labour_market_entries.sql", "last_available = 8", "last_available > 8"),
    Break("R60", f"{COHORT}/leaver_employers.sql", "else -jobs.volgnr", "else jobs.volgnr"),
    Break("R61", f"{COHORT}/work_characteristics.sql", "when quarters.is_self_employed and", "when false and"),
    Break("R62", f"{COHORT}/work_characteristics.sql", "self_employed then 1 else", "self_employed then 0 else"),
    Break("R63", f"{COHORT}/main_jobs.sql", "jobs.tauxpt desc, jobs.volgnr", "jobs.volgnr"),
    Break("R64", f"{COHORT}/main_jobs.sql", "substr(jobs.nr_cp, 1, 3)", "jobs.nr_cp"),
    Break("R65", f"{COHORT}/pooled_exit_years.sql", "'{{ var(\"pool_eerste_schooljaar\") }}'", "'2015-2016'", POOLED),
    Break("R66", "macros/ranked_committees.sql", "persons.n_leavers desc, persons", "persons"),
    Break("R70", f"{COHORT}/first_wage_quarters.sql", "jobs.bce_kbo = internship_numbers.stagegever_kbo", "true"),
    Break("R70", f"{COHORT}/first_wage_quarters.sql", "and leavers.schooljaar >= filings.schooljaar", "and true"),
    Break("R71", f"{COHORT}/first_wage_quarters.sql", "where filings.stagegever_kbo is not null", "where true"),
    Break("R72", f"{COHORT}/higher_education_quarters.sql", "where contract_ho = 'DIPLOMA'", "where true"),
    Break(
        "staging_rows_conserved",
        f"{STAGING}/ksz/stg_ksz__zelfstandigen.sql",
        "'zelfstandigen') }}",
        "'zelfstandigen') }} limit 9",
    ),
    Break("leavers_conserved", f"{MARTS}/outflow.sql", "group by", "where leavers.leerjaar = '6' group by"),
    Break("marts_add_up", f"{MARTS}/dual_learning.sql", "where is_p_dual_all", "where is_p_dual_3"),
    Break("figures_add_up", f"{PUBLICATIONS}/fig_20.sql", "('werkzoekend'), ", ""),
    Break(
        "sensitivity_reported",
        f"{MARTS}/sensitivity.sql",
        "samen' then enrolments.eerste",
        "samen' then enrolments.laatste",
    ),
    Break(
        "dual_learning_counted",
        f"{COHORT}/count_day_enrolments.sql",
        "is_duaal and aanbieder <> 'BUSO' and not is_aanloopfase",
        "is_duaal and aanbieder <> 'BUSO'",
    ),
    Break(
        "transitions_counted", f"{MARTS}/labour_market_transitions.sql", "kwartaal - 1 = earlier", "kwartaal > earlier"
    ),
    Break(
        "stageregistratie_outcomes_counted",
        f"{MARTS}/first_enrolments_by_stageregistratie.sql",
        "pupils.stageregistratie <> 'geen' as",
        "pupils.stageregistratie = 'beide' as",
    ),
    Break("filings_counted", f"{MARTS}/internship_filings.sql", "onderzoek is not null as", "onderzoek as"),
    Break(
        "background_counted", f"{MARTS}/leavers_by_background.sql", "nationaliteit, 'onbekend')", "nationaliteit, 'BE')"
    ),
    Break("further_splits_counted", f"{MARTS}/leavers_by_provincie.sql", "instellingen.net,", "'GO' as net,"),
    Break("totals_as_delivered", f"{MARTS}/higher_education.sql", "cast(aantal as", "cast(aantal + 1 as"),
    Break("unique_key_leavers", f"{COHORT}/leavers.sql", "join delivered", "join range(2) cross join delivered"),
]


@pytest.fixture(scope="module")
def published_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Settings]:
    @cache
    def publish(seed: int) -> Settings:
        settings = Settings(data=tmp_path_factory.mktemp("stops") / "data")
        deliveries.write(settings.landing, deliveries.make(seed, pupils=PUPILS))
        assert refresh(settings, full=False, say=print) == 0
        return settings

    return publish


@pytest.fixture
def published(published_of: Callable[[int], Settings]) -> Settings:
    return published_of(SEED)


@pytest.fixture
def models(tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "dbt_project"
    shutil.copytree(CHECKOUT / "dbt_project", copy, ignore=shutil.ignore_patterns("target"))
    # seeds are found beside the project
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    yield copy


def failed(settings: Settings) -> list[str]:
    history = History(settings)
    return [result.check_name for result in history.results_of(history.last_refresh().run_id) if result.blocks]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.check)
def test_a_broken_rule_stops_publication(published_of: Callable[[int], Settings], models: Path, broken: Break) -> None:
    published = published_of(broken.seed)
    model = models / broken.model
    text = model.read_text()
    assert broken.old in text, "the case no longer fits the model"
    model.write_text(text.replace(broken.old, broken.new))
    before = (published.published / "current").readlink()

    assert refresh(Settings(data=published.data, dbt_project=models), full=False, say=print) == 1

    assert any(broken.check in (name, name.partition("_")[0]) for name in failed(published))
    assert History(published).last_refresh().outcome == CHECKS_FAILED
    assert (published.published / "current").readlink() == before


def test_a_model_that_cannot_be_built_stops_publication(published: Settings, models: Path) -> None:
    model = models / COHORT / "leavers.sql"
    model.write_text(model.read_text().replace("max(schooljaar)", "max(no_such_column)", 1))
    before = (published.published / "current").readlink()
    settings = Settings(data=published.data, dbt_project=models)
    assert refresh(settings, full=False, say=print) == 1
    assert History(published).last_refresh().outcome == CRASHED
    assert print_checks(settings) == 1, "no check failed, and yet all is not well"
    assert (published.published / "current").readlink() == before


def test_a_school_year_without_leerlingen_stops_publication(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    deliveries.write(settings.landing, deliveries.make(SEED, pupils=300, lose_leerlingen=True))
    assert refresh(settings, full=False, say=print) == 1
    assert failed(settings) == ["schooljaar_without_leerlingen"]
    assert not (settings.published / "current").exists()


def _without_the_last(table: pa.Table) -> pa.Table:
    return table.slice(0, len(table) - 1)


def _by_no_known_provider(table: pa.Table) -> pa.Table:
    at = table.schema.get_field_index("aanbieder")
    return table if at < 0 else table.set_column(at, "aanbieder", pa.array(["ELDERS"] * len(table)))


@pytest.mark.parametrize(
    ("check", "spoil"),
    [("inschrijvingen_rows_conserved", _without_the_last), ("inschrijvingen_expectations", _by_no_known_provider)],
    ids=["lost", "out of contract"],
)
def test_a_mistake_of_the_intake_stops_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str, spoil: Callable[[pa.Table], pa.Table]
) -> None:
    from orchestration.intake import store

    write = store.write_parquet
    monkeypatch.setattr("orchestration.intake.files.write_parquet", lambda table, *rest: write(spoil(table), *rest))
    settings = Settings(data=tmp_path / "data")
    deliveries.write(settings.landing, deliveries.make(SEED, pupils=100))
    for _ in ("when it is taken in", "when it is tried again"):
        assert refresh(settings, full=False, say=print) == 1
        assert check in failed(settings)
    assert not (settings.published / "current").exists()


@pytest.mark.parametrize(
    ("check", "sabotage"),
    [
        ("nothing_lost", "delete from release.marts.outflow"),
        ("no_pupil_level_columns", "alter table release.marts.outflow add column leerling_id varchar"),
        (
            "no_pupil_identifiers",
            "update release.marts.outflow set studiegebied = (select min(leerling_id) from work.cohort.leavers)",
        ),
        ("R34_suppressed_cells_hidden", "update release.publications.cells set onderdrukt = true"),
        ("everything_described", "comment on column release.marts.outflow.n_leavers is null"),
    ],
)
def test_a_release_that_is_not_fit_is_not_swapped_in(
    published: Settings, monkeypatch: pytest.MonkeyPatch, check: str, sabotage: str
) -> None:
    write_comments = release._write_comments

    def spoil(connection, manifest) -> None:
        write_comments(connection, manifest)
        connection.execute(sabotage)

    monkeypatch.setattr(release, "_write_comments", spoil)
    before = (published.published / "current").readlink()
    assert refresh(published, full=True, say=print) == 1
    assert check in failed(published)
    assert (published.published / "current").readlink() == before
