{#
    The check of R60, R61 or R62, from a CTE `work` (leaver_nr, kwartaal, categorie: who works, by whatever counts):
    the mart has, per exit year, quarter and category, the whole base.
#}
{% macro check_work(column) %}
expected as (
    select
        quarters.schooljaar,
        quarters.kwartaal as part,
        coalesce(
            work.categorie, case when quarters.is_job_seeker then 'werkzoekend' else 'niet beschikbaar' end
        ) as categorie,
        count(*) as n,
        0 as of_n
    from {{ ref('leaver_quarters') }} as quarters
    semi join (
        select leaver_nr
        from {{ ref('labour_market_entries') }}
        where start_kwartaal = '1'
    ) as base
        on quarters.leaver_nr = base.leaver_nr
    left join work on quarters.leaver_nr = work.leaver_nr and quarters.kwartaal = work.kwartaal
    where quarters.kwartaal in (1, 5, 8)
    group by all
),

found as (
    select
        schooljaar,
        kwartaal as part,
        {{ column }} as categorie,
        sum(n_leavers) as n,
        0 as of_n
    from {{ ref('employment_characteristics') }}
    group by schooljaar, kwartaal, {{ column }}
),

{{ check_cells() }}
{% endmacro %}
