{# For checks that count leavers again. #}

{# What marts split leavers by. #}
{% macro columns_of_leavers() -%}
    schooljaar,onderwijsvorm,leerjaar,studiegebied,stageverplichting,kwalificatie
{%- endmacro %}

{#
    The CTE `persons` (the columns of leavers, `columns`, n) from a CTE with leaver_nr and `columns`.
#}
{% macro persons_among_leavers(source, columns) %}
persons as (
    select
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.leerjaar,
        leavers.studiegebied,
        leavers.studierichting,
        leavers.stageverplichting,
        leavers.kwalificatie,
        {%- for column in columns %}
            {{ source }}.{{ column }},
        {%- endfor %}
        count(*) as n
    from {{ source }}
    inner join {{ ref('leavers') }} as leavers on {{ source }}.leaver_nr = leavers.leaver_nr
    group by all
)
{% endmacro %}

{#
    R56, R57: the CTE `patterns` (leaver_nr, pattern): the eight quarters of each leaver of a complete cohort as a text
    of eight digits: 3 for werkend, 2 for werkzoekend, 1 for niet beschikbaar.
#}
{% macro status_patterns() %}
complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

patterns as (
    select
        quarters.leaver_nr,
        cast(
            sum(
                cast(power(10, 8 - quarters.kwartaal) as bigint)
                * case
                    when quarters.has_wage_job or quarters.is_self_employed then 3
                    when quarters.is_job_seeker then 2
                    else 1
                end
            ) as string
        ) as pattern
    from {{ ref('leaver_quarters') }} as quarters
    semi join complete on quarters.schooljaar = complete.schooljaar
    group by quarters.leaver_nr
)
{% endmacro %}

{#
    R60, R61, R62, R64: the CTE `persons` of the base, per quarter, from a CTE `work` (leaver_nr, kwartaal, categorie:
    who works, by whatever counts; and the columns `also`).
#}
{% macro persons_at_work(also=[]) %}
at_work as (
    select
        quarters.leaver_nr,
        quarters.kwartaal,
        coalesce(
            work.categorie, case when quarters.is_job_seeker then 'werkzoekend' else 'niet beschikbaar' end
        ) as categorie
        {%- for column in also %},
            work.{{ column }}
        {%- endfor %}
    from {{ ref('leaver_quarters') }} as quarters
    semi join (
        select leaver_nr
        from {{ ref('labour_market_entries') }}
        where start_kwartaal = '1'
    ) as base
        on quarters.leaver_nr = base.leaver_nr
    left join work on quarters.leaver_nr = work.leaver_nr and quarters.kwartaal = work.kwartaal
    where quarters.kwartaal in (1, 5, 8)
),

{{ persons_among_leavers('at_work', ['kwartaal', 'categorie'] + also) }}
{% endmacro %}
