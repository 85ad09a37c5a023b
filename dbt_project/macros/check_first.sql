{#
    The check of R30 or R33 up to `offending`, of the enrolments of a population in leerjaar 6 and 7, and of
    first_enrolments dual or not. Every one of them has one first of the same pupil and leerjaar, which is not later
    and is one of them itself.
#}
{% macro check_first(population, is_duaal) %}
goals as (
    select
        leerling_id,
        schooljaar,
        leerjaar,
        source_line
    from {{ ref('count_day_enrolments') }}
    where {{ population }} and leerjaar in ('6', '7')
),

firsts as (
    select *
    from {{ ref('first_enrolments') }}
    where is_duaal = {{ is_duaal }}
),

paired as (
    select
        goals.schooljaar,
        goals.source_line,
        count(firsts.leerling_id) as n_firsts,
        coalesce(min(firsts.schooljaar) <= goals.schooljaar, false) as is_not_earlier
    from goals
    left join firsts on goals.leerling_id = firsts.leerling_id and goals.leerjaar = firsts.leerjaar
    group by goals.schooljaar, goals.source_line
),

wrong as (
    select
        schooljaar,
        source_line
    from paired
    where n_firsts <> 1 or not is_not_earlier
    union all
    select
        firsts.schooljaar,
        firsts.source_line
    from firsts
    anti join goals on firsts.schooljaar = goals.schooljaar and firsts.source_line = goals.source_line
),

looked_at as (
    select count(*) as n
    from goals
)
{% endmacro %}
