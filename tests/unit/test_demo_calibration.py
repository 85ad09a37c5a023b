"""The demo follows its parameters: printed counts at the report's size, and a changed parameter moves what it is about.

Whether the printed values are met after the whole chain is `make reconcile`, which takes minutes.
"""

import copy
import itertools
from dataclasses import replace

import numpy as np
import pytest

from orchestration.demo import background, employers, hosts, internships, labour, leavers, programmes, pupils, schools
from orchestration.demo.careers import Careers
from orchestration.demo.labour import BSO, HANDEL, pool
from orchestration.demo.leavers import ABSENT, SEEKING, Cohort
from orchestration.demo.parameters import Parameters, load_parameters
from orchestration.demo.places import NOT_TAKEN, Places
from orchestration.demo.programmes import Groups
from orchestration.demo.schools import Schools

SCALE = 0.05


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(SCALE, 1)


@pytest.fixture(scope="module")
def population(parameters) -> tuple[Groups, Schools, Careers]:
    groups = programmes.load_groups(parameters)
    its_schools = schools.make_schools(parameters, groups)
    return groups, its_schools, pupils.simulate(parameters, groups, its_schools)


def changed(parameters: Parameters, *path: str | int, to: object) -> Parameters:
    values = copy.deepcopy(parameters.values)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    assert inner[path[-1]] != to
    inner[path[-1]] = to
    return replace(parameters, values=values)


def at(parameters: Parameters, year: int) -> int:
    return list(parameters.years).index(year)


@pytest.mark.parametrize("stream", ["B5", "B6", "B7", "T5", "T6", "D6"])
def test_every_stream_has_its_size_in_every_year(parameters, population, stream):
    _, _, careers = population
    stock = parameters.per_year(parameters["streams"][stream]["stock"])
    for t in range(len(parameters.years)):
        there = careers.at(t, stream) & ~careers.outside_age
        assert there.sum() == parameters.sized(stock[t])


def test_study_areas_have_their_share_of_a_year_of_study(parameters, population):
    groups, _, careers = population
    shares = parameters["areas"]["TSO"]
    for year in (2009, 2016, 2020):
        there = careers.group[careers.at(at(parameters, year), "T6") & ~careers.outside_age, at(parameters, year)]
        for area in ("Handel", "Personenzorg", "Mechanica-elektriciteit"):
            wanted = shares[area] / sum(shares.values()) * len(there)
            assert abs((groups.studiegebied[there] == area).sum() - wanted) < 6


def cohorts_of(parameters: Parameters, groups: Groups, careers: Careers) -> list[Cohort]:
    people = background.make_background(parameters, careers, groups)
    return leavers.make_cohorts(parameters, careers, groups, people)


def seekers(parameters: Parameters, population: tuple) -> float:
    groups, _, careers = population
    cohorts = cohorts_of(parameters, groups, careers)[pool(parameters)]
    there = [cohort.status[cohort.starter & (cohort.group == BSO) & (cohort.area == HANDEL), 0] for cohort in cohorts]
    return float((np.concatenate(there) == SEEKING).mean())


def test_job_seekers_of_an_area_follow_their_parameter(parameters, population):
    assert seekers(parameters, population) == pytest.approx(0.391, abs=0.01)
    more = changed(parameters, "labour", "seeking", "Handel", to=[0.45, 0.095])
    assert seekers(more, population) == pytest.approx(0.45, abs=0.01)


def registered(parameters: Parameters, population: tuple) -> float:
    groups, its_schools, careers = population
    t = at(parameters, 2016)
    interns = internships.make_internships(parameters, careers, groups, its_schools, t)
    there = np.flatnonzero(careers.at(t, "B5") & ~careers.outside_age)
    return float(np.isin(there, interns.who).mean())


def test_registered_internships_follow_their_parameter(parameters, population):
    assert registered(parameters, population) == pytest.approx(0.757, abs=0.01)
    fewer = changed(parameters, "internships", "registered", "B5", to=0.6)
    assert registered(fewer, population) == pytest.approx(0.6, abs=0.01)


def test_people_available_at_once_are_as_many_as_printed(parameters, population):
    groups, _, careers = population
    cohort = cohorts_of(parameters, groups, careers)[at(parameters, 2017)]
    assert (cohort.starter & cohort.is_leaver).sum() == parameters.sized(9828)


def test_shifted_rates_add_up_to_the_total_and_keep_their_distance():
    rates = labour.shifted(np.array([0.5, 0.6]), np.array([100.0, 300.0]), 280.0)
    assert (rates * [100, 300]).sum() == pytest.approx(280)
    assert rates[1] - rates[0] == pytest.approx(0.1)


def test_places_take_from_the_programme_first_and_never_more_than_there_are(population):
    groups, _, _ = population
    sixth = groups.of_stream({"onderwijsvorm": "BSO", "leerjaar": 6, "soort": "gewoon"})
    fifth = groups.of_stream({"onderwijsvorm": "BSO", "leerjaar": 5, "soort": "gewoon"})
    same = programmes.same_programme(groups, sixth)
    places = Places(groups, sixth, np.ones(len(sixth)), same, 10 * len(sixth))
    previous = np.repeat(fifth[:2], [12, 4])
    taken = places.take(previous, 16, np.random.default_rng(1))
    assert (taken[12:] == same[fifth[1]]).all()
    assert (taken[:12] == same[fifth[0]]).sum() == 10
    elsewhere = taken[:12][(taken[:12] != same[fifth[0]]) & (taken[:12] != NOT_TAKEN)]
    assert (groups.studiegebied[elsewhere] == groups.studiegebied[fifth[0]]).all()
    assert len(places.rest(np.random.default_rng(1))) == 10 * len(sixth) - (taken != NOT_TAKEN).sum()


def missing(parameters: Parameters, population: tuple, year: int) -> dict[str, float]:
    """Share without registered internship where it is compulsory, by stream."""
    groups, its_schools, careers = population
    t = at(parameters, year)
    interns = internships.make_internships(parameters, careers, groups, its_schools, t)
    obliged = groups.stageverplichting[careers.group[:, t]] & ~careers.outside_age
    there = {name: np.flatnonzero(careers.at(t, name) & obliged) for name in ("B6", "B7", "T6")}
    shares = {name: 1 - float(np.isin(who, interns.who).mean()) for name, who in there.items()}
    return shares | {"all": 1 - float(np.isin(np.concatenate(list(there.values())), interns.who).mean())}


def test_missing_registration_has_its_total_and_no_lasting_order(parameters, population):
    by_year = {year: missing(parameters, population, year) for year in range(2014, 2019)}
    assert by_year[2014]["all"] == pytest.approx(0.031, abs=0.002)
    assert by_year[2018]["all"] == pytest.approx(0.066, abs=0.002)
    for one, other in itertools.permutations(("B6", "B7", "T6"), 2):
        assert any(shares[one] > shares[other] for shares in by_year.values()), (one, other)


def test_half_days_under_the_minimum_are_as_many_as_printed_of_all_with_obligation(parameters, population):
    groups, its_schools, careers = population
    t = at(parameters, 2014)
    interns = internships.make_internships(parameters, careers, groups, its_schools, t)
    obliged = groups.stageverplichting[careers.group[:, t]] & careers.at(t, "B6", "B7", "T6") & ~careers.outside_age
    mine = obliged[interns.who]
    for volume, share in ((interns.filing, 0.051), (interns.w_code, 0.118)):
        low = mine & (volume >= 0) & (volume < internships.MINIMUM)
        assert low.sum() / obliged.sum() == pytest.approx(share, abs=0.004)


def test_who_is_likelier_to_seek_work_seeks_it_more_often_and_no_cell_changes(parameters, population):
    groups, _, careers = population
    people = background.make_background(parameters, careers, groups)
    alike = replace(people, seeking=np.ones_like(people.seeking))
    t = at(parameters, 2016)
    real, flat = (leavers.make_cohorts(parameters, careers, groups, who)[t] for who in (people, alike))
    assert ((real.status == SEEKING).sum(axis=0) == (flat.status == SEEKING).sum(axis=0)).all()
    more = people.seeking[real.who] > 1.2

    def excess(cohort: Cohort) -> float:
        there = cohort.status[:, :8]
        rate = [(there[mask] == SEEKING).sum() / (there[mask] != ABSENT).sum() for mask in (more, ~more)]
        return float(rate[0] - rate[1])

    assert excess(real) > excess(flat) + 0.01


def test_few_jobs_of_temporary_agencies_carry_their_subcommittee():
    its_employers = employers.load_employers()
    agency = np.full(10_000, its_employers.position(322))
    labels = np.array(its_employers.labels)[its_employers.write(agency, np.random.default_rng(1))]
    assert 0 < (labels == "322.01").mean() < 0.1
    assert set(labels) == {"322", "322.01"}


def test_an_internship_after_the_last_ordinary_year_is_no_last_filing(parameters):
    careers = Careers(["OUT", "B6", "SNS", "DZ"], 3)
    careers.add(2)
    careers.stream[0], careers.stream[1] = [0, 1, 2], [0, 1, 1]
    filed = internships.Internships(np.arange(2), np.full(2, 40), np.full(2, -1), np.full(2, internships.FILING))
    found = hosts.make_hosts(parameters, careers, [], [], employers.load_employers(), {1: filed, 2: filed})
    assert found.last_filing.tolist() == [1, 2]
